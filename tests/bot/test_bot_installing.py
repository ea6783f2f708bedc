"""The bot is installed in workspaces from a browser, taken out of them, and put back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from company import AN, CHI, EMMA, WORKSPACE, rows
from house import House
from several import HERE, THERE, Browser, Several, query_of, several_workspaces

from bot.jobs import people
from bot.services import home_publishing, onboarding, silence, token_renewal
from storage import organisation, people_sync
from storage.tables import Installation, InstallState, Message
from storage.uow import Database

MAI = "U0MAI000001"
MONDAY_MORNING = timedelta(hours=13, minutes=30)


@pytest.fixture
def several(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[Several]:
    with several_workspaces(sqlite_database, tmp_path, closing=closing) as found:
        yield found


def take_out(several: Several) -> None:
    """A minute after it was installed: what Slack tells is to the second."""
    several.server.clock.jump_to(several.server.clock.now() + timedelta(minutes=1))
    several.house().stage.client.uninstall()
    several.house().settle()


def test_a_workspace_installs_the_bot_and_is_served(several: Several) -> None:
    page = several.install()
    assert page.status == 200
    assert "okrbot is installed in Minh Long" in page.words
    people.Reader(several.bot.reach.workspaces).run(several.bot.runtime)  # as the job does
    house = several.house()
    house.dm(EMMA, "help")
    assert "/okr" in house.last(EMMA)
    key = house.given_key_result("an", "Signups")
    house.dm(AN, "Signups 55")
    assert house.value(key) == 55


def test_who_installed_the_app_is_led_through_the_first_steps(several: Several) -> None:
    """Other admins are spared, unless whoever installed it cannot take these steps."""
    client = several.house().stage.client
    client.add_person("Mai", id=MAI, is_admin=True)
    several.install()
    people.Reader(several.bot.reach.workspaces).run(several.bot.runtime)
    for _ in range(2):
        onboarding.report(several.bot.runtime)
    house = several.house()
    house.settle()
    assert (len(house.dm_texts(CHI)), house.dm_texts(MAI)) == (1, [])
    assert "mười phút đầu tiên" in house.last(CHI)
    several.install(THERE, by=EMMA)  # where members may install apps
    people.Reader(several.bot.reach.workspaces).run(several.bot.runtime)
    onboarding.report(several.bot.runtime)
    there = several.house(THERE)
    there.settle()
    assert (len(there.dm_texts(CHI)), there.dm_texts(EMMA)) == (1, [])


def test_the_first_steps_wait_for_the_whole_list_of_people(several: Several) -> None:
    several.house().stage.client.add_person("Mai", id=MAI, is_admin=True)
    several.install()
    reader = people.Reader(several.bot.reach.workspaces)
    reader.run(several.bot.runtime)
    with several.database.unit_of_work() as session:
        people_sync.go_on(session, WORKSPACE, cursor="next", at=several.house().now)
        [chi] = [one for one in organisation.people(session, WORKSPACE) if one.slack_user_id == CHI]
        chi.slack_user_id = "U0UNKNOWN01"  # she is on a later page
    onboarding.report(several.bot.runtime)
    assert several.house().dm_texts(MAI) == []
    assert rows(several.database, Message) == []


def test_the_pages_speak_the_language_of_the_browser_or_the_chosen_one(several: Several) -> None:
    browser = Browser(language="vi-VN,vi;q=0.9,en;q=0.8")
    start = browser.open(f"{several.address}/slack/install")
    assert "Cài okrbot" in start.words
    english = browser.open(f"{several.address}/slack/install?lang=en")
    assert "Install okrbot" in english.words
    assert query_of(english.button)["state"].startswith("en.")
    assert "Đã cài okrbot vào Minh Long" in several.install(browser=browser).words


def test_what_goes_wrong_is_said_with_the_way_out(several: Several) -> None:
    browser = Browser()
    back = several.agreed(HERE, browser)
    for stranger, url, status, says in (
        (Browser(), back, 400, "another browser"),
        (browser, f"{several.address}/slack/oauth_redirect?code=x", 400, "another browser"),
        (browser, back.replace("code=", "code=x"), 401, "did not accept the code"),
        (browser, back, 400, "another browser"),  # its cookie is used up
        (Browser(), several.agreed(HERE, Browser(), decision="cancel"), 200, "cancelled in Slack"),
    ):
        page = stranger.open(url)
        assert (page.status, says in page.words) == (status, True), page.words
        assert "Nothing was changed." in page.words
        assert page.button == "/slack/install?lang=en"
    assert rows(several.database, Installation) == []


def test_who_opens_the_pages_too_often_is_told_to_wait_before_anything_is_done(
    several: Several,
) -> None:
    start, back = (f"{several.address}/slack/{one}" for one in ("install", "oauth_redirect"))
    assert [Browser().open(start).status for _ in range(20)] == [200] * 20
    begun, asked = rows(several.database, InstallState), several.calls("oauth.v2.access")
    for page in (Browser().open(start), Browser(language="vi").open(f"{back}?code=x&state=y")):
        assert page.status == 429
    assert "quá nhiều lần" in page.words
    assert rows(several.database, InstallState) == begun
    assert several.calls("oauth.v2.access") == asked
    several.server.clock.jump_to(several.server.clock.now() + timedelta(minutes=1))
    assert "is installed" in several.install().words


def test_a_state_is_good_once_and_for_ten_minutes(several: Several) -> None:
    browser = Browser()
    back, kept = several.agreed(HERE, browser), dict(browser.cookies)
    assert "is installed" in browser.open(back).words
    assert "used already" in Browser(cookies=kept).open(back).words
    late = Browser()
    back = several.agreed(HERE, late)
    several.server.clock.jump_to(several.server.clock.now() + timedelta(minutes=11))
    assert "ten minutes" in late.open(back).words


def test_a_workspace_that_took_the_bot_out_hears_no_more_until_it_is_back(
    several: Several,
) -> None:
    several.install()
    house = several.house()
    house.given_key_result("an", "Signups")
    house.company.write()
    take_out(several)
    [row] = rows(several.database, Installation)
    assert row.ended_why in ("uninstalled", "revoked")
    before = len(house.stage.client.log())
    house.move_to(house.now + MONDAY_MORNING)
    home_publishing.publish_changed(several.bot.runtime)
    people.Reader(several.bot.reach.workspaces).run(several.bot.runtime)
    assert len(house.stage.client.log()) == before  # not one call to Slack
    waiting = [message.state for message in rows(several.database, Message)]
    assert "pending" in waiting
    assert "not sent" not in several.install().words
    house.settle()
    assert "Signups" in house.last(AN)


def test_what_waited_for_more_than_a_day_is_left_out_and_counted(several: Several) -> None:
    several.install()
    house = several.house()
    house.given_key_result("an", "Signups")
    house.company.write()
    take_out(several)
    house.move_to(house.now + MONDAY_MORNING)
    waiting = len([one for one in rows(several.database, Message) if one.state == "pending"])
    several.server.clock.jump_to(house.now + timedelta(hours=30))
    page = several.install()
    assert f"not sent: {waiting}." in page.words
    house.settle()
    assert house.dm_texts(AN) == []


def test_a_refused_token_ends_the_installation_after_one_call(several: Several) -> None:
    """The event that tells of it may be lost."""
    several.install()
    house = several.house()
    house.given_key_result("an", "Signups")
    house.given_key_result("emma", "Calls")
    house.company.write()
    several.server.workspace.publish = lambda _kind, _event: None
    house.stage.client.revoke()
    before = len(house.stage.client.log())
    house.move_to(house.now + timedelta(hours=20))
    assert len(house.stage.client.log()) == before + 1
    [row] = rows(several.database, Installation)
    assert row.ended_why == "refused"


def test_late_news_of_an_earlier_installation_changes_nothing(several: Several) -> None:
    several.install()
    house = several.house()
    gone = int((house.now - timedelta(hours=1)).timestamp())
    event = {"type": "tokens_revoked", "tokens": {"bot": ["U1"], "oauth": []}}
    body = {"type": "event_callback", "team_id": WORKSPACE, "event_id": "EvLate", "event": event}
    house.deliver(body | {"event_time": gone})
    users_token = event | {"tokens": {"oauth": ["U1"], "bot": []}}
    now = int(house.now.timestamp()) + 60
    house.deliver(body | {"event_id": "EvUser", "event_time": now, "event": users_token})
    [row] = rows(several.database, Installation)
    assert row.ended_at is None


def test_a_workspace_without_the_bot_is_told_how_to_get_it(several: Several) -> None:
    house = several.house()
    body = {
        "command": "/okr",
        "text": "help",
        "team_id": WORKSPACE,
        "user_id": EMMA,
        "channel_id": "D0EMMA",
        "trigger_id": "1.2.3",
    }
    answer = house.deliver(body)
    assert answer.status == 200
    assert f"{several.address}/slack/install" in answer.body
    assert "không" in answer.body


def test_tokens_are_renewed_for_background_work_too(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> None:
    with several_workspaces(sqlite_database, tmp_path, closing=closing, rotating=True) as several:
        several.install()
        house = several.house()
        house.given_key_result("an", "Signups")
        [first] = several.tokens()
        house.move_to(house.now + timedelta(hours=30))  # nobody says a word meanwhile
        assert any("Signups" in text for text in house.dm_texts(AN))
        assert several.tokens()[0] == first
        assert len(several.tokens()) > 1
        posts = several.calls("chat.postMessage")
        assert all(post["response"]["ok"] for post in posts)


@pytest.fixture
def rotating(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[Several]:
    """Installed in one workspace, whose token has less than two hours to live."""
    with several_workspaces(sqlite_database, tmp_path, closing=closing, rotating=True) as found:
        found.install()
        people.Reader(found.bot.reach.workspaces).run(found.bot.runtime)
        pass_time(found, timedelta(hours=10, minutes=1))
        yield found


def pass_time(several: Several, time: timedelta) -> None:
    several.server.clock.jump_to(several.server.clock.now() + time)


def renew(several: Several) -> int:
    """What the heartbeat does every few seconds."""
    assert several.bot.reach.renew is not None
    return several.bot.reach.renew()


def die_over_the_answer(several: Several, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack has answered, and the process ends before it has stored what."""

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(token_renewal, "done", killed)
        with pytest.raises(SystemExit):
            renew(several)


def test_tokens_are_renewed_where_nobody_says_a_word(rotating: Several) -> None:
    [first] = rotating.tokens()
    assert (renew(rotating), renew(rotating)) == (1, 0)
    assert rotating.tokens()[0] == first
    assert len(rotating.tokens()) == 2


def test_an_answer_that_a_crash_has_cost_is_asked_for_again_at_once(
    rotating: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack takes a refresh token again for a short while, and keeps two tokens alive."""
    die_over_the_answer(rotating, monkeypatch)
    assert renew(rotating) == 0  # for all that others know it is under way
    pass_time(rotating, timedelta(seconds=16))
    assert renew(rotating) == 1
    pass_time(rotating, timedelta(hours=11))  # the first one is over
    rotating.house().dm(CHI, "help")
    assert "/okr" in rotating.house().last(CHI)


def test_admins_hear_of_a_token_that_cannot_be_renewed_while_it_lives(
    rotating: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_over_the_answer(rotating, monkeypatch)
    pass_time(rotating, timedelta(minutes=30))  # the bot was away for longer than Slack waits
    calls = len(rotating.calls("oauth.v2.access"))
    assert [renew(rotating) for _ in range(2)] == [0, 0]
    assert len(rotating.calls("oauth.v2.access")) == calls + 1  # it is not asked again
    house = rotating.house()
    house.settle()
    warnings = [text for text in house.dm_texts(CHI) if "sẽ ngừng hoạt động" in text]
    assert len(warnings) == 1
    assert f"{rotating.address}/slack/install" in warnings[0]
    house.dm(EMMA, "help")
    assert "/okr" in house.last(EMMA)  # it works to the end
    pass_time(rotating, timedelta(hours=2))
    assert renew(rotating) == 0
    [row] = rows(rotating.database, Installation)
    assert row.ended_why == "refused"
    assert "is installed" in rotating.install().words
    house.dm(EMMA, "help")
    assert len([text for text in house.dm_texts(EMMA) if "/okr" in text]) == 2


def test_a_refusal_does_not_outlast_a_new_installation(several: Several) -> None:
    """A workspace that refuses the token is left alone for five minutes, unless it is back."""
    several.install()
    house = several.house()
    house.given_key_result("an", "Signups")
    house.company.write()
    several.server.workspace.publish = lambda _kind, _event: None
    house.stage.client.revoke()
    house.move_to(house.now + timedelta(hours=13, minutes=1))
    [question] = [one for one in rows(several.database, Message) if one.kind == "check_in"]
    assert question.not_before > house.now
    assert why_silent(house, AN) == ["not_installed"]
    several.install()
    assert why_silent(house, AN) == []
    house.settle()  # no time has passed
    assert "Signups" in house.last(AN)


def why_silent(house: House, user: str) -> list[str]:
    with house.stage.database.reading() as session:
        person = silence.find(session, WORKSPACE, user)
        facts = silence.explain(session, person, at=house.now, runs=True, private_titles=True)
        return list(facts["causes"])


def test_two_workspaces_with_equal_ids_never_see_each_other(several: Several) -> None:
    several.install(HERE)
    several.install(THERE)
    here, there = several.house(HERE), several.house(THERE)
    mine = here.given_key_result("an", "Lotus signups")
    theirs = there.given_key_result("an", "Bamboo revenue")
    assert mine == theirs  # the same key, owner, team and channel
    here.company.write()
    there.company.write()
    here.move_to(here.now + MONDAY_MORNING)  # both are asked
    here.dm(AN, "61")
    there.dm(AN, "72")
    assert (here.value(mine), there.value(theirs)) == (61, 72)
    for house, own, other in ((here, "Lotus", "Bamboo"), (there, "Bamboo", "Lotus")):
        house.command(EMMA, "/okr team sales")
        house.command(AN, "/okr")
        house.stage.client.open_home(AN)
        house.settle()
        seen = [*house.dm_texts(AN), *house.only_for(AN), *house.only_for(EMMA)]
        seen += [str(house.stage.client.home(AN))]
        assert any(own in text for text in seen)
        assert not any(other in text for text in seen)
    assert {row.workspace_id for row in rows(several.database, Message)} == {HERE, THERE}
