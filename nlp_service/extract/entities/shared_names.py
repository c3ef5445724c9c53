"""Names of well-known people that ordinary people bear too: whose they are in an article, by its other names.

``Trần Quốc Tuấn`` is Trần Hưng Đạo only where the article calls him so as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from nlp_service.extract.entities.names import Words


def pair_shared_names(
    names: Sequence[Words], bearers: Mapping[Words, Words], evidence: Collection[Words]
) -> Iterator[tuple[Words, Words]]:
    """Yield the well-known bearer of each shared name with that name, where the article speaks of the bearer.

    Args:
        names: the distinct names of an article, in the order in which they come first.
        bearers: the canonical name of the well-known bearer of each shared name.
        evidence: those of the names that may stand for a bearer.
    """
    for place, name in enumerate(names):
        bearer = bearers.get(name)
        if bearer is None or bearer == name or bearer not in evidence or _has_fuller(name, names):
            continue
        if not _ends_in(name, bearer) or names.index(bearer) < place:
            yield bearer, name


def _ends_in(name: Words, end: Words) -> bool:
    """Tell whether a bearer's name may be short for the other one.

    Who is called so for short is named in full first; of the well-known one the pen name comes first: ``Văn Cao``, then
    ``Nguyễn Văn Cao``.
    """
    return len(name) > len(end) and name[-len(end) :] == end


def _has_fuller(name: Words, names: Sequence[Words]) -> bool:
    """Tell whether the name may be short for another of the article: ``Tố Như`` for ``Lê Tố Như``."""
    return any(
        len(other) > len(name) and name in (other[-len(name) :], other[: len(name)], (other[0], other[-1]))
        for other in names
    )
