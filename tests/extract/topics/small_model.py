"""A topic model of seven syllables, written and read like the real one."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from nlp_service.extract.topics.features import FloatArray, NgramVocabulary
from nlp_service.extract.topics.style import StyleVocabulary
from nlp_service.extract.topics.weights import LinearHead, TopicWeights, join_heads, save_weights
from nlp_service.model_store import ModelFolder, open_model, write_manifest

SYLLABLES = ("bóng", "bệnh", "công", "nghệ", "viện", "đá", "đội")


def small_vocabulary() -> NgramVocabulary:
    width = len(SYLLABLES) + 1
    pairs = sorted(SYLLABLES.index(a) * width + SYLLABLES.index(b) for a, b in (("bóng", "đá"), ("bệnh", "viện")))
    features = len(SYLLABLES) + len(pairs)
    ones = np.ones(features, dtype=np.float32)
    return NgramVocabulary(SYLLABLES, np.array(pairs, dtype=np.int64), ones, lead=4, lead_boost=1.0)


def small_weights() -> TopicWeights:
    """``bóng đá`` is sport, ``bệnh viện`` health, ``công`` technology to the newer expert and sport to the older.

    The second of the older newspapers, told by ``(TT)`` at the begin, has ``công`` under health.
    """
    vocabulary, style = small_vocabulary(), small_style()
    words, features = len(vocabulary), len(vocabulary) + len(style)
    older = np.zeros((features, 3), dtype=np.float32)
    older[[0, 5, 7], 0] = 4
    older[[1, 4, 8], 1] = 4
    newer = older.copy()
    second = older.copy()
    older[2, 0], second[2, 1], newer[2, 2] = 6, 12, 6
    newspaper = np.zeros((features, 2), dtype=np.float32)
    newspaper[words, 1] = 20
    heads = {
        "older": _head(np.concatenate([older, second], axis=1)),
        "newer": _head(newer),
        "epoch": _head(np.zeros((features, 1), dtype=np.float32)),
        "newspaper": LinearHead(newspaper, np.array([5, 0], dtype=np.float32)),
        "iptc": _head(newer[:, :2].copy()),
    }
    return TopicWeights(
        vocabulary=vocabulary,
        style=style,
        sections=("the-thao", "suc-khoe", "cong-nghe"),
        newspapers=("nld", "tt"),
        media_topics=("15000000", "07000000"),
        joined=join_heads(heads),
        turn=2012,
        years=(0.0, -6.0, 6.0),
        published=12.0,
    )


def small_style() -> StyleVocabulary:
    """One feature: the word ``TT`` at the begin."""
    return StyleVocabulary(np.array([zlib.crc32(b"h1:TT")], dtype=np.uint32), np.ones(1, dtype=np.float32), scale=0.5)


def _head(weights: FloatArray) -> LinearHead:
    return LinearHead(weights, np.zeros(weights.shape[1], dtype=np.float32))


def write_small_model(root: Path) -> ModelFolder:
    folder = root / "topics"
    folder.mkdir()
    save_weights(small_weights(), folder)
    write_manifest(folder, name="topics", version="0", licence="MIT")
    return open_model(root, "topics")
