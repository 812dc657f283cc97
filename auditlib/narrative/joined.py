"""Several kinds that share one number: 不予公开和无法提供的合计57件 is the sum of the two, 其余8件为无法提供、不予处理等情形 is the rest
of whatever kinds and no cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditlib.narrative.lexicon import Lexicon
from auditlib.narrative.linking import Place, Sense, Telling, link
from auditlib.narrative.numerals import Quantity
from auditlib.narrative.respectively import wordings
from auditlib.narrative.sentences import last_match

JOINT = re.compile(r"、|/|以及|(?<!涉)(?<!以)及|和|与|或者|或(?!者)|”“")
ANY_JOINT = re.compile("[、/及和与或”]")
OPENS = re.compile(r"^[、，,和及与“]+")
# A number that says how many kinds stand before it: “予以公开”“部分公开”两类共12件.
KINDS_COUNTED = ("类", "项", "种")
TOGETHER = re.compile(r"(?:合计|共计|总计|总共|一共|共|总和|之和|总数)(?:为|有|达到?|是)?[：:]?$")
ONLY_TOGETHER = re.compile(
    r"[\s　，,]*(?:答复|申请|办件)?(?:合计|共计|总计|总共|一共|共)(?:为|有|达到?|是)?[\s　]*"
)
# Words behind a number up to the next stop, sign or number.
RUN = re.compile(r"[^，,。；;：:（()）\d]*")
AMONG_OTHERS = re.compile(r"等(?:等|的|情形|情况|类型|类别|类|答复|方式|原因|处理|决定|结果|几种|多种)*$")
MOST = 8


def kinds_before(text: str, numbers: Sequence[Quantity], n: int, start: int) -> str:
    """The words of the kinds that a number sums up where their count stands between (…两类共12件), "" for none."""
    if not n or numbers[n - 1].unit not in KINDS_COUNTED:
        return ""
    counted = numbers[n - 1]
    if not ONLY_TOGETHER.fullmatch(text, counted.end, numbers[n].start):
        return ""
    words = text[start : counted.start].rstrip("这等上述以的")
    return words if len(_things(words)) == counted.value else ""


def joined(place: Place, telling: Telling, known: Lexicon, sense: Sense | None) -> Sense | None:
    """What a number speaks of that the words around it link to ``sense``: the sum where kinds are joined, None where the
    kinds are only some of those meant."""
    if sense and sense.behind:
        return _joined_behind(place, telling, known, sense)
    words = OPENS.sub("", place.words)
    if not ANY_JOINT.search(words):
        return sense
    together = bool(TOGETHER.search(words))
    if not (sense or together) or (sense and not _is_kind(sense, known)):
        return sense
    named = _things(words)
    if len(named) < 2 or (sense and _spans_joint(sense.because, words)):
        return sense
    senses = [_first(_places(place, named, k), telling, known) for k in range(len(named))]
    if together and any(senses) and not all(senses):
        return None
    return _sum_or(sense, senses, known)


def _joined_behind(place: Place, telling: Telling, known: Lexicon, sense: Sense) -> Sense | None:
    match = RUN.match(place.behind)
    run = match[0] if match else ""
    if not ANY_JOINT.search(run) or not _is_kind(sense, known):
        return sense
    named = _things(run)
    if place.behind[len(run) : len(run) + 1].isdigit():
        named = named[:-1] if not run.endswith(("、", "和", "及", "与")) else named
    joint = JOINT.search(run)
    if len(named) < 2 or (joint and joint.start() < len(sense.because.rpartition("…")[2])):
        return sense
    senses = [link(replace(place, behind=one), telling, known) for one in named]
    if AMONG_OTHERS.search(run) and _sum([*senses[:-1], _open(place, named[-1], telling, known)], known):
        return None
    return _sum_or(sense, senses, known)


def _open(place: Place, words: str, telling: Telling, known: Lexicon) -> Sense | None:
    """What the last of several kinds is, without the words that leave the list open (无法提供等情形)."""
    return link(replace(place, behind=AMONG_OTHERS.sub("", words)), telling, known)


def _things(words: str) -> list[str]:
    found = [one.strip("“”") for one in JOINT.split(words)]
    return [one for one in found if one][:MOST]


def _places(place: Place, named: Sequence[str], k: int) -> Iterator[Place]:
    for words in wordings(named, k):
        yield replace(place, words=words, behind="")


def _first(places: Iterator[Place], telling: Telling, known: Lexicon) -> Sense | None:
    return next((one for one in (link(place, telling, known) for place in places) if one), None)


def _is_kind(sense: Sense, known: Lexicon) -> bool:
    return any(kinds.search(sense.template) for kinds in known.kinds)


def _spans_joint(because: str, words: str) -> bool:
    """Whether the words that decided hold the last joint themselves: 信访、举报、投诉类."""
    last = last_match(JOINT, words)
    return last is not None and len(words) - last.start() <= len(because)


def _sum_or(sense: Sense | None, senses: Sequence[Sense | None], known: Lexicon) -> Sense | None:
    """The sum of kinds, or ``sense`` where they make up none or the same."""
    summed = _sum(senses, known)
    if summed and sense and _cells(summed) == _cells(sense):
        return sense
    return summed or sense


def _cells(sense: Sense) -> set[str]:
    """The cells of the first reading."""
    return set(sense.expression.split("|")[0].split("+"))


def _share(some: set[str], others: set[str]) -> bool:
    """Whether cells are among others, or below them."""
    return any(f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.") for a in some for b in others)


def _sum(senses: Sequence[Sense | None], known: Lexicon) -> Sense | None:
    """The sum of kinds that leave each other out; None where one is unknown, or they may hold the same."""
    told = [sense for sense in senses if sense]
    if len(told) < max(2, len(senses)):
        return None
    if not any(all(kinds.search(sense.template) for sense in told) for kinds in known.kinds):
        return None
    if (
        len({sense.template for sense in told}) > 1
        and len({tuple(sense.fill.values()) for sense in told}) > 1
    ):
        return None  # 复议、诉讼结果为维持的: the outcome is told of both
    readings = [sense.expression.split("|") for sense in told]
    cells = [_cells(sense) for sense in told]
    if any(_share(a, b) for k, a in enumerate(cells) for b in cells[k + 1 :]):
        return None
    most = max(map(len, readings))
    if any(len(one) not in (1, most) for one in readings):
        readings, most = [one[:1] for one in readings], 1
    sums = ["+".join(one[min(k, len(one) - 1)] for one in readings) for k in range(most)]
    once = (one for one in sums if len(set(one.split("+"))) == one.count("+") + 1)
    because = "、".join(sense.because for sense in told)
    fill = {
        name: tuple(dict.fromkeys(part for sense in told for part in sense.fill.get(name, ())))
        for name in told[-1].fill
    }
    return replace(told[-1], expression="|".join(dict.fromkeys(once)), because=because, fill=fill)
