"""The command ``auditlib export``, the results with the decisions as files; and the baseline of ``auditlib check``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from auditlib.cli_asked import Asked, Rules
from auditlib.cli_parameters import language, output_folder, place, reports, running, settings, suites
from auditlib.cli_running import audited_as_asked
from auditlib.cli_words import complain
from auditlib.errors import DecisionsError
from auditlib.exit_codes import OK, UNREAD
from auditlib.messages import say
from auditlib.settings import found as settings_found

if TYPE_CHECKING:
    from auditlib.baseline import Baseline
    from auditlib.exports.results import Results
    from auditlib.findings import Findings

MADE = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")


class ExportFormat(StrEnum):
    """What ``export`` can write."""

    xlsx = "xlsx"
    docx = "docx"
    html = "html"
    csv = "csv"
    parquet = "parquet"
    json = "json"
    baseline = "baseline"


@dataclass(frozen=True, slots=True)
class BaselineFiles:
    """The baseline of a run: the file that is read, and the one that is written."""

    read: Path | None = None
    write: Path | None = None

    def baseline(self) -> "Baseline | None":
        """The baseline of the file. Raises BaselineError."""
        from auditlib.baseline import read_baseline

        return read_baseline(self.read) if self.read else None

    def settled(self, findings: "Findings", read: "Baseline | None") -> "Baseline | None":
        """What is known after the run: all of its findings where they are written, else what was read."""
        if self.write is None:
            return read
        from auditlib.baseline import baseline_of, to_json
        from auditlib.exports.writing import write_whole

        written = baseline_of(findings)
        write_whole(self.write, to_json(written))
        told = say("check.baseline_written", n=len(written), path=self.write)
        Console(stderr=True, soft_wrap=True).print(told, markup=False)
        return written


def export_command() -> click.Command:
    """The command ``auditlib export``."""

    @click.command("export", help=say("cli.export"))
    @reports
    @output_folder
    @place("--decisions", metavar="FILE", text="cli.decisions")
    @click.option(
        "--format", "form", type=click.Choice(ExportFormat), multiple=True, help=say("cli.export_format")
    )
    @place("--templates", metavar="DIR", text="cli.templates")
    @suites
    @click.option("--made", type=click.DateTime(MADE), metavar="DATE", help=say("cli.made"))
    @running
    @settings
    @language
    @click.pass_context
    def export(
        context: click.Context,
        path: Sequence[Path],
        output: Path,
        decisions: Path | None,
        form: Sequence[ExportFormat],
        templates: Path | None,
        suites: Sequence[Path],
        only_suites: Path | None,
        made: datetime | None,
        ocr: bool,
        jobs: int | None,
        config: Path | None,
    ) -> int:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, only_suites)
        record = asked.value("decisions", decisions)
        _refuse_missing(record)
        findings = audited_as_asked(asked, rules, ocr, jobs)(asked.paths(path))
        forms = [one.value for one in form] if form else None
        return _export(_results(findings, rules, record, made), output, forms, templates)

    return export


def _refuse_missing(record: Path | None) -> None:
    """Say that the decisions file is missing before the seconds that reading and checking take."""
    if record is not None and not record.exists():
        raise DecisionsError("decisions_missing", path=record)


def _results(findings: "Findings", rules: Rules, record: Path | None, made: datetime | None) -> "Results":
    from auditlib.decisions import Decisions
    from auditlib.exports.results import Results, now, suite_files
    from auditlib.standings import work_of

    return Results(
        findings,
        work=work_of(Decisions(record, write=False)) if record else None,
        decisions=record.name if record else "",
        suites=suite_files(rules.given, only=rules.only),
        made=made or now(),
    )


def _export(results: "Results", folder: Path, forms: Sequence[str] | None, templates: Path | None) -> int:
    from auditlib.exports.folder import FORMS, write_all

    chosen = forms or FORMS
    written = write_all(results, folder, chosen, templates)
    out = Console(soft_wrap=True, highlight=False)
    for path in written:
        out.print(str(path), markup=False)
    if "docx" in chosen and not any(path.suffix == ".docx" for path in written):
        Console(stderr=True, soft_wrap=True).print(say("export.no_notices"), markup=False)
    if results.work is not None and results.work.broken is not None:
        told = say("export.record_broken", file=results.decisions, number=results.work.broken)
        complain(told)
    for unread in results.findings.unreadable:
        complain(str(unread.error))
    return UNREAD if results.findings.unreadable else OK
