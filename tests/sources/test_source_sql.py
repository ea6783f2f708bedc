"""A connector asks a database: it reads figures and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.domain.connectors import Figure
from bot.domain.errors import Invalid
from bot.sources import sql

SEED = (
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, day DATE, total NUMERIC(20, 6))",
    "INSERT INTO orders VALUES (1, '2026-11-14', 118000.25), (2, '2026-11-15', 90)",
)


@pytest.fixture
def url(empty_url: str) -> str:
    engine = create_engine(empty_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in SEED:
            connection.execute(text(statement))
    engine.dispose()
    return empty_url


def left(url: str) -> int:
    [found] = sql.figures(url, "SELECT count(*) FROM orders")
    return int(found.value)


def refused(url: str, query: str, **more: float) -> Invalid:
    with pytest.raises(Invalid) as found:
        sql.figures(url, query, **more)  # type: ignore[arg-type]
    return found.value


def test_a_query_gives_figures_by_the_names_of_its_columns(url: str) -> None:
    assert sql.figures(url, "SELECT sum(total) FROM orders;") == [Figure(Decimal("118090.25"))]
    named = "SELECT day AS date, total AS value, 1 AS numerator, 2 AS denominator, 7 AS other "
    assert sql.figures(url, f"{named} FROM orders ORDER BY day -- newest last") == [
        Figure(Decimal("118000.25"), date(2026, 11, 14), Decimal(1), Decimal(2)),
        Figure(Decimal(90), date(2026, 11, 15), Decimal(1), Decimal(2)),
    ]
    assert sql.figures(url, "WITH few AS (SELECT 3 AS n) SELECT n AS value FROM few")
    assert sql.figures(url, "SELECT '100%' LIKE '100\\%' AS x, 5 AS value")[0].value == 5


WRITING = [
    "DELETE FROM orders",
    "INSERT INTO orders VALUES (3, '2026-11-16', 1)",
    "UPDATE orders SET total = 0",
    "DROP TABLE orders",
    "CREATE TABLE more (id INTEGER)",
    "SELECT 1; DELETE FROM orders",
    "SELECT 1; COMMIT; DELETE FROM orders; SELECT 1",
    "COMMIT; DELETE FROM orders",
    "INSERT INTO orders VALUES (3, '2026-11-16', 1) RETURNING id",
]


def test_what_writes_is_refused_by_the_database_itself(url: str) -> None:
    for query in WRITING:
        assert refused(url, query).key == "connector.sql_refused", query
    assert left(url) == 2


def test_the_ways_out_of_each_kind_of_database_are_shut(
    request: pytest.FixtureRequest, url: str, tmp_path: Path
) -> None:
    if url.startswith("sqlite"):
        ways = [
            f"ATTACH DATABASE '{tmp_path / 'new.db'}' AS other",
            "PRAGMA query_only = OFF",
            "SELECT load_extension('x')",
            f"VACUUM INTO '{tmp_path / 'new.db'}'",
        ]
    else:
        ways = [
            "WITH gone AS (DELETE FROM orders RETURNING id) SELECT count(*) FROM gone",
            "SET TRANSACTION READ WRITE; DELETE FROM orders",
            "COPY orders TO STDOUT",
            "SELECT nextval('x')",
            "DO $$ BEGIN DELETE FROM orders; END $$",
        ]
    assert request
    for query in ways:
        assert refused(url, query).key in {"connector.sql_refused", "connector.no_rows"}, query
    assert left(url) == 2
    assert not (tmp_path / "new.db").exists()


def test_a_query_without_end_is_ended(url: str) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    assert refused(url, endless, seconds=1).key == "connector.slow_query"


def test_answers_that_are_no_figures_are_named(url: str) -> None:
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i"
    wrong = {
        f"{many} FROM n": "too_many_rows",
        "SELECT total FROM orders WHERE id = 9": "no_rows",
        "SELECT id, total FROM orders": "no_value_column",
        "SELECT NULL AS value": "not_a_number",
        "SELECT 'many' AS value": "not_a_number",
        "SELECT 1 AS value, 'soon' AS date": "not_a_date",
        "SELECT 1 AS nothing FROM nowhere": "sql_refused",
        "SELEC": "sql_refused",
    }
    for query, key in wrong.items():
        assert refused(url, query).key == f"connector.{key}", query


def test_a_database_that_cannot_be_asked_is_named_without_its_password(tmp_path: Path) -> None:
    for url in ("nonsense", "mysql://x/y", "oracle://x"):
        assert refused(url, "SELECT 1").key == "connector.not_a_database", url
    gone = f"sqlite:///{tmp_path / 'gone.db'}"
    assert refused(gone, "SELECT 1").key == "connector.sql_refused"
    assert not (tmp_path / "gone.db").exists(), "asking makes no file"
    away = refused("postgresql://me:sesame@127.0.0.1:1/x", "SELECT 1")
    assert away.key == "connector.sql_refused"
    assert "sesame" not in str(away.params)
