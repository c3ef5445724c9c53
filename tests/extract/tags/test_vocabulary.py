"""A newsroom's own tags: read from its files, checked, and put in the place of what was found."""

from __future__ import annotations

import json

import pytest

from nlp_service.errors import InputError
from nlp_service.extract.tags.skos import read_skos
from nlp_service.extract.tags.vocabulary import make_vocabulary, map_tags
from nlp_service.extract.tags.vocabulary_files import read_vocabulary, vocabulary_to_dict
from nlp_service.types import Span, Tag, Vocabulary, VocabularyTerm

TERMS = (
    VocabularyTerm("t1", "Giáo dục"),
    VocabularyTerm("t2", "Tuyển sinh", ("thi đại học", "kỳ thi tốt nghiệp"), "t1"),
    VocabularyTerm("t3", "Hòa Bình", ("tỉnh Hòa Bình",)),
)
CSV = """id,preferred,alternatives,broader
t1,Giáo dục,,
t2,Tuyển sinh,thi đại học | kỳ thi tốt nghiệp,Giáo dục
t3,Hòa Bình,tỉnh Hòa Bình,
"""
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<t1> a skos:Concept ; skos:prefLabel "Giáo dục"@vi, "Education"@en ; skos:narrower <t2> .
<t2> a skos:Concept ; skos:prefLabel "Tuyển sinh"@vi ; skos:altLabel "thi đại học"@vi, "kỳ thi tốt nghiệp"@vi .
<t3> a skos:Concept ; skos:prefLabel "Hòa Bình" ; skos:altLabel "tỉnh Hòa Bình" .
"""
RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://toasoan.example/t1"><skos:prefLabel xml:lang="vi">Giáo dục</skos:prefLabel>
<skos:broader rdf:resource="http://toasoan.example/t0"/></skos:Concept>
<skos:Concept rdf:about="http://toasoan.example/t0"><skos:prefLabel xml:lang="vi">Xã hội</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""


def test_files_of_every_form_give_the_same_terms() -> None:
    expected = make_vocabulary(TERMS)
    assert read_vocabulary(CSV.encode(), "csv") == expected
    assert read_vocabulary(json.dumps(vocabulary_to_dict(expected)).encode(), "json").terms == expected.terms
    skos = read_skos(TURTLE.encode(), "turtle")
    assert [(term.preferred, sorted(term.alternatives)) for term in skos.terms] == [
        (term.preferred, sorted(term.alternatives)) for term in expected.terms
    ]
    child = next(term for term in skos.terms if term.preferred == "Tuyển sinh")
    assert next(term for term in skos.terms if term.id == child.broader).preferred == "Giáo dục"
    assert [(term.id, term.broader) for term in read_skos(RDF.encode(), "xml").terms] == [
        ("http://toasoan.example/t0", None),
        ("http://toasoan.example/t1", "http://toasoan.example/t0"),
    ]


def test_tags_become_terms() -> None:
    tags = (
        Tag("Kỳ thi tốt nghiệp", "event", 0.9, (Span(10, 27),)),
        Tag("phụ huynh", "keyword", 0.8, (Span(40, 49),)),
        Tag("THI ĐẠI HỌC", "keyword", 0.95, (Span(0, 11),)),
        Tag("Hoà Bình", "place", 0.5, (Span(60, 68),)),
        Tag("Hoa Binh", "place", 0.4, (Span(70, 78),)),
    )
    mapped, unmapped = map_tags(tags, make_vocabulary(TERMS))
    assert mapped == (
        Tag("Tuyển sinh", "event", 0.95, (Span(0, 11), Span(10, 27)), "t2", ("Giáo dục",)),
        Tag("Hòa Bình", "place", 0.5, (Span(60, 68),), "t3", ()),
    )
    assert [tag.tag for tag in unmapped] == ["phụ huynh", "Hoa Binh"]
    assert map_tags(tags, Vocabulary()) == (tags, ())


def test_a_preferred_label_wins() -> None:
    vocabulary = make_vocabulary([VocabularyTerm("a", "Bóng đá", ("thể thao",)), VocabularyTerm("b", "Thể thao")])
    (tag,), _ = map_tags([Tag("thể thao", "keyword", 0.5)], vocabulary)
    assert tag.term_id == "b"


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ([VocabularyTerm("a", "A"), VocabularyTerm("a", "B")], "twice"),
        ([VocabularyTerm("a", "Hòa"), VocabularyTerm("b", "HOÀ")], "same preferred"),
        ([VocabularyTerm("a", "A", broader="z")], "is not there"),
        ([VocabularyTerm("a", "A", broader="b"), VocabularyTerm("b", "B", broader="a")], "above itself"),
        ([VocabularyTerm("a", "A", broader="a")], "above itself"),
        ([VocabularyTerm("a", " ")], "1 to 300"),
        ([VocabularyTerm("a", "A", ("x" * 301,))], "1 to 300"),
    ],
)
def test_terms_that_cannot_be(terms: list[VocabularyTerm], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make_vocabulary(terms)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("tên,khác\na,b\n", "csv"),
        ('preferred\n"a', "csv"),
        ("preferred\n\na,b,c\n", "csv"),
        ("[", "json"),
        ("[]", "json"),
        ('{"terms": [3]}', "json"),
        ('{"terms": [{"preferred": 3}]}', "json"),
        ('{"terms": [{"preferred": "a", "khác": "b"}]}', "json"),
    ],
)
def test_files_that_cannot_be_read(content: str, form: str) -> None:
    with pytest.raises(InputError):
        read_vocabulary(content.encode(), form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("<t1> a", "turtle"),
        ("", "turtle"),
        (TURTLE.replace('"Tuyển sinh"@vi', '"Admission"@en'), "turtle"),
        ("<rdf", "xml"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + RDF.partition("?>")[2], "xml"),
    ],
)
def test_skos_that_cannot_be_read(content: str, form: str) -> None:
    with pytest.raises(InputError):
        read_skos(content.encode(), form)  # type: ignore[arg-type]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(InputError):
        read_vocabulary(b"\xff\xfe\x00", "csv")
