from datetime import UTC, datetime
from pathlib import Path

from desk import Desk

from bot.services import importing
from bot.services.scorecards import showing
from storage.uow import Database

ROOT = Path(__file__).parents[2]


def test_look(sqlite_database: Database, tmp_path: Path) -> None:
    desk = Desk(sqlite_database, tmp_path, datetime(2026, 11, 16, 2, tzinfo=UTC))
    importing.run(
        sqlite_database,
        importing.load(ROOT / "examples/marketing-team.yaml"),
        workspace_id="T0MINHLONG",
        at=desk.now,
    )
    for who in ("U0HUNG0001", "U0LAN0001", "U0MEI0001", "U0DUNG0001"):
        row = showing.show(desk.rt, None, by=desk.by(who))
        for loc in ("en", "vi"):
            words = desk.rt.render.message("scorecard", row, locale=loc, tz="Asia/Ho_Chi_Minh")
            for b in words.blocks:
                print(
                    b.get("text", {}).get("text") or [e.get("text") for e in b.get("elements", [])]
                )
            print("-----")
        print(row["card"]["total"])
