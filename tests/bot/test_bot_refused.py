"""Who may not use the bot, and everything that is not what it seems."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, LONDON, WORKSPACE, rows
from house import GUEST, STRANGER, House

from bot.services import people, sending
from storage.tables import CheckIn, Inbound, Question, Reply

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
RENEWALS, RESPONSE = "kr1", "kpi1"


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(MONDAY)
    return house


def untouched(house: House) -> bool:
    return (house.value(RENEWALS), house.value(RESPONSE)) == (40, 28)


@pytest.mark.parametrize("line", ["/okr", "/kpi", "/kpi set response time 20", "/okr team sales"])
def test_a_person_who_was_not_imported_is_told_whom_to_ask(asked: House, line: str) -> None:
    told = asked.command(GUEST, line)
    assert "Bot chưa có thông tin về tài khoản này. Nhờ quản trị viên thêm vào" in told
    assert "Renewals" not in told
    assert "[" not in told, "there is nothing that they could press"
    assert untouched(asked)


def test_a_person_who_was_not_imported_gets_an_answer_to_a_message(asked: House) -> None:
    asked.dm(GUEST, "renewals 99%")
    assert "Bot chưa có thông tin về tài khoản này." in asked.last(GUEST)
    assert untouched(asked)


STANDINGS: list[dict[str, Any]] = [{"is_restricted": True}, {"is_ultra_restricted": True}]


@pytest.mark.parametrize("standing", STANDINGS, ids=["guest", "single-channel guest"])
def test_an_owner_who_became_a_guest_is_refused_everywhere(
    asked: House, standing: dict[str, Any]
) -> None:
    asked.stage.client.add_person("Emma", id=EMMA, **standing)
    asked.settle()
    assert "okrbot is for people who work in this workspace." in asked.command(EMMA, "/okr")
    assert "okrbot is for people" in asked.command(EMMA, "/kpi set response time 20")
    asked.dm(EMMA, "renewals 99%")
    assert "okrbot is for people" in asked.last(EMMA)
    assert "okrbot is for people" in asked.press(EMMA, "No change")
    assert untouched(asked)


def test_a_guests_refusal_is_kept_in_the_audit(asked: House) -> None:
    asked.company.change(asked.company.person(EMMA), standing="guest")
    asked.command(EMMA, "/kpi set response time 20")
    asked.dm(EMMA, "renewals 99%")
    assert asked.company.audited() == [("refused", "policy.standing")] * 2


@pytest.mark.parametrize("words", ["20", "28000"], ids=["clear", "in doubt"])
def test_somebody_elses_kpi_is_refused_before_anything_is_asked_or_stored(
    asked: House, words: str
) -> None:
    told = asked.command(DAN, f"/kpi set response time {words}")
    assert "Only the owner or their manager can enter figures for this KPI." in told
    assert asked.dm_texts(DAN) == []
    assert rows(asked.stage.database, Reply) == []
    assert rows(asked.stage.database, Question) == []
    assert untouched(asked)
    assert asked.company.audited() == [("refused", "policy.record_reading")]


def test_a_stranger_of_another_workspace_is_nobody_here(asked: House) -> None:
    """Even with the id of somebody here: what counts is where their account lives."""
    asked.company.people.append({"key": "str", "name": "Stranger", "slack": STRANGER})
    asked.company.written = False
    asked.company.write()
    asked.dm(STRANGER, "xin chào")
    assert "Bot chưa có thông tin" in asked.last(STRANGER)


def test_a_deactivated_person_is_refused_although_the_press_was_on_its_way(asked: House) -> None:
    asked.press(EMMA, "Update all")
    asked.company.change(asked.company.person(EMMA), standing="deactivated")
    asked.fill(EMMA, {"Renewals": "99%"})
    assert untouched(asked)


def test_messages_of_other_bots_are_not_heard(asked: House) -> None:
    workspace = asked.stage.server.workspace
    ts, channel = workspace.messages.next_ts(), workspace.direct_messages(EMMA).id
    event = {"type": "message", "subtype": "bot_message", "bot_id": "B0OTHER", "user": EMMA}
    event |= {"text": "renewals 99%", "ts": ts, "channel": channel, "channel_type": "im"}
    workspace.publish("message.im", event)
    asked.settle()
    assert untouched(asked)
    assert len(asked.dm_texts(EMMA)) == 1


def test_somebody_who_comes_back_may_work_again(asked: House) -> None:
    for deleted in (True, False):
        asked.stage.client.add_person("Emma", id=EMMA, deleted=deleted)
        asked.settle()
    asked.dm(EMMA, "renewals 45%")
    assert asked.value(RENEWALS) == 45


def test_a_new_name_in_slack_is_taken_over(asked: House) -> None:
    asked.stage.client.add_person("Emma", id=EMMA, display_name="Emma Woods")
    asked.settle()
    assert "Phụ trách: Emma Woods" in asked.command(BINH, "/kpi response time")


IDS = ["", "x", "-1", "1.5", "١", "9" * 30, "1:0", "999999", "1; DROP TABLE person"]
BUTTONS = ["no_change", "update_all", "pick:0", "other", "undo", "acknowledge"]


@pytest.mark.parametrize("action", BUTTONS)
def test_a_forged_value_changes_nothing_and_is_answered(asked: House, action: str) -> None:
    for value in IDS:
        told = asked.press_forged(DAN, action, value or " ")
        assert told, f"{action} with {value!r} was not answered"
        assert "reference" not in told.lower(), told
    assert untouched(asked)
    assert not rows(asked.stage.database, Reply)


@pytest.mark.parametrize("value", ["1:99", "1:-1", "1:", ":0", "1:x", "1:0:0", "2:0"])
def test_a_forged_candidate_changes_nothing(asked: House, value: str) -> None:
    asked.dm(EMMA, "renewals up 5%")
    told = asked.press_forged(EMMA, "pick:0", value)
    assert told
    assert "reference" not in told.lower()
    assert untouched(asked)


@pytest.mark.parametrize("block", ["check_in:", "check_in:x", "check_in:999", "nonsense", "b"])
def test_a_forged_snooze_changes_nothing(asked: House, block: str) -> None:
    told = asked.press_forged(EMMA, "snooze", "2h", block=block)
    assert told
    assert "⏰" not in asked.dm_texts(EMMA)[0]


def test_a_snooze_until_never_is_refused(asked: House) -> None:
    told = asked.press_forged(EMMA, "snooze", "1000 years", block="check_in:1")
    assert "I can't snooze until then." in told
    assert "⏰" not in asked.dm_texts(EMMA)[0]


@pytest.mark.parametrize("action", ["no_change", "update_all"])
def test_somebody_elses_question_is_not_ones_own(asked: House, action: str) -> None:
    told = asked.press_forged(DAN, action, "1")
    assert "Only the owner, a helper or a manager" in told
    assert not asked.has_form(DAN)
    assert untouched(asked)
    assert asked.company.audited() == [("refused", "policy.check_in")]


def test_somebody_elses_snooze_is_refused(asked: House) -> None:
    told = asked.press_forged(DAN, "snooze", "2h", block="check_in:1")
    assert "Only the owner" in told
    assert "⏰" not in asked.dm_texts(EMMA)[0]


@pytest.mark.parametrize("action", ["pick:0", "other"])
def test_somebody_elses_doubt_is_not_ones_own(asked: House, action: str) -> None:
    asked.dm(EMMA, "renewals up 5%")
    told = asked.press_forged(DAN, action, "1:0" if action == "pick:0" else "1")
    assert "Only the owner, a helper or a manager" in told
    assert not asked.has_form(DAN)
    assert untouched(asked)


def test_a_form_with_another_id_in_it_is_checked_anew(asked: House) -> None:
    """private_metadata comes from outside: somebody else's question in one's own form."""
    asked.given_key_result("dan", "Tickets", value=10)
    asked.company.write()
    asked.command(DAN, "/okr checkin")
    asked.fill(DAN, {"Tickets": "11%"})
    sent = [d for d in asked.stage.client.deliveries() if d["type"] == "view_submission"][-1]
    for stored in ("1", "999", "x", "-1", "1.5"):
        view = sent["payload"]["view"] | {"private_metadata": stored}
        asked.deliver(sent["payload"] | {"view": view, "trigger_id": f"forged {stored}"})
    assert untouched(asked)
    assert asked.value("kr2") == 11


def test_an_action_that_nobody_knows_is_ignored(asked: House) -> None:
    asked.press_forged(EMMA, "launch_rockets", "1")
    assert untouched(asked)


def test_another_workspaces_payload_finds_nobody(asked: House) -> None:
    asked.press(EMMA, "Update all")
    sent = [d for d in asked.stage.client.deliveries() if d["type"] == "block_actions"][-1]
    body = sent["payload"] | {"trigger_id": "foreign", "team": {"id": "T0OTHER", "domain": "x"}}
    body |= {"user": body["user"] | {"team_id": "T0OTHER"}}
    asked.deliver(body | {"actions": [body["actions"][0] | {"action_id": "no_change"}]})
    assert untouched(asked)
    assert not [row for row in rows(asked.stage.database, CheckIn) if row.source != "import"]


def test_only_an_administrator_stops_all_sending(asked: House) -> None:
    from bot.domain.errors import NotAllowed

    rt = asked.bot.runtime
    for who in (EMMA, BINH):
        with pytest.raises(NotAllowed):
            sending.switch(rt, stopped=True, by=people.actor(rt, WORKSPACE, who))
    assert asked.company.audited() == []
    sending.switch(rt, stopped=True, by=people.actor(rt, WORKSPACE, CHI))
    assert asked.company.audited() == [("stop_sending", "workspace")]


def test_while_sending_is_stopped_messages_wait_and_then_come(asked: House) -> None:
    rt = asked.bot.runtime
    chi = people.actor(rt, WORKSPACE, CHI)
    sending.switch(rt, stopped=True, by=chi)
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(MONDAY + timedelta(hours=2))
    assert len(asked.dm_texts(EMMA)) == 1
    assert asked.value(RENEWALS) == 45
    sending.switch(rt, stopped=False, by=chi)
    asked.settle()
    assert asked.last(EMMA).startswith("Saved ✓")
    assert asked.company.audited() == [
        ("stop_sending", "workspace"),
        ("resume_sending", "workspace"),
    ]


def test_a_number_out_of_range_is_not_written(asked: House) -> None:
    told = asked.command(EMMA, "/kpi set response time 9999999999999999999999")
    assert told
    assert untouched(asked)


def test_every_delivery_was_done(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.command(GUEST, "/okr")
    asked.press_forged(AN, "undo", "x")
    assert all(row.done_at for row in rows(asked.stage.database, Inbound))
