"""The most likely cause of a conflict between two figures: another cell was quoted, digits were swapped, a unit slipped.

Pure functions from figures to texts, likeliest first. An error that leaves the figures with nothing in common has no
text: a cause that explains anything explains nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from auditlib.messages import Bilingual, bilingual
from auditlib.wording import plain

MOST = 2
# Smaller numbers stand in many cells: that one of them is the same says little.
TELLING = 10
TEN_THOUSAND = Decimal(10_000)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Near:
    """A figure that may have been meant or counted as well, and what it is called."""

    label: str | Bilingual
    value: Decimal


def of_count(
    stated: Decimal,
    table: Decimal,
    *,
    cells: Sequence[Near] = (),
    addends: Sequence[Near] = (),
    prior: Decimal | None = None,
) -> tuple[Bilingual, ...]:
    """Why a stated count may differ from the table's.

    ``cells`` stand near the one that was meant, ``addends`` are what some count with it (cases pending, requests
    carried in), ``prior`` is last year's value.
    """

    def likely() -> Iterator[Bilingual]:
        same = [cell for cell in cells if cell.value == stated]
        if same and (stated >= TELLING or (stated > 0 and len(same) == 1)):
            yield bilingual("cause.cell", label=same[0].label, n=_shown(stated))
        for addend in addends:
            fields = {"label": addend.label, "k": _shown(addend.value), "n": _shown(stated)}
            if addend.value and table + addend.value == stated:
                yield bilingual("cause.with", **fields)
            if addend.value and table - addend.value == stated:
                yield bilingual("cause.without", **fields)
        if prior is not None and prior == stated and stated:
            yield bilingual("cause.prior", n=_shown(stated))
        yield from _slips(stated, table)

    return tuple(islice(likely(), MOST))


def of_share(
    stated: Decimal, part: Decimal, whole: Decimal, *, wholes: Sequence[Near] = (), parts: Sequence[Near] = ()
) -> tuple[Bilingual, ...]:
    """Why a stated share may differ from part ÷ whole; ``wholes`` and ``parts`` are figures that may have been taken."""

    def likely() -> Iterator[Bilingual]:
        for other in wholes:
            if other.value != whole and other.value > 0 and _printed_as(part * HUNDRED / other.value, stated):
                yield bilingual("cause.whole", label=other.label, k=_shown(other.value), n=_shown(stated))
        for other in parts:
            if (
                other.value not in (part, Decimal(0))
                and whole
                and _printed_as(other.value * HUNDRED / whole, stated)
            ):
                yield bilingual("cause.numerator", label=other.label, k=_shown(other.value), n=_shown(stated))
        if whole:
            yield from _slips(stated, _rounded_like(part * HUNDRED / whole, stated))

    return tuple(islice(likely(), MOST))


def of_change(stated: Decimal, now: Decimal, was: Decimal) -> tuple[Bilingual, ...]:
    """Why a stated rate of change (negative for a fall) may differ from (now − was) ÷ was."""

    def likely() -> Iterator[Bilingual]:
        rate = (now - was) * HUNDRED / was if was else None
        if rate is not None and _printed_as(-rate, stated):
            yield bilingual("cause.direction")
        if now and _printed_as((now - was) * HUNDRED / now, stated):
            yield bilingual("cause.base", n=_shown(stated))
        if was and _printed_as(now * HUNDRED / was, stated):
            yield bilingual("cause.ratio", n=_shown(stated))
        if rate is not None:
            yield from _slips(abs(stated), abs(_rounded_like(rate, stated)))

    return tuple(islice(likely(), MOST))


def of_parts(total: Decimal, parts: Sequence[Decimal]) -> tuple[Bilingual, ...]:
    """Why parts may not add up to their stated total."""
    together = sum(parts, Decimal(0))

    def likely() -> Iterator[Bilingual]:
        if together > total and (together - total) in parts:
            yield bilingual("cause.twice", n=_shown(together - total))
        yield from _slips(total, together)
        for part in dict.fromkeys(parts):
            if part >= TELLING and any(True for _ in _slips(part, part + total - together)):
                fields = {"n": _shown(part), "k": _shown(part + total - together)}
                yield bilingual("cause.part", **fields)

    return tuple(islice(likely(), MOST))


def _slips(stated: Decimal, right: Decimal) -> Iterator[Bilingual]:
    """A slip of the hand that makes one figure of the other."""
    if stated <= 0 or right <= 0 or stated == right:
        return
    fields = {"a": _shown(stated), "b": _shown(right)}
    if stated in (right * TEN_THOUSAND, right / TEN_THOUSAND):
        yield bilingual("cause.unit", **fields)
        return
    a, b = _shown(stated), _shown(right)
    if _swapped(a, b):
        yield bilingual("cause.swapped", **fields)
    elif _one_more(a, b) or _one_more(b, a):
        yield bilingual("cause.digit", **fields)


def _swapped(a: str, b: str) -> bool:
    """Whether two neighbouring digits change places: 27 and 72."""
    differ = [n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    first, second = differ
    return a[first] == b[second] and a[second] == b[first]


def _one_more(longer: str, shorter: str) -> bool:
    """Whether a figure is another with one digit more, of at least two digits."""
    if len(longer) != len(shorter) + 1 or len(shorter) < 2 or longer.endswith("."):
        return False
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def _rounded_like(exact: Decimal, printed: Decimal) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(int(printed.as_tuple().exponent)), ROUND_HALF_UP)


def _printed_as(exact: Decimal, printed: Decimal) -> bool:
    return abs(exact - printed) < Decimal(1).scaleb(min(0, int(printed.as_tuple().exponent)))


def _shown(value: Decimal) -> str:
    return plain(float(value))
