"""What people read and can press, per message."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import samples
from samples import TZ
from shown import buttons, elements, texts, whole

from bot.domain.errors import Invalid, NotAllowed
from bot.domain.replies import read_reply
from bot.domain.replies.model import REASONS, Direction, Subject
from bot.render import Rendered, Renderer, UnknownKind, ids
from bot.render.renderer import MESSAGES, VIEWS


def test_every_kind_has_a_sample() -> None:
    assert samples.MESSAGES.keys() == MESSAGES.keys()
    assert samples.VIEWS.keys() == VIEWS.keys()


def show(renderer: Renderer, kind: str, params: dict[str, Any], locale: str = "en") -> Rendered:
    return renderer.message(kind, params, locale=locale, tz=TZ)


def test_an_unknown_kind_is_refused(renderer: Renderer) -> None:
    with pytest.raises(UnknownKind, match="postcard"):
        show(renderer, "postcard", {})
    with pytest.raises(UnknownKind, match="postcard"):
        renderer.view("postcard", {}, locale="en")


@pytest.mark.parametrize(
    ("locale", "starts"),
    [
        ("vi", "Check-in tuần"),
        ("vi-VN", "Check-in tuần"),
        ("vi_VN", "Check-in tuần"),
        ("fr", "Weekly"),
    ],
)
def test_locales_find_their_language_or_english(
    renderer: Renderer, locale: str, starts: str
) -> None:
    assert show(renderer, "check_in", samples.CHECK_IN, locale).text.startswith(starts)


def test_a_check_in_shows_each_goal_with_figure_bar_and_status(renderer: Renderer) -> None:
    text = whole(show(renderer, "check_in", samples.CHECK_IN, "vi").blocks)
    assert "*1  Tổng traffic 308.000*\n256.400 lượt · ▰▰▰▰▱▱▱▱▱▱ 41 % · 🟡 có rủi ro" in text
    assert "*2  Tỷ lệ organic* · chỉ tiêu 40 %\n36,5 % · " in text
    assert "*4  AOV* · chỉ tiêu 1,33 triệu ₫\n1,25 triệu ₫ · " in text
    assert "💤 16 ngày chưa cập nhật" in text
    assert "*5  Báo cáo quý đầy đủ, đúng hạn*\nchưa xong · ⚪ còn sớm" in text
    assert "*6  NPS* · chỉ tiêu 70 điểm\n▫️ chưa có số" in text
    assert "*7  Tỷ lệ rời bỏ tháng* · tối đa 3 %\n7 % · 🔴 ngoài ngưỡng" in text
    assert "đã qua 58 % thời gian" in text
    assert "1: 256.400 lượt, 2: không đổi" in text


@pytest.mark.parametrize(
    ("state", "pressable"),
    [("open", True), ("snoozed", True), ("answered", False), ("expired", False)],
)
def test_a_check_in_has_buttons_only_while_it_can_be_answered(
    renderer: Renderer, state: str, pressable: bool
) -> None:
    params = samples.CHECK_IN | {"state": state, "snoozed_until": "2026-11-16T08:00:00+00:00"}
    params |= {"plans": []}
    message = show(renderer, "check_in", params)
    assert bool(elements(message.blocks)) is pressable
    assert ("Reminder set for Monday 15:00" in whole(message.blocks)) is (state == "snoozed")


def test_the_buttons_of_a_check_in_carry_its_request(renderer: Renderer) -> None:
    blocks = show(renderer, "check_in", samples.CHECK_IN).blocks
    row = [block for block in blocks if block["type"] == "actions"][-1]
    update, no_change, snooze = row["elements"]
    assert row["block_id"].rpartition(":")[2] == "31"
    assert (update["action_id"], update["value"]) == (ids.Action.UPDATE_ALL, "31")
    assert (no_change["action_id"], no_change["value"]) == (ids.Action.NO_CHANGE, "31")
    assert snooze["action_id"] == ids.Action.SNOOZE
    assert tuple(option["value"] for option in snooze["options"]) == ids.SNOOZE_OPTIONS


def test_nobody_is_called_by_a_part_of_their_name(renderer: Renderer) -> None:
    for kind, params in samples.EVERY_MESSAGE:
        for locale in ("en", "vi"):
            text = whole(show(renderer, kind, params, locale).blocks)
            assert "Nguyễn" not in text.replace("Nguyễn Thị Mai", "")
            assert "Mai" not in text.replace("Nguyễn Thị Mai", "")


def test_an_answer_card_shows_old_and_new(renderer: Renderer) -> None:
    text = whole(show(renderer, "answer_card", samples.ANSWER_CARD).blocks)
    assert "256,400 → 271,500 lượt · 41 % → 58 % · 🟡 at risk → 🟢 on track" in text
    assert "138,000 ₫, no change · 🟢 on track" in text
    assert "1.25 → 1.29 million ₫" in text
    assert "you say 🟡 at risk" in text
    assert "read from “AOV tầm 1tr29”" in text
    assert "🚧 “kẹt API đối tác”" in text
    assert "No news yet: 5 Báo cáo quý đầy đủ, đúng hạn · 6 NPS" in text


def test_a_note_that_is_the_blocker_is_shown_once(renderer: Renderer) -> None:
    row = samples.TRAFFIC_ANSWER | {"note": "kẹt API đối tác"}
    text = whole(show(renderer, "answer_card", samples.ANSWER_CARD | {"rows": [row]}).blocks)
    assert text.count("kẹt API đối tác") == 1


def test_a_question_offers_its_readings_and_another_figure(renderer: Renderer) -> None:
    message = show(renderer, "answer_card", samples.ANSWER_CARD, "vi")
    assert "❓ *Tỷ lệ organic* “organic tăng 2%”: là 38,5 % hay 37,23 %?" in whole(message.blocks)
    assert buttons(message.blocks) == ["38,5 %", "37,23 %", "Số khác…", "Hoàn tác", "Sáng kiến…"]
    first, second, other, undo, undo_one, why, initiatives = elements(message.blocks)
    assert (first["action_id"], first["value"]) == ("pick:0", "71:0")
    assert (second["action_id"], second["value"]) == ("pick:1", "71:1")
    assert ids.PICK_PATTERN.match(second["action_id"])
    assert (other["action_id"], other["value"]) == (ids.Action.OTHER, "71")
    assert (undo["action_id"], undo["value"]) == (ids.Action.UNDO, "55")
    assert undo_one["action_id"] == ids.Action.UNDO_ONE
    assert [option["value"] for option in undo_one["options"]] == ["55:1", "55:3", "55:4"]
    assert why["options"][0]["value"] == "+1 /okr why kr:11"
    assert (initiatives["action_id"], initiatives["value"]) == (ids.Action.INITIATIVES, "11")


def test_a_single_row_needs_no_menu_to_undo_it(renderer: Renderer) -> None:
    card = samples.ANSWER_CARD | {"rows": samples.ANSWER_CARD["rows"][:1], "questions": []}
    card |= {"hints": []}
    assert buttons(show(renderer, "answer_card", card, "vi").blocks) == ["Hoàn tác", "Vì sao?"]
    assert len(elements(show(renderer, "answer_card", card, "vi").blocks)) == 2


def test_a_figure_without_a_name_asks_for_the_goal(renderer: Renderer) -> None:
    card = samples.ANSWER_CARD | {"questions": [samples.WHICH_QUESTION]}
    message = show(renderer, "answer_card", card)
    assert "❓ “40”: which goal is it for?" in whole(message.blocks)
    assert buttons(message.blocks)[:2] == ["40 % – Tỷ lệ organic", "40 điểm – NPS"]


@pytest.mark.parametrize("reason", sorted(REASONS))
@pytest.mark.parametrize("locale", ["en", "vi"])
@pytest.mark.parametrize("readings", [0, 1, 2])
def test_every_doubt_is_one_whole_question(
    renderer: Renderer, reason: str, locale: str, readings: int
) -> None:
    candidates = samples.ORGANIC_QUESTION["candidates"][:readings]
    question = samples.ORGANIC_QUESTION | {"reason": reason, "candidates": candidates}
    message = show(renderer, "answer_card", samples.ANSWER_CARD | {"questions": [question]}, locale)
    asked = next(text for text in texts(message.blocks) if text.startswith("❓"))
    assert asked.startswith("❓ *Tỷ lệ organic* “organic tăng 2%”")
    assert asked.endswith("?")
    assert asked.count("?") == 1
    assert not set("{}") & set(asked)


@pytest.mark.parametrize("locale", ["en", "vi"])
def test_the_example_of_an_answer_is_one_that_is_understood(
    renderer: Renderer, locale: str
) -> None:
    text = whole(show(renderer, "check_in", samples.CHECK_IN, locale).blocks)
    example = next(line for line in text.split("\n") if "ví dụ" in line or "example" in line)
    reply = example[example.index("“") + 1 : example.index("”")]
    subjects = [
        Subject(
            1, "a", "Tổng traffic", "lượt", Direction.UP, *map(Decimal, (220400, 250000, 308000))
        ),
        Subject(2, "b", "Tỷ lệ organic", "%", Direction.UP, *map(Decimal, (31, 35, 40))),
    ]
    reading = read_reply(reply, subjects, locale=locale, today=date(2026, 11, 16))
    assert reading.questions == ()
    assert {update.n: update.value for update in reading.updates} == {1: 256400, 2: 35}


@pytest.mark.parametrize("state", ["answered", "dropped"])
def test_a_settled_question_is_gone(renderer: Renderer, state: str) -> None:
    card = samples.ANSWER_CARD | {"questions": [samples.ORGANIC_QUESTION | {"state": state}]}
    assert "❓" not in whole(show(renderer, "answer_card", card).blocks)


@pytest.mark.parametrize(
    ("state", "offered"), [("saved", True), ("undone", False), ("nothing", False)]
)
def test_undo_is_offered_only_for_what_was_saved(
    renderer: Renderer, state: str, offered: bool
) -> None:
    card = samples.ANSWER_CARD | {"state": state, "questions": []}
    assert ("Undo" in buttons(show(renderer, "answer_card", card).blocks)) is offered


def test_an_undone_card_says_where_each_goal_stands(renderer: Renderer) -> None:
    card = samples.ANSWER_CARD | {"state": "undone", "rows": samples.UNDONE_ROWS, "questions": []}
    text = whole(show(renderer, "answer_card", card).blocks)
    assert "↩ back to 256,400 lượt" in text
    assert "138,000 ₫ stays, because something newer builds on it" in text


def test_a_digest_puts_change_before_needs_and_names_people_only_for_wins(
    renderer: Renderer,
) -> None:
    message = show(renderer, "team_digest", samples.TEAM_DIGEST)
    text = whole(message.blocks)
    order = ("*Changed*", "*Needs someone*", "*Waiting for a decision*", "*Reached*")
    assert [*map(text.index, order)] == sorted(map(text.index, order))
    assert (
        "🚧 *Tổng traffic 308.000*: “kẹt API đối tác, chờ IT” · 6 days · IT can unblock it" in text
    )
    assert "▲ *Tổng traffic 308.000* 41 % → 58 % · 🟡 at risk → 🟢 on track" in text
    assert "▼ *AOV* 61 % → 55 %" in text
    assert "🏁 *80 % nội dung có CTA* · Phạm Thu Hà" in text
    assert "Nguyễn Thị Mai" not in text
    assert "3 people have not answered yet" in text


def test_a_quiet_week_says_so(renderer: Renderer) -> None:
    message = show(renderer, "team_digest", samples.QUIET_DIGEST)
    assert whole(message.blocks) == (
        "*Marketing · week 47* · no change · 52 % (expected 58 %) · 💤 2 KRs without news"
        " · ✍️ 3 not answered yet"
    )


@pytest.mark.parametrize("kind", ["alert_card", "alert_dm"])
@pytest.mark.parametrize("state", ["firing", "acknowledged", "recovering", "resolved", "closed"])
def test_an_alert_offers_what_can_be_done_in_its_state(
    renderer: Renderer, kind: str, state: str
) -> None:
    message = show(renderer, kind, samples.ALERT | {"state": state}, "vi")
    offered = {
        "firing": ["Đã nhận", "Kế hoạch…", "Vì sao?", "Hoãn nhắc…", "Đóng…", "Soạn OKR…"],
        "acknowledged": ["Kế hoạch…", "Vì sao?", "Đóng…", "Soạn OKR…"],
        "recovering": ["Vì sao?", "Đóng…", "Soạn OKR…"],
    }
    assert buttons(message.blocks) == offered.get(state, ["Vì sao?"])


def test_an_alert_says_what_who_and_by_when(renderer: Renderer) -> None:
    text = whole(show(renderer, "alert_card", samples.ALERT, "vi").blocks)
    assert "🔴 nghiêm trọng: *Tỷ lệ rời bỏ tháng* đang là 7 % (ngưỡng: tối đa 3 %)" in text
    assert "2,1 · 2 · 2,4 · 7 %" in text
    assert "<@U0BAO>" in text
    assert "trước thứ Năm 10:40" in text


def test_the_owner_is_not_told_who_the_owner_is(renderer: Renderer) -> None:
    assert "<@U0BAO>" not in whole(show(renderer, "alert_dm", samples.ALERT).blocks)


def test_my_goals_tell_what_is_expected_where_one_lags(renderer: Renderer) -> None:
    text = whole(show(renderer, "my_goals", samples.MY_GOALS).blocks)
    assert "41 % (expected 58 %) · 🟡 at risk" in text
    assert "61 % · 🟢 on track" in text


def test_a_yes_no_goal_has_words_instead_of_a_figure(renderer: Renderer) -> None:
    done = samples.REPORT | {"value": "1", "progress": "1", "status": "done"}
    text = whole(show(renderer, "check_in", samples.CHECK_IN | {"items": [done]}).blocks)
    assert "done · ✅ done" in text


def test_a_word_in_an_error_is_put_in_the_readers_locale(renderer: Renderer) -> None:
    error = Invalid("key_result.flat_target", start=Decimal("1234.5"), target=Decimal("1234.5"))
    assert "1.234,5" in renderer.error(error, locale="vi")
    assert "1,234.5" in renderer.error(error, locale="en")


def test_a_refusal_says_whom_to_ask(renderer: Renderer) -> None:
    asked = NotAllowed("policy.change_target", who=("U0BAO", "U0MAI"))
    assert renderer.error(asked, locale="en").endswith("Ask: <@U0BAO>, <@U0MAI>")
    nobody = NotAllowed("policy.import", who=())
    assert renderer.error(nobody, locale="en").endswith("Ask a workspace admin.")


def test_an_error_reaches_the_screen_as_it_was_worded(renderer: Renderer) -> None:
    error = Invalid("value.none", title="R&D <1 %")
    text = renderer.error(error, locale="en")
    assert "*R&amp;D &lt;1 %*" in text
    assert text in list(texts(show(renderer, "error", {"text": text}).blocks))


def test_the_field_of_a_modal_shows_no_markup(renderer: Renderer) -> None:
    error = Invalid("value.none", title="R&D <1 %")
    assert "There is no figure for R&D <1 % in that." in renderer.field_error(error, locale="en")


def test_dates_of_a_note_are_in_the_readers_language(renderer: Renderer) -> None:
    leave = {"key": "leave", "leave_until": "2026-11-28"}
    assert "until 28 Nov!" in show(renderer, "note", leave).text
    assert "đến 28/11" in show(renderer, "note", leave, "vi").text
    assert "time off!" in show(renderer, "note", leave | {"leave_until": None}).text


@pytest.mark.parametrize(
    ("topic", "locale", "first"),
    [
        ("manager", "en", "*Who is whose manager*"),
        ("Quản lý", "vi", "*Ai là quản lý của ai*"),
        ("remind", "en", "*How often I ask*"),
        ("carry", "en", "*The cycle*"),  # a command stands for its page
        ("chia sẻ", "vi", "*Tra cứu*"),
        ("alrets", "en", "There is no page about “alrets”. Did you mean `/okr help alerts`?"),
        ("rieng tuw", "vi", "Không có trang trợ giúp về “rieng tuw”. Có phải `/okr trợ giúp riêng"),
        ("xyzzy", "en", "There is no page about “xyzzy”.\n"),
    ],
)
def test_help_about_a_topic(renderer: Renderer, topic: str, locale: str, first: str) -> None:
    facts = samples.HELP | {"topic": topic}
    assert whole(renderer.message("help", facts, locale=locale, tz="UTC").blocks).startswith(first)


def test_the_first_page_of_help_is_by_what_one_does(renderer: Renderer) -> None:
    def page(**facts: bool) -> str:
        return whole(show(renderer, "help", samples.HELP | facts).blocks)

    everybody = page(manages=False, is_admin=False)
    assert "`/okr checkin`" in everybody
    assert "/okr silent" not in everybody
    assert "/okr setup" not in everybody
    assert "`/okr silent`" in page(manages=True, is_admin=False)
    assert "`/okr setup`" in page(manages=False, is_admin=True)
    assert len(everybody.splitlines()) <= 12  # a phone's screen


def test_an_unknown_word_gets_the_nearest_command_and_help(renderer: Renderer) -> None:
    message = show(renderer, "unknown_command", samples.MESSAGES["unknown_command"])
    assert "`/okr team`" in whole(message.blocks)
    assert "`/okr help`" in whole(message.blocks)


def test_the_form_for_all_goals_has_one_optional_field_each(renderer: Renderer) -> None:
    view = renderer.view("update_all", samples.VIEWS["update_all"], locale="vi")
    blocks = [block for block in view["blocks"] if block["type"] == "input"]
    fields = [block for block in blocks if block["block_id"].startswith("goal:")]
    assert view["private_metadata"] == "31"
    assert [field["block_id"] for field in fields] == [
        ids.Block.goal(row["kind"], row["id"]) for row in samples.CHECK_IN["items"]
    ]
    assert all(field["optional"] and field["element"]["action_id"] == "value" for field in fields)
    assert fields[0]["element"]["placeholder"]["text"] == "256.400 lượt"
    assert fields[1]["label"]["text"] == "2 Tỷ lệ organic · chỉ tiêu 40 %"


def test_the_form_for_one_figure_asks_for_it_alone(renderer: Renderer) -> None:
    view = renderer.view("other_value", samples.VIEWS["other_value"], locale="en")
    assert view["callback_id"] == ids.View.OTHER_VALUE
    assert view["private_metadata"] == "71"
    assert [block["block_id"] for block in view["blocks"]] == ["item:2"]
    assert not view["blocks"][0]["optional"]


def test_the_form_asks_for_the_goal_too_when_that_is_the_doubt(renderer: Renderer) -> None:
    _, params = samples.VIEW_VARIANTS[0]
    goal, value = renderer.view("other_value", params, locale="en")["blocks"]
    assert (goal["block_id"], value["block_id"]) == (ids.Block.SUBJECT, ids.Block.VALUE)
    options = [(each["text"]["text"], each["value"]) for each in goal["element"]["options"]]
    assert options == [("2 Tỷ lệ organic", "2"), ("6 NPS", "6")]
