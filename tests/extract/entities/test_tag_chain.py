from collections.abc import Sequence
from itertools import pairwise, product
from math import exp

import numpy as np
import pytest

from nlp_service.extract.entities.tag_chain import Scores, TagChain, illegal_moves, tag_names

TAGS = tag_names(("PER", "ORG"))
Mention = tuple[int, int, str]


def chain(seed: int) -> TagChain:
    chance = np.random.default_rng(seed)
    moves, first = illegal_moves(TAGS)
    size = len(TAGS)
    return TagChain(
        TAGS,
        (moves + chance.normal(size=(size, size))).astype(np.float32),
        (first + chance.normal(size=size)).astype(np.float32),
        chance.normal(size=size).astype(np.float32),
    )


def mentions_of(path: Sequence[int]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for place, number in enumerate(path):
        kind, _, label = TAGS[number].partition("-")
        if kind == "B":
            found.append((place, place, label))
        elif kind == "I":
            found[-1] = (found[-1][0], place, label)
    return tuple(found)


def is_legal(path: Sequence[int]) -> bool:
    moves, first = illegal_moves(TAGS)
    return first[path[0]] == 0 and all(moves[former, tag] == 0 for former, tag in pairwise(path))


def weigh(chain: TagChain, scores: Scores, path: Sequence[int]) -> float:
    total = chain.first[path[0]] + chain.last[path[-1]] + scores[range(len(path)), list(path)].sum()
    return float(total + sum(chain.moves[former, tag] for former, tag in pairwise(path)))


@pytest.mark.parametrize("length", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_finds_the_best_of_all_paths_and_each_mentions_share(length: int, seed: int) -> None:
    made = chain(seed)
    scores = (2 * np.random.default_rng(seed + 50).normal(size=(length, len(TAGS)))).astype(np.float32)
    weights = {path: weigh(made, scores, path) for path in product(range(len(TAGS)), repeat=length) if is_legal(path)}
    total = sum(map(exp, weights.values()))
    found = made.find_mentions(scores)
    best = max(weights, key=lambda path: weights[path])
    assert [(item.first, item.last, item.label) for item in found] == list(mentions_of(best))
    for item in found:
        mention = (item.first, item.last, item.label)
        share = sum(exp(weight) for path, weight in weights.items() if mention in mentions_of(path))
        assert exp(item.log_probability) == pytest.approx(share / total, rel=1e-4)


def test_no_tokens_no_mentions() -> None:
    assert chain(1).find_mentions(np.zeros((0, len(TAGS)), dtype=np.float32)) == ()


def test_a_mention_never_begins_within() -> None:
    made = chain(2)
    scores = np.full((4, len(TAGS)), -5.0, dtype=np.float32)
    scores[:, TAGS.index("I-PER")] = 50
    assert [(item.first, item.last, item.label) for item in made.find_mentions(scores)] == [(0, 3, "PER")]


def test_two_mentions_may_touch() -> None:
    moves, first = illegal_moves(TAGS)
    made = TagChain(TAGS, moves, first, np.zeros(len(TAGS), dtype=np.float32))
    scores = np.zeros((3, len(TAGS)), dtype=np.float32)
    for place, tag in enumerate(("B-PER", "B-PER", "I-PER")):
        scores[place, TAGS.index(tag)] = 9
    assert [(item.first, item.last) for item in made.find_mentions(scores)] == [(0, 0), (1, 2)]
