"""Chinese numerals, as the formats [DBNum1] and [DBNum2] print them."""

import re

SIGNS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
TENS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
MYRIADS = ("", "万", "亿", "万亿")


def sign_by_sign(text: str, writing: int) -> str:
    """The digits of a text one by one: 2019 is 二〇一九."""
    return text.translate({ord(str(n)): sign for n, sign in enumerate(SIGNS[writing])})


def numeral(number: int, writing: int) -> str:
    """A whole number below 10^16 with its tens and hundreds: 105 is 一百〇五."""
    if writing not in TENS:
        return sign_by_sign(str(number), writing)
    zero = SIGNS[writing][0]
    whole = ""
    for myriad in MYRIADS:
        number, group = divmod(number, 10000)
        digits = ((group // 10**place % 10, TENS[writing][place]) for place in range(3, -1, -1))
        text = "".join(SIGNS[writing][digit] + ten if digit else zero for digit, ten in digits).rstrip(zero)
        whole = (text + myriad if text else zero) + whole
    return re.sub(f"{zero}+", zero, whole).strip(zero) or zero


def of_day(number: int, writing: int) -> str:
    """A month, a day or an hour: 15 is 十五, not 一十五."""
    return numeral(number, writing).removeprefix("一" if 10 <= number < 20 else "")
