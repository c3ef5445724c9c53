import json
import random
from pathlib import Path

import numpy as np
from spacy.vocab import Vocab

from nlp_service.extract.entities.calibration import calibrate
from nlp_service.training.ner_calibration import fit_curves
from nlp_service.training.ner_data import (
    LabelledSentence,
    LabelledSyllables,
    Variation,
    read_sentences,
    to_example,
    to_syllables,
    vary,
)
from nlp_service.training.ner_vectors import learn_vectors

SENTENCE = LabelledSentence("a", "own", "Bà Lê Thị Hoa ở TP.HCM.", ((3, 13, "PER"), (16, 22, "LOC")))


def test_syllables_bear_the_tags_of_their_mention() -> None:
    syllables = to_syllables(SENTENCE)
    assert syllables.words == ("Bà", "Lê", "Thị", "Hoa", "ở", "TP", ".", "HCM", ".")
    assert syllables.tags == ("O", "B-PER", "I-PER", "I-PER", "O", "B-LOC", "I-LOC", "I-LOC", "O")


def test_a_boundary_inside_a_syllable_leaves_it_unknown() -> None:
    cut = LabelledSentence("a", "own", "ở Huế", ((2, 4, "LOC"),))
    assert to_syllables(cut).tags == ("O", "")


def test_offsets_follow_the_normalisation(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    record = {"id": "a", "source": "own", "text": "ở  Hoà  Bình", "entities": [{"start": 3, "end": 12, "label": "LOC"}]}
    path.write_text(json.dumps(record), encoding="utf-8")
    (sentence,) = read_sentences(path)
    ((start, end, label),) = sentence.spans
    assert (sentence.text[start:end], label) == ("Hòa Bình", "LOC")


def test_examples_hold_the_mentions() -> None:
    example = to_example(to_syllables(SENTENCE), Vocab())
    assert [(span.text, span.label_) for span in example.reference.ents] == [("Lê Thị Hoa", "PER"), ("TP.HCM", "LOC")]
    assert not example.predicted.ents


def test_varied_sentences_keep_their_tags() -> None:
    syllables = to_syllables(SENTENCE)
    chance = random.Random(7)
    seen = {vary(syllables, Variation(upper=0.3, lower=0.3), chance) for _ in range(60)}
    upper = LabelledSyllables(tuple(word.upper() for word in syllables.words), syllables.spaces, syllables.tags)
    lower = LabelledSyllables(tuple(word.lower() for word in syllables.words), syllables.spaces, syllables.tags)
    assert seen == {syllables, upper, lower}


def test_words_of_one_company_have_like_vectors() -> None:
    chance = random.Random(1)
    towns, people = ("Huế", "Vinh", "Sơn"), ("Lan", "Hoa", "Mai")
    texts = [
        ["bà", chance.choice(people), "sống", "ở", chance.choice(towns), "từ", "năm", str(chance.randrange(9))]
        for _ in range(400)
    ]
    vectors = learn_vectors(texts, size=30, contexts=30, dimensions=8)
    row = dict(zip(vectors.forms, vectors.rows, strict=True))
    assert vectors.rows.dtype == np.float32
    assert row["Huế"] @ row["Vinh"] > 0.8 > row["Huế"] @ row["Lan"]
    assert np.array_equal(vectors.rows, learn_vectors(texts, size=30, contexts=30, dimensions=8).rows)


def test_fitted_scores_are_the_shares_that_are_right() -> None:
    chance = random.Random(3)
    sentences, found = [], []
    for number in range(400):
        sure = number % 2 == 0
        right = chance.random() < (0.9 if sure else 0.4)
        sentences.append(LabelledSentence(str(number), "own", "x" * 9, ((0, 4, "PER"),) if right else ()))
        found.append([((0, 4, "PER"), float(np.log(0.99 if sure else 0.6)))])
    curve = fit_curves(sentences, found)["PER"]  # type: ignore[arg-type]
    assert abs(calibrate(float(np.log(0.99)), curve) - 0.9) < 0.06
    assert abs(calibrate(float(np.log(0.6)), curve) - 0.4) < 0.06
