"""Which indicator the words around a number speak of."""

from collections.abc import Sequence

from auditlib.narrative.lexicon import Lexicon, Wording
from auditlib.narrative.numerals import Quantity
from auditlib.wording import SPACES


def link(
    stretch: str, sentence: str, quantity: Quantity, known: Lexicon, above: str = "", section: str = ""
) -> tuple[str, str]:
    """The indicator expression that the words around a number speak of, and the words that decided; "" for none.

    ``above`` is what the number before it in the sentence speaks of, ``section`` the heading they stand under, which
    gives the topic as well as the sentence does. Of numbers told 分别, which is whose cannot be said by the words
    next to each.
    """
    if known.other_business.search(stretch) or "分别" in stretch:
        return "", ""
    behind = SPACES.sub("", sentence[quantity.end : quantity.end + 24])
    channels = [name for name, pattern in known.channels.items() if pattern.search(stretch)]
    if len(channels) > 1 and ("等" in stretch or "多种" in stretch):
        channels = []
    best: tuple[int, str, str] = (0, "", "")
    for wording in known.wordings:
        if quantity.unit in wording.units and (
            words := _decides(wording, stretch, behind, sentence, channels, above, section)
        ):
            weight = len(words) + (8 if wording.channel or wording.context or wording.under else 0)
            best = max(best, (weight, wording.indicator, words))
    return best[1], best[2]


def _decides(
    wording: Wording,
    stretch: str,
    behind: str,
    sentence: str,
    channels: Sequence[str],
    above: str,
    section: str,
) -> str:
    if wording.under and not f"{above}.".startswith(f"{wording.under}."):
        return ""
    if wording.channel is not None and list(channels) != ([wording.channel] if wording.channel else []):
        return ""
    if wording.never and wording.never.search(stretch):
        return ""
    if wording.context and not wording.context.search(stretch):
        return ""
    if wording.topic and not (wording.topic.search(sentence) or wording.topic.search(section)):
        return ""
    if wording.not_topic and wording.not_topic.search(sentence):
        return ""
    if match := wording.head.search(stretch):
        return match[0] or "…"
    if (
        wording.tail
        and wording.tail_head
        and (match := wording.tail_head.search(stretch))
        and (after := wording.tail.match(behind))
    ):
        return f"{match[0]}…{after[0]}"
    return ""
