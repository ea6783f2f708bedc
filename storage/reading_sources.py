"""Keys of the HTTP API, what requests with them were answered, and connectors."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import ApiAnswer, ApiKey, Connector, Kpi, Reading


def api_keys(session: Session, workspace_id: str) -> Sequence[ApiKey]:
    """Every key of the workspace, revoked ones too, oldest first."""
    statement = select(ApiKey).where(ApiKey.workspace_id == workspace_id).order_by(col(ApiKey.id))
    return session.exec(statement).all()


def api_key(session: Session, public_id: str) -> ApiKey | None:
    """The key of this name, whatever its workspace: a request says none."""
    return session.exec(select(ApiKey).where(ApiKey.public_id == public_id)).first()


def api_key_for_update(session: Session, public_id: str) -> ApiKey | None:
    """The same, held until the transaction ends."""
    statement = select(ApiKey).where(ApiKey.public_id == public_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def api_key_of(session: Session, workspace_id: str, public_id: str) -> ApiKey | None:
    """The workspace's key of this name."""
    statement = select(ApiKey).where(
        ApiKey.workspace_id == workspace_id, ApiKey.public_id == public_id
    )
    return session.exec(statement).first()


def begin_answer(session: Session, key: ApiKey, *, name: str, digest: str, at: datetime) -> bool:
    """Reserve the answer to a request; False when there is one, or another is being made.

    A second request of the same name waits until the first has ended.
    """
    values = {
        "workspace_id": key.workspace_id,
        "api_key_id": key.id,
        "key": name,
        "digest": digest,
        "body": "",
        "at": at,
    }
    unique = ("workspace_id", "api_key_id", "key")
    return insert_once(session, ApiAnswer, values, unique=unique) is not None


def answer(session: Session, key: ApiKey, name: str) -> ApiAnswer | None:
    """What a request of this name was answered."""
    statement = select(ApiAnswer).where(
        ApiAnswer.workspace_id == key.workspace_id,
        ApiAnswer.api_key_id == key.id,
        ApiAnswer.key == name,
    )
    return session.exec(statement).first()


def forget_answers_before(session: Session, moment: datetime) -> int:
    """Delete answers made before `moment`; how many went."""
    statement = delete(ApiAnswer).where(col(ApiAnswer.at) < moment)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def standing(
    session: Session, workspace_id: str, kpi_ids: Sequence[int], *, since: date
) -> Sequence[Reading]:
    """The readings of these KPIs that count or counted once, of periods from `since` on.

    In the order in which they were written.
    """
    statement = (
        select(Reading)
        .where(
            Reading.workspace_id == workspace_id,
            col(Reading.kpi_id).in_(kpi_ids),
            col(Reading.period) >= since,
            col(Reading.withdrawn_at).is_(None),
        )
        .order_by(col(Reading.id))
    )
    return session.exec(statement).all()


def readings(
    session: Session,
    workspace_id: str,
    kpi_id: int,
    *,
    since: date | None,
    until: date | None,
    most: int,
) -> Sequence[Reading]:
    """A KPI's readings of periods that begin within these days, the newest periods first.

    Corrections stand before what they correct; what was taken back is left out.
    """
    statement = select(Reading).where(
        Reading.workspace_id == workspace_id,
        Reading.kpi_id == kpi_id,
        col(Reading.withdrawn_at).is_(None),
    )
    if since is not None:
        statement = statement.where(col(Reading.period) >= since)
    if until is not None:
        statement = statement.where(col(Reading.period) <= until)
    statement = statement.order_by(col(Reading.period).desc(), col(Reading.id).desc())
    return session.exec(statement.limit(most)).all()


def connectors(session: Session, workspace_id: str) -> Sequence[tuple[Connector, Kpi]]:
    """Every connector of the workspace with its KPI, oldest first."""
    statement = (
        select(Connector, Kpi)
        .join(Kpi, col(Kpi.id) == col(Connector.kpi_id))
        .where(Connector.workspace_id == workspace_id)
        .order_by(col(Connector.id))
    )
    return session.exec(statement).all()


def connector_of(session: Session, workspace_id: str, kpi_id: int) -> Connector | None:
    """The connector of a KPI."""
    statement = select(Connector).where(
        Connector.workspace_id == workspace_id, Connector.kpi_id == kpi_id
    )
    return session.exec(statement).first()


def want(session: Session, workspace_id: str, connector_id: int, *, at: datetime) -> bool:
    """Ask for a connector to be fetched from; False when it is gone or paused."""
    row = connector(session, workspace_id, connector_id)
    if row is None or row.paused_at is not None:
        return False
    row.wanted_at = at
    session.flush()
    return True


def take_wanted(
    session: Session, now: datetime, *, until: datetime, most: int
) -> Sequence[Connector]:
    """Connectors to fetch from now, the longest wanted first; nobody else takes them till then."""
    statement = (
        select(Connector)
        .where(col(Connector.wanted_at) <= now)
        .order_by(col(Connector.wanted_at), col(Connector.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = session.exec(statement).all()
    for row in found:
        row.wanted_at = until
    session.flush()
    return found


def taken(
    session: Session, workspace_id: str, connector_id: int, *, until: datetime
) -> Connector | None:
    """A connector that was taken so, held until the end; None when somebody changed it since."""
    row = connector(session, workspace_id, connector_id)
    return row if row is not None and row.wanted_at == until else None


def connector(session: Session, workspace_id: str, connector_id: int) -> Connector | None:
    """A connector, locked."""
    statement = (
        select(Connector)
        .where(Connector.workspace_id == workspace_id, Connector.id == connector_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).first()
