"""Shows the encoder a part of its sentences as banners and careless typing have them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from nlp_service.text.vietnamese import strip_accents
from nlp_service.training.ner_data import LabelledSyllables


@dataclass(frozen=True, slots=True)
class Noise:
    """The shares of sentences that are shown in another way, so that banners and careless typing are understood."""

    upper: float = 0.12
    lower: float = 0.03
    title: float = 0.02
    bare: float = 0.03
    glued: float = 0.04


def vary(sentence: LabelledSyllables, noise: Noise, chance: random.Random) -> LabelledSyllables:
    """Return ``sentence`` as it is or, now and then, in another case, without accents or with blanks missing."""
    draw, words = chance.random(), sentence.words
    changes = (
        (noise.upper, str.upper), (noise.lower, str.lower), (noise.title, str.title), (noise.bare, strip_accents),
    )  # fmt: skip
    for share, change in changes:
        if draw < share:
            return replace(sentence, words=tuple(change(word) for word in words))
        draw -= share
    if draw < noise.glued:
        # Only before a capital: the service parts such words there.
        following = (*(word[0].isupper() for word in words[1:]), False)
        spaces = (
            space and not (capital and word.islower() and chance.random() < 0.5)
            for word, space, capital in zip(words, sentence.spaces, following, strict=True)
        )
        return replace(sentence, spaces=tuple(spaces))
    return sentence
