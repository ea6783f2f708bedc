"""Every KPI of the worked examples: imported, set by command and by a reply, shown, exported."""

import pytest
import yaml
from company import BINH, Company
from house import House, NewHouse
from test_bot_home import opened
from test_bot_worked_examples import BEGINNING, MIDDLE, exported, key_of
from worked_examples import Example, Language, comparable, in_language, kpis


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_kpi_is_imported_set_told_shown_and_exported(
    new_house: NewHouse, language: Language
) -> None:
    with new_house(BEGINNING) as house:
        given(house.company)
        house.command(BINH, f"/okr lang {language}")
        house.stage.clock.jump_to(MIDDLE)
        for example in kpis():
            set_and_tell(house, example, language)
        see(house, language)
        find_in_export(house)


def given(company: Company) -> None:
    company.kpis = [
        {"key": key_of(one.title), "title": one.title, "owner": "binh", "team": "sales", **one.file}
        for one in kpis()
    ]
    company.written = False
    company.write()


def set_and_tell(house: House, example: Example, language: Language) -> None:
    assert example.before is not None
    before = in_language(example.before, language)
    told = house.command(BINH, f"/kpi set {example.title} {before}")
    assert "✓" in told, (example.title, told)
    house.dm(BINH, example.seen(language).say)
    # A figure outside of its limit opens an alert, which comes behind the card.
    card = f"  {example.title}\n{example.seen(language).card}"
    assert any(card in text for text in house.dm_texts(BINH)[-2:]), house.dm_texts(BINH)[-2:]


def see(house: House, language: Language) -> None:
    lists = [
        *(house.command(BINH, line) for line in ("/kpi", "/okr", "/okr team")),
        opened(house, BINH),
    ]
    for example in kpis():
        seen = example.seen(language)
        for listed in lists:
            assert f"{example.title}{seen.aim}\n{seen.row}" in listed


def find_in_export(house: House) -> None:
    found = yaml.safe_load(exported(house, "yaml"))["kpis"]
    for example, facts in zip(kpis(), found, strict=True):
        assert comparable(facts).items() >= comparable(dict(example.file)).items()
        assert facts["readings"][-1]["value"] == example.exported["value"]
