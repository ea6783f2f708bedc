"""Names of common measures of all fields, in English and Vietnamese.

One row is one measure: its phrases, cut by "|", mean the same thing. A title with one of them may
be called by any other. Accents do not matter, nor do English endings and hyphens.
"""

from bot.domain.replies.measure_names_business import BUSINESS
from bot.domain.replies.measure_names_digital import DIGITAL
from bot.domain.replies.measure_names_industry import INDUSTRY
from bot.domain.replies.measure_names_marketing import MARKETING
from bot.domain.replies.measure_names_people import PEOPLE
from bot.domain.replies.measure_names_services import SERVICES

MEASURES: tuple[str, ...] = (
    *BUSINESS,
    *MARKETING,
    *PEOPLE,
    *DIGITAL,
    *INDUSTRY,
    *SERVICES,
)
"""Phrases of each measure, cut by "|"."""
