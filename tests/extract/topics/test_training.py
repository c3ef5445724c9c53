from __future__ import annotations

import numpy as np

from nlp_service.extract.topics.features import split_syllables
from nlp_service.extract.topics.taxonomy import load_taxonomy
from nlp_service.training.topics_corpus import is_held_back, near_duplicates
from nlp_service.training.topics_iptc import label_articles
from nlp_service.training.topics_phrases import count_phrases
from nlp_service.training.topics_vocabulary import build_vocabulary, keep_pairs

ARTICLE = (
    "Sáng nay, hàng trăm người dân làng chài ven biển đã cùng nhau dọn rác trên bãi cát dài hơn hai cây số. "
    "Hoạt động do đoàn thanh niên xã tổ chức, kéo dài đến hết tuần này, với sự giúp sức của các trường học trong vùng. "
    "Ban tổ chức cho biết lượng rác nhựa thu được nhiều gấp đôi năm trước và sẽ được đưa về nhà máy tái chế của tỉnh."
)
OTHER = (
    "Đội bóng chuyền nữ của trường vừa lên ngôi vô địch giải sinh viên toàn quốc sau trận chung kết kéo dài năm "
    "hiệp đấu. Đội trưởng được trao giải vận động viên xuất sắc nhất, còn huấn luyện viên tuyên bố "
    "sẽ nghỉ hưu sau mùa giải."
)


def test_near_duplicates_are_found_and_others_are_not() -> None:
    assert near_duplicates([ARTICLE, OTHER, ARTICLE + " Tin thêm: mưa."]) == {(0, 2)}


def test_the_split_is_a_function_of_the_id() -> None:
    ids = [f"bài-{number}" for number in range(2000)]
    held_back = [is_held_back(name, "vntc") for name in ids]
    assert held_back == [is_held_back(name, "vntc") for name in ids]
    assert 0.07 < np.mean(held_back) < 0.13


def test_cues_move_the_silver_label() -> None:
    taxonomy = load_taxonomy()
    codes = [topic.code for topic in taxonomy.media_topics]
    plain, storm = label_articles(
        ["Tin trong ngày.", "Bão số 5 suy yếu thành áp thấp nhiệt đới, gió giật cấp 8, mưa rất to, lượng mưa lớn."],
        ["chinh-tri-xa-hoi", "chinh-tri-xa-hoi"],
        taxonomy,
    )
    assert codes[int(plain.argmax())] == "11000000"
    assert codes[int(storm.argmax())] == "17000000"
    assert np.allclose([plain.sum(), storm.sum()], 1)


def test_phrases_grow_from_frequent_ones_and_keep_no_grammar_at_their_edges() -> None:
    texts = [f"bãi biển đẹp của tỉnh {name}" for name in ("a", "b", "c", "d", "e", "f")]
    sections = ["du-lich"] * 5 + ["kinh-doanh"]
    phrases, frequencies, keyness = count_phrases(texts, sections, frozenset({"của"}))
    counts = dict(zip(phrases, frequencies, strict=True))
    assert counts["bãi biển đẹp"] == 6
    assert "đẹp của" not in counts
    assert "tỉnh a" not in counts
    assert all(value >= 0 for value in keyness)


def test_the_vocabulary_holds_what_three_texts_have() -> None:
    texts = ["bóng đá hay", "bóng đá", "bóng đá xa", "hoa"]
    vocabulary = build_vocabulary(texts)
    assert vocabulary.syllables == ("bóng", "đá")
    assert len(vocabulary.pairs) == 1
    assert split_syllables(texts[1]) == ["bóng", "đá"]
    assert len(keep_pairs(vocabulary, np.ones(3, dtype=np.float32), 0).pairs) == 0
