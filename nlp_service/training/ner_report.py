"""Measures a trained tagger as the service runs it, and writes its model card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from nlp_service.evaluation.entity_metrics import Counts, EntityFigures, LabelledSpan, score_entities
from nlp_service.extract.entities.loading import load_tagger
from nlp_service.extract.entities.tagger import NetworkEntityTagger
from nlp_service.model_store import open_model
from nlp_service.text.syllables import syllable_spans
from nlp_service.training.ner_data import LabelledSentence
from nlp_service.types import ENTITY_LABELS, Document, Entity, EntityLabel, Sentence

_NAMES: tuple[EntityLabel, ...] = ("PER", "ORG", "LOC")
_BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.0))


@dataclass(frozen=True, slots=True)
class Measurement:
    """What the tagger found in a set of sentences."""

    sentences: Sequence[LabelledSentence]
    found: Sequence[tuple[Entity, ...]]

    def figures(self, labels: Sequence[EntityLabel] | None = None, source: str | None = None) -> EntityFigures:
        """Return exact-match figures over the sentences of ``source`` (all: None)."""
        chosen = [
            (sentence.spans, [(item.start, item.end, item.label) for item in mentions])
            for sentence, mentions in zip(self.sentences, self.found, strict=True)
            if source in (None, sentence.source)
        ]
        gold: list[Sequence[LabelledSpan]] = [spans for spans, _ in chosen]
        found: list[Sequence[LabelledSpan]] = [spans for _, spans in chosen]
        return score_entities(gold, found, labels) if labels else score_entities(gold, found)


def measure(
    tagger: NetworkEntityTagger, sentences: Sequence[LabelledSentence], change: Callable[[str], str] = str
) -> Measurement:
    """Tag every sentence on its own, its text put through ``change``, which must keep the length."""
    texts = [change(sentence.text) for sentence in sentences]
    texts = [
        text if len(text) == len(sentence.text) else sentence.text
        for text, sentence in zip(texts, sentences, strict=True)
    ]
    return Measurement(sentences, tagger.tag([Document(text, (Sentence(0, len(text)),)) for text in texts]))


def write_card(
    folder: Path, held_out: Sequence[LabelledSentence], template: str, facts: Mapping[str, str] | None = None
) -> None:
    """Write ``README.md`` into the model folder from ``template``, a file beside this one.

    The template's fields are filled with figures measured on ``held_out``, and with ``facts``.
    """
    tagger = load_tagger(open_model(folder.parent, folder.name))
    started = process_time()
    plain = measure(tagger, held_out)
    seconds = process_time() - started
    speed = sum(len(syllable_spans(sentence.text)) for sentence in held_out) / seconds
    upper, lower = measure(tagger, held_out, str.upper), measure(tagger, held_out, str.lower)
    card = (Path(__file__).parent / template).read_text(encoding="utf-8")
    card = card.format(
        labels=_label_table(plain.figures()),
        conditions=_condition_table(plain, upper, lower),
        calibration=_calibration_table(plain),
        errors=_error_table(plain),
        speed=f"{speed / 1000:.1f}",
        size=f"{sum(file.stat().st_size for file in folder.rglob('*') if file.is_file()) / 2**20:.1f}",
        **(facts or {}),
    )
    (folder / "README.md").write_text(card, encoding="utf-8")


def _label_table(figures: EntityFigures) -> str:
    rows = [*figures.labels.items(), ("all five", figures.micro)]
    lines = [f"| {name} | {_percent(counts)} | {counts.right + counts.missed} |" for name, counts in rows]
    return "\n".join(["| label | precision | recall | F1 | gold mentions |", "| --- | --- | --- | --- | --- |", *lines])


def _condition_table(plain: Measurement, upper: Measurement, lower: Measurement) -> str:
    sources = sorted({sentence.source for sentence in plain.sentences})
    rows = [
        ("as written", plain.figures(_NAMES)),
        *((f"as written, {source} only", plain.figures(_NAMES, source)) for source in sources),
        ("in capitals", upper.figures(_NAMES)),
        ("in lower case", lower.figures(_NAMES)),
    ]
    lines = [f"| {name} | {_percent(figures.micro)} |" for name, figures in rows]
    return "\n".join(["| PER + ORG + LOC | precision | recall | F1 |", "| --- | --- | --- | --- |", *lines])


def _calibration_table(plain: Measurement) -> str:
    pairs = [
        (item.score, (item.start, item.end, item.label) in set(sentence.spans))
        for sentence, mentions in zip(plain.sentences, plain.found, strict=True)
        for item in mentions
        if item.source == "model"
    ]
    lines = []
    for low, high in _BANDS:
        band = [(score, right) for score, right in pairs if low <= score < high]
        if band:
            mean, share = sum(score for score, _ in band) / len(band), sum(right for _, right in band) / len(band)
            lines.append(f"| {low:.2f} - {high:.2f} | {len(band)} | {mean:.3f} | {share:.3f} |")
    return "\n".join(["| score | mentions | mean score | share right |", "| --- | --- | --- | --- |", *lines])


def _error_table(plain: Measurement) -> str:
    """Count the errors of each kind, in all and by the label and the source of the mention."""
    sources = sorted({sentence.source for sentence in plain.sentences})
    columns = ("all", *ENTITY_LABELS, *sources)
    counts = {kind: dict.fromkeys(columns, 0) for kind in ("boundary", "label", "missed", "invented")}
    for sentence, mentions in zip(plain.sentences, plain.found, strict=True):
        found: list[LabelledSpan] = [(item.start, item.end, item.label) for item in mentions]
        for kind, label in _errors(sentence.spans, found):
            for column in ("all", label, sentence.source):
                counts[kind][column] += 1
    rows = [f"| {kind} | {' | '.join(str(row[column]) for column in columns)} |" for kind, row in counts.items()]
    return "\n".join([f"| error | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}", *rows])


def _errors(gold: Sequence[LabelledSpan], found: Sequence[LabelledSpan]) -> Iterator[tuple[str, str]]:
    """Yield kind and label of each gold mention that was not found, and of each found one where there is none."""
    for start, end, label in sorted(set(gold) - set(found)):
        touching = [span for span in found if span[0] < end and span[1] > start]
        same = any((first, last) == (start, end) for first, last, _ in touching)
        yield "label" if same else "boundary" if touching else "missed", label
    for start, end, label in found:
        if not any(first < end and last > start for first, last, _ in gold):
            yield "invented", label


def _percent(counts: Counts) -> str:
    return f"{counts.precision:.3f} | {counts.recall:.3f} | {counts.f1:.3f}"
