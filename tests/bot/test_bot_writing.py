"""People write goals in forms: what they are asked, what is said of it, and what comes of it."""

from typing import Any

import pytest
from company import BINH, CHI, DAN, EMMA, rows
from house import House
from sqlmodel import select

from bot.render import ids
from storage.tables import KeyResult, Objective

Json = dict[str, Any]


def fields(view: Json) -> dict[str, tuple[str, str]]:
    """Block and action of each field of a form, by its name."""
    found = {}
    for block in view["blocks"]:
        match = ids.FIELD_PATTERN.match(block.get("block_id", ""))
        if match is not None:
            found[match[1]] = (block["block_id"], block["element"]["action_id"])
    return found


def submit(house: House, user: str, **answers: Any) -> dict[str, str]:
    """Fill the open form by the names of its fields and send it; errors by name."""
    view = house.form(user)
    known = fields(view)
    values = {known[name][0]: {known[name][1]: answer} for name, answer in answers.items()}
    told = house.stage.client.submit(user, view["id"], values)
    house.settle()
    assert told["ok"], told
    names = {block: name for name, (block, _) in known.items()}
    return {names[block]: text for block, text in (told.get("errors") or {}).items()}


def choose(house: House, user: str, action: str, **more: Any) -> None:
    """Press or choose something in the open form."""
    house.stage.client.click_view(user, house.form(user)["id"], action, **more)
    house.settle()


def shown(house: House, user: str) -> str:
    """Everything that the open form says, but for the labels of its fields."""
    lines = []
    for block in house.form(user)["blocks"]:
        lines += [block["text"]["text"]] if block["type"] == "section" else []
        lines += [one["text"] for one in block["elements"]] if block["type"] == "context" else []
    return "\n".join(lines)


@pytest.fixture
def writing(house: House) -> House:
    house.given_key_result("emma", "Renewals")
    house.company.write()
    return house


def test_an_objective_with_two_key_results_is_written_and_seen(writing: House) -> None:
    writing.command(BINH, "/okr thêm Khách hàng muốn quay lại")
    assert submit(writing, BINH) == {}
    assert "kết quả then chốt đầu tiên" in shown(writing, BINH)
    first = {"title": "Nâng cao dịch vụ", "unit": "/10", "start": "7,5"}
    wrong = submit(writing, BINH, **first, target="chín")
    assert wrong == {"target": "“chín” không phải là số. Ví dụ: 1.234,5."}
    assert submit(writing, BINH, target="9") == {}
    assert "💡 “nâng cao” chưa nói rõ bao nhiêu. Rõ hơn: “… từ 7,5/10 đến 9/10”." in shown(
        writing, BINH
    )
    choose(writing, BINH, ids.Action.MEASURE, selected_option="at_least")
    second = {"title": "Triển khai CRM", "unit": "%", "start": "80", "target": "70"}
    assert submit(writing, BINH, **second, initiative="Mua CRM", in_reach="yes") == {}
    assert "keep" in fields(writing.form(BINH))  # it starts above the limit: which is meant?
    assert submit(writing, BINH, keep="keep") == {}
    overview = shown(writing, BINH)
    assert "⚠️ “triển khai” nghe như một việc cần làm." in overview
    assert "SMART: S ✗  M ✓  A ✓  R ✗  T ✓" in overview
    assert "Bấm *Kích hoạt*" in overview
    assert submit(writing, BINH) == {}
    assert not writing.has_form(BINH)
    assert "✅ Bắt đầu tính từ bây giờ:" in writing.last(BINH)
    listed = writing.command(BINH, "/okr")
    assert "🎯 Khách hàng muốn quay lại\n1  Nâng cao dịch vụ · chỉ tiêu 9/10" in listed
    assert "2  Triển khai CRM · tối thiểu 70 %" in listed
    writing.dm(BINH, "1: 8,2")
    assert "8,2/10" in writing.last(BINH)


def test_who_has_no_right_to_activate_drafts_and_the_manager_is_asked(writing: House) -> None:
    writing.command(EMMA, "/okr add Customers come back")
    assert submit(writing, EMMA) == {}
    assert submit(writing, EMMA, title="Churn", unit="%", start="7", target="3", next="done") == {}
    assert "📝 It stays a draft until it is activated by Bình" in shown(writing, EMMA)
    submit(writing, EMMA)
    assert "Customers come back" in writing.last(BINH)
    assert "Customers come back" in writing.command(EMMA, "/okr")  # among the drafts
    writing.press(BINH, "Xem và duyệt")
    assert "Bấm *Kích hoạt*" in shown(writing, BINH)
    submit(writing, BINH)
    assert "activated an objective of yours" in writing.last(EMMA)
    assert "Churn · target 3 %" in writing.command(EMMA, "/okr")


def test_a_helper_sees_the_goal_and_answers_for_it(writing: House) -> None:
    writing.command(EMMA, "/okr edit renewals")
    assert submit(writing, EMMA, helpers=[DAN]) == {}
    assert "I help with\n1  Renewals · Emma · 40 %" in writing.command(DAN, "/okr")
    writing.dm(DAN, "renewals 47%")
    assert writing.value("kr1") == 47


def test_of_two_who_edit_at_once_the_second_one_is_told(writing: House) -> None:
    def target() -> object:
        return writing.company.key_result("kr1").target

    writing.command(BINH, "/okr sửa renewals")
    writing.command(CHI, "/okr sửa renewals")
    assert submit(writing, CHI, target="80") == {}
    assert "Chi" in writing.company.person(CHI).name
    assert submit(writing, BINH, target="90") == {}
    told = shown(writing, BINH)
    assert "Chi đã sửa mục tiêu này khi biểu mẫu đang mở" in told
    assert "• chỉ tiêu: 100 → 80" in told
    assert target() == 80
    assert submit(writing, BINH) == {}  # what was typed is still there
    assert target() == 90


def test_an_owner_cannot_move_the_target_but_learns_who_can(writing: House) -> None:
    writing.command(EMMA, "/okr edit renewals")
    wrong = submit(writing, EMMA, target="50", measured_by="CRM")
    assert wrong == {"target": "Only a manager or an admin can change this target.\nAsk: Bình"}
    assert submit(writing, EMMA, target="100", measured_by="CRM") == {}
    assert writing.company.key_result("kr1").measured_by == "CRM"


def test_a_goal_that_went_while_its_form_was_open_is_refused_with_words(writing: House) -> None:
    writing.command(EMMA, "/okr add Soon gone")
    submit(writing, EMMA)
    [objective] = [
        row for row in rows(writing.stage.database, Objective) if row.title == "Soon gone"
    ]
    assert "Delete the draft" in writing.command(EMMA, "/okr delete soon gone")
    writing.press(EMMA, "Delete", channel="bot")
    assert submit(writing, EMMA, title="NPS", unit="points", start="1", target="2") == {}
    assert "was deleted or closed in the meantime" in shown(writing, EMMA)
    submit(writing, EMMA)
    assert not writing.has_form(EMMA)
    with writing.stage.database.reading() as session:
        left = select(KeyResult).where(KeyResult.objective_id == objective.id)
        assert session.exec(left).all() == []
