"""All the forms of the results, written into one folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from auditlib.baseline import baseline_of
from auditlib.baseline import to_json as baseline_json
from auditlib.exports.finding_tables import findings_csv, findings_parquet
from auditlib.exports.html_report import to_html
from auditlib.exports.json_results import json_pieces
from auditlib.exports.notices import notices
from auditlib.exports.results import Results
from auditlib.exports.working_paper import working_paper
from auditlib.exports.writing import Content, refusal, write_whole

NOTICES = "notices"

Files = Iterator[tuple[str, Content]]
Writer = Callable[[Results, Path | None], Files]


def _notices(results: Results, templates: Path | None) -> Files:
    return ((f"{NOTICES}/{notice.name}", notice.content) for notice in notices(results, templates))


def _baseline(results: Results, templates: Path | None) -> Files:
    decisions = results.work.decisions if results.work else None
    yield "baseline.json", baseline_json(baseline_of(results.findings, decisions))


WRITERS: Mapping[str, Writer] = {
    "xlsx": lambda results, templates: iter([("working-paper.xlsx", working_paper(results))]),
    "docx": _notices,
    "html": lambda results, templates: iter([("audit.html", to_html(results, templates=templates))]),
    "csv": lambda results, templates: iter([("findings.csv", findings_csv(results))]),
    "parquet": lambda results, templates: iter([("findings.parquet", partial(findings_parquet, results))]),
    "json": lambda results, templates: iter([("audit.json", json_pieces(results))]),
    "baseline": _baseline,
}
FORMS = ("xlsx", "docx", "html")


def write_all(
    results: Results, folder: Path, forms: Iterable[str] = FORMS, templates: Path | None = None
) -> list[Path]:
    """Write the results into a folder (made where it is missing) and say which files.

    Notices are written for agencies with a confirmed finding alone; without one there are none.
    Raises OutputError, TemplateError.
    """
    written = []
    for form in dict.fromkeys(forms):
        for name, content in WRITERS[form](results, templates):
            path = folder / name
            _make(path.parent)
            write_whole(path, content)
            written.append(path)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise refusal(folder, fault) from fault
