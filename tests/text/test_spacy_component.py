"""The spaCy pipeline in ``models/vi_news`` gives what the pipeline gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from nlp_service.errors import UnsupportedLanguage
from nlp_service.model_store import default_root, open_model
from nlp_service.pipeline import Pipeline
from nlp_service.serialize import dumps
from nlp_service.spacy_component import AnalysisComponent
from nlp_service.types import Article
from tests.dummies import make_pipeline
from tests.naughty import PARAGRAPH


@pytest.fixture(scope="module")
def nlp() -> Any:
    return spacy.load(default_root() / "vi_news")


def test_folder_is_verified_and_holds_no_weights() -> None:
    folder = open_model(default_root(), "vi_news")
    names = sorted(path.name for path in Path(folder.path).rglob("*") if path.is_file())
    assert names == ["README.md", "config.cfg", "manifest.json", "meta.json"]


def test_gives_what_the_pipeline_gives(nlp: Any, pipeline: Pipeline, portal_page: str) -> None:
    doc = nlp(portal_page)
    analysis = pipeline.analyze(Article(id="", text=portal_page))
    assert doc.text == portal_page
    found = [(span.start_char, span.end_char, span.label_, span.kb_id_) for span in doc.ents]
    assert found == [(item.start, item.end, item.label, item.entity_id) for item in analysis.entities]
    assert [item["value"] for item in doc._.dates] == [item.value for item in analysis.dates]
    assert len(doc._.anniversaries) == len(analysis.anniversaries) > 0
    assert [item["id"] for item in doc._.topics] == [item.id for item in analysis.topics]
    assert [item["tag"] for item in doc._.tags] == [item.tag for item in analysis.tags]


def test_title_and_date_are_the_callers(nlp: Any) -> None:
    for published in ("2021-04-30", date(2021, 4, 30)):
        doc = nlp.make_doc("Hôm qua, đoàn công tác thăm Hà Nội.")
        doc._.published = published
        doc._.title = "Thăm Hà Nội"
        doc = nlp(doc)
        assert doc._.analysis["published"] == "2021-04-30"
        assert doc._.analysis["title"] == "Thăm Hà Nội"
        assert [item["value"] for item in doc._.dates] == ["2021-04-29"]


def test_doc_can_be_written_and_read(nlp: Any) -> None:
    doc = nlp(PARAGRAPH)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert dumps(again._.analysis) == dumps(doc._.analysis)
    assert [span.text for span in again.ents] == [span.text for span in doc.ents]


def test_refuses_another_language(nlp: Any) -> None:
    with pytest.raises(UnsupportedLanguage):
        nlp("The minister said that he would not resign before the end of the year.")


def test_splits_a_word_where_an_entity_ends(nlp: Any) -> None:
    text = "Ông Lê  Văn Nam nói."
    doc = Doc(nlp.vocab, words=["Ông", "Lê  Văn Nam nói", "."], spaces=[True, False, False])
    result = AnalysisComponent(make_pipeline())(doc)
    assert result.text == text
    assert [span.text for span in result.ents] == ["Ông Lê  Văn Nam"]
    assert [token.text for token in result] == ["Ông", "Lê  Văn Nam", " ", "nói", "."]
