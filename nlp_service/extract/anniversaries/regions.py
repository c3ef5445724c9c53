"""The region of an event by its name: a province, the whole country, or another country."""

from __future__ import annotations

import re
from functools import cache

from nlp_service.errors import ResourceError
from nlp_service.extract.anniversaries.naming import fold_name
from nlp_service.extract.anniversaries.vocabulary import alternation
from nlp_service.resources.loader import mapping, read, strings

NATIONAL = "vn"
INTERNATIONAL = "international"
_FILE = "anniversaries/regions.yml"


class Regions:
    """Finds regions in names of events.

    Raises:
        ResourceError: the data file is malformed.
    """

    def __init__(self) -> None:
        content = read(_FILE)
        provinces = strings(content, "provinces", name=_FILE)
        aliases = {name: str(province) for name, province in mapping(content, "aliases", name=_FILE).items()}
        if not set(aliases.values()) <= set(provinces):
            raise ResourceError(f"Resource {_FILE}: every alias must name a province of the list.")
        self._provinces = aliases | {name: name for name in provinces}
        self._provinces |= {name.upper(): province for name, province in self._provinces.items()}
        self._names = re.compile(alternation(self._provinces))
        self._not_in = re.compile(alternation(strings(content, "not_in", name=_FILE)), re.IGNORECASE)
        self._national = re.compile(alternation(strings(content, "national", name=_FILE)))
        self._international = re.compile(alternation(strings(content, "international", name=_FILE)))

    def find(self, event: str, subject: str | None = None) -> str | None:
        """Return the region that the name of an event, else that of its subject, tells; None when neither does."""
        for name in filter(None, (event, subject)):
            province = self._names.search(self._not_in.sub(" ", name))
            if province is not None:
                return self._provinces[province.group()]
        folded = f"{event} {subject or ''}".lower()
        if self._international.search(folded) is not None:
            return INTERNATIONAL
        return NATIONAL if self._national.search(folded) is not None else None


@cache
def load_regions() -> Regions:
    """Return the regions as the data file has them.

    Raises:
        ResourceError: the data file is malformed.
    """
    return Regions()


def same_region(region: str | None, wanted: str) -> bool:
    """Return whether ``wanted`` means the region: accents, capitals and dashes make no difference."""
    return region is not None and fold_name(region) == fold_name(wanted)
