"""Units of measure: what a word behind a figure, or a subject's unit, measures."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto


class Family(StrEnum):
    """Things that convert into each other."""

    PERCENT = auto()
    POINTS = auto()
    MONEY = auto()
    TIME = auto()
    MASS = auto()
    LENGTH = auto()
    AREA = auto()
    VOLUME = auto()
    DATA = auto()
    ENERGY = auto()
    TIMES = auto()
    COUNT = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` converts into the family's base: seconds, kilograms, metres, bytes…

    `name` is the currency for money, the sign for points ("star", "pp").
    """

    family: Family
    factor: Decimal = Decimal(1)
    name: str = ""


def _table(family: Family, rows: dict[str, str], *, named: bool = False) -> dict[str, Unit]:
    return {
        word: Unit(family, Decimal(1 if named else size), size if named else "")
        for size, words in rows.items()
        for word in words.split()
    }


#: Unit words, folded. Single letters count only directly behind a figure.
UNIT_WORDS: dict[str, Unit] = {
    **_table(
        Family.TIME,
        {
            "0.001": "ms msec millisecond milliseconds",
            "1": "s giay sec secs second seconds",
            "60": "phut p ph min mins minute minutes",
            "3600": "gio h hr hrs hour hours tieng",
            "86400": "ngay day days hom",
            "604800": "tuan week weeks wk wks",
            "2592000": "thang month months",
            "31536000": "nam year years yr yrs",
        },
    ),
    **_table(
        Family.MASS,
        {
            "0.001": "g gram grams gam gr",
            "1": "kg kgs ky kilo kilos kilogram kilograms",
            "10": "yen",
            "100": "ta",
            "1000": "tan ton tons tonne tonnes",
        },
    ),
    **_table(
        Family.LENGTH,
        {"0.001": "mm", "0.01": "cm", "1": "met meter meters metre metres", "1000": "km kms"},
    ),
    **_table(Family.AREA, {"1": "m2 m² sqm", "10000": "ha hecta hectare hectares"}),
    **_table(Family.VOLUME, {"1": "lit litre litres liter liters", "1000": "m3 m³ khoi"}),
    **_table(Family.ENERGY, {"1": "kwh", "1000": "mwh"}),
    **_table(Family.DATA, {"1": "kb", "1000": "mb", "1000000": "gb", "1000000000": "tb"}),
    **_table(Family.TIMES, {"1": "x lan times turns vong"}),
    **_table(
        Family.MONEY,
        {
            "VND": "d dong vnd ₫ vnđ",
            "USD": "usd $ dollar dollars us$ bucks do",
            "EUR": "eur € euro euros",
            "GBP": "gbp £ pounds",
            "JPY": "jpy ¥ yen",
            "SGD": "sgd",
            "INR": "inr ₹ rupee rupees",
        },
        named=True,
    ),
    **_table(
        Family.POINTS,
        {"point": "diem point points pts pt", "star": "sao star stars", "pp": "pp ppt ppts"},
        named=True,
    ),
    **_table(Family.PERCENT, {"%": "% percent pct percents phantram"}, named=True),
}
UNIT_WORDS["bps"] = Unit(Family.POINTS, Decimal("0.01"), "pp")

#: Several words that are one unit, folded; the longest is tried first.
UNIT_PHRASES: dict[tuple[str, ...], Unit] = {
    ("diem", "phan", "tram"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("diem", "%"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("percentage", "points"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("percentage", "point"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("percent", "points"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("%", "points"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("%", "point"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("%", "pts"): Unit(Family.POINTS, Decimal(1), "pp"),
    ("phan", "tram"): Unit(Family.PERCENT, Decimal(1), "%"),
    ("per", "cent"): Unit(Family.PERCENT, Decimal(1), "%"),
    ("viet", "nam", "dong"): Unit(Family.MONEY, Decimal(1), "VND"),
    ("do", "la"): Unit(Family.MONEY, Decimal(1), "USD"),
    ("m", "vuong"): Unit(Family.AREA),
    ("met", "vuong"): Unit(Family.AREA),
    ("met", "khoi"): Unit(Family.VOLUME, Decimal(1000)),
}

#: Letters glued to a figure that read in more than one way; the subject decides.
LETTERS: dict[str, tuple[tuple[Decimal, Unit | None], ...]] = {
    "m": (
        (Decimal(10) ** 6, None),
        (Decimal(1), Unit(Family.TIME, Decimal(60))),
        (Decimal(1), Unit(Family.LENGTH)),
    ),
    "t": ((Decimal(10) ** 9, None), (Decimal(1), Unit(Family.MASS, Decimal(1000)))),
    "g": (
        (Decimal(1), Unit(Family.MASS, Decimal("0.001"))),
        (Decimal(1), Unit(Family.TIME, Decimal(3600))),
    ),
    "d": (
        (Decimal(1), Unit(Family.MONEY, Decimal(1), "VND")),
        (Decimal(1), Unit(Family.TIME, Decimal(86400))),
        (Decimal(1), Unit(Family.POINTS, Decimal(1), "point")),
    ),
    "p": (
        (Decimal(1), Unit(Family.TIME, Decimal(60))),
        (Decimal(1), Unit(Family.POINTS, Decimal(1), "pp")),
    ),
    "w": ((Decimal(1), Unit(Family.TIME, Decimal(604800))),),
    "l": ((Decimal(1), Unit(Family.VOLUME)),),
    "s": ((Decimal(1), Unit(Family.TIME)),),
    "h": ((Decimal(1), Unit(Family.TIME, Decimal(3600))),),
}

#: Words for a period behind "/", "per", "a", "mỗi".
PERIODS: dict[str, str] = {
    **dict.fromkeys(("ngay", "day", "days", "d", "hom", "daily"), "day"),
    **dict.fromkeys(("tuan", "week", "wk", "w", "weekly"), "week"),
    **dict.fromkeys(("thang", "month", "mo", "mth", "monthly"), "month"),
    **dict.fromkeys(("quy", "quarter", "qtr", "quarterly"), "quarter"),
    **dict.fromkeys(("nam", "year", "yr", "annum", "yearly"), "year"),
    **dict.fromkeys(("gio", "hour", "hr", "h", "hourly"), "hour"),
    **dict.fromkeys(("phut", "minute", "min"), "minute"),
    **dict.fromkeys(("ca", "shift"), "shift"),
}

#: From the shortest to the longest.
PERIOD_LENGTHS = ("minute", "hour", "shift", "day", "week", "month", "quarter", "year")

#: Nouns for the same counted thing, folded, in both languages.
NOUNS: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        "luot view views visit visits session sessions traffic lan hits hit",
        "luot tai download downloads install installs luot",
        "nguoi ban ng nhan vien nhansu people person persons member members staff hire hires head"
        " heads employee employees nv anh chi em dua ung vien ban candidate candidates bac si",
        "don order orders dh",
        "khach customer customers client clients kh account accounts user users nguoi"
        " subscriber subscribers thue",
        "lead leads mql mqls khach",
        "hop dong contract contracts deal deals hd",
        "bai post posts article articles viet content contents",
        "cua hang store stores shop shops outlet outlets diem chi nhanh branch branches ch",
        "ca case cases",
        "ticket tickets ve yeu cau request requests",
        "loi bug bugs defect defects error errors su co incident incidents vu",
        "hoc sinh hs student students sv sinh vien pupil pupils hv hoc vien em ban",
        "benh nhan patient patients bn",
        "lop class classes khoa course courses buoi",
        "xe truck trucks vehicle vehicles chuyen trip trips cont container containers",
        "xe car cars chiec vehicle vehicles bus buses",
        "thuoc pharmacy pharmacies",
        "san pham sp product products unit units cai chiec piece pieces pcs item items sku skus"
        " may con bo thung box boxes pallet kien package packages parcel parcels",
        "demo demos meeting meetings cuoc call calls cuoc goi",
        "video videos clip clips",
        "doi tac partner partners",
        "tinh nang feature features module modules",
        "giuong bed beds",
        "can ho apartment apartments unit units",
        "the card cards",
        "ho so file files application applications hso dossier",
    )
)

#: Vietnamese words that open the name of what is counted: "5 người nghỉ việc".
CLASSIFIERS: frozenset[str] = frozenset(
    ("nguoi", "ban", "khach", "don", "luot", "bai", "cua", "ca", "vu", "cuoc", "chiec", "phieu")
)

#: Every noun of NOUNS.
THINGS: frozenset[str] = frozenset(noun for row in NOUNS for noun in row)
