"""Where other libraries draw another line than the sandbox, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """`theirs` is the least or the most size that `library` takes, None if it takes any.

    `limits` are names of rows in block_limits.
    """

    library: str
    side: str
    theirs: int | None
    reason: str
    limits: str


DIFFERENCES = (
    Difference(
        "slack_sdk",
        "least",
        None,
        "leaves out what is empty when it writes JSON, and does not refuse it",
        """
        /close/text /submit/text actions/elements button/action_id
        button/confirm/confirm/text button/confirm/deny/text button/confirm/text/text
        button/confirm/title/text button/text/text button/url button/value
        channels_select/placeholder/text checkboxes/options
        checkboxes/options/0/description/text checkboxes/options/0/text/text
        checkboxes/options/0/value context/elements context/elements/0/text
        conversations_select/filter/include conversations_select/placeholder/text
        datepicker/placeholder/text email_text_input/placeholder/text header/text/text
        image/alt_text image/title/text image_element/alt_text input/hint/text
        input/label/text multi_static_select/options multi_static_select/placeholder/text
        number_input/placeholder/text overflow/options/0/description/text
        overflow/options/0/text/text overflow/options/0/url overflow/options/0/value
        plain_text_input/dispatch_action_config/trigger_actions_on
        plain_text_input/placeholder/text radio_buttons/options
        radio_buttons/options/0/description/text radio_buttons/options/0/text/text
        radio_buttons/options/0/value rich_text_input/placeholder/text section/block_id
        section/fields/0/text section/text/text static_select/options
        static_select/options/0/description/text static_select/options/0/text/text
        static_select/options/0/value static_select/placeholder/text
        static_select_by_group/option_groups
        static_select_by_group/option_groups/0/label/text
        static_select_by_group/option_groups/0/options table/rows/0
        timepicker/placeholder/text url_text_input/placeholder/text
        users_select/placeholder/text
        """,
    ),
    Difference(
        "slack_sdk",
        "least",
        None,
        "looks at no number but a time",
        """
        multi_static_select/max_selected_items plain_text_input/max_length
        plain_text_input/min_length rich_text_input/max_lines rich_text_input/min_lines
        rich_text_list/border rich_text_list/indent rich_text_list/offset
        rich_text_preformatted/border rich_text_quote/border
        """,
    ),
    Difference(
        "slack_sdk",
        "least",
        0,
        "ours is stricter: documented as ten digits",
        """
        datetimepicker/initial_date_time
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        None,
        "looks at no number but a time",
        """
        plain_text_input/max_length plain_text_input/min_length rich_text_input/max_lines
        rich_text_input/min_lines rich_text_list/border rich_text_list/indent
        rich_text_preformatted/border rich_text_quote/border
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        None,
        "has no model of a message as a whole",
        """
        blocks table_blocks table_text
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        None,
        "ours is a guess: as much as may be typed",
        """
        plain_text_input/initial_value
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        None,
        "has no validator for it; Slack documents the limit",
        """
        /external_id checkboxes/options checkboxes/options/0/description/text
        context/elements/0/text overflow/options/0/description/text overflow/options/0/url
        plain_text_input/dispatch_action_config/trigger_actions_on radio_buttons/options
        radio_buttons/options/0/description/text section/fields/0/text
        static_select/options/0/description/text table/column_settings table/rows
        table/rows/0
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        12000,
        "adds nothing up: each block may be that long",
        """
        markdown_text
        """,
    ),
    Difference(
        "slack_sdk",
        "most",
        3000,
        "adds nothing up: ours is a guess from what was seen",
        """
        message_text
        """,
    ),
    Difference(
        "slackblocks",
        "least",
        None,
        "checks no least; Slack asks for at least one character or item",
        """
        actions/elements button/url button/value checkboxes/options/0/value context/elements
        markdown/text overflow/options/0/url overflow/options/0/value
        radio_buttons/options/0/value static_select/options/0/value table/rows/0/0/text
        """,
    ),
    Difference(
        "slackblocks",
        "least",
        None,
        "ours is a guess: Slack documents no least",
        """
        image/alt_text image_element/alt_text section/block_id table/rows/0
        """,
    ),
    Difference(
        "slackblocks",
        "least",
        None,
        "takes any time; Slack documents ten digits",
        """
        datetimepicker/initial_date_time
        """,
    ),
    Difference(
        "slackblocks",
        "most",
        None,
        "takes any time; Slack documents ten digits",
        """
        datetimepicker/initial_date_time
        """,
    ),
    Difference(
        "slackblocks",
        "most",
        None,
        "ours is a guess: as much as may be typed",
        """
        plain_text_input/initial_value
        """,
    ),
    Difference(
        "slackblocks",
        "most",
        None,
        "knows no limit for a message's tables; ours is known from use",
        """
        table_blocks table_text
        """,
    ),
    Difference(
        "slackblocks",
        "most",
        3000,
        "adds up markdown alone: ours is a guess from what was seen",
        """
        message_text
        """,
    ),
)

# Where one of the two takes a block type on a surface and the other does not: who takes it.
SURFACES = {
    # A guess on the strict side: tables were made for messages.
    ("table", "home"): "slackblocks",
}

# Properties in slack_sdk's models that the sandbox refuses as unknown: they stand in a base class,
# and Slack's page on the element does not have them.
INHERITED = {
    "broadcast": {"style"},
    "button": {"alt_text"},
    "checkboxes": {"placeholder"},
    "color": {"style"},
    "datetimepicker": {"placeholder"},
    "email_text_input": {"confirm"},
    "number_input": {"confirm"},
    "overflow": {"alt_text"},
    "plain_text_input": {"confirm"},
    "radio_buttons": {"placeholder"},
    "rich_text_input": {"confirm"},
    "url_text_input": {"confirm"},
}
