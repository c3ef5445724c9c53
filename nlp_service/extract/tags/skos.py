"""Reads a newsroom's vocabulary from SKOS (W3C Recommendation of 2009), as Turtle or RDF/XML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from rdflib import RDF, SKOS, Graph
from rdflib.term import Literal as Text
from rdflib.term import Node

from nlp_service.errors import InvalidField
from nlp_service.extract.tags.vocabulary import make_vocabulary
from nlp_service.text.validation import decode_utf8
from nlp_service.types import Vocabulary, VocabularyTerm

SkosFormat = Literal["turtle", "xml"]
_LANGUAGES = ("vi", None)
"""Labels in Vietnamese, else labels that name no language."""


def read_skos(content: bytes, form: SkosFormat) -> Vocabulary:
    """Return the vocabulary of all ``skos:Concept`` in ``content``.

    Raises:
        InvalidEncoding: it is not UTF-8.
        InvalidField: it is no SKOS, or a concept or a label is not valid; the message says which.
    """
    return make_vocabulary(_read_concepts(decode_utf8(content).removeprefix("\ufeff"), form))


def _read_concepts(text: str, form: SkosFormat) -> Iterator[VocabularyTerm]:
    if form == "xml" and "<!DOCTYPE" in text:
        raise InvalidField("vocabulary: RDF/XML with a document type is refused, because it can define entities.")
    graph = Graph()
    try:
        graph.parse(data=text, format=form)
    except Exception as error:  # the parser meets broken input with errors of many kinds, IndexError among them
        raise InvalidField(f"vocabulary: this is no SKOS in {form} ({type(error).__name__}).") from error
    concepts = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not concepts:
        raise InvalidField("vocabulary: there is no skos:Concept in it.")
    broader: Mapping[Node, list[Node]] = defaultdict(list)
    for term, above in graph.subject_objects(SKOS.broader):
        broader[term].append(above)
    for above, term in graph.subject_objects(SKOS.narrower):
        broader[term].append(above)
    for concept in concepts:
        preferred = _labels(graph, concept, "prefLabel")
        if not preferred:
            raise InvalidField(f"vocabulary: {concept} has no preferred label in Vietnamese.")
        nearest = min(map(str, broader[concept]), default=None)  # a term may have several; one path is enough
        yield VocabularyTerm(str(concept), preferred[0], tuple(_labels(graph, concept, "altLabel")), nearest)


def _labels(graph: Graph, concept: Node, name: str) -> list[str]:
    """Return the labels in Vietnamese, else those that name no language, in the order of the alphabet."""
    labels = [label for label in graph.objects(concept, SKOS[name]) if isinstance(label, Text)]
    for language in _LANGUAGES:
        chosen = sorted(str(label) for label in labels if label.language == language)
        if chosen:
            return chosen
    return []
