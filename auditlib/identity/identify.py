"""The identity of a report, from all that its text says of it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from auditlib.dates import years
from auditlib.identity.names import agency_of, body_of, names_of, region_of, renames_of
from auditlib.identity.namesakes import namesakes
from auditlib.identity.phones import one_line, phones_of
from auditlib.identity.school_year import school_years
from auditlib.identity.stated_dates import filed, one_width, period_of, published, signed, signer_of
from auditlib.identity.titles import CAPTION, is_caption, title_of, year_of, year_over
from auditlib.report import Identity, Stated
from auditlib.wording import squeeze

FIELD = re.compile(r"^标题[:：]")
LAST_MONTH = 6  # a report signed later may be on the year that has begun
LAST_MONTH_OF_FILING = 4
FIELD_YEAR = re.compile(r"单位(?:名称)?(?:[(（][^()（）\n]{0,6}[)）])?\s?[:：][^\n。]{0,60}?(20\d\d)\s?年度")
FULL_WIDTH = str.maketrans("()", "（）")


def identify(text: str, stem: str, fields: str = "") -> Identity:
    """Who reports on which year. What neither the text nor the ``fields`` of a page (发布机构：…) say is taken from the
    file's name, else left open; a report that names no year at all is on the one before it was signed."""
    lines, flat = text.split("\n"), one_width(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    stated = {i: (line, starts[i]) for i, line in enumerate(lines)}
    title_lines = title_of(lines)
    title = FIELD.sub("", "".join(squeeze(lines[i]) for i in title_lines))
    title_year = next((found for i in title_lines if (found := year_of(*stated[i]))), None)
    if title_year is None and len(title_lines) > 1:
        title_year = year_over(lines, title_lines, starts[title_lines.start])
    period, start, end = period_of(text, flat)
    caption = next(
        (
            s
            for i, (line, at) in stated.items()
            if "年" in line
            and i not in title_lines
            # Where the title names no year, the line may be a part of it.
            and (is_caption(lines, i) if title_year else CAPTION.match(line.strip()))
            and (s := year_of(line, at))
        ),
        None,
    )
    signature = signed(text)
    signer = signature[0].value if signature else signer_of(text)
    agency = agency_of(text, lines, title_lines, title, signer, stem, fields).translate(FULL_WIDTH)
    by_school_year = school_years(title, text, start, end)
    votes = Counter(int(s.value) for s in (title_year, caption, period) if s is not None)
    votes.update((by_school_year or ())[1:])
    named = [y for y, _, _ in years(stem + "年")] or [
        int(y) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", stem)
    ]
    votes.update(named[:1])
    year = max(
        votes, key=lambda y: (votes[y], title_year is not None and int(title_year.value) == y), default=None
    )
    signed_on = _day(signature[1] if signature else None)
    if year is None and signed_on and signed_on.month <= LAST_MONTH:
        year = signed_on.year - 1
    phones = phones_of(text, flat)
    filing, publication = filed(text, flat), published(text, flat, lines)
    names = tuple(names_of(text, lines, title_lines, title))
    return Identity(
        agency=agency,
        body=body_of(agency),
        region=region_of(agency),
        year=year,
        title=_full(title, agency) or stem,
        title_year=title_year,
        caption_year=caption,
        period_start=start,
        period_end=end,
        period=period,
        filed_on=_day(filing),
        published_on=_day(publication),
        phones=phones,
        renames=renames_of(text),
        signed_on=signed_on,
        dates=tuple(s for s in (filing, publication, signature[1] if signature else None) if s),
        names=(*names, signature[0]) if signature else names,
        one_line=one_line(text, phones),
        school_years=by_school_year,
        namesakes=tuple(namesakes(text, agency)),
    )


def placed(identity: Identity, text: str, agency: str, year: int | None) -> Identity:
    """An identity with what a report's place in its file (a worksheet, a column) tells of ``agency`` and ``year``, which
    goes before what is only taken from dates; last the year that the table without a title has beside 单位."""
    if agency:
        identity = replace(identity, agency=agency, body=body_of(agency), region=region_of(agency))
    if year and not (identity.title_year or identity.caption_year or identity.period):
        return replace(identity, year=year)
    return replace(identity, year=_year_of_table(text, identity)) if identity.year is None else identity


def _year_of_table(text: str, identity: Identity) -> int | None:
    """The year beside who fills in a table, else the one before it was filled in."""
    if match := FIELD_YEAR.search(text):
        return int(match[1])
    filed_on = identity.filed_on
    return filed_on.year - 1 if filed_on and filed_on.month <= LAST_MONTH_OF_FILING else None


def _full(title: str, agency: str) -> str:
    """A title with who reports."""
    title = title.translate(FULL_WIDTH)
    if agency in title or not title:
        return title
    # A title in which the place alone is missing: 城南街道2023年…, of 永丰县城南街道.
    known = next((at for at in range(1, len(agency) - 1) if agency[at:] in title), len(agency))
    return title.replace(agency[known:], agency, 1) if known < len(agency) else agency + title


def _day(stated: Stated | None) -> date | None:
    return date.fromisoformat(stated.value) if stated else None
