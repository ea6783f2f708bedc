"""The forms for one's own settings and for those of the workspace."""

from collections.abc import Sequence
from typing import Any

from bot.domain.kpis.model import AlertClock
from bot.domain.rhythm import Cadence
from bot.render import fields
from bot.render.blocks import Block, Rendered, context, message, modal, section
from bot.render.environment import Words
from bot.render.escaping import clip
from bot.render.field_ids import Setting
from bot.render.ids import View
from bot.render.rows import Params

LONGEST_ZONE = 60
NONE = "-"
COMPANY_DIGESTS = ("both", "weekly", "monthly", "off")
FLAGS = ("saturdays", "strict", "scorecards")


def own_settings(words: Words, params: Params) -> dict[str, Any]:
    """Language, how often one is asked, when one is away."""
    body: list[Block] = [
        _languages(words, params["locale"]),
        context(words.line("settings.zone", zone=params["tz"])),
    ]
    if params["has_goals"]:
        rhythms = [(one.value, _capital(words.plain(f"rhythms.{one}"))) for one in Cadence]
        body.append(
            fields.choice(
                words.plain("settings.cadence"),
                rhythms,
                block_id=Setting.CADENCE,
                chosen=params["cadence"],
                hint=words.plain("settings.cadence_hint"),
                optional=True,
            )
        )
    body += [
        fields.day(
            words.plain("settings.away_from"),
            block_id=Setting.AWAY_FROM,
            chosen=params["away_from"],
        ),
        fields.day(
            words.plain("settings.away_until"),
            block_id=Setting.AWAY_UNTIL,
            chosen=params["away_until"],
            hint=words.plain("settings.away_hint"),
        ),
    ]
    if params["is_admin"]:
        body.append(context(words.line("settings.admins_too")))
    return _modal(words, View.SETTINGS, body)


def house_settings(words: Words, params: Params) -> dict[str, Any]:
    """What holds for the whole workspace."""
    body = [
        _languages(words, params["locale"], hint=words.plain("settings.locale_hint")),
        fields.typed(
            words.plain("settings.tz"),
            block_id=Setting.TZ,
            value=params["tz"][:LONGEST_ZONE],
            longest=LONGEST_ZONE,
            hint=words.plain("settings.tz_hint"),
        ),
        fields.choice(
            words.plain("settings.country"),
            _countries(words, params["countries"]),
            block_id=Setting.COUNTRY,
            chosen=params["country"] or NONE,
        ),
        *_rules(words, params),
        *_company(words, params),
        fields.radio(
            words.plain("settings.pilot"),
            [(name, words.plain(f"settings.pilot_{name}")) for name in ("on", "off")],
            block_id=Setting.PILOT,
            chosen="on" if params["pilot"] else "off",
        ),
        context(words.line("settings.retention_too")),
    ]
    return _modal(words, View.HOUSE_SETTINGS, body)


def _rules(words: Words, params: Params) -> list[Block]:
    waits = [(NONE, words.plain("settings.never"))]
    waits += [(str(n), words.plain("settings.after_days", days=n)) for n in range(1, 6)]
    starts = [(str(n), _capital(words.plain(f"month_names.m{n}"))) for n in range(1, 13)]
    return [
        fields.checks(
            words.plain("settings.flags"),
            [(name, words.plain(f"settings.{name}")) for name in FLAGS],
            block_id=Setting.FLAGS,
            chosen=[name for name in FLAGS if params[name]],
            hint=words.plain("settings.flags_hint"),
        ),
        fields.choice(
            words.plain("settings.year_starts"),
            starts,
            block_id=Setting.YEAR_STARTS,
            chosen=str(params["year_starts"]),
        ),
        fields.choice(
            words.plain("settings.escalation"),
            waits,
            block_id=Setting.ESCALATION,
            chosen=str(params["escalate_after"] or NONE),
        ),
        fields.choice(
            words.plain("settings.alert_clock"),
            [(one.value, words.plain(f"alert_clocks.{one}")) for one in AlertClock],
            block_id=Setting.ALERT_CLOCK,
            chosen=params["alert_clock"],
            hint=words.plain("settings.alert_clock_hint"),
        ),
    ]


def _company(words: Words, params: Params) -> list[Block]:
    """Where the digest of the company goes, and how often."""
    return [
        fields.channel(
            words.plain("settings.company_channel"),
            block_id=Setting.COMPANY_CHANNEL,
            chosen=params["company_channel_id"],
            hint=words.plain("settings.company_channel_hint"),
        ),
        fields.choice(
            words.plain("settings.company_digest"),
            [(one, words.plain(f"company_digests.{one}")) for one in COMPANY_DIGESTS],
            block_id=Setting.COMPANY_DIGEST,
            chosen=params["company_digest"],
        ),
    ]


def spoken(words: Words, params: Params) -> Rendered:
    """Told in the language that was chosen."""
    text = words.line(f"spoken.{params['locale']}")
    return message(text, [section(text)])


def _languages(words: Words, chosen: str, *, hint: str = "") -> Block:
    return fields.choice(
        words.plain("settings.locale"),
        [(locale, words.plain(f"languages.{locale}")) for locale in ("vi", "en")],
        block_id=Setting.LOCALE,
        chosen=chosen,
        hint=hint,
    )


def _countries(words: Words, codes: Sequence[str]) -> list[tuple[str, str]]:
    """By name in the reader's language; first the country that the time zone is in."""
    named = sorted((words.language.territory(code), code) for code in codes)
    return [(NONE, words.plain("settings.of_zone")), *((code, name) for name, code in named)]


def _capital(text: str) -> str:
    return clip(text[:1].upper() + text[1:], 70)


def _modal(words: Words, view: View, body: list[Block]) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata="",
        title=words.plain(f"views.{view}_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )
