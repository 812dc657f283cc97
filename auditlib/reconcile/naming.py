"""Whether a report names one agency throughout: a short form, a government and its office, and a renaming that the text
tells are the same; a name left over from another's report is not."""

import re
from itertools import pairwise

from auditlib.identity.full_names import in_full
from auditlib.reconcile.neighbours import short_for
from auditlib.report import Report, Stated
from auditlib.wording import squeeze

IN_PARENTHESES = re.compile(r"\([^()]*\)")
OFFICE = re.compile(r"(?:人民)?政府(?:办公[厅室]|办)?$|办公[厅室]$|(?<=[党县市区])[委政]办$")
PARTY = "党工委"
NAMES_AN_AGENCY = re.compile(
    r"[一-龥]{3,}(?:[局委办厅院署站队处会区县市省州旗镇乡]|政府|中心|街道|办公[厅室])"
)
BEHIND_PLACE = ("管理委员会",)
LEAD = re.compile(r"^(?:关于|我|本|由|的|[省市县区])")
TELLS_OF_CHANGE = re.compile(r"更名|改名|改称|组建|合并|划转|撤销|挂牌|机构改革|加挂|原名|前身")


def named_otherwise(report: Report) -> tuple[Stated, Stated] | None:
    """Two names of the agency in one report that cannot be the same: the one before and the one that differs."""
    names = [name for name in report.identity.names if NAMES_AN_AGENCY.fullmatch(squeeze(name.value))]
    for name, other in pairwise(names):
        if not _same(name.value, other.value, report):
            return name, other
    for other in report.identity.namesakes:
        if names and not _same(names[0].value, other.value, report):
            return names[0], other
    return None


def _same(a: str, b: str, report: Report) -> bool:
    one, two = _plain(a), _plain(b)
    if _shortens(one, two):
        return True
    if _are_branch(one, two) or _are_branch(two, one):
        return True
    if any(_renamed(old, new, one, two) for old, new in report.identity.renames):
        return True
    return any(_told_as_changed(report.text, name) for name in (a, b))


def _plain(name: str) -> str:
    words = IN_PARENTHESES.sub("", squeeze(name)).replace(PARTY, "")
    return OFFICE.sub("", in_full(OFFICE.sub("", words)))


def _shortens(one: str, two: str) -> bool:
    """Whether one is the other in short, a place before it left out or shortened to 县, 区 or 市."""
    short, full = sorted((one, two), key=len)
    if full.endswith(short) or full.removeprefix(short) in BEHIND_PLACE:
        return True
    return short_for(short, full) or short_for(LEAD.sub("", short), full)


def _are_branch(branch: str, other: str) -> bool:
    """Whether one is the branch of a higher body at the other's place: 市自然资源局桃源分局 is 桃源县自然资源局."""
    place = branch.removesuffix("分局")[-2:]
    return branch.endswith("分局") and (place in other or other[:2] in branch)


def _renamed(old: str, new: str, one: str, two: str) -> bool:
    return any(
        _shortens(_plain(old), then) and _shortens(_plain(new), now) for then, now in ((one, two), (two, one))
    )


def _told_as_changed(text: str, name: str) -> bool:
    """Whether the name stands beside words of a reform; text between two stops counts."""
    at = text.find(name)
    while at >= 0:
        start, end = max(0, at - 60), at + len(name) + 60
        if TELLS_OF_CHANGE.search(text, start, end):
            return True
        at = text.find(name, at + len(name))
    return False
