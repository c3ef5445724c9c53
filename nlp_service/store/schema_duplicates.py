"""The tables of duplicates: what each text looks like, which texts are alike, and the clusters that they form."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, Table

from nlp_service.store.schema import metadata


def _article_key(name: str = "article_key") -> Column[int]:
    return Column(name, Integer, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True)


# ``text_hash`` is the same for the same words; ``minhash`` is missing for texts too short to be compared.
signatures = Table(
    "signatures",
    metadata,
    _article_key(),
    Column("text_hash", LargeBinary, nullable=False),
    Column("minhash", LargeBinary),
    Index("signatures_by_text_hash", "text_hash"),
)

# Texts that share a band of their signatures are candidates (locality-sensitive hashing).
signature_bands = Table(
    "signature_bands",
    metadata,
    Column("band", Integer, primary_key=True),
    _article_key(),
    Index("signature_bands_by_article", "article_key"),
    sqlite_with_rowid=False,
)

# Each article is linked to the most similar ones that were there before it.
similar_articles = Table(
    "similar_articles",
    metadata,
    _article_key(),
    _article_key("other_key"),
    Column("similarity", Float, nullable=False),
    Index("similar_articles_by_other", "other_key"),
)

# One row an article that has duplicates; ``head_key`` is the earliest of its cluster, which is its own head.
duplicates = Table(
    "duplicates",
    metadata,
    _article_key(),
    Column("head_key", Integer, nullable=False),
    Index("duplicates_by_head", "head_key"),
)
