"""Keeps the clusters of duplicates as articles come, change and go, inside a transaction that the caller holds.

A new article is linked to the most similar ones that are there; a cluster is what hangs together by links, and its head
is its earliest article: by publication, those without a date last, then in the order in which they were stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from nlp_service.store.counts import chunks
from nlp_service.store.schema import articles
from nlp_service.store.schema_duplicates import duplicates, signature_bands, signatures, similar_articles
from nlp_service.store.signatures import Signature, similarity

THRESHOLD = 0.7
"""Estimated Jaccard similarity from which two articles are duplicates."""
_MOST_CANDIDATES = 200
_MOST_LINKS = 8


def add_signature(connection: Connection, key: int, signature: Signature | None) -> bool:
    """Write the signature of a new text, link it to what is like it, and keep the clusters; whether there was any."""
    if signature is None:
        return False
    links = _find_similar(connection, signature)
    connection.execute(
        insert(signatures).values(article_key=key, text_hash=signature.text_hash, minhash=signature.minhash)
    )
    if signature.bands:
        bands = [{"band": band, "article_key": key} for band in dict.fromkeys(signature.bands)]
        connection.execute(insert(signature_bands), bands)
    if links:
        similar = [{"article_key": key, "other_key": other, "similarity": score} for other, score in links]
        connection.execute(insert(similar_articles), similar)
        _join(connection, {key, *(other for other, _ in links)})
    return bool(links)


def remove_signature(connection: Connection, key: int) -> None:
    """Take an article out; what hung together by it alone falls apart."""
    head = connection.scalar(select(duplicates.c.head_key).where(duplicates.c.article_key == key))
    for table in (signatures, signature_bands):
        connection.execute(delete(table).where(table.c.article_key == key))
    if head is None:
        return
    members = set(connection.scalars(select(duplicates.c.article_key).where(duplicates.c.head_key == head))) - {key}
    link = similar_articles.c
    connection.execute(delete(similar_articles).where(or_(link.article_key == key, link.other_key == key)))
    connection.execute(delete(duplicates).where(duplicates.c.head_key == head))
    for component in _components(connection, members):
        _write_cluster(connection, component)


def find_repeats(connection: Connection, article_ids: Sequence[str]) -> frozenset[str]:
    """Return those of the articles that repeat an earlier one: members of a cluster that are not its head."""
    found: set[str] = set()
    for part in chunks(article_ids):
        repeated = (
            select(articles.c.id)
            .join(duplicates, duplicates.c.article_key == articles.c.key)
            .where(articles.c.id.in_(part), duplicates.c.head_key != articles.c.key)
        )
        found.update(connection.scalars(repeated))
    return frozenset(found)


def list_cluster(connection: Connection, key: int, *, limit: int) -> list[tuple[Row[Any], float]]:
    """Return the other articles of the cluster, the earliest first, each with its similarity to this one."""
    own = connection.execute(select(signatures).where(signatures.c.article_key == key)).one_or_none()
    head = connection.scalar(select(duplicates.c.head_key).where(duplicates.c.article_key == key))
    if own is None or head is None:
        return []
    members = (
        select(articles, duplicates.c.head_key, signatures.c.text_hash, signatures.c.minhash)
        .join(duplicates, duplicates.c.article_key == articles.c.key)
        .join(signatures, signatures.c.article_key == articles.c.key)
        .where(duplicates.c.head_key == head, articles.c.key != key)
        .order_by(articles.c.key != head, articles.c.sort_published == "", articles.c.sort_published, articles.c.key)
        .limit(limit)
    )
    return [(row, _compare(own, row)) for row in connection.execute(members)]


def _compare(first: Row[Any], second: Row[Any]) -> float:
    if first.text_hash == second.text_hash:
        return 1.0
    if first.minhash is None or second.minhash is None:
        return 0.0
    return similarity(first.minhash, second.minhash)


def _find_similar(connection: Connection, signature: Signature) -> list[tuple[int, float]]:
    """Return the keys of the most similar articles with their similarities, the best and the oldest first."""
    same = select(signatures.c.article_key).where(signatures.c.text_hash == signature.text_hash)
    exact = connection.scalars(same.order_by(signatures.c.article_key).limit(_MOST_LINKS)).all()
    found = [(key, 1.0) for key in exact]
    if signature.minhash is None or len(found) == _MOST_LINKS:
        return found
    in_bands = select(signature_bands.c.article_key).where(signature_bands.c.band.in_(signature.bands)).distinct()
    candidates = (
        select(signatures.c.article_key, signatures.c.minhash)
        .where(signatures.c.article_key.in_(in_bands), signatures.c.text_hash != signature.text_hash)
        .order_by(signatures.c.article_key)
        .limit(_MOST_CANDIDATES)
    )
    scored = [(key, similarity(signature.minhash, other)) for key, other in connection.execute(candidates)]
    near = sorted((item for item in scored if item[1] >= THRESHOLD), key=lambda item: (-item[1], item[0]))
    return [*found, *near][:_MOST_LINKS]


def _join(connection: Connection, keys: Collection[int]) -> None:
    """Make one cluster of the articles and of the clusters that they are in."""
    heads = connection.scalars(select(duplicates.c.head_key).where(duplicates.c.article_key.in_(keys)).distinct()).all()
    present = set(connection.scalars(select(duplicates.c.article_key).where(duplicates.c.head_key.in_(heads))))
    new = sorted(set(keys) - present)
    candidates = _load_times(connection, {*heads, *new})
    head = _head(candidates)
    moved = [other for other in heads if other != head]
    if moved:
        connection.execute(update(duplicates).where(duplicates.c.head_key.in_(moved)).values(head_key=head))
    if new:
        connection.execute(insert(duplicates), [{"article_key": key, "head_key": head} for key in new])


def _components(connection: Connection, members: Collection[int]) -> list[list[int]]:
    """Return what hangs together by links among the members, single articles left out."""
    neighbours: dict[int, set[int]] = {key: set() for key in sorted(members)}
    for part in chunks(sorted(members)):
        links = select(similar_articles.c.article_key, similar_articles.c.other_key)
        for first, second in connection.execute(links.where(similar_articles.c.article_key.in_(part))):
            neighbours[first].add(second)
            neighbours[second].add(first)
    components = []
    while neighbours:
        component: list[int] = []
        waiting = [next(iter(neighbours))]
        while waiting:
            key = waiting.pop()
            if key in neighbours:
                component.append(key)
                waiting.extend(neighbours.pop(key))
        if len(component) > 1:
            components.append(sorted(component))
    return components


def _write_cluster(connection: Connection, keys: Sequence[int]) -> None:
    head = _head(_load_times(connection, keys))
    connection.execute(insert(duplicates), [{"article_key": key, "head_key": head} for key in keys])


def _load_times(connection: Connection, keys: Iterable[int]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for part in chunks(sorted(keys)):
        rows += connection.execute(select(articles.c.key, articles.c.sort_published).where(articles.c.key.in_(part)))
    return rows


def _head(candidates: Iterable[Row[Any]]) -> int:
    earliest = min(candidates, key=lambda row: (not row.sort_published, row.sort_published, row.key))
    return int(earliest.key)
