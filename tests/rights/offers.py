"""Everything that Slack offers: how it is asked for, which right it needs, and of whose things.

A row: kind | name | what it carries, ids in braces | right | whose thing it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from company import AN, BINH, CHI, EMMA

from bot.domain.policy import Action

COMMANDS = """
/okr                               | -                    | self
/okr team sales                    | view_goal            | self
/okr checkin no change             | check_in             | self
/okr pause 28/11                   | pause                | self
/okr resume                        | pause                | self
/okr remind weekly kr:{kr}         | edit_goal            | goal
/okr remind team weekly #{team}    | change_team_settings | team
/okr why-silent An                 | why_silent           | person
/kpi                               | view_goal            | self
/kpi response time                 | view_goal            | self
/kpi edit response time            | edit_kpi             | person
/kpi delete response time          | edit_kpi             | person
/kpi history response time         | view_goal            | self
/kpi set response time 29          | record_reading       | person
/kpi draft response time           | draft_okr            | person
/kpi convert response time         | draft_okr            | person
/kpi ack response time             | acknowledge_alert    | person
/kpi plan response time            | plan_alert           | person
/kpi snooze response time          | snooze               | person
/kpi close response time           | close_alert          | person
/okr import                        | import               | house
/okr export                        | export               | house
/kpi keys                          | manage_api_keys      | house
/kpi keys add till                 | manage_api_keys      | house
/kpi keys revoke 0f3a5c7e9b1d      | manage_api_keys      | house
/kpi connectors                    | manage_connectors    | house
/okr settings                      | -                    | self
/okr settings workspace            | change_settings      | house
/okr setup                         | change_settings      | house
/okr lang en                       | -                    | self
/okr teams                         | view_goal            | self
/okr teams sales                   | manage_teams         | house
/okr manager @An none              | manage_roles         | house
/okr admin                         | show_help            | self
/okr admin <@U0DAN000001>          | manage_roles         | house
/okr admin remove Binh             | manage_roles         | house
/okr cycle                         | -                    | self
/okr close cycle                   | run_cycle            | house
/okr carry kr:{kr}                 | carry_over           | lead_goal
/okr checkin for @An no change     | check_in             | person
/okr person An                     | view_goal            | self
/okr silent                        | -                    | self
/okr review                        | -                    | self
/okr scorecard An                  | view_scorecard       | person
/okr scorecard role An sales       | manage_roles         | house
/okr company                       | view_goal            | self
/okr tree                          | -                    | self
/okr show kr:{kr}                  | -                    | self
/okr why kr:{kr}                   | -                    | self
/okr why team sales                | view_goal            | self
/okr history kr:{kr}               | -                    | self
/okr risk sales                    | view_goal            | self
/okr share <#C0SALES0001> kr:{kr}  | share                | self
/okr edit kr:{kr}                  | edit_goal            | goal
/okr delete o:{draft}              | delete_draft         | draft
/okr alias kr:{kr} = short         | edit_goal            | goal
/okr initiatives kr:{kr}           | edit_goal            | goal
/okr handover @An @Emma            | hand_over            | lead_person
/okr split kr:{kr}                 | edit_goal            | goal
/okr follow kr:{kr}                | follow               | self
/okr unfollow kr:{kr}              | follow               | self
/okr health                        | view_health          | house
/okr audit                         | view_audit           | house
/okr audit export                  | view_audit           | house
/okr privacy                       | show_help            | self
/okr mydata                        | export_person        | self
/okr reply of An because a claim   | view_reply           | person
/okr forget me                     | ask_erasure          | self
/okr erase Dan                     | erase_person         | house
/okr settings retention            | set_retention        | house
"""

BUTTONS = """
no_change        | {request}            | check_in             | person
snooze           | 2h                   | snooze               | person
update_all       | {request}            | check_in             | person
other            | {question}           | check_in             | person
pick:0           | {question}:0         | check_in             | person
undo             | {reply}              | undo                 | person
undo_one         | {reply}:1            | undo                 | person
acknowledge      | {alert}              | acknowledge_alert    | person
alert_plan       | {alert}              | plan_alert           | person
alert_snooze     | {alert}              | snooze               | person
alert_close      | {alert}              | close_alert          | person
alert_why        | {alert}              | view_goal            | self
post_again       | {message}            | settle_messages      | house
drop             | {message}            | settle_messages      | house
settings         | x                    | -                    | self
workspace_settings | x                  | change_settings      | house
dismiss_setup    | x                    | change_settings      | house
teams            | x                    | view_goal            | self
team_edit        | {team}               | manage_teams         | house
make_admin       | x                    | manage_roles         | house
plan             | done:{plan}          | check_in             | person
nudge:0          | {request}            | check_in             | person
review_agree     | {check_in}           | check_in             | goal
review_correct   | {check_in}           | check_in             | goal
review_ask       | {check_in}           | check_in             | goal
still_keep       | {kr}                 | check_in             | goal
still_ask        | {kr}                 | check_in             | goal
new_cycle        | x                    | run_cycle            | house
show_cycle       | x                    | -                    | self
publish_goals    | {cycle}              | run_cycle            | house
present_drafts   | {cycle}:{team}       | present_drafts       | team
begin_closing    | {cycle}              | run_cycle            | house
close_cycle      | {cycle}              | run_cycle            | house
do_step          | {cycle}:begin_closing | run_cycle           | house
accept_request   | {dependency}         | answer_dependency    | team
decline_request  | {dependency}         | answer_dependency    | team
share            | C0SALES0001 kr:{kr}  | share                | self
edit_objective   | {o}                  | edit_goal            | draft
edit_key_result  | {kr}                 | edit_goal            | goal
add_key_result   | {o}                  | edit_goal            | draft
review_goal      | {o}                  | edit_goal            | draft
delete_draft     | o:{draft}            | delete_draft         | draft
hand_over        | {an}:{dan}           | hand_over            | lead_person
initiatives      | {kr}                 | edit_goal            | goal
chart            | kpi:{kpi}            | view_goal            | self
edit_kpi         | {kpi}                | edit_kpi             | person
delete_kpi       | {kpi}                | edit_kpi             | person
split            | {kr}                 | edit_goal            | goal
convert_kpi      | {kpi}                | draft_okr            | person
pause_connector  | {connector}          | manage_connectors    | house
resume_connector | {connector}          | manage_connectors    | house
try_connector    | {connector}          | manage_connectors    | house
weigh_scorecard  | {an}                 | manage_roles         | house
review_scorecard | {an}:{cycle}         | review_scorecard     | lead_person
run_meeting      | {digest}             | run_meeting          | meeting
digest_note      | {digest}             | change_team_settings | team
digest_send      | {digest}             | change_team_settings | team
digest_skip      | {digest}             | change_team_settings | team
follow           | kr:{kr}              | follow               | self
erase_person     | {dan}                | erase_person         | house
pause            | 2026-11-28           | pause                | self
resume           | x                    | pause                | self
"""

#: A form, who opens it, by which button or command, and what its sending asks for.
FORMS = f"""
house_settings     | {CHI}  | workspace_settings x | change_settings      | house
admin_form         | {CHI}  | make_admin x         | manage_roles         | house
team_form          | {CHI}  | team_edit {{team}}   | manage_teams         | house
new_cycle          | {CHI}  | new_cycle x          | run_cycle            | house
alert_plan_form    | {AN}   | alert_plan {{alert}} | plan_alert           | person
alert_snooze_form  | {AN}   | alert_snooze {{alert}} | snooze             | person
alert_close_form   | {AN}   | alert_close {{alert}} | close_alert         | person
objective_form     | {AN}   | edit_objective {{o}} | edit_goal            | draft
key_result_form    | {AN}   | edit_key_result {{kr}} | edit_goal          | goal
goal_review        | {AN}   | review_goal {{o}}    | edit_goal            | draft
initiatives        | {EMMA} | initiatives {{kr}}   | edit_goal            | goal
kpi_form           | {AN}   | edit_kpi {{kpi}}     | edit_kpi             | person
split_form         | {AN}   | split {{kr}}         | edit_goal            | goal
kpi_convert        | {AN}   | convert_kpi {{kpi}}  | draft_okr            | person
decline            | {"{lead}"} | decline_request {{dependency}} | answer_dependency | team
scorecard_weights  | {CHI}  | weigh_scorecard {{an}} | manage_roles       | house
scorecard_review   | {BINH} | review_scorecard {{an}}:{{cycle}} | review_scorecard | lead_person
digest_note_form   | {"{lead}"} | digest_note {{digest}} | change_team_settings | team
review_correct     | {BINH} | review_correct {{check_in}} | check_in      | goal
review_ask         | {BINH} | review_ask {{check_in}} | check_in          | goal
other_value        | {AN}   | other {{question}}   | check_in             | person
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that Slack offers. `right` None: what is one's own, or shows nothing."""

    kind: str
    name: str
    value: str
    right: Action | None
    about: str
    opener: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.value}".strip()


def _rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def _right(word: str) -> Action | None:
    return None if word == "-" else Action(word)


def offers(lead: str) -> list[Offer]:
    """All of them; `lead` leads the team."""
    found = [Offer("command", line, "", _right(r), about) for line, r, about in _rows(COMMANDS)]
    found += [Offer("action", n, value, _right(r), about) for n, value, r, about in _rows(BUTTONS)]
    found += [
        Offer("submission", name, value, _right(r), about, opener.replace("{lead}", lead))
        for name, opener, value, r, about in _rows(FORMS)
    ]
    return found


def filled(text: str, ids: Mapping[str, int]) -> str:
    """The text with the ids of rows."""
    return text.format(**ids)
