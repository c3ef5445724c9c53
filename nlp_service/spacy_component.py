"""The whole analysis as one spaCy component, ``nlp_service_analysis``, for notebooks.

::

    nlp = spacy.load("models/vi_news")
    doc = nlp("Kỷ niệm 46 năm Ngày Giải phóng miền Nam (30/4/1975 - 30/4/2021), …")
    doc.ents, doc._.dates, doc._.anniversaries, doc._.topics, doc._.tags

``doc._.analysis`` is the object that the command line and the API give, as plain JSON values, so that a Doc can be
written and sent between processes. A caller who knows them sets ``doc._.title`` and ``doc._.published`` (a date, or an
ISO 8601 string) on ``nlp.make_doc(text)`` first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from nlp_service.pipeline import Pipeline, load_pipeline
from nlp_service.serialize import JsonObject, analysis_to_dict, dumps, parse_published
from nlp_service.spacy_spans import EntitySpan, set_entities
from nlp_service.types import Article

NAME = "nlp_service_analysis"
_PARTS = ("dates", "anniversaries", "topics", "tags", "zones")


class AnalysisComponent:
    """Analyses each Doc; words are split where an entity begins or ends inside one."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents`` and ``doc._.analysis``.

        Raises:
            InputError: the text is empty, too long, not text or not Vietnamese.
        """
        published = doc._.published
        if isinstance(published, str):
            published = parse_published(published)
        article = Article(id="", text=doc.text, title=doc._.title, published=published)
        analysis = json.loads(dumps(analysis_to_dict(self._pipeline.analyze(article), doc.text)))
        doc._.analysis = analysis
        found = analysis["entities"]
        set_entities(doc, [EntitySpan(item["start"], item["end"], item["label"], item["entity_id"]) for item in found])
        return doc


def create_analysis_component(nlp: Language, name: str, models: str | None) -> Callable[[Doc], Doc]:
    """Return the component with its models loaded; ``models`` is their folder (default: the committed ones).

    Raises:
        ModelError: a model is missing or differs from its checksums.
        ResourceError: a data file is malformed.
    """
    _add_extensions()
    return AnalysisComponent(load_pipeline(Path(models) if models else None))


Language.factory(
    NAME,
    default_config={"models": None},
    assigns=["doc.ents", "doc._.analysis"],
    retokenizes=True,
    func=create_analysis_component,
)


def _add_extensions() -> None:
    for settable in ("analysis", "title", "published"):
        if not Doc.has_extension(settable):
            Doc.set_extension(settable, default=None)
    for part in _PARTS:
        if not Doc.has_extension(part):
            Doc.set_extension(part, getter=_part_getter(part))


def _part_getter(part: str) -> Callable[[Doc], list[JsonObject]]:
    return lambda doc: list(doc._.analysis[part]) if doc._.analysis else []
