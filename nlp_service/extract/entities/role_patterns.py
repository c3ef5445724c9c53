"""The words of roles, and what may stand between them and the names beside them, as patterns made from data."""

from __future__ import annotations

import re

from nlp_service.extract.entities.patterns import any_of
from nlp_service.resources import loader

_FILE = "entities/roles.yml"
_MAX_FIELD = 6
"""Words of the field that a role is in."""


class RolePatterns:
    """Patterns over normalised text, none of which backtracks over more than a few words.

    Raises:
        ResourceError: the data file is malformed.
    """

    def __init__(self) -> None:
        content = loader.read(_FILE)

        def words(key: str) -> str:
            return any_of(loader.strings(content, key, name=_FILE))

        prefixes = rf"(?:(?:{words('prefixes')})\s){{0,3}}"
        roles = any_of(
            loader.strings(content, "roles", name=_FILE) + loader.strings(content, "occupations", name=_FILE)
        )
        self.role = re.compile(rf"(?i)(?<!\w){prefixes}(?:{roles})(?:\s(?:{words('qualifiers')})){{0,2}}(?!\w)")
        word = r"[^\W\d_]\w*"
        self.field = re.compile(
            rf"\s(?P<field>(?:(?P<known>(?i:{words('fields')}))|{word})(?:\s{word}){{0,{_MAX_FIELD - 1}}}?)"
            rf"(?:\s(?i:{words('links')}))?(?:,?\s(?i:{words('addresses')})\.?)*\s?[,–-]?\s"
        )
        self.link = re.compile(rf"\s(?:(?i:{words('links')})\s)?")
        self.joint = re.compile(rf"\s?(?i:{words('joints')})\s?")
        addresses = rf"(?:(?i:{words('addresses')})\.?\s?)*"
        self.close = re.compile(rf"\s{addresses}|\s?:\s{addresses}")
        self.apart = re.compile(rf"\s?[,–-]?\s{addresses}")
        self.opener = re.compile(rf"\s?(?i:{words('openers')})\s?")
