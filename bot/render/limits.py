"""Slack's limits for blocks, less five per cent where a text is measured.

Slack counts Unicode code points. The whole of a message has no published limit; one was seen to
fail near 13,200 characters.
"""


def _with_slack(limit: int) -> int:
    return limit * 95 // 100


MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = _with_slack(12_000)
FALLBACK_TEXT = 300
SECTION_TEXT = _with_slack(3_000)
CONTEXT_TEXT = _with_slack(2_000)
HEADER_TEXT = _with_slack(150)
BUTTON_TEXT = _with_slack(75)
OPTION_TEXT = _with_slack(75)
OPTION_VALUE = 75
SELECT_OPTIONS = 100
ALT_TEXT = _with_slack(1_000)
"""Of an uploaded picture; in a block twice as much may stand."""
PLACEHOLDER = _with_slack(150)
INPUT_LABEL = _with_slack(2_000)
INPUT_HINT = _with_slack(2_000)
MODAL_TITLE = 24
ACTIONS = 25
VIEW_METADATA = 3_000
INPUT_LENGTH = 3_000
"""Longest text a person may type into a plain text input."""
