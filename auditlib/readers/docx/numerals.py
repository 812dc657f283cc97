"""Counts as automatic numbering prints them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable, Mapping

DIGITS = "零一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
OLD_FORMAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST_ROMAN = 3999
MOST_LETTERS = 26 * 30


def chinese(number: int, digits: str = DIGITS, units: str = "千百十", formal: bool = False) -> str:
    """A count below ten thousand in words: 十二, 一百零五; formal ones say 壹拾贰 where others say 十二."""
    if not 0 < number < 10_000:
        return str(number)
    whole = ""
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            whole += digits[digit] + unit
        elif whole and number % place:
            whole += digits[0]
    while digits[0] * 2 in whole:
        whole = whole.replace(digits[0] * 2, digits[0])
    one_ten = digits[1] + units[2]
    return whole[1:] if not formal and whole.startswith(one_ten) else whole


def digit_by_digit(number: int) -> str:
    """一〇五."""
    return "".join(
        "〇" if digit == "0" else DIGITS[int(digit)] if digit.isdigit() else digit for digit in str(number)
    )


def roman(number: int) -> str:
    """IV."""
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    found = ""
    for weight, sign in ROMAN:
        count, number = divmod(number, weight)
        found += sign * count
    return found


def letters(number: int) -> str:
    """A … Z, then AA, BB and so on: a letter is repeated."""
    if not 0 < number <= MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1)


def circled(number: int) -> str:
    """① … ㊿, beyond them plain digits."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return str(number)


def _run_of(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _formal(digits: str, units: str) -> Callable[[int], str]:
    return lambda number: chinese(number, digits, units, formal=True)


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(WIDE),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "chineseLegalSimplified": _formal(FORMAL_DIGITS, "仟佰拾"),
    "ideographLegalTraditional": _formal(OLD_FORMAL_DIGITS, "仟佰拾"),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def printed(number: int, format: str) -> str:
    """A count in a number format; in one that is not known, in digits."""
    return FORMATS.get(format, str)(number)
