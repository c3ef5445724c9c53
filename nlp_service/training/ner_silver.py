"""Labels unlabelled news with the accurate tagger's network, for the fast tagger to learn from.

``python -m nlp_service.training.ner_silver`` writes ``silver.jsonl`` under ``--checkpoints``, in the form of the
labelled data; ``nlp_service.training.ner --silver`` reads it. A run that was stopped goes on. Articles that hold a
held-out sentence are left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from nlp_service.evaluation.corpora import read_records
from nlp_service.extract.entities.encoder import EncoderNetwork
from nlp_service.model_store import default_root, open_model
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.training.ner_calibration import predict
from nlp_service.training.ner_data import read_sentences

_CORPORA = "NLP_SERVICE_CORPORA"
_FILES: Mapping[str, int] = {"vntc_train.jsonl.xz": 4, "unc_train.jsonl.xz": 50}
"""The files of unlabelled news and how many per cent of their articles are read, spread over all sections."""
_SENTENCES = 8
"""Sentences of an article that are labelled: more of one article teach little."""
_SHORTEST = 20
"""Characters of the shortest sentence that is labelled."""

_LOG = logging.getLogger(__name__)


def main(arguments: Iterable[str] | None = None) -> None:
    """Label what is not labelled yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parents[2]
    corpora = Path(os.environ.get(_CORPORA, root.parent / "shared" / "corpora"))
    parser.add_argument("--corpora", type=Path, default=corpora, help="folder with ner/ and topics/")
    parser.add_argument("--checkpoints", type=Path, default=root / ".cache" / "ner", help="folder of the result")
    options = parser.parse_args(None if arguments is None else list(arguments))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    network = EncoderNetwork(open_model(default_root(), "ner-accurate"))
    held_out = {item.text for item in read_sentences(options.corpora / "ner" / "dev.jsonl")}
    path = options.checkpoints / "silver.jsonl"
    done = {record["article"] for record in read_records(path)} if path.is_file() else set()
    with path.open("a", encoding="utf-8") as file:
        for article, sentences in choose_sentences(options.corpora / "topics", held_out):
            if article not in done:
                for record in _label(network, article, sentences):
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
    _LOG.info("written: %s", path)


def choose_sentences(topics: Path, held_out: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the chosen articles' names and first sentences; those with a sentence of ``held_out`` are left out."""
    for name, share in _FILES.items():
        for record in read_records(topics / name):
            if crc32(record["id"].encode("utf-8")) % 100 < share:
                text = normalize(_text(record)).text
                sentences = [text[item.start : item.end] for item in split_sentences(text)]
                if not any(sentence in text for sentence in held_out):
                    yield record["id"], [item for item in sentences if len(item) >= _SHORTEST][:_SENTENCES]


def _text(record: Mapping[str, Any]) -> str:
    return str(record["text"]) if "text" in record else "\n".join([record["title"], *record["paragraphs"]])


def _label(network: EncoderNetwork, article: str, sentences: list[str]) -> Iterator[dict[str, Any]]:
    for number, (text, mentions) in enumerate(zip(sentences, predict(network, sentences), strict=True)):
        entities = [{"start": start, "end": end, "label": label} for (start, end, label), _ in mentions]
        yield {"id": f"{article}-{number}", "article": article, "source": "silver", "text": text, "entities": entities}


if __name__ == "__main__":
    main()
