"""Figures that agree: the cells of a report, by themselves and with those of the year before."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from auditlib.forms.codebook import APPLICANTS, ROUTES, STATISTICS, codebook

from .agencies import Agency
from .relations import OUTCOMES, PEOPLE, outcomes

Figures = Mapping[str, Decimal]
CENT = Decimal("0.01")
CHANNELS = {"gazette": 0.25, "website": 1.0, "weibo": 0.35, "wechat": 0.75, "other": 0.3}
GROUPS = {"department": "county", "government": "township", "township": "township", "committee": "county"}
# How likely a request is to come from each kind of applicant, and to end in each row; other rows weigh little.
APPLYING = dict(zip(PEOPLE, (70, 12, 2, 2, 6, 8), strict=True))
ENDING = {
    "granted": 40,
    "partly_granted": 9,
    "unavailable.not_held": 22,
    "rejected.repeat": 5,
    "rejected.petition": 4,
}
OTHER_ENDING = 1


def form_of(year: int) -> str:
    """The form that the reports of a year follow."""
    return STATISTICS if year <= 2018 else "annual-2019" if year <= 2020 else "annual-2021"


def figures(agency: Agency, year: int, before: Figures | None, rng: Random) -> Figures:
    """The cells of a year's report in the order of its form; ``before`` are those of the year before."""
    form = form_of(year)
    same = before if before and form_of(year - 1) == form else {}
    if form == STATISTICS:
        found = _statistics(agency, same, rng)
    else:
        earlier = before if before and form_of(year - 1) != STATISTICS else {}
        listed = _listed_2019 if form == "annual-2019" else _listed_2021
        found = {
            **listed(agency, same, rng),
            **_requests(form, agency, earlier, rng),
            **_remedies(agency, earlier, rng),
        }
    return {name: Decimal(found.get(name, 0)) for name in codebook(form).indicators}


def _split(total: int, weights: Mapping[str, int], rng: Random) -> dict[str, int]:
    """A number parted at random among names, by their weights."""
    parts = dict.fromkeys(weights, 0)
    for name in rng.choices(list(weights), list(weights.values()), k=total):
        parts[name] += 1
    return parts


def _parts(parent: str) -> Sequence[str]:
    return [
        entry.indicator
        for entry in codebook(STATISTICS).entries
        if (entry.parent, entry.relation) == (parent, "sum")
    ]


def _divided(parent: str, total: int, rng: Random) -> dict[str, int]:
    """A total and its parts."""
    return {parent: total, **_split(total, {name: rng.choice([1, 2, 6]) for name in _parts(parent)}, rng)}


def _now_and_then(rng: Random, chance: float, most: int) -> int:
    return rng.randint(1, most) if rng.random() < chance else 0


def _statistics(agency: Agency, before: Figures, rng: Random) -> dict[str, int | Decimal]:
    busy = agency.busy
    found: dict[str, int | Decimal] = {}
    channels = {name: _now_and_then(rng, chance, 4000 if busy else 400) for name, chance in CHANNELS.items()}
    channels["gazette"] = min(channels["gazette"], 90)
    found |= {f"proactive.channel.{name}": value for name, value in channels.items()}
    most, every = max(channels.values()), sum(channels.values())
    # An item that went out through two channels counts once: the total lies between the greatest and the sum.
    found["proactive.total"] = rng.choice([every, every, rng.randint(most, every)])
    issued = min(_now_and_then(rng, 0.7, 25 if busy else 6), int(found["proactive.total"]))
    found["proactive.normative.issued"] = issued
    found["proactive.normative.published"] = rng.choice([issued, rng.randint(0, issued)])
    for name, size in (("press_conference", 9), ("online_interview", 6)):
        held = _now_and_then(rng, 0.5, size)
        found[f"response.channel.{name}"] = held
        found[f"response.channel.{name}.principal"] = rng.randint(0, held)
    for name, size in (("interpretation", 60), ("weibo_wechat", 20), ("other", 5)):
        found[f"response.channel.{name}"] = _now_and_then(rng, 0.5, size if busy else 6)
    answering = [
        int(found[f"response.channel.{name}"])
        for name in ("press_conference", "online_interview", "weibo_wechat", "other")
    ]
    found["response.total"] = rng.randint(max(answering), sum(answering))

    received = _now_and_then(rng, 0.9 if busy else 0.4, 160 if busy else 12)
    found |= _divided("request.received", received, rng)
    found |= _divided("request.closed", received, rng) | {
        "request.closed.extended": rng.randint(0, received // 8)
    }
    found["request.closed.on_time"] = received - int(found["request.closed.extended"])
    found |= _divided("request.answered", received, rng)
    found |= _divided("request.answered.refused", int(found["request.answered.refused"]), rng)
    for name in ("reconsideration", "litigation", "complaint"):
        found |= _divided(name, _now_and_then(rng, 0.3 if busy else 0.1, 6), rng)

    found |= _divided("library", _now_and_then(rng, 0.6, 900 if busy else 60), rng)
    level = GROUPS[agency.body]
    for name, size in (("website", 3), ("reading_point", 15)):
        standing = int(before.get(name, 0)) if before and rng.random() < 0.8 else rng.randint(1, size)
        found |= {name: standing, f"{name}.{level}": standing}
    if agency.body == "government":
        found["reading_point.county"] = rng.randint(0, int(found["reading_point"]))
        found["reading_point.township"] = int(found["reading_point"]) - int(found["reading_point.county"])
    visits = {
        part: _now_and_then(rng, 0.9, 800 if busy else 90)
        for part in ("county", "township")
        if found.get(f"reading_point.{part}")
    }
    found |= {f"reading_visit.{part}": count for part, count in visits.items()} | {
        "reading_visit": sum(visits.values())
    }
    if channels["gazette"]:
        issues = rng.choice([4, 6, 12])
        found |= {"gazette.issues": issues, "gazette.copies": issues * rng.choice([200, 300, 1500])}
    found["organisation.offices"] = int(
        before.get("organisation.offices", rng.randint(1, 16 if agency.body == "government" else 1))
    )
    staff = rng.randint(2, 70 if agency.body == "government" else 9)
    found |= {"organisation.staff": staff, "organisation.staff.full_time": rng.randint(1, staff - 1)}
    found["organisation.staff.part_time"] = staff - int(found["organisation.staff.full_time"])
    found["organisation.budget"] = rng.choice([Decimal(0), Decimal(rng.randint(5, 300)) / 10])
    found["training.meetings"] = rng.randint(1, 12)
    sessions = _now_and_then(rng, 0.8, 8)
    found |= {"training.sessions": sessions, "training.participants": sessions * rng.randint(9, 90)}
    return found


def _requests(form: str, agency: Agency, before: Figures, rng: Random) -> dict[str, int]:
    """The request matrix. New and carried in are drawn first, then what is left open, then how the others ended."""
    found: dict[str, int] = {}
    weights = {row: ENDING.get(row, OTHER_ENDING) for row in outcomes(form)}
    new = _split(_now_and_then(rng, 0.95 if agency.busy else 0.5, 600 if agency.busy else 25), APPLYING, rng)
    for who in PEOPLE:
        carried_in = (
            int(before[f"request.carried_out.{who}"]) if before else rng.choice([0, 0, 0, min(3, new[who])])
        )
        at_hand = new[who] + carried_in
        carried_out = min(at_hand, rng.choice([0, 0, rng.randint(0, 2 + at_hand // 25)]))
        rows = _split(at_hand - carried_out, weights, rng)
        rows |= {
            "new": new[who],
            "carried_in": carried_in,
            "closed": at_hand - carried_out,
            "carried_out": carried_out,
        }
        found |= {f"request.{row}.{who}": value for row, value in rows.items()}
    for row in codebook(form).subjects("request"):
        found[f"request.{row}.total"] = sum(found[f"request.{row}.{who}"] for who in PEOPLE)
    return {
        f"request.{row}.{who}": found[f"request.{row}.{who}"]
        for row in codebook(form).subjects("request")
        for who in APPLICANTS
    }


def _remedies(agency: Agency, before: Figures, rng: Random) -> dict[str, int]:
    """The remedies. What was pending last year ends this year."""
    found: dict[str, int] = {}
    for route in ROUTES:
        pending = int(before.get(f"remedy.{route}.pending", 0))
        cases = _split(pending, {"upheld": 6, "corrected": 2, "other": 2}, rng)
        fresh = _split(
            _now_and_then(rng, 0.5 if agency.busy else 0.12, 8 if agency.busy else 2),
            dict(zip(OUTCOMES, (6, 2, 2, 2), strict=True)),
            rng,
        )
        counts = {outcome: cases.get(outcome, 0) + fresh[outcome] for outcome in OUTCOMES}
        found |= {f"remedy.{route}.{outcome}": count for outcome, count in counts.items()}
        found[f"remedy.{route}.total"] = sum(counts.values())
    return found


def _listed_2019(agency: Agency, before: Figures, rng: Random) -> dict[str, int | Decimal]:
    found: dict[str, int | Decimal] = {}
    for item in ("regulation", "normative"):
        made = 0 if item == "regulation" else _now_and_then(rng, 0.7, 15)
        published = rng.choice([made, made, rng.randint(0, made)])
        stock = before.get(
            f"disclosure.{item}.public_total", Decimal(0 if item == "regulation" else rng.randint(5, 90))
        )
        found |= {f"disclosure.{item}.made": made, f"disclosure.{item}.published": published}
        found[f"disclosure.{item}.public_total"] = stock + published
    for item in ("licensing", "service", "penalty", "coercion", "fee"):
        name = f"disclosure.{item}"
        previous = (
            int(before[f"{name}.previous"] + before[f"{name}.change"])
            if before
            else rng.choice([0, rng.randint(1, 260)])
        )
        change = rng.choice([0, 0, rng.randint(-min(previous, 12), 15)])
        found |= {f"{name}.previous": previous, f"{name}.change": change}
        if item != "fee" and previous + change:
            found[f"{name}.decisions"] = _now_and_then(rng, 0.8, 9000 if agency.busy else 300)
    projects = _now_and_then(rng, 0.8, 60)
    amount = projects * Decimal(rng.randint(80, 40_000)) * CENT
    found |= {"disclosure.procurement.projects": projects, "disclosure.procurement.amount": amount}
    return found


def _listed_2021(agency: Agency, before: Figures, rng: Random) -> dict[str, int | Decimal]:
    found: dict[str, int | Decimal] = {}
    for item in ("regulation", "normative"):
        held = int(
            before.get(f"disclosure.{item}.in_force", 0 if item == "regulation" else rng.randint(3, 160))
        )
        made, repealed = (
            (0, 0)
            if item == "regulation"
            else (_now_and_then(rng, 0.7, 14), _now_and_then(rng, 0.5, min(held, 8) or 1))
        )
        repealed = min(repealed, held)
        found |= {f"disclosure.{item}.made": made, f"disclosure.{item}.repealed": repealed}
        found[f"disclosure.{item}.in_force"] = held + made - repealed
    for item in ("licensing", "penalty", "coercion"):
        found[f"disclosure.{item}.decisions"] = _now_and_then(rng, 0.6, 9000 if agency.busy else 300)
    found["disclosure.fee.amount"] = rng.choice([Decimal(0), rng.randint(50, 90_000) * CENT])
    return found
