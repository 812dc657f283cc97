"""The results of a workbook as files: what ``auditlib export`` writes, and the sheet to sign."""

from collections.abc import Sequence
from pathlib import Path

from auditlib.exports.folder import write_all
from auditlib.exports.results import Results, suite_files
from auditlib.exports.writing import write_whole
from auditlib.findings import Findings
from auditlib.settings import in_force
from auditlib.standings import Work
from auditlib.workbook.signing import sign_off_document

FORMS = ("xlsx", "docx", "html", "json", "csv", "sign_off")


def export(
    findings: Findings,
    work: Work,
    auditor: str,
    folder: Path,
    forms: Sequence[str] = FORMS,
    decisions: str = "",
    templates: Path | None = None,
) -> list[Path]:
    """Write the results into a folder (made where it is missing) and say which files.

    ``decisions`` is the name of the file that the work is from, ``templates`` a folder with templates of an office.
    Raises OutputError, TemplateError.
    """
    settings = in_force()
    suites = suite_files(settings.given, only=settings.only_suites is not None)
    results = Results(findings, work, decisions, suites=suites)
    written = write_all(results, folder, (form for form in forms if form != "sign_off"), templates)
    if "sign_off" in forms:
        path = folder / "sign-off.html"
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, sign_off_document(findings, work, auditor))
        written.append(path)
    return written
