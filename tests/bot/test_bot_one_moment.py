"""What takes long is not left without a word."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from company import AN, EMMA
from house import open_house

from storage.uow import Database

SOON, NEVER = 0.001, 0


@pytest.mark.parametrize(
    ("user", "after", "first"),
    [(EMMA, SOON, "⏳ One moment"), (AN, SOON, "⏳ Xin chờ một chút"), (EMMA, NEVER, "")],
)
def test_who_waits_for_an_answer_is_asked_for_a_moment(
    sqlite_database: Database,
    tmp_path: Path,
    closing: ThreadPoolExecutor,
    user: str,
    after: float,
    first: str,
) -> None:
    with open_house(
        sqlite_database, tmp_path, closing=closing, one_moment_after_seconds=after
    ) as house:
        house.given_key_result("emma", "Renewals", value=40)
        house.given_key_result("an", "Tái ký", value=40)
        house.command(user, "/okr")
        *before, answer = house.only_for(user)
        assert "40" in answer
        assert [text.startswith(first) for text in before] == [True] * bool(first)
