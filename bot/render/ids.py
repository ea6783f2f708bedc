"""Action, block and callback ids of everything that can be pressed or filled in.

The only place where they are spelled: renderers put them into blocks, handlers match on them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

PICK_PATTERN = re.compile(r"^pick:(\d+)$")
NUDGE_PATTERN = re.compile(r"^nudge:(\d+)$")
SCORED_PATTERN = re.compile(r"^(score|outcome|because):(\d+)$")
RUN_PATTERN = re.compile(r"^run:(\d+)$")
ITEM_PATTERN = re.compile(r"^item:(\d+)$")
FIELD_PATTERN = re.compile(r"^field:(\w+):(\w+)$")
GOAL_PATTERN = re.compile(r"^goal:(kr|kpi):(\d+)$")
#: A field of a check-in form that is about one goal, `Block.goal` and `Block.of`.
CHECK_IN_FIELD_PATTERN = re.compile(r"^([a-z]+):((?:kr|kpi):\d+)$")
WEEK_PLAN_PATTERN = re.compile(r"^week_plan:(\d+)$")

_RUN = re.compile(r"([=+])([0-9]{1,4}) (/(?:okr|kpi)(?: .*)?)", re.DOTALL)


class Action(StrEnum):
    """What a person can press; the comment names the button's value."""

    NO_CHANGE = "no_change"  # request id
    SNOOZE = "snooze"  # one of SNOOZE_OPTIONS; the request id is in the block id
    UPDATE_ALL = "update_all"  # request id, or empty outside a weekly request
    OTHER = "other"  # question id
    UNDO = "undo"  # reply id
    UNDO_ONE = "undo_one"  # <reply id>:<n>, a menu
    ACKNOWLEDGE = "acknowledge"  # alert id
    ALERT_PLAN = "alert_plan"  # alert id
    ALERT_SNOOZE = "alert_snooze"  # alert id
    ALERT_CLOSE = "alert_close"  # alert id
    ALERT_WHY = "alert_why"  # alert id
    SHOW_MINE = "show_mine"  # nothing
    POST_AGAIN = "post_again"  # message id
    DROP = "drop"  # message id
    PAUSE = "pause"  # the last day away, 2026-11-28, or the first and the last: …/2026-12-02
    RESUME = "resume"  # nothing
    IMPORT_READINGS = "import_readings"  # as IMPORT_FILE
    IMPORT_FILE = "import_file"  # <file id>:<sha256>:<key of the message>
    HOME_EARLIER = "home_earlier"  # page of one's goals on the home tab
    HOME_LATER = "home_later"  # the same
    HOME_ADD = "home_add"  # nothing
    SETTINGS = "settings"  # nothing
    WORKSPACE_SETTINGS = "workspace_settings"  # nothing
    DISMISS_SETUP = "dismiss_setup"  # nothing
    TEAMS = "teams"  # nothing
    TEAM_EDIT = "team_edit"  # team id, or "new"
    MAKE_ADMIN = "make_admin"  # nothing
    PLAN = "plan"  # <one of PLAN_OUTCOMES>:<plan id>, a menu
    FORM_MORE = "form_more"  # the goal, kr:12
    FORM_STEP = "form_step"  # nothing
    FORM_BACK = "form_back"  # nothing
    FORM_ALL = "form_all"  # nothing
    FORM_UNCHANGED = "form_unchanged"  # a tick in a form; it counts when the form is submitted
    REVIEW_AGREE = "review_agree"  # check-in id
    REVIEW_CORRECT = "review_correct"  # check-in id
    REVIEW_ASK = "review_ask"  # check-in id
    STILL_KEEP = "still_keep"  # key result id
    STILL_ASK = "still_ask"  # key result id
    NEW_CYCLE = "new_cycle"  # nothing
    SHOW_CYCLE = "show_cycle"  # nothing
    PUBLISH_GOALS = "publish_goals"  # cycle id
    PRESENT_DRAFTS = "present_drafts"  # <cycle id>:<team id>
    ACTIVATE = "activate"  # cycle id
    BEGIN_CLOSING = "begin_closing"  # cycle id
    CLOSE_CYCLE = "close_cycle"  # cycle id
    DO_STEP = "do_step"  # <cycle id>:<step>, of PRESENT <cycle id>:present:<team id>
    SCORE_GOAL = "score_goal"  # objective id
    SHOW_SCORES = "show_scores"  # nothing
    ASK_TEAM = "ask_team"  # nothing
    ACCEPT_REQUEST = "accept_request"  # dependency id
    DECLINE_REQUEST = "decline_request"  # dependency id
    SHARE = "share"  # <channel> <reference of a goal, or team:3>
    DO_NOT_SHARE = "do_not_share"  # nothing
    MEASURE = "measure"  # how a key result is measured, a menu in its form
    FOLLOW_KPI = "follow_kpi"  # a KPI, a menu in the form of a key result
    MORE_FIELDS = "more_fields"  # nothing: it is pressed in a form
    EDIT_OBJECTIVE = "edit_objective"  # objective id
    EDIT_KEY_RESULT = "edit_key_result"  # key result id
    ADD_KEY_RESULT = "add_key_result"  # objective id
    REVIEW_GOAL = "review_goal"  # objective id
    DELETE_DRAFT = "delete_draft"  # o:<objective id> or kr:<key result id>
    HAND_OVER = "hand_over"  # <person id>:<person id>, from the first to the second
    INITIATIVES = "initiatives"  # key result id
    CHART = "chart"  # kpi:<id> or team:<id>
    ADD_KPI = "add_kpi"  # nothing
    EDIT_KPI = "edit_kpi"  # KPI id
    KNOWN_KPI = "known_kpi"  # the key of a common metric, a menu in the form of a KPI
    MORE_OF_KPI = "more_of_kpi"  # nothing: it is pressed in a form
    DELETE_KPI = "delete_kpi"  # KPI id
    SPLIT = "split"  # key result id
    SPLIT_BACK = "split_back"  # nothing: it is pressed in a form
    CONVERT_KPI = "convert_kpi"  # KPI id
    CONVERT_BACK = "convert_back"  # nothing: it is pressed in a form
    CONVERT_CHOSEN = "convert_chosen"  # KPIs or a way to begin, menus in the form of a conversion
    PAUSE_CONNECTOR = "pause_connector"  # connector id
    RESUME_CONNECTOR = "resume_connector"  # connector id
    TRY_CONNECTOR = "try_connector"  # connector id
    WEIGH_SCORECARD = "weigh_scorecard"  # person id
    REVIEW_SCORECARD = "review_scorecard"  # <person id>:<cycle id>
    RUN_MEETING = "run_meeting"  # digest id
    DIGEST_NOTE = "digest_note"  # digest id
    DIGEST_SEND = "digest_send"  # digest id
    DIGEST_SKIP = "digest_skip"  # digest id
    FOLLOW = "follow"  # team:3, person:4, o:5 or kr:6
    ASK_ERASURE = "ask_erasure"  # nothing
    ERASE_PERSON = "erase_person"  # person id
    VALUE = "value"  # the input of a modal

    @staticmethod
    def pick(index: int) -> str:
        """Action id of the candidate at `index`; its value is ``<question id>:<index>``."""
        return f"pick:{index}"

    @staticmethod
    def nudge(index: int) -> str:
        """Action id of the button for the person at `index`; its value is a request id."""
        return f"nudge:{index}"

    @staticmethod
    def run(index: int) -> str:
        """Action id of the button at `index` that gives a command; its value is that of `Run`."""
        return f"run:{index}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a button that gives a command carries: "=2 /okr tree o:12".

    `line` is the command as one would type it, `page` which part of its answer is meant. With
    `replaces` the answer takes the place of what only its reader sees, else it comes below.
    """

    line: str
    page: int = 1
    replaces: bool = False

    def __str__(self) -> str:
        return f"{'=' if self.replaces else '+'}{self.page} {self.line}"

    @classmethod
    def read(cls, value: str) -> "Run | None":
        """What a button carries; None for anything else."""
        found = _RUN.fullmatch(value)
        return cls(found[3], int(found[2]), found[1] == "=") if found else None


class View(StrEnum):
    """Callback ids of the modals."""

    OTHER_VALUE = "other_value"
    UPDATE_ALL = "update_all"
    SETTINGS = "own_settings"
    HOUSE_SETTINGS = "house_settings"
    TEAMS = "teams"
    TEAM = "team_form"
    ADMIN = "admin_form"
    ATTACH_EVIDENCE = "attach_evidence"
    MAKE_BLOCKER = "make_blocker"
    REVIEW_CORRECT = "review_correct"
    REVIEW_ASK = "review_ask"
    NEW_CYCLE = "new_cycle"
    SCORE_GOAL = "score_goal"
    DEPEND = "depend"
    DECLINE = "decline"
    OBJECTIVE_FORM = "objective_form"
    KEY_RESULT_FORM = "key_result_form"
    GOAL_REVIEW = "goal_review"
    INITIATIVES = "initiatives"
    KPI_FORM = "kpi_form"
    KPI_REVIEW = "kpi_review"
    SPLIT = "split_form"
    KPI_CONVERT = "kpi_convert"
    REFUSED = "form_refused"
    SCORECARD_REVIEW = "scorecard_review"
    SCORECARD_WEIGHTS = "scorecard_weights"
    ALERT_PLAN = "alert_plan_form"
    ALERT_SNOOZE = "alert_snooze_form"
    ALERT_CLOSE = "alert_close_form"
    ALERT_WHY = "alert_why"
    MEETING = "meeting"
    DIGEST_NOTE = "digest_note_form"
    ERASE_PERSON = "erase_person_form"
    RETENTION = "retention_form"


class Block(StrEnum):
    """Block ids; the methods add what tells several of a kind apart."""

    SUBJECT = "subject"
    VALUE = "value"
    REST = "rest"
    REASON = "reason"
    TERM = "term"
    STARTS = "starts"
    ENDS = "ends"
    NAME = "name"
    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"
    NEXT_TIME = "next_time"
    OBJECTIVE = "objective"
    TEAM = "team"
    WHAT = "what"
    EFFORT = "effort"
    DUE = "due"
    BECAUSE = "because"
    REVIEW_NOTE = "review_note"

    @staticmethod
    def scored(field: str, row_id: object) -> str:
        """Input about one key result that is scored: "score", "outcome" or "because"."""
        return f"{field}:{row_id}"

    @staticmethod
    def item(n: int) -> str:
        """Input for the numbered row `n`."""
        return f"item:{n}"

    @staticmethod
    def goal(kind: str, row_id: object) -> str:
        """Input for one goal or KPI: numbers may change while a form is open."""
        return f"goal:{kind}:{row_id}"

    @staticmethod
    def of(field: str, goal: str) -> str:
        """Another field of a goal "kr:12"."""
        return f"{field}:{goal}"

    @staticmethod
    def week_plan(plan_id: object) -> str:
        """Input for what became of a plan."""
        return f"week_plan:{plan_id}"

    @staticmethod
    def field(name: str, tag: object) -> str:
        """Input of a form of goals; `tag` says of which goal, for what was typed stays by id."""
        return f"field:{name}:{tag}"

    @staticmethod
    def check_in(request_id: object) -> str:
        """Buttons of the weekly check-in; a select menu carries no value, so the id is here."""
        return f"check_in:{request_id}"

    @staticmethod
    def plans(request_id: object) -> str:
        """The menu about what was planned."""
        return f"plans:{request_id}"

    @staticmethod
    def reviewed(check_in_id: object) -> str:
        """Buttons of one check-in that a manager looks at."""
        return f"reviewed:{check_in_id}"

    @staticmethod
    def still(key_result_id: object) -> str:
        """Buttons of one key result that stands still."""
        return f"still:{key_result_id}"

    @staticmethod
    def question(question_id: object) -> str:
        """Buttons of one question on an answer card."""
        return f"question:{question_id}"


class Shortcut(StrEnum):
    """Callback ids of what the manifest adds to Slack's own menus."""

    CHECK_IN = "check_in"
    ADD_GOAL = "add_goal"
    ATTACH_EVIDENCE = "attach_evidence"  # of a message
    MAKE_BLOCKER = "make_blocker"  # of a message


ALERT_SNOOZES = ("4h", "tomorrow", "monday")
SNOOZE_OPTIONS = ("2h", "15:00", "tomorrow")
PLAN_OUTCOMES = ("done", "kept", "dropped")
#: The three steps of confidence that a form offers, of 1..10.
CONFIDENCES = (9, 6, 3)
SAID = ("on_track", "at_risk", "off_track", "done")
