"""Universal statements: 均获维持, 全部办结, 均已审结; and that no case was lost: 零败诉.

The indicator of a claim of kind ``all`` is the cells that are said to hold all; the cells beside them are then zero.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditlib.narrative.all_requests import FROM_LAST_YEAR, all_requests
from auditlib.narrative.linked import LITIGATION, Linked, own_before, stretch
from auditlib.narrative.sentences import Sentence, clause_start
from auditlib.report import Claim

EVERY = r"(?:均|全部|全都|全数|悉数|都|100%|百分之百|无一例外)"
FILL = (
    r"(?:已经?|被|获得?|得到|予以|依法|依规|顺利|法院|复议机关|判决|裁定|结果|为|是|全部|妥善|规范|认真|逐[一件]|的"
    r"|(?:按|依|遵|严格按)照?(?:有关|相关|法律|法定)?(?:规定|要求|程序|流程))*"
)
SAYS_ALL = re.compile(f"{EVERY}(?=.*?(?:维持|胜诉|驳回|审结|结案|办[结毕复完]|完[毕结成]|答复|回复))")
UPHELD = re.compile(rf"{EVERY}{FILL}(?:维持|胜诉|驳回)")
CONCLUDED = re.compile(rf"{EVERY}{FILL}(?:审结|结案|办结|审理完毕|办理完毕)")
DONE = re.compile(
    rf"{EVERY}{FILL}(?P<timely>按[时期]|如期|(?:在)?(?:规定|法定)?(?:时限|期限|时间)内?|及时)?{FILL}(?P<done>(?:答复|回复)?(?:办[结毕复完]|[办处]理完[毕结成]|答复完[毕成]|答复|回复))(?!率|期|时)"
)
UNBEATEN = re.compile(
    r"零败诉|无一(?:起|件|例|案)?败诉|无败诉|(?:未(?:有|发生|出现|产生|被)?|没有|无)(?:[^，,。；;、\d]{0,24}?(?<!复)(?<!应)(?<!判))?败诉|败诉率(?:为|保持)?[0０零](?!\.)|零(?:被)?(?:纠错|纠正)|(?:未(?:有|发生|出现|产生)|没有)[^，,。；;、\d]{0,24}?被?(?:纠错|纠正|撤销)(?=的?(?:情况|情形|案件))|无一(?:起|件|例)?被?(?:纠错|纠正|撤销)"
)
HOPED = re.compile(
    r"确保|保证|力争|争取|务必|应当|必须|(?<![按照])要求|下一步|努力|目标|(?<![按照])规定(?!时|期)|须|(?<![比较与])(?:上年|去年)|往年|历年|以来|将"
)
# A number behind a statement in its clause says of how many it is: 均判决驳回的3件.
LIMITS = re.compile(r"[^，,。；;：:（()）\d]*\d+\s?[件宗起例份个]")
# Cases that the sentence itself leaves out.
STILL_OPEN = re.compile(
    r"^[^。；;]*?(?:另外?有?|还有|尚有|仅|只有)[^，。；;]*?(?:尚?未审结|未结|审理|审查|正在|待)"
)
SORTED_OUT = re.compile("已?审结的|已结的|审结案件|已结案件|其中")
OTHER_CASES = re.compile("仲裁|民事|刑事|执法|处罚")
RECONSIDERED, SUED = "remedy.reconsideration.total", "+".join(LITIGATION)
OUTCOMES = ("upheld", "corrected", "other")
ROUTES_2014 = ("reconsideration", "litigation", "complaint")
# What the form of 2014 calls the cases of a sentence without a number.
EARLIER = {"remedy.reconsideration": "reconsideration", "remedy.litigation.direct": "litigation"}


def universals(sentence: Sentence, linked: Sequence[Linked]) -> Iterator[Claim]:
    """The universal statements of a sentence whose cells are known."""
    text = sentence.text
    if "败诉" in text or "纠" in text or "撤销" in text:
        for match in UNBEATEN.finditer(text):
            yield from _unbeaten(sentence, match)
    if not SAYS_ALL.search(text):
        return
    for pattern in (UPHELD, CONCLUDED, DONE):
        for match in pattern.finditer(text):
            start = clause_start(text, match.start(), "。；;")
            if HOPED.search(FROM_LAST_YEAR.sub("", text[start : match.end()])) or LIMITS.match(
                text, match.end()
            ):
                continue
            before = own_before(linked, match.start())
            indicator = _held(pattern, match, text[start : match.start()], before, text[match.end() :])
            if not indicator:
                continue
            near = (
                before[-1].start if before and match.start() - before[-1].quantity.end < 8 else match.start()
            )
            lead = near if near < match.start() else clause_start(text, match.start(), "，,；;。：")
            yield stretch(sentence, lead, match.end(), kind="all", indicator=indicator, because=match[0])


def _held(
    pattern: re.Pattern[str], match: re.Match[str], words: str, before: Sequence[Linked], behind: str
) -> str:
    """The cells that hold all by a statement with those words and numbers before it and those words behind; "" where
    none are meant."""
    cases = _cases(before, words)
    if pattern is UPHELD:
        held = (OUTCOMES[0], "pending") if STILL_OPEN.search(behind) else OUTCOMES[:1]
        return "" if SORTED_OUT.search(_behind(words)) else _outcomes(cases, held)
    if cases:
        open_ones = STILL_OPEN.search(behind)
        return _outcomes(cases, OUTCOMES) if pattern is CONCLUDED and not open_ones else ""
    return all_requests(match, words, before, behind) if pattern is DONE else ""


def _behind(words: str) -> str:
    """The words behind the last number."""
    return re.split(r"\d", words)[-1]


def _cases(before: Sequence[Linked], words: str) -> list[str]:
    """The totals of cases that the numbers just before speak of, or the words where there is no number."""
    found: list[str] = []
    for one in reversed(before):
        if one.scope or not _is_total(one.indicator):
            break
        found = [*one.indicator.split("|")[0].split("+"), *found]
    if found or before:
        return found
    if OTHER_CASES.search(words):
        return []
    said = (RECONSIDERED if "复议" in words else "", SUED if "诉讼" in words else "")
    return [name for part in said if part for name in part.split("+")]


def _is_total(indicator: str) -> bool:
    names = indicator.split("|")[0].split("+")
    return all(n in ROUTES_2014 or (n.startswith("remedy.") and n.endswith(".total")) for n in names)


def _outcomes(cases: Sequence[str], outcomes: Sequence[str]) -> str:
    """The cells of those outcomes of cases, over both generations of the form."""
    if not cases:
        return ""
    wholes = [name.removesuffix(".total") for name in cases]
    earlier = [EARLIER[name] for name in wholes if name in EARLIER]
    sums = ["+".join(f"{name}.{out}" for name in names for out in outcomes) for names in (wholes, earlier)]
    return "|".join(part for part in sums if part)


def _unbeaten(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    text = sentence.text
    start = clause_start(text, match.start(), "，,。；;：")
    if HOPED.search(text, start, match.end()) or OTHER_CASES.search(text, start, match.end()):
        return
    reconsidered = "纠" in match[0] or "撤销" in match[0]
    if reconsidered and "复议" not in text:
        return
    names = (
        ["remedy.reconsideration.corrected"]
        if reconsidered
        else [n.replace(".total", ".corrected") for n in LITIGATION]
    )
    if reconsidered and "诉讼" in text[: match.start()]:
        names += [n.replace(".total", ".corrected") for n in LITIGATION]
    old = "+".join(dict.fromkeys(n.split(".")[1] + ".corrected" for n in names))
    yield stretch(
        sentence,
        start,
        match.end(),
        value=Decimal(0),
        unit="件",
        kind="none",
        indicator=f"{'+'.join(names)}|{old}",
        because=match[0],
    )
