"""What a user can put right: a stable key and its parameters; the wording lives in prompts/."""


class DomainError(Exception):
    """A rule was broken in a way that the reader of the message can settle.

    `key` is dotted ("key_result.flat_target") and names the text under [errors] of
    prompts/<locale>/strings.toml; `params` fill that text.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        return f"{self.key} {self.params}" if self.params else self.key


class NotAllowed(DomainError):
    """The actor may not do this; `params["who"]` names those who may."""


class NotFound(DomainError):
    """Nothing fits what was asked for."""


class Invalid(DomainError):
    """What was given breaks a rule of the thing it describes."""


class Conflict(DomainError):
    """Somebody or something newer stands in the way."""


class Gone(DomainError):
    """It existed once: closed, deleted or expired since."""
