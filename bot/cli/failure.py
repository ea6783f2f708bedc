"""What a user can put right: said in one line, without a traceback."""


class Failure(Exception):
    """The command cannot go on; the text says the way out."""
