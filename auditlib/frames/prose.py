"""The frames of wording and of repetition: slips of the pen, and what a report has in common with last year's."""

from collections.abc import Iterator, Mapping, Sequence

from auditlib.narrative.repetition import Repetition, compared, told
from auditlib.narrative.slips import slips
from auditlib.report import Report

WORDING = "report start end quote kind meant"
REPETITION = "report before sentences repeated share frozen least usual figures"
USUAL_SHARE = 0.6
FEW_FIGURES = 2


def of_wording(report: Report) -> Iterator[tuple[object, ...]]:
    """The slips of a report's prose, a row each."""
    for slip in slips(report.text):
        yield report.id, slip.start, slip.end, report.text[slip.start : slip.end], slip.kind, slip.meant


def of_repetition(reports: Sequence[Report], before: Mapping[str, Report]) -> Iterator[tuple[object, ...]]:
    """Each report beside the one of the year before; the bounds are empty where that is not here."""
    needed = {one.id: one for report in reports if (last := before.get(report.id)) for one in (report, last)}
    sentences = {name: tuple(told(report)) for name, report in needed.items()}
    for report in reports:
        last = before.get(report.id)
        found = compared(sentences[report.id], sentences[last.id]) if last else None
        yield _row(report, last, found)


def _row(report: Report, before: Report | None, found: Repetition | None) -> tuple[object, ...]:
    if before is None or found is None:
        return report.id, "", None, None, None, None, None, None, ""
    frozen = len(found.frozen)
    return (
        report.id,
        before.id,
        found.sentences,
        found.repeated,
        found.share,
        frozen,
        0.0,
        USUAL_SHARE,
        "same" if frozen >= FEW_FIGURES else "",
    )
