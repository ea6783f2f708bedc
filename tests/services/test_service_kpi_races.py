"""KPIs that belong together are read at the same moment, as with two processes."""

from concurrent.futures import ThreadPoolExecutor

from company import EMMA, rows
from desk import Desk

from bot.domain.commands.kpis import KpiSet
from bot.services import kpis
from storage.tables import Reading


def test_parts_that_are_read_side_by_side_make_one_whole(desk: Desk) -> None:
    company = desk.company()
    limits = {"unit": "tỷ ₫", "at_least": 10, "frequency": "month"}
    whole = company.given_kpi("emma", "Revenue", **limits, combines="sum")
    titles = ("Hanoi", "Hue", "Danang", "Online")
    for title in titles:
        company.given_kpi("emma", title, **limits, parent=whole)
    company.write()
    by = desk.by(EMMA)
    asked = [KpiSet(title, "9", "", (title, "9")) for title in titles]
    keys = [desk.key() for _ in titles]

    def enter(one: tuple[KpiSet, str]) -> None:
        kpis.set_value(desk.rt, one[0], by=by, key=one[1])

    with ThreadPoolExecutor(len(titles)) as threads:
        list(threads.map(enter, zip(asked, keys, strict=True)))
    assert company.value(whole) == 36
    computed = [row for row in rows(desk.database, Reading) if row.source == "computed"]
    assert [row.value for row in computed] == [36]
