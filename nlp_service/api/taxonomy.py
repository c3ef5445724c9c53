"""The topics that can be asked for, with how often the stored articles have them."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.extract.topics.taxonomy import IPTC_SCHEME, SECTION_SCHEME, load_taxonomy
from nlp_service.search.topics import TopicCount


def complete_counts(counts: Sequence[TopicCount]) -> list[TopicCount]:
    """Return the whole taxonomy in its own order with the counts given, 0 where there is none; then unknown topics.

    Stored analyses may know topics that a later taxonomy dropped.
    """
    taxonomy = load_taxonomy()
    topics = [(SECTION_SCHEME, section.id, section.label) for section in taxonomy.sections]
    topics += [(IPTC_SCHEME, topic.id, topic.label) for topic in taxonomy.media_topics]
    found = {(count.scheme, count.id): count.articles for count in counts}
    known = [TopicCount(scheme, id_, label, found.get((scheme, id_), 0)) for scheme, id_, label in topics]
    ids = {(topic.scheme, topic.id) for topic in known}
    return known + [count for count in counts if (count.scheme, count.id) not in ids]
