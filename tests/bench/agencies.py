"""Invented agencies: their names and places, how busy they are, and how they fill in their tables."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Body = Literal["government", "department", "township", "committee"]
Zeros = Literal["digits", "blank", "mark"]

BODIES: tuple[Body, ...] = ("department", "government", "township", "committee")
ZEROS: tuple[Zeros, ...] = ("digits", "blank", "mark")
# For corpora of more than 864 agencies; the first of them name no province.
PROVINCES = ["", *"澜江省 苍岭省 砚湖省 汀南省 岚西省 朔原省 沐海省 穗北省 霁川省 泊东省".split()]
PROVINCES += "雁岭省 柘江省 荫湖省 栈南省 坞西省 香原省 楠海省 垄北省 井川省 橘东省".split()
PROVINCES += "芦江省 云岭省 浣湖省 橘南省 麦西省 竹原省 鹿海省 稻北省 雁川省 石东省".split()
PROVINCES += "楠江省 月岭省 香湖省 鸣南省 坞东省 垄原省 井海省 栈北省 纱川省 汀东省".split()
CITIES = "岚汀市 霁州市 朔溪市 穗原市 沐川埠市 砚山泊市".split()
STEMS = "映石雁稻鹿竹麦橘云浣柘芦", "月楠回香鸣坞垄井栈纱荫汀"
TOWNS = "枫桥渡镇 白鹭洲镇 荷塘湾镇 槐荫里街道 长亭路街道 桑园头乡".split()
DEPARTMENTS = "水务局 财政局 统计局 民政局 司法局 城市管理局 医疗保障局 住房和城乡建设局 交通运输局 商务局 审计局".split()
REORGANISED = (
    ("农业局", "农业农村局"),
    ("国土资源局", "自然资源和规划局"),
    ("安全生产监督管理局", "应急管理局"),
    ("卫生和计划生育局", "卫生健康局"),
    ("旅游局", "文化和旅游局"),
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """The agency's name before ``year``, from which on it bears the present one."""

    year: int
    former: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency and its habits, which hold for all its reports."""

    number: int
    name: str
    region: str
    body: Body
    us: str
    busy: bool
    phone: str
    zeros: Zeros
    thousands: bool
    yuan: bool
    renaming: Renaming | None = None

    def name_in(self, year: int) -> str:
        """The name on the report of a year."""
        return self.renaming.former if self.renaming and year < self.renaming.year else self.name


def _region(number: int) -> str:
    """A place of its own for each of 35,424 numbers: 岚汀市映月区, 澜江省岚汀市映月区."""
    province, number = divmod(number, len(CITIES) * len(STEMS[0]) * len(STEMS[1]))
    first = number % len(STEMS[0])
    lap, city = divmod(number // len(STEMS[0]), len(CITIES))
    second = (first + lap) % len(STEMS[1])
    sign = "区县县区"[(first + second) % 4]
    return PROVINCES[province] + CITIES[city] + STEMS[0][first] + STEMS[1][second] + sign


def agency(number: int, rng: Random, years: range) -> Agency:
    """The agency of a number; no two numbers give one name."""
    region = _region(number)
    body: Body = rng.choices(BODIES, [60, 20, 12, 8])[0]
    zeros: Zeros = rng.choices(ZEROS, [65, 25, 10])[0]
    renaming = None
    if body == "government":
        name = f"{region}人民政府"
    elif body == "township":
        town = rng.choice(TOWNS)
        name = f"{region}{town}" + ("人民政府" if not town.endswith("街道") else "办事处")
    elif body == "committee":
        name = f"{region[:-1]}经济开发区管理委员会"
    elif len(years) > 1 and rng.random() < 0.2:
        former, present = rng.choice(REORGANISED)
        name = region + present
        renaming = Renaming(rng.choice(years[1:]), region + former)
    else:
        name = region + rng.choice(DEPARTMENTS)
    town_sign = next((sign for sign in ("街道", "镇", "乡") if sign in name), "")
    us = {"government": f"全{region[-1]}", "township": "本街道" if town_sign == "街道" else f"我{town_sign}"}
    return Agency(
        number=number,
        name=name,
        region=region,
        body=body,
        us=us.get(body) or {"department": "我局", "committee": "全区"}[body],
        busy=body == "government" or rng.random() < 0.35,
        phone=f"0{rng.randint(300, 999)}-{rng.randint(2_000_000, 8_999_999)}",
        zeros=zeros,
        thousands=rng.random() < 0.2,
        yuan=rng.random() < 0.3,
        renaming=renaming,
    )
