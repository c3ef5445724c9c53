"""Hand-made articles and analyses: no model takes part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from nlp_service.types import (
    Analysis,
    Anniversary,
    Article,
    DateMention,
    Entity,
    EntityLabel,
    ModelInfo,
    Provenance,
    Published,
    Tag,
    TopicScore,
    Zone,
)

NOW = datetime(2024, 4, 1, 8, 30, tzinfo=UTC)
PROVENANCE = Provenance(
    version="0.1.0",
    segmenter="underthesea",
    tagger="fast",
    models=(ModelInfo("ner-fast", "1", "0" * 64),),
    resources="1" * 64,
)
UNCLE_HO = ("per:ho-chi-minh", "Hồ Chí Minh")
HANOI = ("loc:ha-noi", "Hà Nội")
VTV = ("org:vtv", "Đài Truyền hình Việt Nam")


def build_article(
    article_id: str,
    text: str,
    *,
    title: str | None = None,
    published: Published | None = None,
    source: str | None = None,
) -> Article:
    return Article(id=article_id, text=text, title=title, published=published, source=source)


def build_analysis(
    article: Article,
    *,
    entities: Sequence[Entity] = (),
    dates: Sequence[DateMention] = (),
    anniversaries: Sequence[Anniversary] = (),
    topics: Sequence[TopicScore] = (),
    tags: Sequence[Tag] = (),
    zones: Sequence[Zone] = (),
    title: str | None = None,
    provenance: Provenance = PROVENANCE,
) -> Analysis:
    return Analysis(
        id=article.id,
        sentences=(),
        tokens=(),
        entities=tuple(entities),
        dates=tuple(dates),
        anniversaries=tuple(anniversaries),
        topics=tuple(topics),
        tags=tuple(tags),
        zones=tuple(zones),
        title=article.title or title,
        published=article.published,
        author=article.author,
        provenance=provenance,
    )


def find_entity(
    text: str, surface: str, identity: tuple[str, str], label: EntityLabel = "PER", *, occurrence: int = 0
) -> Entity:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(surface, start + 1)
    entity_id, name = identity
    return Entity(start, start + len(surface), surface, label, 0.9, entity_id=entity_id, name=name)
