"""How a finding is put into the words of a page or a sheet, in the language in force."""

from auditlib.findings import Finding
from auditlib.messages import catalogue, say
from auditlib.wording import rounded

_CAUSES = 2
MOST_PLACES = 12


def agency_of(finding: Finding) -> str:
    """Whose finding it is; the report where its agency is not known."""
    return finding.agency or finding.report


def family_name(family: str) -> str:
    """A family of rules; its own name where the catalogue has none."""
    return str(catalogue().get(f"workbook.family.{family}", family))


def figures(finding: Finding) -> list[tuple[str, str]]:
    """The figures of a finding with their names."""
    labels = {evidence.indicator: evidence.label for evidence in finding.evidence}
    return [
        (str(catalogue().get(f"figure.{name}", labels.get(name) or name)), rounded(value))
        for name, value in finding.figures.items()
    ]


def places(finding: Finding) -> list[str]:
    """Where a finding's evidence stands: the first MOST_PLACES, and how many more there are."""
    told = [str(piece.place) for piece in finding.evidence[:MOST_PLACES]]
    more = len(finding.evidence) - len(told)
    return [*told, say("check.more_places", n=more)] if more else told


def todo(finding: Finding) -> str:
    """What to do about a finding, in a sentence: by the likely cause where one was found, else by its family."""
    texts = catalogue()
    general = texts.get(f"workbook.advice.{finding.family}") or texts["workbook.advice.any"]
    if finding.repairs:
        cause = "；".join(map(str, finding.repairs[:_CAUSES]))
        return say("workbook.advice_cause", cause=cause, general=str(general))
    return str(general)
