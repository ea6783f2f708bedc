"""What the database itself guarantees, whatever the code above it does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel, select

from storage.tables import (
    Alert,
    AlertChange,
    ApiAnswer,
    ApiKey,
    Audit,
    CheckIn,
    Connector,
    Cycle,
    KeyResult,
    Kpi,
    KpiChange,
    Objective,
    Person,
    Reading,
    ScorecardReview,
    ScorecardRole,
    ScorecardTemplate,
    ScorecardWeight,
    Team,
    Workspace,
)
from storage.types import canonical
from storage.uow import Database

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 16)
LARGE = Decimal("123456789012345.123456")
# With the id 1, as each is the first of its table: later rows may point to earlier ones.
ROWS: dict[str, Callable[[], SQLModel]] = {
    "workspace": lambda: Workspace(id="T1", name="Minh Long", created_at=AT),
    "person": lambda: Person(
        workspace_id="T1", slack_user_id="U1", name="Lan", locale="vi", tz="UTC", created_at=AT
    ),
    "team": lambda: Team(workspace_id="T1", key="marketing", name="Marketing"),
    "cycle": lambda: Cycle(workspace_id="T1", key="q4", name="Q4", starts_on=DAY, ends_on=DAY),
    "objective": lambda: Objective(
        workspace_id="T1", cycle_id=1, key="o1", title="Grow", level="team", owner_id=1
    ),
    "key_result": lambda: KeyResult(
        workspace_id="T1",
        objective_id=1,
        owner_id=1,
        key="traffic",
        position=1,
        title="Traffic",
        shape="reach",
        unit="visits",
        direction="up",
        target=LARGE,
        start_on=DAY,
        due_on=DAY,
    ),
    "kpi": lambda: Kpi(
        workspace_id="T1",
        key="churn",
        title="Churn",
        unit="%",
        side="ceiling",
        owner_id=1,
        team_id=1,
    ),
    "reading": lambda: Reading(
        workspace_id="T1", kpi_id=1, period=DAY, value=Decimal(3), source="command", at=AT
    ),
    "alert": lambda: Alert(
        workspace_id="T1", kpi_id=1, state="firing", severity="warning", opened_at=AT, handle_by=AT
    ),
    "check_in": lambda: CheckIn(
        workspace_id="T1", key_result_id=1, person_id=1, value=Decimal(3), source="reply", at=AT
    ),
    "kpi_change": lambda: KpiChange(
        workspace_id="T1", kpi_id=1, person_id=1, field="target", before="5", after="3", at=AT
    ),
    "alert_change": lambda: AlertChange(
        workspace_id="T1", kpi_id=1, alert_id=1, change="opened", at=AT
    ),
    "scorecard_template": lambda: ScorecardTemplate(workspace_id="T1", key="lead", name="Lead"),
    "scorecard_role": lambda: ScorecardRole(workspace_id="T1", person_id=1, template_id=1),
    "scorecard_weight": lambda: ScorecardWeight(
        workspace_id="T1", person_id=1, kpi_id=1, weight=500
    ),
    "scorecard_review": lambda: ScorecardReview(
        workspace_id="T1", person_id=1, cycle_id=1, reviewer_id=1, figures={"total": "80"}, at=AT
    ),
    "api_key": lambda: ApiKey(
        workspace_id="T1", name="warehouse", public_id="0f3a", digest="x", created_at=AT
    ),
    "api_answer": lambda: ApiAnswer(
        workspace_id="T1", api_key_id=1, key="night-1", digest="x", body="{}", at=AT
    ),
    "connector": lambda: Connector(workspace_id="T1", kpi_id=1, kind="sql", created_at=AT),
    "audit": lambda: Audit(workspace_id="T1", at=AT, action="import", subject="workspace"),
}


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with one row of each kind."""
    with database.unit_of_work() as session:
        for row in ROWS.values():
            session.add(row())
            session.flush()
    return database


def write(database: Database, statement: str) -> None:
    with database.unit_of_work() as session:
        session.connection().execute(text(statement))


def test_exact_decimal_comes_back_digit_for_digit(filled: Database) -> None:
    with filled.reading() as session:
        assert session.exec(select(KeyResult.target)).one() == LARGE


@given(value=st.decimals(min_value=-(10**20), max_value=10**20, places=12))
def test_equal_numbers_have_equal_canonical_text(value: Decimal) -> None:
    assert Decimal(canonical(value)) == value
    assert canonical(Decimal(f"{value:f}000")) == canonical(value)
    assert "E" not in canonical(value)


@pytest.mark.parametrize("written", [Decimal("100"), Decimal("1E+2"), Decimal("100.00")])
def test_exact_decimals_are_found_by_their_value(filled: Database, written: Decimal) -> None:
    with filled.unit_of_work() as session:
        session.exec(select(KeyResult)).one().value = Decimal("100.000")
    with filled.reading() as session:
        assert session.exec(select(KeyResult.id).where(KeyResult.value == written)).all() == [1]


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), 1.5])
def test_what_is_no_exact_number_is_refused(filled: Database, value: object) -> None:
    with (
        pytest.raises(StatementError, match="not a finite Decimal"),
        filled.unit_of_work() as session,
    ):
        session.exec(select(KeyResult)).one().value = value


def test_moments_come_back_aware_and_in_utc(filled: Database) -> None:
    hanoi = datetime(2026, 11, 16, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    with filled.unit_of_work() as session:
        session.exec(select(Alert)).one().acknowledged_at = hanoi
    with filled.reading() as session:
        found = session.exec(select(Alert.acknowledged_at)).one()
    assert found == hanoi
    assert found is not None
    assert found.tzinfo is UTC


def test_naive_moment_is_refused(filled: Database) -> None:
    with pytest.raises(StatementError, match="naive datetime"), filled.unit_of_work() as session:
        session.exec(select(Alert)).one().acknowledged_at = datetime(2026, 11, 16)  # noqa: DTZ001


@pytest.mark.parametrize("table", ["audit", "check_in", "alert_change", "scorecard_review"])
@pytest.mark.parametrize("change", ["UPDATE {} SET workspace_id = 'T1'", "DELETE FROM {}"])
def test_history_cannot_be_changed(filled: Database, table: str, change: str) -> None:
    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        write(filled, change.format(table))


def test_history_cannot_be_truncated(postgres_database: Database) -> None:
    with pytest.raises(IntegrityError, match="audit is append-only"):
        write(postgres_database, "TRUNCATE audit")


def test_key_result_with_history_cannot_be_deleted(filled: Database) -> None:
    with pytest.raises(IntegrityError, match="check_in is append-only"):
        write(filled, "DELETE FROM key_result")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE workspace SET locale = 'fr'", "ck_workspace_locale_known"),
        ("UPDATE person SET standing = 'boss'", "ck_person_standing_known"),
        ("UPDATE person SET slack_user_id = NULL", "ck_person_reachable_somehow"),
        ("UPDATE team SET parent_id = id", "ck_team_not_its_own_parent"),
        ("UPDATE cycle SET ends_on = '2026-01-01'", "ck_cycle_has_days"),
        ("UPDATE objective SET level = 'planet'", "ck_objective_level_known"),
        ("UPDATE key_result SET shape = 'round'", "ck_key_result_shape_known"),
        ("UPDATE key_result SET weight = 4001", "ck_key_result_weight_range"),
        ("UPDATE key_result SET confidence = 11", "ck_key_result_confidence_range"),
        ("UPDATE key_result SET progress = 1000000000000001", "ck_key_result_progress_range"),
        ("UPDATE kpi SET side = 'upper'", "ck_kpi_side_known"),
        ("UPDATE reading SET source = 'guess'", "ck_reading_source_known"),
        ("UPDATE scorecard_template SET kr_share = 50", "ck_scorecard_template_shares_are_all"),
        (
            "UPDATE scorecard_template SET kr_share = -10, kpi_share = 110",
            "ck_scorecard_template_kr_share_range",
        ),
        ("UPDATE scorecard_template SET kpi_cap = 999", "ck_scorecard_template_kpi_cap_range"),
        ("UPDATE scorecard_weight SET weight = 4001", "ck_scorecard_weight_weight_range"),
        ("UPDATE scorecard_weight SET key_result_id = 1", "ck_scorecard_weight_is_of_one_thing"),
        ("UPDATE scorecard_weight SET kpi_id = NULL", "ck_scorecard_weight_is_of_one_thing"),
        ("UPDATE alert SET state = 'ringing'", "ck_alert_state_known"),
        ("UPDATE api_key SET may_read = false", "ck_api_key_opens_something"),
        ("UPDATE connector SET kind = 'ftp'", "ck_connector_kind_known"),
        ("UPDATE connector SET day = 'someday'", "ck_connector_day_known"),
        ("UPDATE connector SET failures = -1", "ck_connector_failures_count_up"),
    ],
)
def test_impossible_values_are_refused(filled: Database, change: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        write(filled, change)


@pytest.mark.parametrize("state", ["firing", "acknowledged", "recovering"])
def test_second_open_alert_of_a_kpi_is_refused(filled: Database, state: str) -> None:
    write(filled, f"UPDATE alert SET state = '{state}'")
    with pytest.raises(IntegrityError), filled.unit_of_work() as session:
        session.add(ROWS["alert"]())


@pytest.mark.parametrize("state", ["resolved", "closed"])
def test_new_alert_may_open_after_the_last_one_ended(filled: Database, state: str) -> None:
    write(filled, f"UPDATE alert SET state = '{state}'")
    with filled.unit_of_work() as session:
        session.add(ROWS["alert"]())
    with filled.reading() as session:
        assert len(session.exec(select(Alert.id)).all()) == 2


def test_alert_of_another_kind_may_be_open_beside_it(filled: Database) -> None:
    with filled.unit_of_work() as session:
        late = ROWS["alert"]()
        assert isinstance(late, Alert)
        late.kind = "late"
        session.add(late)


def test_rows_must_point_to_something(filled: Database) -> None:
    with pytest.raises(IntegrityError):
        write(filled, "UPDATE objective SET owner_id = 999")


def test_reader_cannot_write(filled: Database) -> None:
    with filled.reading() as session, pytest.raises(Exception, match=r"read-?only"):
        session.connection().execute(text("UPDATE workspace SET name = 'x'"))


def test_unit_of_work_that_fails_leaves_nothing(filled: Database) -> None:
    def fail(session: Session) -> None:
        session.connection().execute(text("UPDATE workspace SET name = 'half'"))
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"), filled.unit_of_work() as session:
        fail(session)
    with filled.reading() as session:
        assert session.exec(select(Workspace.name)).one() == "Minh Long"
