"""What happens to each column when a person asks for their data, or to be forgotten.

`storage/personal_columns.py` is the register; a column that is not in it fails the tests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """What erasing a person does to a column.

    ERASE empties it in the rows that are theirs, and treats all others as PSEUDONYMISE, which
    replaces what tells who they are. KEEP leaves it, for a reason.
    """

    ERASE = "erase"
    PSEUDONYMISE = "pseudonymise"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Treated:
    """Some columns of a table. `why` they are kept; `by` is the column that says whose words they
    are, where that is not the one that says whose row it is. `quotes` may repeat what people wrote
    elsewhere."""

    way: Way
    columns: Sequence[str]
    why: str = ""
    by: str = ""
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """All columns of a table.

    `whose` are columns that hold the id of the person whose row it is; "reply_id>reply" means the
    person of that row of another table. Such rows are exported, without the columns `inner`. With
    `goes` they are deleted when the person is erased.
    """

    treated: Sequence[Treated]
    whose: Sequence[str] = ()
    goes: bool = False
    inner: Sequence[str] = ()

    def way_of(self, column: str) -> Way:
        """Raises LookupError for a column that is not in the register."""
        for one in self.treated:
            if column in one.columns:
                return one.way
        raise LookupError(column)

    def scanned(self) -> Iterator[tuple[str, bool]]:
        """Columns that may name a person, and whether they may repeat their words."""
        for one in self.treated:
            if one.way is not Way.KEEP:
                yield from ((column, one.quotes) for column in one.columns)

    def erased(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Columns that are emptied, and the columns that say whose they are."""
        for one in self.treated:
            if one.way is Way.ERASE:
                yield from ((column, (one.by,) if one.by else self.whose) for column in one.columns)

    def exported(self) -> Sequence[str]:
        """Columns of an export; none of a table whose rows are nobody's."""
        if not self.whose:
            return []
        return [name for one in self.treated for name in one.columns if name not in self.inner]


def erase(columns: str, *, by: str = "", quotes: bool = False) -> Treated:
    """Words of the person."""
    return Treated(Way.ERASE, columns.split(), by=by, quotes=quotes)


def pseudonymise(columns: str, *, quotes: bool = False) -> Treated:
    """Words of others, in which the person may be named."""
    return Treated(Way.PSEUDONYMISE, columns.split(), quotes=quotes)


def keep(why: str, columns: str) -> Treated:
    """What stays, with the reason."""
    return Treated(Way.KEEP, columns.split(), why=why)
