import random
import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nlp_service.training.encoder_noise import Noise, vary
from nlp_service.training.encoder_vocabulary import choose_pieces, count_forms
from nlp_service.training.encoder_weights import read_encoder
from nlp_service.training.ner_data import LabelledSyllables

SYLLABLES = LabelledSyllables(("ở", "quận", "Tân", "Bình"), (True, True, True, False), ("O", "B-LOC", "I-LOC", "I-LOC"))


def packed(pieces: list[tuple[str, float]], tensors: dict[str, tuple[int, int, bytes]]) -> bytes:
    """Return a file as the package holds it: header, pieces, an empty map of characters, directory, tensors."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 4, 64, len(pieces), 8, 1, 1e-12, 32)
    names = [piece.encode() for piece, _ in pieces]
    offsets = np.cumsum([0, *map(len, names)]).astype("<u4").tobytes()
    scores = np.array([score for _, score in pieces], dtype="<f4").tobytes()
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, names))) + offsets + scores + b"".join(names)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    place = len(head) + sum(2 + len(name) + 21 for name in tensors)
    directory = body = b""
    for name, (quantised, size, content) in tensors.items():
        entry = struct.pack("<BIQQ", quantised, size, place + len(body), len(content))
        directory += struct.pack("<H", len(name)) + name.encode() + entry
        body += content
    return head + directory + body


def test_reads_pieces_and_tensors(tmp_path: Path) -> None:
    nibbles = np.arange(16, dtype=np.uint8) | (np.uint8(3) << np.uint8(4))
    block = np.float16(0.5).tobytes() + nibbles.tobytes()
    bias = np.array([1.5, -2.0], dtype="<f4").tobytes()
    path = tmp_path / "encoder.bin"
    path.write_bytes(packed([("<s>", 0.0), ("▁Hà", -3.5)], {"l0.q.w": (1, 64, block * 2), "l0.q.b": (0, 2, bias)}))
    found = read_encoder(path)
    assert found.pieces == (("<s>", 0.0), ("▁Hà", -3.5))
    assert (found.shape.width, found.shape.layers, found.shape.inner, found.shape.positions) == (32, 1, 64, 8)
    expected = [(number - 8) * 0.5 for number in range(16)] + [-2.5] * 16
    assert found.tensors["l0.q.w"].tolist() == [expected, expected]
    assert found.tensors["l0.q.b"].tolist() == [1.5, -2.0]


def test_refuses_another_file(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF and more")
    with pytest.raises(ValueError, match="not a packed e5 model"):
        read_encoder(path)


def test_the_vocabulary_keeps_letters_and_what_occurs() -> None:
    whole = ["<s>", "<pad>", "</s>", "<unk>", "▁Hà", "▁Huế", "▁hà", "▁", "h", "ế", "▁zug", "漢"]
    pieces = [(piece, -float(number)) for number, piece in enumerate(whole)]
    news = count_forms([["Huế"] * 3, ["zug"], ["zug"]])
    assert news == Counter({"Huế": 3}), "every third article is counted"
    kept = choose_pieces(pieces, news, Counter({"Hà": 1}), most=50)
    assert [whole[number] for number in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁Hà", "▁Huế", "▁hà", "▁", "h", "ế"]


@pytest.mark.parametrize(
    ("noise", "expected"),
    [
        (Noise(1, 0, 0, 0, 0), "Ở QUẬN TÂN BÌNH"),
        (Noise(0, 1, 0, 0, 0), "ở quận tân bình"),
        (Noise(0, 0, 1, 0, 0), "Ở Quận Tân Bình"),
        (Noise(0, 0, 0, 1, 0), "o quan Tan Binh"),
        (Noise(0, 0, 0, 0, 0), "ở quận Tân Bình"),
    ],
)
def test_sentences_vary_and_keep_their_tags(noise: Noise, expected: str) -> None:
    varied = vary(SYLLABLES, noise, random.Random(1))
    assert " ".join(varied.words) == expected
    assert (varied.spaces, varied.tags) == (SYLLABLES.spaces, SYLLABLES.tags)


def test_blanks_vanish_only_before_a_capital() -> None:
    chance = random.Random(3)
    seen = {vary(SYLLABLES, Noise(0, 0, 0, 0, 1), chance).spaces for _ in range(40)}
    assert seen == {(True, True, True, False), (True, False, True, False)}
