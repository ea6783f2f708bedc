"""What Slack says of people: who they are, on which clock they live, who administers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.errors import Invalid
from bot.domain.people import Standing, language_in_slack
from bot.protocols import Member
from bot.services import replanning
from storage import audit, erased, organisation, people_sync
from storage.tables import Person, Workspace


@dataclass(frozen=True, slots=True)
class Directory:
    """One workspace at one moment. `admins` are Slack ids and addresses of further admins."""

    session: Session
    workspace: Workspace
    admins: frozenset[str]
    at: datetime

    @classmethod
    def of(
        cls, session: Session, workspace_id: str, admins: Iterable[str], at: datetime
    ) -> "Directory":
        found = organisation.workspace(session, workspace_id)
        assert found is not None
        named = frozenset(name.strip().lower() for name in admins if name.strip())
        return cls(session, found, named, at)

    def take_over(self, members: Sequence[Member]) -> int:
        """Bring our people to what Slack says of these members; how many changed or are new.

        A person imported by e-mail gets their Slack id here. Who works in the workspace and is not
        known yet is added; guests, bots, those who left and people of other companies are not.
        """
        members = [self._seen_from_here(member) for member in members]
        ids = [member.slack_user_id for member in members]
        emails = [member.email.lower() for member in members if member.email]
        known = people_sync.known(self.session, self.workspace.id, ids, emails)
        by_id = {row.slack_user_id: row for row in known if row.slack_user_id}
        forgotten = erased.noted(self.session, self.workspace.id) if members else frozenset()
        by_mail = {row.email.lower(): row for row in known if row.email}
        changed = 0
        for member in members:
            same_mail = by_mail.get((member.email or "").lower())
            row = by_id.get(member.slack_user_id) or same_mail
            if row is not None:
                changed += self._update(row, member)
            elif member.standing == Standing.EMPLOYEE and not self._is_erased(member, forgotten):
                self._add(member)
                changed += 1
        self.session.flush()
        return changed

    def _seen_from_here(self, member: Member) -> Member:
        """Who shares a channel with this workspace comes from outside, and administers nothing."""
        if not member.homes or self.workspace.id in member.homes:
            return member
        stranger = member.standing == Standing.EMPLOYEE
        standing = Standing.EXTERNAL.value if stranger else member.standing
        return replace(member, standing=standing, is_admin=False)

    def _is_erased(self, member: Member, forgotten: frozenset[str]) -> bool:
        """Who was erased is not met anew, until an administrator lets them come back."""
        accounts = [member.slack_user_id, *([member.email] if member.email else [])]
        return any(erased.digest(self.workspace.id, one) in forgotten for one in accounts)

    def _add(self, member: Member) -> None:
        tz = member.tz if member.tz and _is_zone(member.tz) else self.workspace.tz
        is_admin = member.is_admin or self._is_named(member)
        self.session.add(
            Person(
                workspace_id=self.workspace.id,
                slack_user_id=member.slack_user_id,
                email=member.email.lower() if member.email else None,
                name=member.name or member.slack_user_id,
                locale=language_in_slack(member.locale) or self.workspace.locale,
                tz=tz,
                standing=member.standing,
                is_admin=is_admin,
                admin_since=self.at if is_admin else None,
                slack_tz=member.tz,
                slack_locale=member.locale,
                slack_admin=member.is_admin,
                created_at=self.at,
            )
        )

    def _update(self, person: Person, member: Member) -> bool:
        before = person.model_dump()
        person.slack_user_id = member.slack_user_id
        person.name = member.name or person.name
        person.standing = member.standing
        self._follow_clock(person, member)
        self._follow_language(person, member)
        self._follow_rights(person, member)
        return bool(person.model_dump() != before)

    def _follow_clock(self, person: Person, member: Member) -> None:
        """Another zone than Slack said before, or one for whom nobody named a zone."""
        if member.tz is None or member.tz == person.slack_tz or not _is_zone(member.tz):
            return
        heard_before = person.slack_tz is not None
        person.slack_tz = member.tz
        if (heard_before or person.tz == self.workspace.tz) and person.tz != member.tz:
            person.tz = member.tz
            self.session.flush()
            replanning.follow(self.session, person, at=self.at)

    def _follow_language(self, person: Person, member: Member) -> None:
        """Only another language than Slack said before: the first is but a guess."""
        if member.locale is None or member.locale == person.slack_locale:
            return
        heard_before = person.slack_locale is not None
        person.slack_locale = member.locale
        if heard_before:
            person.locale = language_in_slack(member.locale) or person.locale

    def _follow_rights(self, person: Person, member: Member) -> None:
        """Slack's admins are admins here, until Slack says otherwise; so are those named.

        Who does not work here any more is none: should they come back, somebody says so anew.
        """
        is_admin = person.is_admin
        heard_before = person.slack_admin is not None
        if member.is_admin != person.slack_admin:
            person.slack_admin = member.is_admin
            if member.is_admin or heard_before:
                is_admin = member.is_admin
        works_here = member.standing == Standing.EMPLOYEE
        is_admin = works_here and (is_admin or self._is_named(member))
        if organisation.set_admin(person, is_admin, at=self.at):
            audit.add(
                self.session,
                workspace_id=self.workspace.id,
                at=self.at,
                actor_id=None,
                action="make_admin" if is_admin else "remove_admin",
                subject="person",
                subject_id=person.id,
            )

    def _is_named(self, member: Member) -> bool:
        return is_named(self.admins, member.slack_user_id, member.email)


def is_named(admins: Iterable[str], slack_user_id: str, email: str | None) -> bool:
    """Whether the settings name somebody as an administrator, by Slack id or address."""
    accounts = {slack_user_id.lower(), *([email.lower()] if email else [])}
    return not accounts.isdisjoint(name.strip().lower() for name in admins)


def _is_zone(tz: str) -> bool:
    try:
        local_time_on(date(2026, 1, 1), time(), tz)
    except Invalid:
        return False
    return True
