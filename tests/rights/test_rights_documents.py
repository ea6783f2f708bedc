"""The tables that people read say what the code does."""

import re
from pathlib import Path

import pytest
from who_may import ROWS

from bot.domain.policy import Action

SIGNS = {"yes": "+", "own": "+", "writer": "-", "noted": "a", "shown as theirs": "b", "–": "-"}
VIETNAMESE = {"có": "+", "của mình": "+", "người viết": "-", "có ghi lại": "a", "–": "-"} | {
    "có, ghi là làm thay": "b"
}


@pytest.mark.parametrize(
    ("page", "signs"), [("docs/rights.md", SIGNS), ("docs/vi/rights.md", VIETNAMESE)]
)
def test_the_table_of_rights_is_that_of_the_code(page: str, signs: dict[str, str]) -> None:
    told = {}
    for line in Path(page).read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for name in re.findall(r"`(\w+)`", cells[-1]) if len(cells) == 6 else []:
            told[name] = [signs[cell] for cell in cells[1:5]]
    assert told == {action.value: ROWS[action][:4] for action in Action}
