import json
import lzma
from pathlib import Path
from typing import Any

from nlp_service.training.ner_silver import choose_sentences

HELD_OUT = "Ông Nguyễn Văn Minh đến Huế sáng nay."


def write(path: Path, records: list[dict[str, Any]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_articles_are_chosen_and_those_held_out_are_left_out(tmp_path: Path) -> None:
    texts = [
        f"Bà Lan ở số {number} phố Huế, Hà Nội. Ngắn. " + "Chợ Bến Thành mở cửa sớm. " * 9 for number in range(400)
    ]
    articles = [{"id": f"a{number}", "topic": "x", "text": text} for number, text in enumerate(texts)]
    write(tmp_path / "vntc_train.jsonl.xz", articles)
    paragraphs = ["Bộ Y tế họp tại Hà Nội hôm qua.", HELD_OUT]
    recent = [
        {"id": f"b{number}", "title": "Tin trong ngày ở tỉnh Lào Cai", "paragraphs": paragraphs[: 1 + number % 2]}
        for number in range(40)
    ]
    write(tmp_path / "unc_train.jsonl.xz", recent)
    chosen = dict(choose_sentences(tmp_path, {HELD_OUT}))
    old, new = [name for name in chosen if name[0] == "a"], [name for name in chosen if name[0] == "b"]
    assert 4 <= len(old) <= 40
    assert len(new) >= 5
    assert all(int(name[1:]) % 2 == 0 for name in new)
    assert all(len(sentences) <= 8 for sentences in chosen.values())
    assert not any("Ngắn." in sentences for sentences in chosen.values())
    assert chosen == dict(choose_sentences(tmp_path, {HELD_OUT}))
