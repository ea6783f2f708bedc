"""What an import refuses, and what its author reads about it."""

import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import ImportProblems, Problem

ROOT = Path(__file__).parents[2]
HEAD = """\
workspace: {name: Minh Long, locale: vi, timezone: Asia/Ho_Chi_Minh}
people:
  - {key: lan, name: Trần Ngọc Lan, slack: U0LAN0001}
  - {key: hung, name: Phạm Quốc Hùng, slack: U0HUNG0001}
teams:
  - {key: marketing, name: Marketing, lead: hung, members: [lan, hung]}
cycle: {key: 2026-Q4, name: Quý 4/2026, starts: 2026-10-01, ends: 2026-12-31}
objectives:
  - key: o1
    title: Tăng trưởng
    team: marketing
    owner: hung
    key_results:
"""
KR = "      - {key: traffic, title: Traffic, unit: lượt, from: 220000, to: 308000}\n"
KPIS = "kpis:\n"
WORDS = {locale: ImportWords.load(locale) for locale in ("en", "vi")}
KPI = '  - {key: churn, title: Churn, team: marketing, owner: lan, unit: "%", at_most: 3'


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        nested = isinstance(value, dict)
        found |= flat(value, f"{prefix}{name}.") if nested else {prefix + name: value}
    return found


def words(locale: str) -> dict[str, str]:
    text = (ROOT / "prompts" / locale / "import.toml").read_text("utf-8")
    return flat(tomllib.loads(text))


def problems(tmp_path: Path, text: str | bytes) -> list[Problem]:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ImportProblems) as caught:
        importing.load(path)
    return list(caught.value.problems)


def said(problem: Problem, locale: str = "en") -> str:
    """The problem as its author reads it; a missing word or parameter fails here."""
    return WORDS[locale].told(problem)


def kr(fields: str) -> str:
    return f"{HEAD}      - {{key: k, title: K, {fields}}}\n"


def kpi(fields: str) -> str:
    return f"{HEAD}{KR}{KPIS}  - {{key: k, title: K, team: marketing, owner: lan, {fields}}}\n"


def people(line: str) -> str:
    return HEAD.replace("teams:\n", f"  - {{{line}}}\nteams:\n") + KR


CASES: dict[str, tuple[str | bytes, str]] = {
    "not UTF-8": (
        HEAD.encode("utf-16"),
        "Line 1: The file is UTF-16 text, as Excel writes “Unicode Text”. Save it again as CSV",
    ),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), "The file is UTF-16 text"),
    "one byte of Latin-1": (
        b"workspace: {name: A}\npeople:\n  - {name: caf\xe9}\n",
        "Line 3: The file is not UTF-8 text.",
    ),
    "broken YAML": (HEAD + "   x: [1\n", "is not valid YAML"),
    "control characters": ("workspace: \x01", "is not valid YAML"),
    "unquoted percent sign": (
        kr("unit: %, from: 1, to: 2"),
        'Line 14: A value that starts with % needs quotes: "%".',
    ),
    "tab": ("workspace:\n\tname: x\n", "Line 2: Indent with blanks"),
    "alias": ("a: &x 1\nb: *x\n", "Line 1: Anchors and aliases (& and *) are not allowed"),
    "tag": ("a: !!python/object:os.system x\n", "Line 1: Tags such as"),
    "two documents": (HEAD + KR + "---\na: 1\n", "Line 15: Only one document per file"),
    "a list instead of sections": ("- a\n", "This is not an import file"),
    "an empty file": ("", "This is not an import file"),
    "deep nesting": ("a: " + "[" * 50_000, "nested more than 20 levels deep"),
    "duplicate field": (HEAD + KR + "cycle: {}\n", "Line 15: cycle is already given on line 7."),
    "complex name": ("? [a]\n: b\n", "A name was expected here"),
    "unknown field": (
        people("key: mai, name: Mai, slack: U0MAI, manger: hung"),
        "Line 5, people.mai.manger: manger is not a field here. Did you mean manager?",
    ),
    "unknown section": (HEAD + KR + "holidays: []\n", "Line 15, holidays: holidays is not a field"),
    "missing name": (people("key: mai, slack: U0MAI"), "people.mai.name: name is missing"),
    "missing key": (people("name: Mai, slack: U0MAI"), "Line 5, people[3].key: key is missing"),
    "key with accents": (people("key: Mậu, name: M, slack: U0M"), "“Mậu” cannot be a key"),
    "no people": ("workspace: {name: A}\n", "people: people is missing"),
    "unreachable person": (people("key: mai, name: Mai"), "Add slack: or email:."),
    "Slack name instead of id": (
        people("key: mai, name: Mai, slack: '@mai'"),
        "“@mai” is not a Slack member ID",
    ),
    "channel name instead of id": (
        HEAD.replace("lead: hung", "channel: '#marketing'") + KR,
        "Line 6, teams.marketing.channel: “#marketing” is not a Slack channel ID",
    ),
    "bad e-mail": (people("key: m, name: M, email: mai(at)x"), "is not an e-mail address"),
    "unknown zone": (
        people("key: m, name: M, slack: U0M, timezone: Asia/Hanoi"),
        "“Asia/Hanoi” is not a time zone",
    ),
    "unknown language": (
        people("key: m, name: M, slack: U0M, locale: fr"),
        "“fr” is not known here. Choose one of: en, vi.",
    ),
    "bad flag": (people("key: m, name: M, slack: U0M, admin: maybe"), "“maybe” should be true"),
    "same person twice": (
        people("key: lan, name: Lan, slack: U0M"),
        "Line 5, people.lan.key: The key lan is already used for the person on line 3",
    ),
    "same Slack id twice": (
        people("key: m, name: M, slack: U0LAN0001"),
        "U0LAN0001 is already the Slack ID of the person on line 3",
    ),
    "same address twice": (
        people("key: m, name: M, email: a@b.vn}\n  - {key: n, name: N, email: A@B.vn"),
        "a@b.vn is already the address of the person on line 5",
    ),
    "same objective twice": (
        HEAD + KR + "  - {key: o1, title: X, owner: lan}\n",
        "Line 15, objectives.o1.key: The key o1 is already used for the objective on line 9",
    ),
    "same key result twice on one line": (
        HEAD + KR + KR.replace("title: Traffic", "title: Visits"),
        "The key traffic is already used for the key result on line 14",
    ),
    "same team twice": (
        HEAD.replace("cycle:", "  - {key: marketing, name: M}\ncycle:") + KR,
        "The key marketing is already used for the team on line 6",
    ),
    "same KPI twice": (
        f"{HEAD}{KR}{KPIS}{KPI}}}\n{KPI}}}\n",
        "Line 17, kpis.churn.key: The key churn is already used for the KPI on line 16",
    ),
    "unknown manager": (
        people("key: m, name: M, slack: U0M, manager: hungg"),
        "Line 5, people.m.manager: There is nobody with the key “hungg” under people. "
        "Add them, or use one of: hung.",
    ),
    "unknown member": (
        HEAD.replace("[lan, hung]", "[lan, maii]") + KR,
        "teams.marketing.members: There is nobody with the key “maii”",
    ),
    "unknown team": (
        HEAD.replace("team: marketing", "team: sales") + KR,
        "Line 11, objectives.o1.team: There is no team with the key “sales”",
    ),
    "unknown parent": (
        HEAD.replace("title: Tăng", "parent: o9\n    title: Tăng") + KR,
        "There is no objective with the key “o9”",
    ),
    "own manager": (
        people("key: m, name: M, slack: U0M, manager: m"),
        "These people are each other's managers: m → m.",
    ),
    "circle of managers": (
        people(
            "key: m, name: M, slack: U0M, manager: n}\n  - {key: n, name: N, slack: U0N, manager: m"
        ),
        "These people are each other's managers: m → n → m.",
    ),
    "circle of objectives": (
        HEAD.replace("title: Tăng", "parent: o2\n    title: Tăng")
        + KR
        + "  - {key: o2, title: X, owner: lan, parent: o1}\n",
        "These objectives are each other's parents: o1 → o2 → o1.",
    ),
    "objectives without a cycle": (
        "workspace: {name: A}\npeople: [{key: l, name: L, slack: U0L}]\n"
        "objectives: [{key: o, title: O, owner: l}]\n",
        "cycle: cycle is missing",
    ),
    "cycle reversed": (
        HEAD.replace("2026-12-31", "2026-09-30") + KR,
        "Line 7, cycle.ends: It would end on 2026-09-30, before it starts on 2026-10-01",
    ),
    "key result reversed": (
        kr("unit: x, from: 1, to: 2, starts: 2026-11-02, due: 2026-11-01"),
        "k.due: It would end on 2026-11-01",
    ),
    "date the other way round": (
        HEAD.replace("2026-10-01", "01/10/2026") + KR,
        "“01/10/2026” is not a date. Write year-month-day, like 2026-10-01.",
    ),
    "date that does not exist": (HEAD.replace("2026-12-31", "2026-12-32") + KR, "is not a date"),
    "start is target": (
        kr("unit: x, from: 5, to: 5"),
        "Line 14, objectives.o1.key_results.k.to: It starts at 5 and aims for 5",
    ),
    "goal already met": (
        kr('unit: "%", from: 45, at_least: 40'),
        "45 already meets at_least: 40. To stay there write keep: {at_least: 40}",
    ),
    "no start": (kr("unit: x, to: 5"), "k.from: from is missing"),
    "no goal": (kr("unit: x, from: 5"), "add to:, at_least: or at_most:"),
    "two goals": (kr("unit: x, from: 5, to: 6, at_least: 7"), "at_least does not go together"),
    "two forms": (kr("unit: x, keep: {at_least: 5}, to: 6"), "to does not go together with keep"),
    "no unit": (kr("from: 5, to: 6"), "k.unit: unit is missing"),
    "keep without a limit": (kr("unit: x, keep: {}"), "needs a limit"),
    "keep as a number": (kr("unit: x, keep: 95"), "Each entry of keep needs its own fields"),
    "limits crossed": (
        kr("unit: x, keep: {between: [110, 90]}"),
        "The lower limit 110 is not below the upper limit 90",
    ),
    "unknown period": (
        kr("unit: x, every: year, to: 5"),
        "“year” is not known here. Choose one of: week, month, quarter.",
    ),
    "nothing every month": (kr("unit: x, every: month, to: 0"), "there is no way to go"),
    "every month without a goal": (kr("unit: x, every: month"), "There is no goal"),
    "value beside done": (kr("done: false, value: 3"), "value does not go together with done"),
    "number with a unit": (
        kr("unit: VND, from: 1.330.000, to: 2"),
        "“1.330.000” is not a number. Write digits with a point for decimals",
    ),
    "decimal comma": (kr("unit: x, from: '8,5', to: 9"), "“8,5” is not a number"),
    "exponent": (kr("unit: x, from: 1e99, to: 9"), "“1e99” is not a number"),
    "huge number": (kr(f"unit: x, from: {'9' * 40}, to: 9"), "at most 10^15"),
    "number as a list": (kr("unit: x, from: [1], to: 9"), "from should be a single value"),
    "heavy weight": (kr("unit: x, from: 1, to: 9, weight: 5"), "a number from 0 to 4"),
    "half an answer": (kr("unit: x, from: 1, to: 9, min_sample: 0.5"), "a number from 1 to"),
    "long title": (
        kr("unit: x, from: 1, to: 2").replace("title: K", f"title: {'dài ' * 40}"),
        "title has 159 characters; at most 150 fit. Shorten it.",
    ),
    "long alias": (kr(f"unit: x, from: 1, to: 2, aliases: [{'a' * 61}]"), "at most 60 fit"),
    "many aliases": (
        kr(f"unit: x, from: 1, to: 2, aliases: [{', '.join('abcdefghijk')}]"),
        "aliases has too many values; at most 10",
    ),
    "aliases as a text": (kr("unit: x, from: 1, to: 2, aliases: a"), "aliases should be a list"),
    "eleven key results": (
        HEAD + "".join(KR.replace("raffic", f"raffic{n}") for n in range(11)),
        "objectives.o1.key_results: More than 10 key results",
    ),
    "same day twice": (
        kr(
            "unit: x, from: 1, to: 2, "
            "history: [{on: 2026-11-02, value: 1}, {on: 2026-11-02, value: 2}]"
        ),
        "2026-11-02 is given twice",
    ),
    "KPI without a target": (kpi("unit: x"), "or write watch_only: true"),
    "KPI only watched with a target": (kpi("unit: x, at_least: 3, watch_only: yes"), "not only"),
    "critical on the good side": (
        kpi("unit: x, at_most: 3, critical: 2"),
        "kpis.k.critical: The critical limit 2 must lie beyond the normal limit (3)",
    ),
    "KPI range crossed": (kpi("unit: x, between: [5, 4]"), "5 is not below the upper limit 4"),
    "range of one": (kpi("unit: x, between: [5]"), "between needs two numbers, like [90, 110]."),
    "two readings of a week": (
        kpi(
            "unit: x, at_most: 3, "
            "readings: [{on: 2026-11-09, value: 1}, {on: 2026-11-13, value: 2}]"
        ),
        "There is already a reading for 2026-11-09 to 2026-11-15 on line 16",
    ),
    "reading without a value": (
        kpi("unit: x, at_most: 3, readings: [{on: 2026-11-09}]"),
        "kpis.k.readings[1].value: value is missing",
    ),
    "KPI protects nothing": (kpi("unit: x, at_most: 3, protects: o7"), "the key “o7”"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_refused_with_line_field_and_remedy(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    found = problems(tmp_path, text)
    assert any(expected in said(problem) for problem in found), [said(p) for p in found]
    assert all(said(problem, "vi") != said(problem) for problem in found)


def test_file_larger_than_five_megabytes_is_refused_unread(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, b"\xff" * 5_000_001)
    assert said(problem) == (
        "Line 1: The file is larger than 5 MB. Split it, for example by cycle."
    )


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = people("key: m, name: M, slack: U0M, manager: x, admin: perhaps") + KPIS
    text += f"{KPI}, critical: 1}}\n"
    assert [said(problem) for problem in problems(tmp_path, text)] == [
        "Line 5, people.m.admin: “perhaps” should be true or false.",
        "Line 5, people.m.manager: There is nobody with the key “x” under people. "
        "Add them, or use one of: lan, hung, m.",
        "Line 17, kpis.churn.critical: The critical limit 1 must lie beyond the normal limit "
        "(3). Correct critical:.",
    ]


def test_missing_file_is_not_a_problem_of_its_content(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        importing.load(tmp_path / "nowhere.yaml")


def test_both_languages_say_the_same_things_with_the_same_parameters() -> None:
    def parameters(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    english, vietnamese = words("en"), words("vi")
    assert english.keys() == vietnamese.keys()
    for key, text in english.items():
        assert parameters(text) == parameters(vietnamese[key]), key
