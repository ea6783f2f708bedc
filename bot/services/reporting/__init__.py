"""A report of one cycle as tables: people, teams, the company, check-ins, scores and KPIs."""

from bot.services.reporting.book import excel
from bot.services.reporting.sheets import sheets
from bot.services.reporting.wanted import Wanted, find, named
from bot.services.reporting.zipped import csv_files

__all__ = ["Wanted", "csv_files", "excel", "find", "named", "sheets"]
