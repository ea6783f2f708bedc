"""Every command, route, job and operation names its right, and it is the one that is asked."""

import inspect
import re
from pathlib import Path

import pytest
from offers import Offer, filled, offers
from office import HOA

from bot import jobs
from bot.domain.commands import Unknown, parse
from bot.domain.commands.model import Help
from bot.domain.policy import Action, Unneeded
from bot.services import job_rights
from bot.slack import routes
from bot.slack.command_rights import ALSO, RIGHTS
from bot.slack.commands import HANDLERS
from bot.slack.payload import Incoming
from bot.slack.route import Route
from bot.web.api import routes as api

NAMES = (
    "request question reply alert kr o draft cycle kpi team an dan check_in plan message digest "
    "dependency connector"
)
IDS = dict.fromkeys(NAMES.split(), 1)
#: What the matrix does not press: it acts within a form, or needs a file, a message or a cycle
#: that is over. Their use cases are those of what it does press.
BESIDE = {
    "event": "about the writer's own goals; whose they are is looked up by who wrote",
    "shortcut": "opens forms about the person's own goals",
}
WITHIN_FORMS = re.compile("home_|form_|measure|follow_kpi|more_|known_kpi|.*_back|convert_chosen")
NEEDS_MORE = {
    *("import_file", "import_readings", "activate", "score_goal", "show_scores", "ask_team"),
    *("do_not_share", "add_kpi", "show_mine", "run", "update_all", "own_settings", "teams"),
    *("attach_evidence", "make_blocker", "depend", "kpi_review", "form_refused", "alert_why"),
    *("meeting", "ask_erasure", "erase_person_form", "retention_form"),
}
NOT_IN_MATRIX = {"Help", "KpiAdd", "KpiReopen", "ImportReadings", "Depend", "Score", "AddGoal"} | {
    *("CloseCycle", "WhyCompany", "UndoLast", "ScorecardExport", "Report", "ExportPerson"),
}


def registered(offer: Offer) -> list[object]:
    if offer.kind == "command":
        command, _, text = filled(offer.name, IDS).partition(" ")
        asked = parse(command, text)
        assert not isinstance(asked, Unknown), offer
        return [RIGHTS[type(asked)], *ALSO.get(type(asked), ())]
    found = routes.find(Incoming(offer.kind, offer.name, "", "", "", "", {}))
    assert found is not None, offer
    return [found.right, *found.also]


def test_every_command_names_its_right() -> None:
    assert set(RIGHTS) == {*HANDLERS, Help}


@pytest.mark.parametrize("offer", offers(HOA), ids=str)
def test_what_is_registered_is_what_the_matrix_sees_asked(offer: Offer) -> None:
    if offer.right is None or offer.right is Action.VIEW_GOAL:
        return
    assert offer.right in registered(offer)


def test_what_is_offered_is_in_the_matrix() -> None:
    known = {(offer.kind, offer.name.partition(":")[0]) for offer in offers(HOA)}
    missing = [
        (kind, str(name))
        for kind, name in routes.ROUTES
        if kind not in (*BESIDE, "command")
        and (kind, str(name)) not in known
        and str(name) not in NEEDS_MORE
        and not WITHIN_FORMS.match(str(name))
    ]
    assert missing == []
    lines = [filled(o.name, IDS).partition(" ") for o in offers(HOA) if o.kind == "command"]
    asked = {type(parse(command, text)).__name__ for command, _, text in lines}
    assert {kind.__name__ for kind in RIGHTS} - asked - NOT_IN_MATRIX == set()


def test_every_route_says_why_it_needs_no_right() -> None:
    for place, route in routes.ROUTES.items():
        assert isinstance(route, Route)
        if isinstance(route.right, Unneeded):
            assert len(route.right.why.split()) > 3, place


def test_every_job_says_for_whom_it_acts() -> None:
    made = re.findall(r'\("(\w+)", ', inspect.getsource(jobs.scheduler)) + re.findall(
        r'table\.append\(\("(\w+)"', inspect.getsource(jobs.scheduler)
    )
    assert set(job_rights.RIGHTS) == set(made)
    assert all(isinstance(right, Unneeded) for right in job_rights.RIGHTS.values())


def test_every_operation_of_the_api_asks_for_the_scope_of_its_key() -> None:
    room = Path("bot/web/api")
    operations = re.findall(r"@made\.(\w+)\(\"(/[^\"]*)\"", (room / "routes.py").read_text("utf-8"))
    assert set(api.RIGHTS) == {f"{method} {path}" for method, path in operations}


def test_the_command_line_acts_for_nobody() -> None:
    """Who has the server's command line needs no right; no use case of a person is called there."""
    for path in Path("bot/cli").glob("*.py"):
        assert not re.search(r"\bpeople\.actor\(|\bActor\(|by=(?!None)", path.read_text("utf-8")), (
            path
        )
