"""The names of agencies in full, so that 县人社局 and 县人力资源和社会保障局 are one."""

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from auditlib.wording import squeeze

SHORT_FORMS = Path(__file__).with_name("short_forms.json")
LINKS = re.compile("[和与及、]")
COMMISSION = re.compile(r"(?<![党常])委$")
# A government reports under its own name or that of its place; its office reports for itself.
GOVERNMENT = re.compile(r"(?<=[省市州盟县区旗镇乡])(?:人民)?政府$")
# A second plate of the same body, and the places above the last one.
PLATE = re.compile(r"(?<=[局委会室])\([^()]*\)$")
ABOVE = re.compile(r"^[一-龥]{2,8}?[省市州盟](?=[一-龥]{2,8}?[市县区旗])(?!市)")
OF_STREET = re.compile(r"(?<=[市县区旗])(?:人民)?政府(?=[一-龥]{2,8}街道)")
PLACE = re.compile(r".*(?:[省州县旗镇]|市(?![场政容])|区(?!域)|(?<!城)乡(?!村))(?=..)")
OFFICE = re.compile(r"(?:人民)?政府(?:办公[厅室]|办)$")
ENDINGS = (
    (PLATE, ""),
    (ABOVE, ""),
    (OF_STREET, ""),
    (OFFICE, "政府办公室"),
    (re.compile(r"高新(?:技术)?(?:产业)?开发区"), "高新区"),
    (re.compile(r"(?:经济技术|经济)开发区"), "经开区"),
    (re.compile(r"城市管理(?:综合)?(?:行政)?执法(?=局|委员会)"), "城市管理"),
    (re.compile(r"行政审批(?:服务|政务)(?=局)"), "行政审批"),
    (re.compile(r"管委会$"), "管理委员会"),
    (re.compile(r"街道(?:办事处|办)$"), "街道"),
    (COMMISSION, "委员会"),
    (re.compile(r"(?<=[动防])办$"), "办公室"),
    (GOVERNMENT, ""),
)


@lru_cache(maxsize=1 << 14)
def in_full(agency: str) -> str:
    """A name without spaces, brackets in half width, its usual short forms written out and what links its parts left out."""
    name = LINKS.sub("", squeeze(agency))
    for pattern, full in ENDINGS:
        name = pattern.sub(full, name)
    return _short_forms().sub(lambda match: _full_forms()[match[1]] + match[2], name)


@lru_cache(maxsize=1 << 14)
def place_of(name: str) -> str:
    """The places that a name begins with: 澄水市青禾区 of 澄水市青禾区水务局."""
    return match[0] if (match := PLACE.match(name)) else ""


def whole_names(agencies: Iterable[str]) -> dict[str, str]:
    """Each of some agencies in full, one that lacks its place with that of the only other that bears its name."""
    full = {agency: in_full(agency) for agency in agencies}
    alike: dict[str, set[str]] = {}
    for name in full.values():
        alike.setdefault(name[len(place_of(name)) :], set()).add(name)
    others = {bare: names - {bare} for bare, names in alike.items() if bare in names}
    return {
        agency: next(iter(others[name])) if len(others.get(name, ())) == 1 else name
        for agency, name in full.items()
    }


def completed(name: str, stated: Iterable[str]) -> str:
    """A name that lacks its place, with what stands before it where the same report states it in full: 民政局 and
    临澧县民政局, 农村委员会 and 江北区农业农村委员会."""
    short = in_full(name)
    for other in stated:
        full = in_full(other)
        if len(full) > len(short) and full.endswith(short) and (at := other.find(name[:2])) > 0:
            return other[:at] + name
    return name


@cache
def _full_forms() -> dict[str, str]:
    forms: dict[str, str] = json.loads(SHORT_FORMS.read_text(encoding="utf-8"))
    return forms


@cache
def _short_forms() -> re.Pattern[str]:
    """A short form at the end of a name, behind its place."""
    forms = "|".join(sorted(_full_forms(), key=len, reverse=True))
    return re.compile(rf"(?:(?<=[省市州盟县区旗镇乡会团])|^)({forms})(局|厅|委员会|办公室)$")
