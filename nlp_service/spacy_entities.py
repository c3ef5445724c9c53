"""The entity taggers as a spaCy component, ``nlp_service_entities``.

::

    nlp = spacy.blank("vi")
    nlp.add_pipe("nlp_service_entities", config={"tagger": "accurate"})  # or "fast"
    doc = nlp("Ông Nguyễn Văn Minh, Giám đốc Sở Y tế tỉnh Khánh Hòa, cho biết.")
    [(entity.text, entity.label_, entity._.score) for entity in doc.ents]

Both taggers have the labels PER, ORG, LOC, EVENT and LAW, rules included; ``entity._.score`` is the calibrated
probability that the mention is right.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp_service.extract.entities.loading import TAGGER_MODELS, load_tagger
from nlp_service.extract.entities.tagger import NetworkEntityTagger
from nlp_service.model_store import default_root, open_model
from nlp_service.spacy_spans import EntitySpan, set_entities
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.types import ENTITY_LABELS, Document, TaggerName

NAME = "nlp_service_entities"
_SCORE = "score"


class EntityComponent:
    """Sets ``doc.ents``; words are split where an entity begins or ends inside one."""

    def __init__(self, tagger: NetworkEntityTagger) -> None:
        self._tagger = tagger

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the entities."""
        return ENTITY_LABELS

    def __call__(self, doc: Doc) -> Doc:
        """Tag ``doc``, whatever its text."""
        normalized = normalize(doc.text)
        (mentions,) = self._tagger.tag([Document(normalized.text, split_sentences(normalized.text))])
        places = [normalized.to_source(mention.start, mention.end) for mention in mentions]
        set_entities(
            doc,
            [
                EntitySpan(place.start, place.end, mention.label)
                for place, mention in zip(places, mentions, strict=True)
            ],
        )
        scores = {place.start: mention.score for place, mention in zip(places, mentions, strict=True)}
        for span in doc.ents:
            span._.set(_SCORE, scores[span.start_char])
        return doc


def create_entity_component(nlp: Language, name: str, tagger: TaggerName, models: str | None) -> Callable[[Doc], Doc]:
    """Return the component with its model loaded; ``models`` is the models' folder (default: the committed ones).

    Raises:
        ModelError: the model is missing or differs from its checksums.
    """
    if not Span.has_extension(_SCORE):
        Span.set_extension(_SCORE, default=None)
    root = Path(models) if models else default_root()
    return EntityComponent(load_tagger(open_model(root, TAGGER_MODELS[tagger])))


Language.factory(
    NAME,
    default_config={"tagger": "accurate", "models": None},
    assigns=["doc.ents", "span._.score"],
    retokenizes=True,
    func=create_entity_component,
)
