"""Every worked example: typed into the form and imported, told in both languages, shown, exported.

One house has the objective typed in, another one imports it; both must export the same. In the
first the owner answers and reads in the language of the goals, in the second in the other one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
import yaml
from company import BINH, CHI, DAN, HANOI, Company
from house import House, NewHouse
from test_bot_files import files_of
from test_bot_home import opened
from test_bot_writing import choose, shown, submit
from worked_examples import OTHER, Example, Group, Language, comparable, groups, in_language

from bot.render import ids
from bot.services.writing import naming

Json = dict[str, Any]
BEGINNING = datetime(2026, 10, 1, 8, 0, tzinfo=HANOI)
MIDDLE = datetime(2026, 11, 16, 8, 0, tzinfo=HANOI)
OWNERS = {"vi": (BINH, "binh", "sales"), "en": (DAN, "dan", "support-hanoi")}
#: Fields that the form of a key result shows only when it is asked for more.
LATER = {"sample", "due"}


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.title)
def test_an_example_is_typed_or_imported_told_shown_and_exported(
    new_house: NewHouse, group: Group
) -> None:
    with new_house(BEGINNING) as house:
        house.company.write()
        type_in(house, group)
        typed = [exported(house, kind) for kind in ("yaml", "csv")]
        told_and_seen(house, group, group.language)
    with new_house(BEGINNING) as house:
        given(house.company, group)
        assert [exported(house, kind) for kind in ("yaml", "csv")] == typed
        told_and_seen(house, group, OTHER[group.language])


def told_and_seen(house: House, group: Group, language: Language) -> None:
    """The owner answers and reads in this language from now on."""
    owner = OWNERS[group.language][0]
    house.command(owner, f"/okr lang {language}")
    house.stage.clock.jump_to(MIDDLE)
    first_check_in(house, owner, group, language)
    for example in group.examples:
        tell(house, owner, example, language)
    see(house, owner, group, language)
    find_in_export(house, group)


def type_in(house: House, group: Group) -> None:
    """Write the objective and all of its key results in forms, and activate them."""
    owner = OWNERS[group.language][0]
    house.command(owner, f"/okr add {group.title}")
    assert submit(house, owner) == {}
    for example in group.examples:
        fields = {"title": example.title, "next": "another", **example.typed}
        keep = fields.pop("keep", None)
        if example is group.examples[-1]:
            fields["next"] = "done"
        choose(house, owner, ids.Action.MEASURE, selected_option=example.form)
        if LATER & fields.keys():
            choose(house, owner, ids.Action.MORE_FIELDS)
        assert submit(house, owner, **fields) == {}, example.title
        if keep is not None:  # it starts inside its limit, and is asked about
            assert submit(house, owner, keep=keep) == {}, example.title
    assert group.examples[-1].title in shown(house, owner)
    submit(house, owner)


def given(company: Company, group: Group) -> None:
    """Bring the objective in from a file."""
    _, owner, team = OWNERS[group.language]
    company.objective = {"key": key_of(group.title), "title": group.title, "team": team}
    company.objective["owner"] = owner
    company.key_results = [
        {"key": key_of(example.title), "title": example.title, "owner": owner, **example.file}
        for example in group.examples
    ]
    company.written = False
    company.write()


def key_of(title: str) -> str:
    return naming.slug(title, otherwise="")


def first_check_in(house: House, owner: str, group: Group, language: Language) -> None:
    """Fill the check-in form with the figures from which the replies move on."""
    house.command(owner, "/okr checkin")
    view = house.form(owner)
    blocks = [block for block in view["blocks"] if block["block_id"].startswith("goal:")]
    by_title = {example.title: example for example in group.examples}
    values = {}
    for block in blocks:
        title = block["label"]["text"].split(" ", 1)[1].split(" · ")[0]
        before = by_title.pop(title).before
        if before is not None:
            figure = in_language(before, language)
            values[block["block_id"]] = {block["element"]["action_id"]: figure}
    assert all(left.before is None for left in by_title.values())
    told = house.stage.client.submit(owner, view["id"], values)
    assert told.get("errors") is None
    house.settle()


def tell(house: House, owner: str, example: Example, language: Language) -> None:
    seen = example.seen(language)
    house.dm(owner, seen.say)
    card = house.last(owner)
    assert card.split("\n")[1].endswith(f"  {example.title}"), (seen.say, card)
    assert card.split("\n")[2].startswith(f"{seen.card} · "), (seen.say, card)


def see(house: House, owner: str, group: Group, language: Language) -> None:
    lists = [house.command(owner, "/okr"), house.command(owner, "/okr team"), opened(house, owner)]
    tree = house.command(owner, f"/okr tree {group.title}")
    for example in group.examples:
        seen = example.seen(language)
        for listed in lists:
            assert f"{example.title}{seen.aim}\n{seen.row}\n" in listed
        assert f"• {example.title} · {seen.tree}\n" in tree


def find_in_export(house: House, group: Group) -> None:
    [objective] = yaml.safe_load(exported(house, "yaml"))["objectives"]
    for example, found in zip(group.examples, objective["key_results"], strict=True):
        expected = {**as_exported(example.file), **example.exported}
        assert comparable(found).items() >= comparable(expected).items()


def as_exported(file: Mapping[str, Any]) -> Json:
    """From a start to a limit is exported as from a start to a target, which is the same."""
    same = {"at_least": "to", "at_most": "to"} if "from" in file else {}
    return {same.get(name, name): value for name, value in file.items()}


def exported(house: House, kind: str) -> str:
    house.command(CHI, f"/okr export {kind}")
    return files_of(house, CHI)[-1][1].decode("utf-8-sig")
