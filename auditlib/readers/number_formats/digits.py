"""Digits into the places that a format has for them; and General, which has none."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import takewhile

from auditlib.readers.number_formats.codes import Section, Token
from auditlib.readers.number_formats.numerals import SIGNS, numeral, sign_by_sign

SIGNIFICANT = 15
WIDEST = 11
DECIMALS = 9
DECIMAL_FROM = Decimal("1e-4")
SCIENTIFIC_FROM = Decimal("1e11")
LARGEST_NUMERAL = 10**16
LARGEST_FRACTION = Decimal(10**15)
MOST_DECIMALS = 30
PRECISION = 400  # the largest float has 309 digits


def significant(value: float) -> Decimal:
    """A number with the fifteen digits that a spreadsheet keeps."""
    return Decimal(f"{value:.{SIGNIFICANT}g}")


def general(value: float) -> str:
    """A number as General prints it: eleven signs at most, no zeros at the end, no sums such as 0.30000000000000004."""
    number = significant(value)
    if not number.is_finite():
        return "#NUM!"
    size = abs(number)
    sign = "-" if number < 0 else ""
    if not size or DECIMAL_FROM <= size < SCIENTIFIC_FROM:
        return sign * bool(size) + _trimmed(_rounded(size, max(0, DECIMALS - max(size.adjusted(), 0))))
    short = f"{size.normalize():f}"
    return sign + (short if size < 1 and len(short) <= WIDEST else _scientific(size))


def printed_number(size: Decimal, section: Section) -> str:
    """A number without its sign by a section that prints no date. Raises InvalidOperation beyond all measure."""
    tokens = section.tokens
    if section.has("general") or (section.has("text") and not section.has("digit")):
        plain = general(float(size))
        if section.writing and plain.isdigit() and int(plain) < LARGEST_NUMERAL:
            plain = numeral(int(plain), section.writing)
        return "".join(plain if token.kind in ("general", "text") else token.text for token in tokens).strip()
    if not section.has("digit"):
        return "".join(token.text for token in tokens).strip()
    if section.has("exponent"):
        text = _with_exponent(tokens, size)
    elif (slash := _slash(tokens)) and size < LARGEST_FRACTION:
        text = _fraction(tokens, slash, size)
    else:
        text = _decimal(tokens, size)
    return sign_by_sign(text, section.writing).strip() if section.writing in SIGNS else text.strip()


def _rounded(number: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=PRECISION):
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _trimmed(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(size: Decimal) -> str:
    power = size.adjusted()
    front = _rounded(size.scaleb(-power), 5)
    if front >= 10:
        front, power = front / 10, power + 1
    return f"{_trimmed(front)}E{power:+03d}"


def _decimal(tokens: Sequence[Token], size: Decimal) -> str:
    """Scaled by percent signs and by commas behind the last digit, rounded, grouped, and each digit in its place."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [at for at in places if at < point]
    decimals = [at for at in places if at > point]
    scaling = {at for edge in {places[-1], *whole[-1:]} for at in _commas_behind(tokens, edge)}
    grouped = any(
        whole and whole[0] < at < whole[-1] for at, token in enumerate(tokens) if token.kind == "comma"
    )
    percents = sum(token.kind == "percent" for token in tokens)
    scaled = size.scaleb(2 * percents - 3 * len(scaling))
    front, _, back = f"{_rounded(scaled, min(len(decimals), MOST_DECIMALS)):f}".partition(".")
    digits = _whole(tokens, whole, front.lstrip("0"), grouped) | _decimals(tokens, decimals, back)
    pieces: list[str] = []
    for at, token in enumerate(tokens):
        if at == point and not whole:
            pieces.append(front.lstrip("0"))
        if token.kind == "digit":
            pieces.append(digits.get(at, ""))
        elif token.kind != "comma" or (at > places[-1] and at not in scaling):
            pieces.append(token.text)
    return "".join(pieces)


def _commas_behind(tokens: Sequence[Token], edge: int) -> range:
    count = len([*takewhile(lambda token: token.kind == "comma", tokens[edge + 1 :])])
    return range(edge + 1, edge + 1 + count)


def _whole(tokens: Sequence[Token], places: Sequence[int], front: str, grouped: bool) -> dict[int, str]:
    """The digits before the point, from the right; the first place takes all that are left."""
    digits: dict[int, str] = {}
    count = 0
    for at in reversed(places):
        first = at == places[0]
        taken = front if first else front[-1:]
        front = "" if first else front[:-1]
        text = ""
        for sign in reversed(taken or {"0": "0", "?": " ", "#": ""}[tokens[at].text]):
            comma = "," if grouped and count and count % 3 == 0 and sign != " " else ""
            text = sign + comma + text
            count += 1
        digits[at] = text
    return digits


def _decimals(tokens: Sequence[Token], places: Sequence[int], back: str) -> dict[int, str]:
    """The digits behind the point; zeros at the end stay only where the format asks for them."""
    asked = max((n for n, at in enumerate(places, 1) if tokens[at].text == "0"), default=0)
    kept = max(len(back.rstrip("0")), asked)
    return {at: back[n] for n, at in enumerate(places) if n < min(kept, len(back))}


def _with_exponent(tokens: Sequence[Token], size: Decimal) -> str:
    at = next(n for n, token in enumerate(tokens) if token.kind == "exponent")
    front, behind = tokens[:at], tokens[at + 1 :]
    if not any(token.kind == "digit" for token in front):
        return general(float(size))
    point = next((n for n, token in enumerate(front) if token.kind == "point"), len(front))
    whole = max(1, sum(token.kind == "digit" for token in front[:point]))
    decimals = sum(token.kind == "digit" for token in front[point:])
    power = size.adjusted() // whole * whole if size else 0
    if _rounded(size.scaleb(-power), decimals) >= 10**whole:
        power += whole
    sign = "-" if power < 0 else "+" if tokens[at].text[1] == "+" else ""
    width = sum(token.text == "0" for token in behind if token.kind == "digit")
    rest = "".join(token.text for token in behind if token.kind == "literal")
    return f"{_decimal(front, size.scaleb(-power)).strip()}E{sign}{abs(power):0{max(width, 1)}d}{rest}"


def _slash(tokens: Sequence[Token]) -> int:
    """Where the slash of a fraction stands, digits on both sides of it; 0 where there is none."""
    for at in range(1, len(tokens) - 1):
        before, behind = tokens[at - 1], tokens[at + 1]
        if tokens[at].kind == "slash" and before.kind == "digit" and _is_place(behind):
            return at
    return 0


def _is_place(token: Token) -> bool:
    return token.kind == "digit" or (token.kind == "literal" and token.text in "123456789")


def _fraction(tokens: Sequence[Token], slash: int, size: Decimal) -> str:
    behind = "".join(token.text for token in takewhile(_is_place, tokens[slash + 1 :]))
    top = slash
    while top > 0 and tokens[top - 1].kind == "digit":
        top -= 1
    mixed = any(token.kind == "digit" for token in tokens[:top])
    whole, rest = divmod(size, 1) if mixed else (Decimal(0), size)
    above, below = _nearest(rest, behind)
    if mixed and above == below:
        whole, above = whole + 1, 0
    front = f"{whole:f}" if whole or (mixed and not above) else ""
    return " ".join(filter(None, [front, f"{above}/{below}" if above or not mixed else ""]))


def _nearest(number: Decimal, behind: str) -> tuple[int, int]:
    """The nearest fraction over the number that is stated, else over any with as many digits as there are places."""
    stated = int(behind) if behind.isdigit() and int(behind) else 0
    if stated:
        return int(_rounded(number * stated, 0)), stated
    near = Fraction(number).limit_denominator(10 ** min(len(behind), 4) - 1)
    return near.numerator, near.denominator
