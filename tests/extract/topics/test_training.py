from __future__ import annotations

import zlib

import numpy as np
import pytest
from scipy import sparse

from nlp_service.extract.topics.taxonomy import load_taxonomy
from nlp_service.training.topics_corpus import CorpusName, TopicArticle, is_held_back, near_duplicates
from nlp_service.training.topics_heads import fit_newspapers, mix_newspapers
from nlp_service.training.topics_iptc import label_articles
from nlp_service.training.topics_phrases import count_phrases
from nlp_service.training.topics_vocabulary import build_style, build_vocabulary

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
    labels = np.array([0, 0, 1, 1])
    vocabulary = build_vocabulary(texts, labels, limit=5)
    assert vocabulary.syllables == ("bóng", "đá")
    assert len(vocabulary.pairs) == 1
    assert len(build_vocabulary(texts, labels, limit=0).pairs) == 0


def test_pairs_that_tell_the_label_are_kept() -> None:
    texts = ["tin mới bóng đá"] * 4 + ["tin mới điện gió"] * 4
    vocabulary = build_vocabulary(texts, np.array([0] * 4 + [1] * 4), limit=4)
    ids = {syllable: number for number, syllable in enumerate(vocabulary.syllables)}
    width = len(vocabulary.syllables) + 1
    assert len(vocabulary.pairs) == 4
    assert ids["tin"] * width + ids["mới"] not in vocabulary.pairs
    assert {ids["bóng"] * width + ids["đá"], ids["điện"] * width + ids["gió"]} <= set(vocabulary.pairs.tolist())


def test_the_style_vocabulary_knows_what_describes_the_begin() -> None:
    texts = ["(TT) - Tin mới.\nLê Na", "(TT) - Tin cũ.\nLê Na", "(TT) - Tin hay.\nLê Na", *["Tin.\nTrần Ba"] * 3]
    style, opening = build_style(texts, np.array([0, 0, 0, 1, 1, 1]), limit=1000)
    known = dict(zip(style.keys.tolist(), opening.tolist(), strict=True))
    assert known[zlib.crc32(b"h1:TT")]
    assert not known[zlib.crc32("t2:Lê Na".encode())]


def test_newspapers_share_what_they_have_in_common() -> None:
    words = [[1, 0, 0], [0, 1, 0], [0, 0, 1]] * 3
    labels, papers = np.array([0, 1, 2, 0, 2, 2, 0, 1, 2]), np.array([0, 0, 0, 1, 1, 1, -1, -1, -1])
    rows = sparse.csr_matrix(np.array(words, np.float32))
    head = fit_newspapers(rows, labels, papers, np.ones(9), 3, cost=10.0)
    assert head.weights.shape == (3, 6)
    scores = rows.toarray() @ head.weights + head.bias
    assert mix_newspapers(scores[:6], np.eye(2)[papers[:6]]).argmax(axis=1).tolist() == labels[:6].tolist()
    blind = mix_newspapers(np.array([[0.0, 1.0, 3.0, 5.0]]), np.array([[0.5, 0.5]]))
    assert blind.tolist() == [[1.5, 3.0]]


@pytest.mark.parametrize(
    ("article_id", "corpus", "newspaper"),
    [
        ("vntc-Doi song-DS_TN_ (4794)", "vntc", "tn"),
        ("vntc-Doi song-DS_ VNE_ (842)", "vntc", "vne"),
        ("vntc-Doi song-DS", "vntc", "vntc"),
        ("unc-news_travel_103", "unc", "unc"),
    ],
)
def test_the_id_names_the_newspaper(article_id: str, corpus: CorpusName, newspaper: str) -> None:
    article = TopicArticle(article_id, corpus, "doi-song", None, "Tin mới.", None, held_back=False)
    assert article.newspaper == newspaper
