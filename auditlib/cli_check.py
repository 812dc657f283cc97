"""The command ``auditlib check``: reports read, audited, and what was found written in the form asked for."""

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from auditlib.checks.kinds import Severity
from auditlib.cli_asked import Asked, Rules
from auditlib.cli_export import BaselineFiles
from auditlib.cli_parameters import (
    choice,
    flag,
    language,
    output_file,
    place,
    reports,
    running,
    settings,
    suites,
)
from auditlib.cli_running import Reading, Where, audited, loaded
from auditlib.cli_words import complain
from auditlib.errors import AuditlibError
from auditlib.exit_codes import FOUND, OK, UNREAD
from auditlib.messages import say
from auditlib.settings import found as settings_found

if TYPE_CHECKING:
    from auditlib.exports.results import Results
    from auditlib.exports.writing import Content


class OutputFormat(StrEnum):
    """The forms of output of ``check``."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    html = "html"
    xlsx = "xlsx"


class FailOn(StrEnum):
    """From which severity on findings make ``check`` exit with 1."""

    error = "error"
    warning = "warning"
    never = "never"


GRAVE: Mapping[FailOn, frozenset[Severity]] = {
    FailOn.error: frozenset({"error"}),
    FailOn.warning: frozenset({"error", "warning"}),
    FailOn.never: frozenset(),
}


def check_command() -> click.Command:
    """The command itself."""

    @click.command("check", help=say("cli.check"))
    @reports
    @choice("--format", "form", OutputFormat.text, "cli.format")
    @output_file
    @place("--html", metavar="FILE", text="cli.html")
    @suites
    @choice("--fail-on", "fail_on", FailOn.error, "cli.fail_on")
    @place("--baseline", metavar="FILE", text="cli.baseline")
    @place("--write-baseline", metavar="FILE", text="cli.write_baseline")
    @flag("--github", "cli.github")
    @running
    @click.option("--cluster", metavar="ADDRESS", help=say("cli.cluster"))
    @settings
    @language
    @click.pass_context
    def check(
        context: click.Context,
        path: Sequence[Path],
        form: OutputFormat,
        output: Path | None,
        html: Path | None,
        suites: Sequence[Path],
        only_suites: Path | None,
        fail_on: FailOn,
        baseline: Path | None,
        write_baseline: Path | None,
        github: bool,
        ocr: bool,
        jobs: int | None,
        cluster: str | None,
        config: Path | None,
    ) -> int:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, only_suites)
        where = Where(asked.value("jobs", jobs), cluster)
        reading = partial(
            loaded, asked.paths(path), ocr=asked.value("ocr", ocr), where=where, suites=rules.given
        )
        return _check(
            reading,
            OutputFormat(asked.choice("form", form, OutputFormat, "format")),
            asked.value("output", output),
            asked.value("html", html),
            rules,
            FailOn(asked.value("fail_on", fail_on)),
            BaselineFiles(baseline, write_baseline),
            where,
            github=github,
        )

    return check


def _check(
    reading: Reading,
    form: OutputFormat,
    output: Path | None,
    page: Path | None,
    rules: Rules,
    fail_on: FailOn,
    known: BaselineFiles,
    where: Where,
    *,
    github: bool = False,
) -> int:
    if form is OutputFormat.xlsx and output is None and sys.stdout.isatty():
        raise AuditlibError("output_needed", form=form.value)
    from auditlib.exports.writing import demand_place, write_whole

    for written in (output, page):
        demand_place(written)
    # A faulty suite or baseline is refused before the seconds that reading and checking take.
    if rules.given or rules.severity:
        from auditlib.checks.rules import load_suites

        load_suites(rules.given, only=rules.only, severity=rules.severity)
    baseline = known.baseline()
    findings = audited(reading, rules, where)
    from auditlib.checks.rules import load_suites, rules_of

    loaded = load_suites(rules.given, only=rules.only, severity=rules.severity)
    from auditlib.exports.results import Results, suite_files

    results = Results(
        findings,
        rules=rules_of(loaded),
        suites=suite_files(rules.given, only=rules.only),
        baseline=known.settled(findings, baseline),
    )
    grave = GRAVE[fail_on]
    if form is OutputFormat.text:
        _print_text(results, output)
    else:
        _put(_rendered(results, form, grave), output)
    if page:
        write_whole(page, _rendered(results, OutputFormat.html, grave))
        Console(stderr=True, soft_wrap=True).print(say("check.page", path=page), markup=False)
    if github:
        from auditlib.exports.github import annotations

        for line in annotations(results):
            click.echo(line)
    if findings.unreadable:
        if form is not OutputFormat.text or output:
            for unread in findings.unreadable:
                complain(str(unread.error))
        return UNREAD
    return FOUND if any(f.severity in grave and not results.is_known(f) for f in findings) else OK


def _rendered(results: "Results", form: OutputFormat, grave: frozenset[Severity]) -> "Content":
    """The results in a form of output; in JUnit's what fails the build is a failure, or errors where nothing does."""
    if form is OutputFormat.json:
        from auditlib.exports.json_results import json_pieces

        return json_pieces(results)
    if form is OutputFormat.junit:
        from auditlib.exports.junit import FAILURES, to_junit

        return to_junit(results, grave or FAILURES)
    if form is OutputFormat.sarif:
        from auditlib.exports.sarif import to_sarif

        return to_sarif(results)
    if form is OutputFormat.xlsx:
        from auditlib.exports.working_paper import working_paper

        return working_paper(results)
    from auditlib.exports.html_report import to_html

    return to_html(results)


def _put(content: "Content", output: Path | None) -> None:
    from auditlib.exports.writing import put, write_whole

    if output:
        write_whole(output, content)
    else:
        sys.stdout.flush()
        put(content, sys.stdout.buffer)


def _print_text(results: "Results", output: Path | None) -> None:
    from auditlib.exports.terminal import FindingsView, plain

    view = FindingsView(results.findings, results.is_known)
    console = Console()
    if output is None and console.is_terminal:
        for part in view.parts():
            console.print(part)
    else:
        _put(plain(view.parts()), output)
    if view.known:
        Console(stderr=True, soft_wrap=True).print(say("check.known", n=view.known), markup=False)
