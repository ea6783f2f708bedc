"""The libraries that the bot is made of, imported and nothing more: nobody can start sooner."""

import apscheduler.schedulers.background
import jinja2
import slack_bolt
import sqlmodel

#: Named, so that nothing here looks like an import that is not needed.
IMPORTED = (apscheduler, jinja2, slack_bolt, sqlmodel)
