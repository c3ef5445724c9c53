from __future__ import annotations

from pathlib import Path

import pytest

from nlp_service.extract.tags.phrases import load_stop_words
from nlp_service.extract.tags.statistics import load_statistics, save_statistics


def test_frequency_and_keyness_come_back_nearly_as_saved(tmp_path: Path) -> None:
    save_statistics(tmp_path, 100, ["điện gió", "nhà máy"], [7, 60], [1.5, 0.2])
    statistics = load_statistics(tmp_path)
    frequencies, keyness = statistics.look_up(["nhà máy", "con tàu", "điện gió"])
    assert frequencies.tolist() == pytest.approx([60, 0, 7], rel=0.05)
    assert keyness.tolist() == pytest.approx([0.2, 0, 1.5], abs=0.02)
    assert statistics.articles == 100


def test_nothing_asked_nothing_found(tmp_path: Path) -> None:
    save_statistics(tmp_path, 100, ["điện gió"], [7], [1.5])
    assert load_statistics(tmp_path).look_up([])[0].tolist() == []


def test_stop_words_are_folded_and_grammar_is_among_the_edges() -> None:
    stop = load_stop_words()
    assert stop.grammar < stop.edges
    assert "cho biết" in stop.alone
    assert not stop.edges & stop.alone
    for word in stop.edges | stop.alone | stop.phrases:
        assert word == word.casefold().strip()
        assert word
