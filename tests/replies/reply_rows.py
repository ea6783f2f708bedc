"""Rows of check-ins in several lines of work, and how to read a reply to them."""

from datetime import date
from decimal import Decimal

from bot.domain.replies import Direction, Reading, Subject, read_reply

TODAY = date(2026, 1, 5)


def row(
    n: int, title: str, unit: str, start: str, current: str | None, target: str, **more: object
) -> Subject:
    """A row of the check-in; it is meant to move from `start` towards `target`."""
    figures = Decimal(start), None if current is None else Decimal(current), Decimal(target)
    way = Direction.UP if figures[2] >= figures[0] else Direction.DOWN
    return Subject(n, f"kr{n}", title, unit, way, *figures, **more)  # type: ignore[arg-type]


CARE = (
    row(1, "Churn giảm từ 7% xuống 3%", "%", "7", "5.8", "3"),
    row(2, "CSAT từ 7.5/10 lên 9/10", "điểm/10", "7.5", "8.1", "9"),
    row(3, "Thời gian phản hồi từ 48 xuống 30 phút", "phút", "48", "41", "30"),
)
SALES = (
    row(1, "MQL từ 100 lên 150", "lead", "100", "118", "150"),
    row(2, "Doanh thu từ 15 tỷ lên 30 tỷ", "VND", "15000000000", "21500000000", "30000000000"),
    row(3, "NPS từ 70 lên 80", "điểm", "70", "74", "80"),
)
HOSPITAL = (
    row(1, "Reduce average ER wait from 95 to 45 minutes", "minutes", "95", "72", "45"),
    row(2, "Bed occupancy 70% to 88%", "%", "70", "79", "88"),
    row(3, "Perform 1,200 cataract surgeries", "surgeries", "0", "512", "1200"),
    row(4, "Patient satisfaction from 3.9 to 4.6 stars", "stars", "3.9", "4.2", "4.6"),
)
SOFTWARE = (
    row(1, "Reduce p99 latency from 900ms to 350ms", "ms", "900", "610", "350"),
    row(2, "Test coverage 48% → 75%", "%", "48", "61", "75"),
    row(3, "Ship SSO", "milestone", "0", "0", "1"),
    row(4, "MRR from $42k to $65k", "USD", "42000", "51500", "65000"),
    row(5, "Close 30 Sev-1 bugs", "bugs", "0", "12", "30"),
)
TRAFFIC = (row(1, "Tổng traffic đạt 308.000 lượt", "lượt", "220000", "256400", "308000"),)
PRICE = (row(1, "CPA ≤ 120.000đ", "VND", "165000", "138000", "120000"),)
DEMOS = (row(1, "Close 60 demos", "demos", "0", "38", "60"),)
NEW = (row(1, "2,000 orders per day", "orders", "0", None, "2000"),)


def read(text: str, rows: tuple[Subject, ...] = CARE, locale: str = "vi") -> Reading:
    return read_reply(text, rows, locale=locale, today=TODAY)


def written(text: str, rows: tuple[Subject, ...] = CARE, locale: str = "vi") -> dict[int, Decimal]:
    """The values that a reply writes."""
    return {u.n: u.value for u in read(text, rows, locale).updates if u.value is not None}


def asked(text: str, rows: tuple[Subject, ...] = CARE, locale: str = "vi") -> dict[int, str]:
    """The reason of the question about each row."""
    return {n: q.reason for q in read(text, rows, locale).questions for n in q.ns}
