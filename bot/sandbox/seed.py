"""The workspace a fresh or reset sandbox starts with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.sandbox.model import (
    AppInfo,
    Command,
    Conversation,
    Kind,
    Person,
    Shortcut,
    Team,
    Token,
)

TEAM = Team("T0MINHLONG", "Minh Long", "minh-long")

BOT_SCOPES = (
    "chat:write",
    "commands",
    "im:write",
    "im:history",
    "app_mentions:read",
    "users:read",
    "users:read.email",
    "channels:read",
    "groups:read",
    "usergroups:read",
    "files:write",
    "files:read",
)

APP = AppInfo(
    id="A0OKRBOT000",
    bot_id="B0OKRBOT000",
    bot_user_id="U0OKRBOT000",
    name="okrbot",
    verification_token="sandbox-verification-token",
    signing_secret="sandbox-signing-secret",
    commands=(
        Command("/okr", "Objectives and key results", "[add | list | team | help]"),
        Command("/kpi", "Key performance indicators", "[list | set | help]"),
    ),
    shortcuts=(
        Shortcut("check_in", "Check in · Cập nhật"),
        Shortcut("add_goal", "Add goal · Thêm mục tiêu"),
        Shortcut("attach_evidence", "Attach · Gắn vào KR", on_message=True),
        Shortcut("make_blocker", "Blocker · Báo vướng mắc", on_message=True),
    ),
    # Listed although the default scopes leave some out: an event without its scope is not sent.
    events=frozenset(
        {
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "message.channels",
            "message.groups",
            "message.im",
            "team_join",
            "tokens_revoked",
            "user_change",
        }
    ),
)

PEOPLE = (
    Person(
        "U0LINH00001",
        "linh",
        "Linh",
        "linh@minh-long.example",
        TEAM.id,
        tz="Asia/Ho_Chi_Minh",
        locale="vi-VN",
        title="Chief operating officer",
        is_admin=True,
    ),
    Person(
        "U0JAMES0001",
        "james",
        "James",
        "james@minh-long.example",
        TEAM.id,
        tz="Europe/London",
        locale="en-GB",
        title="Head of export",
    ),
    Person(
        "U0MAI000001",
        "mai",
        "Mai",
        "mai@minh-long.example",
        TEAM.id,
        tz="Asia/Ho_Chi_Minh",
        locale="vi-VN",
        title="Kiln manager",
    ),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything that stands at the start. Tokens stay the same, so a bot's settings keep working.

    `bot_scopes` are those of the bot token: add `channels:history` to see channel messages.
    """

    team: Team = TEAM
    app: AppInfo = APP
    bot_token: str = "xoxb-sandbox"
    app_token: str = "xapp-sandbox"
    bot_scopes: tuple[str, ...] = BOT_SCOPES
    people: tuple[Person, ...] = PEOPLE
    general: str = "C0GENERAL00"
    installed: bool = True

    def twin(self, team: Team, number: int, *, installed: bool) -> Seed:
        """The start of another workspace of the same app.

        People and channels have the same ids as here, so an app that mixes up its workspaces
        shows it. The bot's user is another one, as on Slack.
        """
        app = replace(self.app, bot_id=f"B0APP{number:06d}", bot_user_id=f"U0APP{number:06d}")
        return replace(
            self,
            team=team,
            app=app,
            bot_token=f"{self.bot_token}-{number}",
            people=tuple(replace(person, team_id=team.id) for person in self.people),
            installed=installed,
        )

    def tokens(self) -> dict[str, Token]:
        """The app's own token, and the bot's if the app is installed, by value."""
        own = Token(self.app_token, "app", ("connections:write",))
        bot = Token(self.bot_token, "bot", self.bot_scopes)
        return {token.value: token for token in ((bot, own) if self.installed else (own,))}

    def bot(self) -> Person:
        """The bot's own user."""
        app = self.app
        return Person(
            app.bot_user_id,
            app.name,
            app.name,
            "",
            self.team.id,
            is_bot=True,
            bot_id=app.bot_id,
        )

    def slackbot(self) -> Person:
        """Slack's own helper: `is_bot` is false for it, which is a trap worth keeping."""
        return Person("USLACKBOT", "slackbot", "Slackbot", "", self.team.id)

    def channels(self, created: int) -> tuple[Conversation, ...]:
        """#general with everybody in it, and the bot if the app is installed."""
        people = [person.id for person in self.people]
        members = [*people, self.app.bot_user_id] if self.installed else people
        return (
            Conversation(
                self.general,
                "general",
                Kind.PUBLIC,
                members,
                created,
                people[0],
            ),
        )
