"""For each rule one example that holds and one that it fails, as records of the rule's frame.

A record of a wide frame lists its keys and the cells that are not blank, ``/`` for a mark; ``None`` in a tall frame is
a value that is not stated.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Record = Mapping[str, object]


@dataclass(frozen=True)
class Example:
    """A record that holds, one that the rule finds, and the verdict of the latter."""

    holds: Record
    found: Record
    verdict: str = "fail"


def cells(**values: float | str) -> Record:
    """Cells by indicator or column, and keys; ``__`` for the dot."""
    return {name.replace("__", "."): value for name, value in values.items()}


def item(name: str, **values: float | str) -> Record:
    """A record of the disclosure frame."""
    return {"item": name, **values}


def over(kind: str, subject: str, **values: float | str) -> Record:
    """A record of the continuity frame."""
    return {"subject_kind": kind, "subject": subject, **values}


def claim(kind: str, table: float, low: float | None, high: float | None) -> dict[str, object]:
    return {"kind": kind, "support": "linked", "table_value": table, "low": low, "high": high}


def parts(kind: str, found: float, low: float, high: float) -> Record:
    """A record of the parts frame: what its parts add up to, or how many items it lists."""
    return {"kind": kind, "count" if kind == "enumeration" else "parts_sum": found, "low": low, "high": high}


def period(start: str, end: str) -> Record:
    expected = {"expected_start": "2018-01-01", "expected_end": "2018-12-31"}
    return {"period_start": start, "period_end": end, **expected}


def numbered(kind: str, number: int, expected: int) -> Record:
    """A heading or an item of a list, with the number it carries and the one that would follow."""
    return {"kind": kind, "number": number, "expected": expected}


EXAMPLES: Mapping[str, Example] = {
    "sum.request.received": Example(
        cells(request__received=5, request__received__online=3, request__received__letter=2),
        cells(request__received=5, request__received__online=3, request__received__letter=3),
    ),
    "sum.request.closed": Example(
        cells(request__closed=5, request__closed__on_time=4, request__closed__extended=1),
        cells(request__closed=5, request__closed__on_time=5, request__closed__extended=1),
    ),
    "sum.request.answered": Example(
        cells(request__answered=3, request__answered__granted=2, request__answered__refused=1),
        cells(request__answered=3, request__answered__granted=3, request__answered__refused=1),
    ),
    "sum.request.answered.refused": Example(
        cells(request__answered__refused=2, request__answered__refused__privacy=2),
        cells(request__answered__refused=2, request__answered__refused__privacy=3),
    ),
    "sum.library": Example(
        cells(library=7, library__paper=3, library__electronic=4),
        cells(library=7, library__paper=4, library__electronic=4),
    ),
    "sum.website": Example(
        cells(website=1, website__county=1), cells(website__county=1), verdict="incomplete"
    ),
    "sum.reading_point": Example(
        cells(reading_point=17, reading_point__county=3, reading_point__township=14),
        cells(reading_point__county=3, reading_point__township=14),
        verdict="incomplete",
    ),
    "sum.reading_visit": Example(
        cells(reading_visit=30, reading_visit__county=30), cells(reading_visit=30, reading_visit__county=31)
    ),
    "sum.organisation.staff": Example(
        cells(organisation__staff=3, organisation__staff__full_time=1, organisation__staff__part_time=2),
        cells(organisation__staff__part_time=2),
        verdict="incomplete",
    ),
    "sum.reconsideration": Example(
        cells(reconsideration=4, reconsideration__upheld=3),
        cells(reconsideration=4, reconsideration__upheld=5),
    ),
    "sum.reconsideration.outcomes": Example(
        cells(reconsideration=4, reconsideration__upheld=4),
        cells(
            reconsideration=4,
            reconsideration__upheld=2,
            reconsideration__corrected=0,
            reconsideration__other=0,
        ),
    ),
    "sum.litigation": Example(
        cells(litigation=2, litigation__upheld=1), cells(litigation=2, litigation__upheld=3)
    ),
    "sum.litigation.outcomes": Example(
        cells(litigation=2, litigation__upheld=2),
        cells(litigation=2, litigation__upheld=1, litigation__corrected=0, litigation__other=0),
    ),
    "sum.complaint": Example(cells(complaint=1, complaint__other=1), cells(complaint=1, complaint__other=2)),
    "sum.complaint.outcomes": Example(
        cells(complaint=1, complaint__other=1),
        cells(complaint=2, complaint__upheld=1, complaint__corrected=0, complaint__other=0),
    ),
    "at_most.proactive.normative": Example(
        cells(proactive__total=20, proactive__normative__published=3),
        cells(proactive__total=2, proactive__normative__published=3),
    ),
    "at_most.proactive.normative.issued": Example(
        cells(proactive__normative__published=3, proactive__normative__issued=3),
        cells(proactive__normative__published=4, proactive__normative__issued=3),
    ),
    "at_most.response.press_conference": Example(
        cells(response__channel__press_conference=3, response__channel__press_conference__principal=1),
        cells(response__channel__press_conference=3, response__channel__press_conference__principal=4),
    ),
    "at_most.response.online_interview": Example(
        cells(response__channel__online_interview=4, response__channel__online_interview__principal=4),
        cells(response__channel__online_interview=4, response__channel__online_interview__principal=5),
    ),
    "union.proactive": Example(
        cells(proactive__total=335, proactive__channel__website=145, proactive__channel__wechat=190),
        cells(proactive__total=130, proactive__channel__website=145, proactive__channel__wechat=190),
    ),
    "implication.request.closed": Example(
        cells(request__received=1, request__closed=1), cells(request__received=0, request__closed=1)
    ),
    "implication.request.answered": Example(
        cells(request__received=1, request__answered=1), cells(request__received=0, request__answered=1)
    ),
    "implication.request_fee": Example(
        cells(request__received=1, request_fee=0.2), cells(request__received=0, request_fee=0.2)
    ),
    "implication.training.sessions": Example(
        cells(training__sessions=2, training__participants=60),
        cells(training__sessions=2, training__participants=0),
    ),
    "implication.training.participants": Example(
        cells(training__sessions=2, training__participants=60),
        cells(training__participants=60),
        verdict="incomplete",
    ),
    "implication.gazette.issues": Example(
        cells(gazette__issues=6, gazette__copies=1800), cells(gazette__issues=6, gazette__copies=0)
    ),
    "implication.gazette.copies": Example(
        cells(gazette__issues=6, gazette__copies=1800), cells(gazette__issues=0, gazette__copies=1800)
    ),
    "implication.reading_visit": Example(
        cells(reading_point=1, reading_visit=20), cells(reading_point=0, reading_visit=20)
    ),
    "sum.request.row": Example(
        cells(row="granted", natural_person=7, business=2, legal_service="/", total=9),
        cells(row="granted", natural_person=7, business=2, legal_service="/", total=8),
    ),
    "sum.request.column.2019": Example(
        cells(applicant="business", granted=3, refused__third_party=1, other=2, closed=6),
        cells(applicant="business", granted=3, refused__third_party=1, other=2, closed=4),
    ),
    "sum.request.column.2021": Example(
        cells(applicant="total", granted=3, other__fee_unpaid=1, closed=4),
        cells(applicant="total", granted=3, other__fee_unpaid=1),
        verdict="incomplete",
    ),
    "balance.request": Example(
        cells(applicant="total", new=5, carried_in=1, closed=4, carried_out=2),
        cells(applicant="total", new=5, carried_in=1, closed=4, carried_out=0),
    ),
    "sum.remedy": Example(
        cells(route="reconsideration", upheld=2, corrected=1, pending=1, total=4),
        cells(route="litigation.direct", upheld=2, corrected=1, pending=2, total=4),
    ),
    "at_most.disclosure.published": Example(
        item("normative", published=13, public_total=60), item("normative", published=13, public_total=9)
    ),
    "at_most.disclosure.decrease": Example(
        item("penalty", previous=26, change=-18), item("penalty", previous=6, change=-18)
    ),
    "implication.disclosure.projects": Example(
        item("procurement", projects=3, amount=25.1), item("procurement", projects=3, amount=0)
    ),
    "implication.disclosure.amount": Example(
        item("procurement", projects=3, amount=25.1), item("procurement", amount=25.1), verdict="incomplete"
    ),
    "implication.disclosure.decisions": Example(
        item("licensing", previous=0, change=4, decisions=11),
        item("licensing", previous=4, change=-4, decisions=11),
    ),
    "at_most.disclosure.made": Example(
        item("normative", made=5, repealed=1, in_force=4), item("normative", made=5, repealed=1, in_force=3)
    ),
    "carry_over.request": Example(
        over("applicant", "research", carried_in=2, before_carried_out=2),
        over("applicant", "research", carried_in=2, before_carried_out=3),
    ),
    "carry_over.remedy": Example(
        over("route", "litigation.direct", total=2, before_pending=1),
        over("route", "litigation.direct", total=2, before_pending=3),
    ),
    "stock.disclosure.public_total": Example(
        over("item", "normative", public_total=80, before_public_total=70, published=10),
        over("item", "normative", public_total=81, before_public_total=70, published=10),
    ),
    "stock.disclosure.previous": Example(
        over("item", "fee", previous=20, before_previous=35, before_change=-15),
        over("item", "fee", previous=35, before_previous=35, before_change=-15),
    ),
    "stock.disclosure.in_force": Example(
        over("item", "normative", before_in_force=40, made=5, repealed=2, in_force=43),
        over("item", "normative", before_in_force=40, made=5, repealed=2, in_force=45),
    ),
    "claim.count": Example(claim("count", 72, 72, 72), claim("count", 72, 27, 27)),
    "claim.none": Example(claim("none", 0, 0, 0), claim("none", 3, 0, 0)),
    "claim.level": Example(claim("level", 8, 8, 8), claim("level", 8, 6, 6)),
    "prose_arithmetic.level": Example(
        claim("level", 8, 8, 8) | {"support": "stated"}, claim("level", 8, 6, 6) | {"support": "stated"}
    ),
    "prose_arithmetic.share": Example(claim("share", 33.3, 33.25, 33.4), claim("share", 31.2, 33.25, 33.4)),
    "prose_arithmetic.change": Example(
        claim("change", -12.5, -12.6, -12.45), claim("change", 12.5, -12.6, -12.45)
    ),
    "universal.all": Example(claim("all", 0, 0, 0), claim("all", 2, 0, 0)),
    "prose_arithmetic.parts": Example(parts("sum", 57, 0, 60), parts("sum", 57, 60, 60)),
    "prose_arithmetic.shortfall": Example(parts("nearly", 60, 60, 60), parts("nearly", 58, 60, 60)),
    "prose_arithmetic.enumeration": Example(parts("enumeration", 3, 3, 3), parts("enumeration", 2, 3, 3)),
    "period.reporting_period": Example(
        period("2018-01-01", "2018-12-31"), period("2017-01-01", "2017-12-31")
    ),
    "period.title_year": Example({"title_year": 2018, "year": 2018}, {"title_year": 2017, "year": 2018}),
    "period.caption_year": Example(
        {"caption_year": 2018, "expected_caption": 2018}, {"caption_year": 2017, "expected_caption": 2018}
    ),
    "period.filing": Example(
        {"filed_year": 2019, "expected_filed": 2019}, {"filed_year": 2018, "expected_filed": 2019}
    ),
    "identity.phone": Example(
        {"filing_phone": "0000-7023456", "contact_phone": "0000-7023456"},
        {"filing_phone": "0000-7023459", "contact_phone": "0000-7023456"},
    ),
    "identity.agency": Example(
        {"named_otherwise": "青禾区园林局", "named": "青禾区园林局"},
        {"named_otherwise": "青禾区水务局", "named": "青禾区园林局"},
    ),
    "timeliness.deadline": Example(
        {"dated_on": "2020-01-31", "in_time": "2020-01-31"},
        {"dated_on": "2020-02-03", "in_time": "2020-01-31"},
    ),
    "form.era": Example(
        {"form": "annual-2021", "expected_form": "annual-2021"},
        {"form": "annual-2019", "expected_form": "annual-2021"},
    ),
    "form.cells": Example({"cells": 200, "form_cells": 200}, {"cells": 193, "form_cells": 200}),
    "reading.cell": Example({"state": "number"}, {"state": "unreadable"}),
    "reading.prose": Example({"contents": "prose"}, {"contents": "tables"}),
    "reading.agency": Example({"agency": "云陵县水务局"}, {"agency": ""}),
    "reading.form": Example({"form": "statistics-2014"}, {"form": ""}),
    "period.stale_year": Example({"role": "comparison"}, {"role": "stale"}),
    "period.stale_plan": Example({"role": "plan"}, {"role": "stale_plan"}),
    "structure.numbering": Example(numbered("heading", 4, 4), numbered("heading", 5, 4)),
    "structure.points": Example(numbered("point", 2, 2), numbered("point", 3, 2)),
    "structure.items": Example(numbered("item", 2, 2), numbered("item", 4, 3)),
    "structure.empty": Example({"empty": False}, {"empty": True}),
    "structure.section": Example({"present": True}, {"present": False}),
    "form.files_differ": Example({"differing": 0, "none": 0}, {"differing": 2, "none": 0}),
    "form.heading": Example(
        {"title_form": "annual", "year_form": "annual"},
        {"title_form": "annual", "year_form": "statistics-2014"},
    ),
    "form.heading_words": Example({}, {"words": "其他需要报吿的事项", "official": "其他需要报告的事项"}),
    "wording.law": Example({"kind": "number"}, {"kind": "law"}),
    "wording.number": Example({"kind": "law"}, {"kind": "number"}),
    "wording.twice": Example({"kind": "unit"}, {"kind": "twice"}),
    "wording.unit": Example({"kind": "twice"}, {"kind": "unit"}),
    "repetition.share": Example(
        {"share": 0.2, "least": 0.0, "usual": 0.6}, {"share": 0.9, "least": 0.0, "usual": 0.6}
    ),
    "repetition.figures": Example({"figures": ""}, {"figures": "same"}),
}
