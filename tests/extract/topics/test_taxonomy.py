from __future__ import annotations

import pytest

from nlp_service.extract.topics.features import split_syllables
from nlp_service.extract.topics.taxonomy import load_taxonomy


def test_sections_are_the_thirteen_of_the_newsroom() -> None:
    labels = [section.label for section in load_taxonomy().sections]
    assert len(labels) == len(set(labels)) == 13
    assert {"Chính trị - Xã hội", "Thế giới", "Du lịch", "Xe"} <= set(labels)


def test_media_topics_are_the_seventeen_of_the_iptc() -> None:
    topics = load_taxonomy().media_topics
    assert [topic.code for topic in topics] == [f"{number:02d}000000" for number in range(1, 18)]
    assert topics[14].id == "medtop:15000000"


def test_shares_of_a_section_sum_to_one() -> None:
    for section in load_taxonomy().sections:
        assert sum(section.iptc.values()) == pytest.approx(1)


def test_cues_are_lower_case_and_not_empty() -> None:
    for topic in load_taxonomy().media_topics:
        assert len(topic.cues) > 20
        for cue in topic.cues:
            assert cue == cue.lower()
            assert split_syllables(cue)
