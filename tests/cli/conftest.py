"""The command line is known to every test here."""

from command_line import okrbot, sandbox

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["okrbot", "sandbox"]
