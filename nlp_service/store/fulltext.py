"""The full-text index, the one part that differs by dialect: FTS5 of SQLite.

Every text is indexed twice: under its search key (case folded, composed, one tone placement, accents kept) and folded
(no accents). A phrase with accents matches the same accents, or the same words written without any; a phrase without
accents matches all accents. Boilerplate (banner, footer, counters) is indexed apart and weighs next to nothing, so that
a site's banner does not make all its pages relevant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, column, literal_column, select, table, text

from nlp_service.text.folding import search_key
from nlp_service.text.vietnamese import strip_accents

TABLE = "article_index"
_EXACT, _FOLDED = "{exact_title exact_body exact_margin}", "{folded_title folded_body folded_margin}"
# Weights of the six columns in their order: a word in the title counts as ten in the body.
_RANK = f"bm25({TABLE}, 10.0, 1.0, 0.05, 10.0, 1.0, 0.05)"

_CREATE = text(
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "exact_title, exact_body, exact_margin, folded_title, folded_body, folded_margin, "
    "tokenize = 'unicode61 remove_diacritics 0')"
)
_INSERT = text(
    f"INSERT INTO {TABLE} (rowid, exact_title, exact_body, exact_margin, folded_title, folded_body, folded_margin) "  # noqa: S608
    "VALUES (:key, :exact_title, :exact_body, :exact_margin, :folded_title, :folded_body, :folded_margin)"
)
_DELETE = text(f"DELETE FROM {TABLE} WHERE rowid = :key")  # noqa: S608

index = table(TABLE, column("rowid"))


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The parts of an article that are searched; ``margin`` is boilerplate."""

    title: str
    body: str
    margin: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together: their search keys, and the same folded. One word is a phrase too."""

    words: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def accented(self) -> bool:
        """Whether the accents were written."""
        return self.words != self.folded


def create_index(connection: Connection) -> None:
    """Create the index beside the tables."""
    connection.execute(_CREATE)


def index_article(connection: Connection, key: int, indexed: IndexedText) -> None:
    """Add one article."""
    parts = {"title": indexed.title, "body": indexed.body, "margin": indexed.margin}
    values = {f"exact_{name}": search_key(part) for name, part in parts.items()}
    values |= {f"folded_{name}": strip_accents(values[f"exact_{name}"]) for name in parts}
    connection.execute(_INSERT, {"key": key, **values})


def unindex_article(connection: Connection, key: int) -> None:
    """Take one article out."""
    connection.execute(_DELETE, {"key": key})


def matches(expression: str) -> ColumnElement[bool]:
    """Return the condition that a row of :data:`index` satisfies the expression."""
    return literal_column(TABLE).op("MATCH")(bindparam(None, expression))


def is_exact(phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """Return the condition that a row has every phrase with its accents as written."""
    exact = select(index.c.rowid).where(matches(exact_expression(phrases)))
    return index.c.rowid.in_(exact)


def rank() -> ColumnElement[float]:
    """Return the relevance of a row, BM25 with weighted columns: the smaller the better."""
    return literal_column(_RANK)


def accent_aware_expression(phrases: Sequence[Phrase]) -> str:
    """All phrases; one with accents matches these or none. Neighbours that stand together only raise the rank."""
    return " AND ".join(_boosted(phrases, position, strict=True) for position in range(len(phrases)))


def folded_expression(phrases: Sequence[Phrase]) -> str:
    """All phrases, whatever their accents."""
    return " AND ".join(_boosted(phrases, position, strict=False) for position in range(len(phrases)))


def exact_expression(phrases: Sequence[Phrase]) -> str:
    """All phrases, with the accents that are written."""
    return " AND ".join(
        f"{_EXACT} : {_quoted(phrase.words)}" if phrase.accented else f"{_FOLDED} : {_quoted(phrase.folded)}"
        for phrase in phrases
    )


def _boosted(phrases: Sequence[Phrase], position: int, *, strict: bool) -> str:
    """One phrase, or the pair that it forms with the next one: the pair implies it, so only the rank changes."""
    alternatives = list(_alternatives(phrases[position], strict=strict))
    for following in phrases[position + 1 : position + 2]:
        pair = Phrase(phrases[position].words + following.words, phrases[position].folded + following.folded)
        alternatives.extend(_alternatives(pair, strict=strict))
    return f"({' OR '.join(alternatives)})"


def _alternatives(phrase: Phrase, *, strict: bool) -> Iterator[str]:
    yield f"{_EXACT} : {_quoted(phrase.words)}"
    if phrase.accented and strict:
        yield f"{_EXACT} : {_quoted(phrase.folded)}"
    else:
        yield f"{_FOLDED} : {_quoted(phrase.folded)}"


def _quoted(words: Sequence[str]) -> str:
    """Within quotes FTS5 knows no operators; a quote inside is doubled."""
    return '"' + " ".join(words).replace('"', '""') + '"'
