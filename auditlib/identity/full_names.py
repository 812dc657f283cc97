"""The names of agencies in full, so that 县人社局 and 县人力资源和社会保障局 are one."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from auditlib.wording import squeeze

SHORT_FORMS = Path(__file__).with_name("short_forms.json")
LINKS = re.compile("[和与及、]")
COMMISSION = re.compile(r"(?<![党常])委$")
# A government reports under its own name or that of its place; its office reports for itself.
GOVERNMENT = re.compile(r"(?<=[省市州盟县区旗镇乡])(?:人民)?政府$")
ENDINGS = (
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


@cache
def _full_forms() -> dict[str, str]:
    forms: dict[str, str] = json.loads(SHORT_FORMS.read_text(encoding="utf-8"))
    return forms


@cache
def _short_forms() -> re.Pattern[str]:
    """A short form at the end of a name, behind its place."""
    forms = "|".join(sorted(_full_forms(), key=len, reverse=True))
    return re.compile(rf"(?:(?<=[省市州盟县区旗镇乡会团])|^)({forms})(局|厅|委员会|办公室)$")
