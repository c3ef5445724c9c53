"""Which names of one article are one thing: short forms join a fuller name when only one fuller name can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from nlp_service.extract.entities.names import NameReader, Words
from nlp_service.text.vietnamese import strip_accents, syllables
from nlp_service.types import EntityLabel

_LONGEST = 24
"""Words of a name whose beginnings and ends are looked at."""
_SHORTEST_INITIALS = 3
_PASSES = 2


def cluster_names(
    names: Sequence[Words],
    label: EntityLabel,
    reader: NameReader,
    pairs: Iterable[tuple[Words, Words]] = (),
    doubtful: Collection[Words] = (),
    written: Mapping[Words, Collection[Words]] = MappingProxyType({}),
) -> Mapping[Words, Words]:
    """Return, for each distinct name, the fullest name of the same thing.

    ``pairs`` are full names with the short form that the text itself gives for them in brackets. Nothing joins one of
    the ``doubtful`` names, which the tagger was not sure of: they are too often a name with a word too many.
    ``written`` are the words of a name as the text has them, those included that its key leaves out.
    """
    groups = _Groups(names)
    for full, short in pairs:
        groups.join(full, short)
    fuller = _fuller_names(names, label, reader, written)
    order = sorted(fuller, key=lambda words: (-len(words), words))
    # Two fuller names of one thing may be joined only after the first pass was there: "CLB Tottenham" meets
    # "Tottenham Hotspur" and "CLB Tottenham Hotspur".
    for _ in range(_PASSES):
        for name in order:
            heads = {groups.head(other) for other in fuller[name] if other not in doubtful} - {groups.head(name)}
            if len(heads) == 1:
                groups.join(heads.pop(), name)
    return {name: groups.head(name) for name in names}


class _Groups:
    """Disjoint sets of names; the head of each is the name that the others were joined to."""

    def __init__(self, names: Iterable[Words]) -> None:
        self._heads = {name: name for name in names}

    def head(self, name: Words) -> Words:
        while self._heads[name] != name:
            self._heads[name] = self._heads[self._heads[name]]
            name = self._heads[name]
        return name

    def join(self, fuller: Words, shorter: Words) -> None:
        first, second = self.head(fuller), self.head(shorter)
        if first != second:
            self._heads[second] = first


def _fuller_names(
    names: Sequence[Words], label: EntityLabel, reader: NameReader, written: Mapping[Words, Collection[Words]]
) -> Mapping[Words, set[Words]]:
    if label == "PER":
        return _fuller_persons(names)
    if label == "LOC":
        return _fuller_places(names, reader, written)
    if label == "ORG":
        return _fuller_organisations(names, reader, written)
    return _matches(names, _beginnings(names))


def _fuller_persons(names: Sequence[Words]) -> Mapping[Words, set[Words]]:
    """A person is called by the last words of the name; where none fits, by the first (``Kim``, ``Linda``)."""
    ends = _matches(names, _endings(names))
    starts = _matches(names, _beginnings(names))
    skipped = _matches(names, _index((_ends_of(name), name) for name in names if len(name) > 2))
    return {name: ends.get(name) or skipped.get(name) or starts.get(name, set()) for name in names}


def _fuller_places(
    names: Sequence[Words], reader: NameReader, written: Mapping[Words, Collection[Words]]
) -> Mapping[Words, set[Words]]:
    """``Cát Lái`` is ``phà Cát Lái``, but ``Đan Đông`` is not its station where the city itself is written about."""
    cities = {
        name
        for name in names
        if reader.is_region(name) or any(reader.is_administrative(words) for words in written.get(name, ()))
    }
    by_name = _by_short_form(names, reader.without_class)
    units = {name: {other for other in others if reader.is_administrative(other)} for name, others in by_name.items()}
    fuller = {name: units[name] or (set() if name in cities else others) for name, others in by_name.items()}
    by_class = _by_common_form(names, reader.with_one_class)
    return {name: fuller.get(name) or by_class.get(name, set()) for name in names}


def _fuller_organisations(
    names: Sequence[Words], reader: NameReader, written: Mapping[Words, Collection[Words]]
) -> Mapping[Words, set[Words]]:
    """The first of these that fits.

    The same up to the word for a city, the level of a body (``UBND tỉnh``), a wider or another head, no head,
    initials, the beginning, the end of a foreign name.
    """
    bodies = {name: reader.without_head(name) for name in names}
    readings = (
        _by_common_form(names, reader.without_city_word),
        _by_level(names, reader, written),
        _by_wider_head(bodies),
        _by_common_form(names, reader.with_one_head),
        _by_short_form(names, bodies.__getitem__),
        _by_initials(names),
        _by_beginning(bodies, reader),
        _matches([name for name in names if not _is_vietnamese(name)], _endings(names)),
    )
    return {name: next((found[name] for found in readings if found.get(name)), set()) for name in names}


def _by_wider_head(bodies: Mapping[Words, Words]) -> Mapping[Words, set[Words]]:
    """Find ``câu lạc bộ bóng đá Hà Nội`` for ``câu lạc bộ Hà Nội``."""
    by_body = _index((body, name) for name, body in bodies.items() if body != name)
    return {
        name: {
            other
            for other in by_body[body]
            if len(other) > len(name) and other[: len(name) - len(body)] == name[: len(name) - len(body)]
        }
        for name, body in bodies.items()
        if body != name
    }


def _by_beginning(bodies: Mapping[Words, Words], reader: NameReader) -> Mapping[Words, set[Words]]:
    table = _index(
        (form[:length], name)
        for name, body in bodies.items()
        for form in dict.fromkeys((name, body))
        for length in range(1, min(len(form), _LONGEST))
        if not reader.is_branch(form[length:])
    )
    return {
        name: set().union(*(table.get(reader.without_silent_end(form), ()) for form in (name, body))) - {name}
        for name, body in bodies.items()
        if not reader.is_complete(name)
    }


def _by_level(
    names: Sequence[Words], reader: NameReader, written: Mapping[Words, Collection[Words]]
) -> Mapping[Words, set[Words]]:
    """Find ``Công an tỉnh Quảng Ninh``, and not ``Công an huyện Tiên Yên``, for ``Công an tỉnh``."""
    levels = {name for name in names if reader.ends_in_level(name)}
    table = _index(
        (words[:length], name)
        for name in names
        for words in written.get(name, ())
        for length in range(2, min(len(words), _LONGEST))
    )
    return _matches([name for name in names if name in levels], table)


def _by_common_form(names: Sequence[Words], common: Callable[[Words], Words]) -> Mapping[Words, set[Words]]:
    """Find the longest of the names that are the same in their common form."""
    forms: dict[Words, list[Words]] = defaultdict(list)
    for name in names:
        forms[common(name)].append(name)
    found: dict[Words, set[Words]] = {}
    for same in forms.values():
        longest = max(same, key=lambda words: (len(words), words))
        found.update((name, {longest}) for name in same if name != longest)
    return found


def _is_vietnamese(name: Words) -> bool:
    return any(word in syllables() for word in name)


def _ends_of(name: Words) -> Words:
    return (name[0], name[-1])


def _by_short_form(names: Sequence[Words], shorten: Callable[[Words], Words]) -> Mapping[Words, set[Words]]:
    return _matches(names, _index((shorten(name), name) for name in names if shorten(name) != name))


def _beginnings(names: Iterable[Words]) -> Mapping[Words, set[Words]]:
    return _index((name[:length], name) for name in names for length in range(1, min(len(name), _LONGEST)))


def _endings(names: Iterable[Words]) -> Mapping[Words, set[Words]]:
    return _index((name[length:], name) for name in names for length in range(1, min(len(name), _LONGEST)))


def _index(pairs: Iterable[tuple[Words, Words]]) -> Mapping[Words, set[Words]]:
    table: dict[Words, set[Words]] = defaultdict(set)
    for short, name in pairs:
        table[short].add(name)
    return table


def _matches(names: Sequence[Words], table: Mapping[Words, set[Words]]) -> Mapping[Words, set[Words]]:
    return {name: table[name] - {name} for name in names if name in table}


def _by_initials(names: Sequence[Words]) -> Mapping[Words, set[Words]]:
    """Short forms keep đ and ư or lose them, so both sides are compared without accents."""
    table = _index(
        ((strip_accents("".join(word[0] for word in name)),), name) for name in names if len(name) >= _SHORTEST_INITIALS
    )
    spoken = {name: (strip_accents(name[0]),) for name in names if len(name) == 1}
    return {name: table[plain] for name, plain in spoken.items() if plain in table}
