"""Which sign parts the fields of a text that is a table, told by its lines; sniffing and reading agree on it."""

import csv
from collections import Counter
from collections.abc import Sequence

SIGNS = ",;\t"
FEWEST_ROWS = 2
RUN_OF_ROWS = 3
FEWEST_FIELDS = 3
MOST_LINES = 2000
STATED = "sep="


def separator(lines: Sequence[str]) -> str | None:
    """The sign that parts the fields, None for prose and for text whose cells stand one a line behind a tab.

    ASCII signs alone count: Chinese prose has its own commas. Most lines have to fall into fields, and most of these
    into equally many; rows with tabs may also stand in the midst of prose.
    """
    told = [line for line in lines[:MOST_LINES] if line.strip()]
    if told and told[0].startswith(STATED) and len(told[0]) == len(STATED) + 1:
        return told[0][-1]
    behind_tab = sum(line.startswith("\t") for line in told)
    if 2 * behind_tab > len(told):
        return None
    return next((sign for sign in SIGNS if _parts(told, sign, behind_tab)), None)


def _parts(lines: Sequence[str], sign: str, behind_tab: int) -> bool:
    parted = [line for line in lines if sign in line]
    if len(parted) < FEWEST_ROWS:
        return False
    try:
        records = [record for record in csv.reader(lines, delimiter=sign) if any(map(str.strip, record))]
    except csv.Error:
        return False
    rows = [record for record in records if len(record) > 1]
    counts = Counter(map(len, rows))
    alike = counts.most_common(1)[0][1] if counts else 0
    sentences = sum(any("。" in field for field in record) for record in rows)
    if 2 * len(rows) > len(records) and len(rows) >= FEWEST_ROWS and 2 * alike >= len(rows):
        return 2 * sentences <= len(rows)
    return sign == "\t" and not behind_tab and _has_run(records)


def _has_run(records: Sequence[Sequence[str]]) -> bool:
    """Whether some rows next to each other have equally many fields, and more than a list with numbers or pages has."""
    last = run = 0
    for record in records:
        run = run + 1 if len(record) == last else 1
        last = len(record)
        if run >= RUN_OF_ROWS and last >= FEWEST_FIELDS:
            return True
    return False
