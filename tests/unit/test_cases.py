"""Findings that speak of one cell or one claim are walked as one case, the most telling first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from workbook_examples import cell, finding, report

import auditlib as al
from auditlib.cases import in_cases
from auditlib.drafting.draft import Draft

OF = report()
ORDER = {OF.id: 0, "another": 1}


def draft(name: str, **of: object) -> Draft:
    """A draft; what a Draft has no field for goes to its finding."""
    binding = {key: of.pop(key) for key in ("head", "claim") if key in of}
    return Draft(replace(finding(OF, name), **of), name, **binding)  # type: ignore[arg-type]


def cases(*drafts: Draft) -> list[list[str]]:
    return [[one.finding.id for one in case] for case in in_cases(drafts, ORDER)]


def on_cell(name: str, **of: object) -> Draft:
    return draft(name, head=(OF.id, "request.closed.total"), **of)


def test_findings_on_one_cell_are_one_case() -> None:
    assert cases(on_cell("sum"), draft("period"), on_cell("balance")) == [["sum", "balance"], ["period"]]


def test_findings_on_the_same_cell_of_two_reports_are_two_cases() -> None:
    elsewhere = draft("b", report="another", head=("another", "request.closed.total"))
    assert cases(on_cell("a"), elsewhere) == [["a"], ["b"]]


def test_findings_that_quote_one_claim_are_one_case() -> None:
    assert cases(draft("parts", claim=(10, 60)), draft("count", claim=(40, 60))) == [["parts", "count"]]


def test_claims_side_by_side_are_cases_of_their_own() -> None:
    assert cases(draft("a", claim=(10, 40)), draft("b", claim=(40, 60))) == [["a"], ["b"]]


def test_a_claim_that_is_not_in_the_text_binds_nothing() -> None:
    assert cases(draft("a", claim=(-1, -1)), draft("b", claim=(-1, -1))) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"severity": "warning"}, {"severity": "error"}),
        ({"verdict": "incomplete"}, {"verdict": "fail"}),
        ({"figures": {"left": 1.0}}, {"figures": {"left": 1.0, "right": 2.0}}),
        ({"evidence": ()}, {"evidence": (cell(OF, 1, 2, 1),)}),
    ],
    ids=["severity", "verdict", "figures", "evidence"],
)
def test_the_most_telling_finding_leads_its_case(
    weaker: dict[str, object], stronger: dict[str, object]
) -> None:
    assert cases(on_cell("weaker", **weaker), on_cell("stronger", **stronger)) == [["stronger", "weaker"]]


def test_the_gravest_case_of_a_report_comes_first() -> None:
    assert cases(draft("a", severity="note"), draft("b", severity="error")) == [["b"], ["a"]]


def test_reports_stay_together() -> None:
    later = draft("b", report="another", severity="error")
    assert cases(later, draft("a", severity="note")) == [["a"], ["b"]]


@pytest.fixture(scope="module")
def samples() -> Sequence[al.Finding]:
    return al.audit(al.load())


def test_every_finding_of_an_audit_belongs_to_a_case(samples: Sequence[al.Finding]) -> None:
    assert all(one.case for one in samples)


def test_the_findings_of_a_case_stand_together(samples: Sequence[al.Finding]) -> None:
    met = [one.case for one in samples]
    changes = [name for name, before in zip(met, [None, *met], strict=False) if name != before]
    assert len(changes) == len(set(changes))


def test_a_case_bears_the_name_of_its_leading_finding(samples: Sequence[al.Finding]) -> None:
    assert samples[0].case == samples[0].id
