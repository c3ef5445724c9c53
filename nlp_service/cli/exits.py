"""Exit codes that scripts can trust, and the one table from errors to them."""

from __future__ import annotations

from enum import IntEnum

from nlp_service.errors import (
    InputError,
    InvalidField,
    ModelError,
    NlpServiceError,
    NotFoundError,
    PackageMissing,
    ResourceError,
    StoreError,
)


class Exit(IntEnum):
    """What the process tells its caller."""

    OK = 0
    UNEXPECTED = 1
    """An error of this program: please report it."""
    USAGE = 2
    """An unknown option or an option's value that cannot be."""
    REFUSED = 3
    """Some input could not be analysed; each refusal was reported, all the rest was done."""
    NOT_FOUND = 4
    INSTALLATION = 5
    """A model, a data file or an optional package is missing or damaged."""
    STORE = 6
    BELOW_FLOOR = 7
    """An accuracy figure is below its floor."""
    INTERRUPTED = 130


_CODES: tuple[tuple[type[NlpServiceError], Exit], ...] = (
    (InvalidField, Exit.USAGE),
    (InputError, Exit.REFUSED),
    (NotFoundError, Exit.NOT_FOUND),
    (ModelError, Exit.INSTALLATION),
    (PackageMissing, Exit.INSTALLATION),
    (ResourceError, Exit.INSTALLATION),
    (StoreError, Exit.STORE),
)


def exit_code(error: NlpServiceError) -> Exit:
    """Return the exit code for ``error``: the first row of the table that it is an instance of."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.UNEXPECTED)
