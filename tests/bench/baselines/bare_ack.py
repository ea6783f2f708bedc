"""A Bolt app that checks the signature of a command and acknowledges it, and nothing else."""

from concurrent.futures import Executor

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult


def bare_app(team: str, signing_secret: str, executor: Executor) -> App:
    """Bolt in its default mode, with as many threads as the bot has."""
    result = AuthorizeResult(
        enterprise_id=None, team_id=team, bot_token="xoxb-x", bot_id="B1", bot_user_id="U1"
    )

    def authorize() -> AuthorizeResult:
        return result

    app = App(
        name="bare",
        signing_secret=signing_secret,
        authorize=authorize,
        listener_executor=executor,
    )

    def acknowledge(ack: Ack) -> None:
        ack()

    app.command("/okr")(acknowledge)
    return app
