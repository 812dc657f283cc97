"""The years that the prose names, and the part each plays: this year's work told under an earlier year is a slip.

Comparisons, plans, document numbers, titles, budgets, founding dates and spans of years name other years rightly
(notes of evaluators name the stale year as one of the commonest slips). Only a year that opens its sentence, as the
time of what the sentence tells, is taken for a slip.
"""

import re
from collections.abc import Iterator, Sequence

from auditlib.dates import years
from auditlib.narrative.sentences import Sentence, clause_end
from auditlib.report import YearMention
from auditlib.wording import split_ordinal

QUOTED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,60}”|〔[^〔〕]{0,12}〕|\[[^\[\]]{0,12}\]")
OPENS = re.compile(r"^(?:截至|截止|在|于|自|从)?$")
SINCE = re.compile(
    r"^(?:\d{1,2}月|[^，。；]{0,12}(?:以来|起|至|到|前|之前|之后|开始|末|底|初|期间|[—–\-~～]))"
)
COMPARES = re.compile(r"比|较|同期|同比|上年|去年|持平|相比|增长|下降|增加|减少|以来|历年|累计|连续")
FUTURE = re.compile(
    r"将(?:进一步|继续|着力|努力|采取|不断|加大|坚持|认真|从以下|深入|加强|围绕|按照|着重|切实|积极)|拟|计划|打算|下一步"
)
PLANS = re.compile(r"下一步|改进|打算|安排|计划|措施|努力方向")
BUDGET = re.compile(
    r"^(?:度)?(?:财政|部门|政府|“三公”)?[^，。]{0,6}(?:预算|决算|规划|计划|要点|方案|任务|目标)"
)
LIST_LEAD = re.compile(r"^(?:\s|[一二三四五六七八九十]是|\d[.、])*")


def year_mentions(sentences: Sequence[Sentence], year: int | None) -> tuple[YearMention, ...]:
    """Every year named in the sentences, with its role as seen from the year of the report."""
    return tuple(mention for sentence in sentences for mention in _of_sentence(sentence, year))


def _of_sentence(sentence: Sentence, year: int | None) -> Iterator[YearMention]:
    named = list(years(sentence.text))
    quoted = [match.span() for match in QUOTED.finditer(sentence.text)]
    for value, start, end in named:
        inside = any(a <= start < b for a, b in quoted)
        role = "reference" if inside else _role(sentence, value, start, end, [y for y, _, _ in named], year)
        stop = clause_end(sentence.text, min(end + 2, len(sentence.text)))
        quote = sentence.text[start:stop]
        yield YearMention(sentence.section, sentence.start + start, sentence.start + stop, quote, value, role)


def _role(
    sentence: Sentence, value: int, start: int, end: int, named: Sequence[int], year: int | None
) -> str:
    text = sentence.text
    after = text[end:].removeprefix("度")
    before = split_ordinal(LIST_LEAD.sub("", text[:start]))[1]
    opens = bool(OPENS.match(before.strip("　 "))) and not before.strip("　 ").startswith(("截", "自", "从"))
    planning = bool(FUTURE.search(text)) and bool(PLANS.search(sentence.section) or PLANS.search(text))
    if year is None:
        return "unclear"
    if SINCE.match(after) or BUDGET.match(after) or "年" in after[:1]:
        return "reference"
    if value == year:
        return "stale_plan" if opens and planning and year + 1 not in named else "current"
    if value == year + 1:
        return "plan"
    if year in named or COMPARES.search(text):
        return "comparison"
    if value < year and opens:
        return "stale"
    return "unclear"
