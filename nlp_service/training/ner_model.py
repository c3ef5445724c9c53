"""The tagger before training: spaCy's embeddings, convolutions and transition system, with the vectors put in."""

from __future__ import annotations

from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from nlp_service.training.ner_vectors import SyllableVectors


@dataclass(frozen=True, slots=True)
class Architecture:
    """The sizes of the network."""

    width: int = 96
    depth: int = 4
    hidden: int = 64


def create_tagger(vectors: SyllableVectors, architecture: Architecture) -> Language:
    """Return an untrained pipeline whose only component is ``ner``."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_service.syllables.v1"}}})
    nlp.vocab.vectors = _table(nlp, vectors)
    nlp.add_pipe("ner", config={"model": _network(architecture), "incorrect_spans_key": None})
    return nlp


def _table(nlp: Language, vectors: SyllableVectors) -> Vectors:
    """Give each form its row, and the forms in another case the row of the most frequent of its cases."""
    table = Vectors(strings=nlp.vocab.strings, shape=vectors.rows.shape)
    for form, row in zip(vectors.forms, vectors.rows, strict=True):
        table.add(form, vector=row)
    known = set(vectors.forms)
    for number, form in enumerate(vectors.forms):
        for variant in (form.upper(), form.lower(), form.title()):
            if variant not in known:
                known.add(variant)
                table.add(variant, row=number)
    return table


def _network(architecture: Architecture) -> dict[str, object]:
    width = architecture.width
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": architecture.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": width,
                # LOWER and not NORM: what a tokenizer takes for the norm must not change what was learnt.
                "attrs": ["LOWER", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [8000, 500, 4000, 1000],
                "include_static_vectors": True,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": width,
                "depth": architecture.depth,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
