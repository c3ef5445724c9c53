from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.topics.classifier import LinearTopicClassifier, newest_year, topic_text
from nlp_service.extract.topics.scores import MIN_SCORE
from nlp_service.extract.topics.weights import save_weights
from nlp_service.model_store import open_model, write_manifest
from nlp_service.pipeline import Pipeline
from nlp_service.types import Document, Zone, ZoneLabel
from tests.extract.topics.small_model import small_weights, write_small_model


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> LinearTopicClassifier:
    return LinearTopicClassifier(write_small_model(tmp_path_factory.mktemp("models")))


def first(classifier: LinearTopicClassifier, document: Document, scheme: str = "section") -> str:
    (topics,) = classifier.classify([document])
    return next(topic.label for topic in topics if topic.scheme == scheme)


@pytest.mark.parametrize(
    ("text", "section", "media_topic"),
    [("Đội bóng đá", "Thể thao", "Thể thao"), ("Bệnh viện mới", "Sức khỏe", "Sức khỏe")],
)
def test_words_move_both_schemes(classifier: LinearTopicClassifier, text: str, section: str, media_topic: str) -> None:
    assert first(classifier, Document(text)) == section
    assert first(classifier, Document(text), "iptc") == media_topic


def test_media_topics_have_their_code(classifier: LinearTopicClassifier) -> None:
    (topics,) = classifier.classify([Document("bóng đá")])
    assert next(topic.id for topic in topics if topic.scheme == "iptc") == "medtop:15000000"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("công trình năm 2006", None, "Thể thao"),
        ("công trình năm 2021", None, "Công nghệ"),
        ("công trình", date(2006, 5, 1), "Thể thao"),
        ("công trình", date(2024, 5, 1), "Công nghệ"),
        ("công trình năm 1975", date(2024, 5, 1), "Công nghệ"),
    ],
)
def test_the_epoch_chooses_the_expert(
    classifier: LinearTopicClassifier, text: str, published: date | None, expected: str
) -> None:
    assert first(classifier, Document(text, published=published)) == expected


def test_the_typesetting_chooses_among_the_older_experts(classifier: LinearTopicClassifier) -> None:
    old = date(2006, 5, 1)
    assert first(classifier, Document("công trình", published=old)) == "Thể thao"
    assert first(classifier, Document("(TT) công trình", published=old)) == "Sức khỏe"


def test_topics_are_ranked_and_rounded(classifier: LinearTopicClassifier) -> None:
    (topics,) = classifier.classify([Document("bóng đá và bệnh viện")])
    for scheme in ("section", "iptc"):
        scores = [topic.score for topic in topics if topic.scheme == scheme]
        assert scores == sorted(scores, reverse=True)
        assert all(score >= MIN_SCORE and score == round(score, 4) for score in scores)


def test_a_batch_keeps_its_order(classifier: LinearTopicClassifier) -> None:
    documents = [Document("bóng đá"), Document(""), Document("bệnh viện")]
    assert classifier.classify(documents) == [classifier.classify([document])[0] for document in documents]
    assert classifier.classify([]) == []


def test_the_title_counts_and_boilerplate_does_not(classifier: LinearTopicClassifier) -> None:
    text = "bệnh viện bệnh viện\nTin mới.\nbệnh viện"
    zones = (
        Zone(0, 19, ZoneLabel.BANNER),
        Zone(20, 28, ZoneLabel.BODY),
        Zone(29, 38, ZoneLabel.FOOTER),
    )
    assert topic_text(Document(text, zones=zones)) == "Tin mới."
    assert topic_text(Document(text, zones=zones, title="Bóng đá")) == "Bóng đá\nTin mới."
    assert first(classifier, Document(text, zones=zones, title="Bóng đá")) == "Thể thao"


def test_a_headline_is_not_read_beside_the_title() -> None:
    zones = (Zone(0, 7, ZoneLabel.HEADLINE), Zone(8, 16, ZoneLabel.BODY))
    assert topic_text(Document("Bóng đá\nTin mới.", zones=zones, title="Bóng đá")) == "Bóng đá\nTin mới."
    assert topic_text(Document("Bóng đá\nTin mới.", zones=zones)) == "Bóng đá\nTin mới."


@pytest.mark.parametrize(
    ("text", "year"),
    [("từ 1975 đến 2006", 2006), ("số 120201", None), ("không có", None), ("2199", None), ("năm 2024.", 2024)],
)
def test_newest_year(text: str, year: int | None) -> None:
    assert newest_year(text) == year


def test_a_topic_outside_the_taxonomy_is_refused(tmp_path: Path) -> None:
    save_weights(replace(small_weights(), sections=("the-thao", "suc-khoe", "thien-van")), tmp_path)
    write_manifest(tmp_path, name="topics", version="0", licence="MIT")
    with pytest.raises(ModelCorrupt, match="thien-van"):
        LinearTopicClassifier(open_model(tmp_path.parent, tmp_path.name))


def test_weights_of_a_wrong_shape_are_refused(tmp_path: Path) -> None:
    save_weights(replace(small_weights(), sections=("the-thao", "suc-khoe")), tmp_path)
    write_manifest(tmp_path, name="topics", version="0", licence="MIT")
    with pytest.raises(ModelCorrupt, match="shape"):
        LinearTopicClassifier(open_model(tmp_path.parent, tmp_path.name))


@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=40)))
def test_any_text_gives_probabilities(text: str, title: str | None) -> None:
    weights = small_weights()
    rows = weights.transform([topic_text(Document(text, title=title))], [text])
    assert np.isfinite(rows @ weights.joined.weights).all()


@pytest.mark.accuracy
@pytest.mark.parametrize(
    ("title", "text", "section", "code"),
    [
        (
            "Đội tuyển Việt Nam thắng đậm ở vòng loại",
            "Tiền đạo trẻ ghi hai bàn thắng trong hiệp một, giúp đội tuyển giành trọn ba điểm trước khán giả nhà. "
            "Huấn luyện viên cho biết các cầu thủ đã thi đấu đúng chiến thuật.",
            "Thể thao",
            "medtop:15000000",
        ),
        (
            "Bệnh viện tỉnh phẫu thuật thành công cho bé sơ sinh",
            "Các bác sĩ đã mổ cấp cứu cho bệnh nhi ba ngày tuổi bị tắc ruột. Sau ca phẫu thuật, sức khỏe của bé ổn "
            "định, được theo dõi tại khoa hồi sức và tiếp tục điều trị bằng kháng sinh.",
            "Sức khỏe",
            "medtop:07000000",
        ),
        (
            "Tuyên án nhóm lừa đảo chiếm đoạt tài sản",
            "Tòa án nhân dân thành phố tuyên phạt bị cáo cầm đầu 12 năm tù về tội lừa đảo chiếm đoạt tài sản. Theo "
            "cáo trạng, nhóm này đã làm giả giấy tờ nhà đất để vay tiền của nhiều bị hại.",
            "Pháp luật",
            "medtop:02000000",
        ),
        (
            "Lãi suất giảm, doanh nghiệp dễ vay vốn hơn",
            "Nhiều ngân hàng thương mại hạ lãi suất cho vay ngắn hạn. Doanh nghiệp xuất khẩu kỳ vọng chi phí vốn giảm "
            "sẽ giúp lợi nhuận quý tới phục hồi, thị trường chứng khoán cũng phản ứng tích cực.",
            "Kinh doanh",
            "medtop:04000000",
        ),
        (
            "Thí sinh cần lưu ý gì khi đăng ký nguyện vọng đại học",
            "Bộ Giáo dục và Đào tạo công bố lịch xét tuyển. Thí sinh được điều chỉnh nguyện vọng sau khi biết điểm thi "
            "tốt nghiệp trung học phổ thông; các trường đại học công bố điểm chuẩn vào cuối tháng 8.",
            "Giáo dục",
            "medtop:05000000",
        ),
    ],
)
def test_the_committed_model_knows_plain_cases(
    pipeline: Pipeline, title: str, text: str, section: str, code: str
) -> None:
    (topics,) = pipeline.topics.classify([Document(text, title=title, published=date(2024, 3, 22))])
    assert next(topic.label for topic in topics if topic.scheme == "section") == section
    assert next(topic.id for topic in topics if topic.scheme == "iptc") == code
