"""Every column has its place in the register of personal data."""

from pathlib import Path

from storage import permissions
from storage.personal_columns_work import TABLES
from storage.personal_data import Way
from storage.tables import metadata


def test_every_column_is_in_the_register_once_and_what_is_kept_has_a_reason() -> None:
    schema = {
        table.name: sorted(column.name for column in table.columns)
        for table in metadata.sorted_tables
    }
    known = {
        name: sorted(column for one in register.treated for column in one.columns)
        for name, register in TABLES.items()
    }
    assert known == schema, "a new column needs an entry in storage/personal_columns*.py"
    for name, register in TABLES.items():
        assert all(one.why for one in register.treated if one.way is Way.KEEP), name
        own = {*known[name]}
        assert {one.partition(">")[0] for one in register.whose} <= own, name
        assert {one.by for one in register.treated if one.by} <= own, name
        assert {*register.inner} <= own, name


def test_files_that_others_may_read_are_named(tmp_path: Path) -> None:
    database = tmp_path / "okrbot.db"
    for name, mode in (("okrbot.db", 0o600), ("okrbot.db-wal", 0o640), (".env", 0o644)):
        (tmp_path / name).touch(mode)
        (tmp_path / name).chmod(mode)
    files = [*permissions.of_database(database), tmp_path / ".env"]
    assert [one.name for one in permissions.open_to_others(files)] == ["okrbot.db-wal", ".env"]
