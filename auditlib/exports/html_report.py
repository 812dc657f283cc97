"""The results as one stand-alone HTML page: no other file, no other host, printable."""

from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from auditlib import __version__
from auditlib.exports.terminal import summary
from auditlib.findings import Finding, Findings
from auditlib.messages import catalogue, language, say
from auditlib.wording import plain


@cache
def _template() -> Template:
    loader = PackageLoader("auditlib.exports", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["figures"] = figures
    return environment.get_template("report.html.j2")


def to_html(findings: Findings, made: datetime | None = None) -> str:
    """The page as text; ``made`` is the time printed on it, None for now."""
    by_report = [(findings.reports[name], mine) for name, mine in findings.by_report().items()]
    return _template().render(
        say=say,
        lang={"zh": "zh-CN", "en": "en"}[language()],
        summary=summary(findings),
        by_report=by_report,
        findings=findings,
        version=__version__,
        made=(made or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M"),
    )


def figures(finding: Finding) -> list[tuple[str, str]]:
    """The figures of a finding with their names in the language in force."""
    labels = {evidence.indicator: evidence.label for evidence in finding.evidence}
    return [
        (str(catalogue().get(f"figure.{name}", labels.get(name) or name)), plain(value))
        for name, value in finding.figures.items()
    ]
