"""A topic model of seven syllables, written and read like the real one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nlp_service.extract.topics.features import NgramVocabulary
from nlp_service.extract.topics.weights import LinearHead, TopicWeights, save_weights
from nlp_service.model_store import ModelFolder, open_model, write_manifest

SYLLABLES = ("bóng", "bệnh", "công", "nghệ", "viện", "đá", "đội")


def small_vocabulary() -> NgramVocabulary:
    width = len(SYLLABLES) + 1
    pairs = sorted(SYLLABLES.index(a) * width + SYLLABLES.index(b) for a, b in (("bóng", "đá"), ("bệnh", "viện")))
    features = len(SYLLABLES) + len(pairs)
    ones = np.ones(features, dtype=np.float32)
    return NgramVocabulary(SYLLABLES, np.array(pairs, dtype=np.int64), ones, lead=4, lead_boost=1.0)


def small_weights() -> TopicWeights:
    """``bóng đá`` is sport, ``bệnh viện`` health, ``công`` technology to the newer expert and sport to the older."""
    vocabulary = small_vocabulary()
    older = np.zeros((len(vocabulary), 3), dtype=np.float32)
    older[[0, 5, 7], 0] = 4
    older[[1, 4, 8], 1] = 4
    newer = older.copy()
    older[2, 0], newer[2, 2] = 6, 6
    zeros = np.zeros(3, dtype=np.float32)
    iptc = LinearHead(newer[:, :2].copy(), np.zeros(2, dtype=np.float32))
    gate = LinearHead(np.zeros((len(vocabulary), 1), dtype=np.float32), np.zeros(1, dtype=np.float32))
    return TopicWeights(
        vocabulary=vocabulary,
        sections=("the-thao", "suc-khoe", "cong-nghe"),
        media_topics=("15000000", "07000000"),
        older=LinearHead(older, zeros),
        newer=LinearHead(newer, zeros),
        epoch=gate,
        iptc=iptc,
        turn=2012,
        years=(0.0, -6.0, 6.0),
        published=12.0,
    )


def write_small_model(root: Path) -> ModelFolder:
    folder = root / "topics"
    folder.mkdir()
    save_weights(small_weights(), folder)
    write_manifest(folder, name="topics", version="0", licence="MIT")
    return open_model(root, "topics")
