"""The command ``auditlib export``, the results with the decisions as files; and the baseline of ``auditlib check``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from auditlib.cli_asked import Asked, Rules
from auditlib.errors import DecisionsError
from auditlib.exit_codes import OK, UNREAD
from auditlib.messages import say
from auditlib.settings import found as settings_found

if TYPE_CHECKING:
    from auditlib.baseline import Baseline
    from auditlib.exports.results import Results
    from auditlib.findings import Findings


# (paths, rules, ocr, jobs) → findings
Audited = Callable[[Sequence[Path], Rules, bool, int | None], "Findings"]


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


def add_export_commands(
    commands: typer.Typer, audited: Audited, known_language: Callable[[str | None], str | None]
) -> None:
    """Add this command to the others; ``audited`` reads and audits reports."""

    @commands.command(help=say("cli.export"))
    def export(
        context: typer.Context,
        output: Annotated[Path, typer.Option("-o", "--output", help=say("cli.output_folder"), metavar="DIR")],
        path: Annotated[
            list[Path] | None, typer.Argument(help=say("cli.paths"), metavar="[PATH...]", show_default=False)
        ] = None,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help=say("cli.decisions"), metavar="FILE")
        ] = None,
        form: Annotated[
            list[ExportFormat] | None, typer.Option("--format", help=say("cli.export_format"))
        ] = None,
        templates: Annotated[
            Path | None, typer.Option("--templates", help=say("cli.templates"), metavar="DIR")
        ] = None,
        suites: Annotated[
            list[Path] | None, typer.Option("--suites", help=say("cli.suites"), metavar="PATH")
        ] = None,
        only_suites: Annotated[
            Path | None, typer.Option("--only-suites", help=say("cli.only_suites"), metavar="PATH")
        ] = None,
        made: Annotated[
            datetime | None,
            typer.Option(
                "--made", help=say("cli.made"), formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], metavar="DATE"
            ),
        ] = None,
        ocr: Annotated[bool, typer.Option("--ocr", help=say("cli.ocr"))] = False,
        jobs: Annotated[int | None, typer.Option("--jobs", help=say("cli.jobs"), min=1, metavar="N")] = None,
        config: Annotated[
            Path | None, typer.Option("--config", help=say("cli.config"), metavar="FILE")
        ] = None,
        language: Annotated[
            str | None,
            typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=known_language),
        ] = None,
    ) -> None:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, only_suites)
        record = asked.value("decisions", decisions)
        _refuse_missing(record)
        findings = audited(asked.paths(path), rules, asked.value("ocr", ocr), asked.value("jobs", jobs))
        forms = [one.value for one in form] if form else None
        raise typer.Exit(_export(_results(findings, rules, record, made), output, forms, templates))


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
    err = Console(stderr=True, soft_wrap=True, highlight=False)
    if "docx" in chosen and not any(path.suffix == ".docx" for path in written):
        err.print(say("export.no_notices"), markup=False)
    if results.work is not None and results.work.broken is not None:
        told = say("export.record_broken", file=results.decisions, number=results.work.broken)
        err.print(f"{say('cli.error')}{told}", markup=False)
    for unread in results.findings.unreadable:
        err.print(f"{say('cli.error')}{unread.error}", markup=False)
    return UNREAD if results.findings.unreadable else OK
