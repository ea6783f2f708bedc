"""What slash commands mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import PHRASES, Unknown, parse
from bot.domain.commands.alerts import AcknowledgeAlert, CloseAlert, PlanAlert, SnoozeAlert
from bot.domain.commands.daily import CheckIn, MyGoals, Remind, RemindTeam, TeamOverview, WhySilent
from bot.domain.commands.kpis import (
    KpiAdd,
    KpiDelete,
    KpiEdit,
    KpiHistory,
    KpiList,
    KpiReopen,
    KpiSet,
    KpiShow,
)
from bot.domain.commands.looking import (
    Company,
    History,
    Risk,
    Share,
    Show,
    Tree,
    UndoLast,
    Why,
)
from bot.domain.commands.model import Command, Help
from bot.domain.commands.people import CheckInFor, Review, Silent
from bot.domain.folding import fold
from bot.domain.rhythm import Cadence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", MyGoals()),
        ("   ", MyGoals()),
        ("của tôi", MyGoals()),
        ("CUA  TOI", MyGoals()),
        ("my goals", MyGoals()),
        ("checkin", CheckIn(None)),
        ("check in 1: 42", CheckIn("1: 42")),
        ("Check-In 1: 271,500\norganic 38%", CheckIn("1: 271,500\norganic 38%")),
        ("cập nhật", CheckIn(None)),
        ("cap nhat 1: 42", CheckIn("1: 42")),
        ("CẬP NHẬT kẹt API đối tác", CheckIn("kẹt API đối tác")),
        ("checkin for <@U0AN0000001|an> 1: 42", CheckInFor("<@U0AN0000001|an>", "1: 42")),
        ("cap nhat cho @an", CheckInFor("@an", None)),
        ("checkin for churn 5", CheckIn("for churn 5")),
        ("cập nhật cho khách 12", CheckIn("cho khách 12")),
        ("silent", Silent()),
        ("chua tra loi", Silent()),
        ("xem lại", Review()),
        ("team", TeamOverview(None)),
        ("team Marketing", TeamOverview("Marketing")),
        ("nhóm Nội dung", TeamOverview("Nội dung")),
        ("nhom @marketing", TeamOverview("@marketing")),
        ("team <!subteam^S0123|@marketing>", TeamOverview("<!subteam^S0123|@marketing>")),
        ("team “Growth”", TeamOverview("“Growth”")),
        ("company", Company()),
        ("cong ty", Company()),
        ("tree", Tree(None)),
        ("cây tăng trưởng", Tree("tăng trưởng")),
        ("show churn", Show("churn")),
        ("xem #12", Show("#12")),
        ("why churn", Why("churn")),
        ("vi sao churn", Why("churn")),
        ("history kr:3", History("kr:3")),
        ("lịch sử", History("")),
        ("undo", UndoLast()),
        ("hoan tac", UndoLast()),
        ("risk", Risk(None)),
        ("rủi ro Nội dung", Risk("Nội dung")),
        ("share <#C012|sales> churn", Share("<#C012|sales> churn")),
        ("chia se", Share("")),
        ("why-silent", WhySilent(None)),
        ("why silent <@U0AN0000001|an>", WhySilent("<@U0AN0000001|an>")),
        ("sao không nhắn", WhySilent(None)),
        ("SAO KHONG NHAN @an", WhySilent("@an")),
        ("remind monthly churn", Remind(Cadence.MONTHLY, "churn")),
        ("nhắc mặc định churn", Remind(None, "churn")),
        ("remind team Sales weekly", RemindTeam(Cadence.WEEKLY, "Sales")),
        ("remind team weekly Sales", RemindTeam(Cadence.WEEKLY, "Sales")),
        ("remind team never", RemindTeam(Cadence.NEVER, None)),
        ("nhac nhom Noi dung hang thang", RemindTeam(Cadence.MONTHLY, "Noi dung")),
        ("nhắc nhóm Nội dung mặc định", RemindTeam(None, "Nội dung")),
        ("remind team", Help("remind")),
        ("remind", Help("remind")),
        ("nhắc tôi nhé", Help("remind")),
        ("manager @an", Help("manager")),
        ("quản lý @an", Help("manager")),
        ("help", Help(None)),
        ("trợ giúp kpi", Help("kpi")),
        ("TRO GIUP", Help(None)),
    ],
)
def test_okr(text: str, expected: Command) -> None:
    assert parse("/okr", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", KpiList()),
        ("mine", KpiList("mine")),
        ("của tôi", KpiList("mine")),
        ("tat ca", KpiList("all")),
        ("all cost", KpiList("all", trait="cost")),
        ("tất cả chi phí", KpiList("all", trait="cost")),
        ("all customers", KpiShow("all customers")),
        ("team", KpiList("team")),
        ("nhóm kinh doanh", KpiList("team", "kinh doanh")),
        ("cost", KpiList("all", trait="cost")),
        ("chi phí", KpiList("all", trait="cost")),
        ("Chiến lược", KpiList("all", trait="strategic")),
        ("cost per lead", KpiShow("cost per lead")),
        ("time to hire", KpiShow("time to hire")),
        ("add churn", KpiAdd("churn")),
        ("thêm", KpiAdd("")),
        ("sửa churn", KpiEdit("churn")),
        ("xoa churn", KpiDelete("churn")),
        ("mở lại churn", KpiReopen("churn")),
        ("xem churn", KpiShow("churn")),
        ("lịch sử churn", KpiHistory("churn")),
        ("churn", KpiShow("churn")),
        ("Tỷ lệ rời bỏ", KpiShow("Tỷ lệ rời bỏ")),
        ("“set” up time", KpiShow("“set” up time")),
        ("settlement rate", KpiShow("settlement rate")),
        ("#12", KpiShow("#12")),
        ("ack churn", AcknowledgeAlert("churn")),
        ("DA NHAN ty le roi bo", AcknowledgeAlert("ty le roi bo")),
        ("kế hoạch", PlanAlert("")),
        ("plan #12", PlanAlert("#12")),
        ("hoan nhac churn", SnoozeAlert("churn")),
        ("đóng churn", CloseAlert("churn")),
        ("closed deals", KpiShow("closed deals")),
        ("help", Help(None)),
        ("trợ giúp", Help(None)),
    ],
)
def test_kpi(text: str, expected: Command) -> None:
    assert parse("/kpi", text) == expected


@pytest.mark.parametrize(
    ("text", "name", "value", "rest"),
    [
        ("set CPA 118k", "CPA", "118k", ""),
        ("ghi tỷ lệ rời bỏ 7 %", "tỷ lệ rời bỏ", "7 %", ""),
        ("GHI ty le roi bo 7%", "ty le roi bo", "7%", ""),
        ("set revenue 22,3 tỷ", "revenue", "22,3 tỷ", ""),
        ("set revenue 22,3 tỷ đồng hợp đồng mới", "revenue", "22,3 tỷ đồng", "hợp đồng mới"),
        ("set response time 39 minutes", "response time", "39 minutes", ""),
        ("set Top 10 pages 45", "Top 10 pages", "45", ""),
        ("set Top 10 pages 45 2026-11-21", "Top 10 pages", "45", "2026-11-21"),
        ("set CPA 118k 21/11 tăng giá 2 lần", "CPA", "118k", "21/11 tăng giá 2 lần"),
        ("set CPA 118k 21/11/2026", "CPA", "118k", "21/11/2026"),
        ("set CSAT 8/10", "CSAT", "8/10", ""),
        ("set churn 2.4% October", "churn", "2.4%", "October"),
        ("ghi churn 2,4% tháng 10 đổi giá", "churn", "2,4%", "tháng 10 đổi giá"),
        ("set churn 2.4% Nov 5", "churn", "2.4%", "Nov 5"),
        ("ghi churn 1.400/20.000 hôm qua", "churn", "1.400/20.000", "hôm qua"),
        ("set CSAT 8/10 21/11", "CSAT", "8/10", "21/11"),
        ("set #12 $1,200", "#12", "$1,200", ""),
        ("set growth -3.5%", "growth", "-3.5%", ""),
        ("set “Top 10 pages” 45 after 3 weeks", "“Top 10 pages”", "45", "after 3 weeks"),
        ("set response time 39 minutes today", "response time", "39 minutes", "today"),
        ('set " Top 10" 45 after 3 weeks', '" Top 10"', "45", "after 3 weeks"),
        ('set "CPA" 118k after 3 weeks', '"CPA"', "118k", "after 3 weeks"),
        ('set "CPA" 118k', '"CPA"', "118k", ""),
        ('set "CPA', '"CPA', "", ""),
        ("set CPA", "CPA", "", ""),
        ("set 42", "", "42", ""),
        ("set", "", "", ""),
    ],
)
def test_kpi_set_proposes_where_the_value_begins(
    text: str, name: str, value: str, rest: str
) -> None:
    words = tuple(text.split()[1:])
    assert parse("/kpi", text) == KpiSet(name, value, rest, words)


@pytest.mark.parametrize(
    ("text", "name_words", "split"),
    [
        ("set CPA 118k down from 130k", 1, ("CPA", "118k", "down from 130k")),
        ("set Top 10 pages 45", 3, ("Top 10 pages", "45", "")),
        ("set CPA is now 118k", 1, ("CPA", "118k", "is now")),
        ("set CPA unknown", 1, ("CPA", "", "unknown")),
    ],
)
def test_once_the_name_is_known_the_value_is_the_first_quantity_after_it(
    text: str, name_words: int, split: tuple[str, str, str]
) -> None:
    command = parse("/kpi", text)
    assert isinstance(command, KpiSet)
    known = command.with_name_of(name_words)
    assert (known.name, known.value, known.rest) == split
    assert known.words == command.words


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("chekin 42", "chekin", "checkin"),
        ("cap nhap 42", "cap nhap", "cập nhật"),
        ("teem", "teem", "team"),
        ("hepl", "hepl", "help"),
        ("tro giup!", "tro giup!", "trợ giúp"),
        ("xin chào", "xin", None),
        ("🦆", "🦆", None),
    ],
)
def test_an_unknown_word_gets_the_nearest_command(
    text: str, word: str, nearest: str | None
) -> None:
    assert parse("/okr", text) == Unknown(word, nearest)


def test_the_longest_command_wins() -> None:
    """Each phrase means itself, though another one may be its beginning."""
    for command, phrases in PHRASES.items():
        for phrase, build in phrases.items():
            assert parse(command, f"{phrase} 7 %") == build("7 %")


def test_no_two_commands_collide_once_folded() -> None:
    for phrases in PHRASES.values():
        assert len({fold(phrase) for phrase in phrases}) == len(phrases)


@given(
    typed=st.sampled_from([(c, p) for c, phrases in PHRASES.items() for p in phrases]),
    shape=st.sampled_from([str.upper, str.lower, str.title, fold]),
    blanks=st.sampled_from([" ", "  ", "\t", "\u00a0"]),
)
def test_case_accents_and_blanks_do_not_matter(
    typed: tuple[str, str], shape: object, blanks: str
) -> None:
    command, phrase = typed
    assert callable(shape)
    written = blanks.join(shape(phrase).split())
    assert parse(command, f"{blanks}{written}{blanks}42") == PHRASES[command][phrase]("42")


@given(command=st.sampled_from(["/okr", "/kpi"]), text=st.text(max_size=200))
def test_no_text_breaks_the_parser(command: str, text: str) -> None:
    parse(command, text)


def test_a_very_long_word_is_shown_cut() -> None:
    found = parse("/okr", "x" * 100_000)
    assert isinstance(found, Unknown)
    assert len(found.word) == 80


def test_another_slash_command_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="/deploy"):
        parse("/deploy", "")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường ĐẾN", "duong den"),
        (" Tỷ\u00a0lệ ", "ty le"),
        ("ＫＰＩ", "kpi"),
        ("Straße", "strasse"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
