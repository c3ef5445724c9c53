from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.tags.candidates import Candidate, fold_syllables
from nlp_service.extract.tags.suggester import SalienceTagSuggester, is_near
from nlp_service.model_store import ModelFolder
from nlp_service.types import MAX_TAGS, Document, Entity, EntityLabel, Tag, TopicScore, Zone, ZoneLabel
from tests.extract.tags.documents import find_entities, make_document, write_statistics

TITLE = "Khởi công nhà máy điện gió ở Bạc Liêu"
TEXT = (
    "Sáng 12/3, Công ty Sao Biển khởi công nhà máy điện gió tại Bạc Liêu.\n"
    "Ông Trần Văn Hải, giám đốc Sao Biển, cho biết nhà máy điện gió có công suất 99 MW.\n"
    "Theo ông Hải, điện gió là hướng đi lâu dài của Bạc Liêu."
)
NAMES: dict[str, tuple[EntityLabel, str]] = {
    "Công ty Sao Biển": ("ORG", "Công ty Sao Biển"),
    "giám đốc Sao Biển": ("ORG", "Công ty Sao Biển"),
    "Bạc Liêu": ("LOC", "Bạc Liêu"),
    "Trần Văn Hải": ("PER", "Trần Văn Hải"),
    "ông Hải": ("PER", "Trần Văn Hải"),
}


@pytest.fixture(scope="module")
def suggester(tmp_path_factory: pytest.TempPathFactory) -> SalienceTagSuggester:
    return SalienceTagSuggester(write_statistics(tmp_path_factory.mktemp("models")))


def suggest(
    suggester: SalienceTagSuggester,
    text: str,
    names: dict[str, tuple[EntityLabel, str]],
    *,
    title: str | None = None,
    author: str | None = None,
    zones: tuple[Zone, ...] = (),
) -> dict[str, Tag]:
    document = make_document(text, title=title, author=author, zones=zones)
    return {tag.tag: tag for tag in suggester.suggest(document, find_entities(text, names), ())}


def test_names_are_canonical_once_an_entity_with_all_their_places(suggester: SalienceTagSuggester) -> None:
    tags = suggest(suggester, TEXT, NAMES, title=TITLE)
    assert tags["Trần Văn Hải"].kind == "person"
    assert [TEXT[span.start : span.end] for span in tags["Trần Văn Hải"].evidence] == ["Trần Văn Hải", "ông Hải"]
    assert tags["Bạc Liêu"].kind == "place"
    assert tags["Công ty Sao Biển"].kind == "organisation"
    assert not {"ông Hải", "Sao Biển"} & set(tags)


def test_the_repeated_phrase_of_the_title_wins_over_its_parts(suggester: SalienceTagSuggester) -> None:
    tags = suggest(suggester, TEXT, NAMES, title=TITLE)
    keywords = [tag.tag for tag in tags.values() if tag.kind == "keyword"]
    assert any("nhà máy điện gió" in keyword for keyword in keywords)
    assert not {"nhà máy", "điện gió", "cho biết"} & set(keywords)


def test_scores_fall_and_lie_between_nothing_and_one(suggester: SalienceTagSuggester) -> None:
    scores = [tag.score for tag in suggest(suggester, TEXT, NAMES, title=TITLE).values()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 and score == round(score, 4) for score in scores)


def test_the_title_lifts_a_name(suggester: SalienceTagSuggester) -> None:
    with_title = suggest(suggester, TEXT, NAMES, title=TITLE)["Bạc Liêu"].score
    assert with_title > suggest(suggester, TEXT, NAMES)["Bạc Liêu"].score


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Cầu mới thông xe sáng nay. (Ảnh: Lê Hà Vy)\nNgười dân đi lại dễ dàng.\nHết.\nHết.", "Lê Hà Vy", "PER"),
        ("Cầu mới thông xe sáng nay.\nNguồn: Reuters", "Reuters", "ORG"),
        ("Cầu mới thông xe sáng nay, theo Reuters.\nHết.", "Reuters", "ORG"),
        ("Cầu mới thông xe sáng nay.\nLê Hà Vy", "Lê Hà Vy", "PER"),
        ("Cầu mới thông xe sáng nay.\nTheo Lê Hà Vy", "Lê Hà Vy", "PER"),
        ("Bị can N.V.A. khai nhận hành vi.\nHết.", "N.V.A.", "PER"),
    ],
)
def test_credits_sources_writers_and_initials_are_no_tags(
    suggester: SalienceTagSuggester, text: str, name: str, label: EntityLabel
) -> None:
    assert name not in suggest(suggester, text, {name: (label, name)})


def test_a_name_in_running_text_is_no_credit(suggester: SalienceTagSuggester) -> None:
    text = "Nhiếp ảnh gia Lê Hà Vy khai mạc triển lãm.\nLê Hà Vy trưng bày bốn mươi bức ảnh.\nHết.\nHết."
    assert "Lê Hà Vy" in suggest(suggester, text, {"Lê Hà Vy": ("PER", "Lê Hà Vy")})


def test_the_author_is_no_tag(suggester: SalienceTagSuggester) -> None:
    text = "Phóng sự của Lê Hà Vy về làng chài.\nHết."
    assert "Lê Hà Vy" not in suggest(suggester, text, {"Lê Hà Vy": ("PER", "Lê Hà Vy")}, author="LÊ HÀ VY")


def test_a_publisher_in_the_title_is_a_tag(suggester: SalienceTagSuggester) -> None:
    text = "Reuters bổ nhiệm tổng biên tập mới.\nHết."
    names: dict[str, tuple[EntityLabel, str]] = {"Reuters": ("ORG", "Reuters")}
    assert "Reuters" in suggest(suggester, text, names, title="Reuters có tổng biên tập mới")


def test_boilerplate_gives_no_tags(suggester: SalienceTagSuggester) -> None:
    text = "Bạc Liêu điện gió điện gió\nTin ngắn trong ngày."
    zones = (Zone(0, 26, ZoneLabel.BANNER), Zone(27, 47, ZoneLabel.BODY))
    assert not {"Bạc Liêu", "điện gió"} & set(suggest(suggester, text, {"Bạc Liêu": ("LOC", "Bạc Liêu")}, zones=zones))
    assert {"Bạc Liêu", "điện gió"} <= set(suggest(suggester, text, {"Bạc Liêu": ("LOC", "Bạc Liêu")}))


def test_phrases_join_what_no_blank_divides_and_never_cross_marks_or_names(suggester: SalienceTagSuggester) -> None:
    text = (
        "Tiêm chủng vắc xin Covid-19 bắt đầu, tiêm chủng vắc xin Covid-19 kéo dài.\n"
        "Sau tiêm chủng, vắc xin Covid-19 được theo dõi."
    )
    tags = suggest(suggester, text, {"Covid-19": ("EVENT", "Covid-19")})
    assert {"tiêm chủng", "vắc xin"} <= set(tags)
    assert all("Covid" not in tag.tag for tag in tags.values() if tag.kind == "keyword")
    free = suggest(suggester, text, {})
    assert {"tiêm chủng", "vắc xin", "Covid-19"} <= set(free)


def test_topics_are_tags_without_spans(suggester: SalienceTagSuggester) -> None:
    topics = (
        TopicScore("section", "kinh-doanh", "Kinh doanh", 0.8),
        TopicScore("section", "the-gioi", "Thế giới", 0.1),
        TopicScore("iptc", "medtop:04000000", "Kinh tế", 0.9),
    )
    tags = suggester.suggest(make_document(TEXT, title=TITLE), (), topics)
    assert [tag for tag in tags if tag.kind == "topic"] == [Tag("Kinh doanh", "topic", 0.8)]


def test_the_same_name_in_another_case_or_without_accents_is_offered_once(suggester: SalienceTagSuggester) -> None:
    text = "José Silva gặp Jose Silva và JOSÉ SILVA.\nHết.\nHết.\nHết."
    names: dict[str, tuple[EntityLabel, str]] = {
        name: ("PER", name) for name in ("José Silva", "Jose Silva", "JOSÉ SILVA")
    }
    assert len([tag for tag in suggest(suggester, text, names).values() if tag.kind == "person"]) == 1


def test_no_more_than_the_limit(suggester: SalienceTagSuggester) -> None:
    names: dict[str, tuple[EntityLabel, str]] = {
        f"Làng {chr(65 + n // 3)}{'aeo'[n % 3]}": ("LOC", f"Làng {chr(65 + n // 3)}{'aeo'[n % 3]}") for n in range(60)
    }
    text = "\n".join(f"{name} và {name} và {name} họp." for name in names)
    assert len(suggest(suggester, text, names)) == MAX_TAGS


def test_an_empty_document_has_no_tags(suggester: SalienceTagSuggester) -> None:
    assert suggester.suggest(Document(""), (), ()) == ()


def test_missing_statistics_are_a_model_error(tmp_path: Path, suggester: SalienceTagSuggester) -> None:
    folder = write_statistics(tmp_path)
    (folder.path / "phrases.npz").write_bytes(b"no archive")
    with pytest.raises(ModelCorrupt):
        SalienceTagSuggester(ModelFolder(folder.path, folder.info, "MIT"))


@given(text=st.text(alphabet="aăâđ Bê-.,\n9(Ả:) ", max_size=120))
def test_any_text_any_names(suggester: SalienceTagSuggester, text: str) -> None:
    document = make_document(text)
    entities = tuple(
        Entity(token.start, token.end, text[token.start : token.end], "LOC", 0.5, token.norm)
        for token in document.tokens[::3]
    )
    tags = suggester.suggest(document, entities, ())
    assert tags == suggester.suggest(document, entities, ())
    assert len({tag.tag.casefold() for tag in tags}) == len(tags)
    for tag in tags:
        assert tag.evidence
        for span in tag.evidence:
            assert 0 <= span.start < span.end <= len(text)
        for before, after in zip(tag.evidence, tag.evidence[1:], strict=False):
            assert before.end <= after.start


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("vẽ dự án trên đất", "dự án trên đất lúa", True),
        ("ca ghép gan", "ghép gan lúc nửa đêm", True),
        ("viêm gan do rượu", "viêm gan do thuốc", False),
        ("nhà máy", "máy móc", False),
        ("điện gió", "nhà máy điện gió", True),
        ("bệnh viện", "Bệnh viện Sao Biển", True),
    ],
)
def test_phrases_that_contain_or_overlap_each_other_are_near(first: str, second: str, near: bool) -> None:
    pair = [Candidate(Tag(text, "keyword", 0.5), fold_syllables(text)) for text in (first, second)]
    assert is_near(*pair) is near
    assert is_near(*reversed(pair)) is near
