"""The tasks that accuracy is measured on, each through the whole pipeline, as a user would call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from nlp_service.errors import InputError
from nlp_service.evaluation.anniversary_metrics import score_anniversaries
from nlp_service.evaluation.cluster_metrics import score_clusters
from nlp_service.evaluation.corpora import (
    Record,
    Sample,
    anchor_of,
    read_documents,
    read_records,
    read_samples,
    read_words,
)
from nlp_service.evaluation.entity_metrics import LabelledSpan, score_entities
from nlp_service.evaluation.figures import Figure
from nlp_service.evaluation.tag_metrics import score_tags
from nlp_service.evaluation.temporal_metrics import TemporalSpan, score_temporal
from nlp_service.evaluation.topic_metrics import accuracy
from nlp_service.evaluation.word_metrics import find_words, long_words, score_words
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline
from nlp_service.serialize import format_published, parse_published
from nlp_service.training.topics_report import measure_committed
from nlp_service.types import ENTITY_LABELS, Analysis, AnalyzeOptions, Article, EntityLabel

Task = Callable[[Pipeline, Path], list[Figure]]
_NAMES: tuple[EntityLabel, ...] = ("PER", "ORG", "LOC")
_IN_CAPITALS = "entities, ALL CAPS"
_ACCURATE = "entities, accurate"
ACCURATE_OPTIONS = AnalyzeOptions(tagger="accurate")


def evaluate_words(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """UD_Vietnamese-VTB dev: F1 of words, and of words of several syllables, in the text as it is given."""
    sentences = list(read_words(corpora / "segmentation" / "vi_vtb-ud-dev.conllu"))
    texts, gold = [text for text, _ in sentences], [spans for _, spans in sentences]
    found = [find_words(text, pipeline.segmenter) for text in texts]
    long_gold, long_found = long_words(texts, gold), long_words(texts, found)
    return [
        Figure("words", "F1", score_words(gold, found), sum(map(len, gold))),
        Figure("words", "F1, several syllables", score_words(long_gold, long_found), sum(map(len, long_gold))),
    ]


def evaluate_entities(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """Sentences of news: exact F1 of mentions, as they are and in capitals."""
    records = list(read_records(corpora / "ner" / "dev.jsonl"))
    return [
        *_entity_figures(pipeline, records, "entities", str),
        *_entity_figures(pipeline, records, _IN_CAPITALS, str.upper)[:1],
    ]


def evaluate_accurate_entities(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """The same with the accurate tagger."""
    records = list(read_records(corpora / "ner" / "dev.jsonl"))
    return [
        *_entity_figures(pipeline, records, _ACCURATE, str, ACCURATE_OPTIONS),
        *_entity_figures(pipeline, records, f"{_ACCURATE}, ALL CAPS", str.upper, ACCURATE_OPTIONS)[:1],
    ]


def evaluate_dates(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """Sentences with TIMEX3 annotation, resolved against their anchor day."""
    records = list(read_records(corpora / "timex" / "dev.jsonl"))
    return _date_figures("dates", records, _analyze_records(pipeline, records, anchored=True))


def evaluate_anniversaries(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """Passages with annotated anniversaries."""
    records = list(read_records(corpora / "anniversary" / "dev.jsonl"))
    return _anniversary_figures("anniversaries", records, _analyze_records(pipeline, records, anchored=True))


def evaluate_topics(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """The articles that the topic model was never shown; probabilities as the classifier gives them."""
    report = measure_committed(pipeline.topics, corpora)  # type: ignore[arg-type]
    figures = []
    for corpus, task in (("vntc", "topics, VNTC held back"), ("unc", "topics, UNC held back")):
        part, size = report[corpus], report[corpus]["articles"]
        figures.append(Figure(task, "accuracy", part["accuracy"], size))
        figures.append(Figure(task, "macro-F1", part["macro-F1"], size))
        calibration = part["expected calibration error"]
        figures.append(Figure(task, "calibration error", calibration, size, lower_is_better=True))
    return figures


def evaluate_tags(pipeline: Pipeline, corpora: Path) -> list[Figure]:
    """Whole articles with editors' tags, entities and IPTC topics: F1 of the first eight tags, clusters, main topic."""
    gold = {record["id"]: record for record in read_records(corpora / "tags" / "dev.jsonl")}
    articles = [
        Article(record["id"], "\n\n".join(record["paragraphs"]), record["title"], parse_published(record["published"]))
        for record in read_documents(corpora / "tags" / "dev_docs.json")
    ]
    analyses = _analyze(pipeline, articles)
    records = [gold[article.id] for article in articles]
    figures = score_tags(records, [analysis.tags if analysis else () for analysis in analyses])
    codes = [_first_topic(analysis, "iptc") for analysis in analyses]
    sections = [_first_topic(analysis, "section") for analysis in analyses]
    clusters = score_clusters(records, [analysis.entities if analysis else () for analysis in analyses])
    return [
        Figure("tags", "F1 at 8", figures.f1, len(records)),
        Figure("tags", "name clusters B-cubed F1", clusters.f1, clusters.strings),
        Figure("tags", "IPTC main topic", accuracy([f"medtop:{r['topics'][0]}" for r in records], codes), len(records)),
        Figure("tags", "section", accuracy([record["section"] for record in records], sections), len(records)),
    ]


def evaluate_samples(pipeline: Pipeline, corpus: Path) -> list[Figure]:
    """The project's own articles: every layer, on whole texts with dirty layouts."""
    samples = read_samples(corpus)
    analyses = _analyze(pipeline, [sample.article for sample in samples])
    records = [{**sample.gold, "text": sample.article.text} for sample in samples]
    full = [(record, analysis) for record, analysis in zip(records, analyses, strict=True) if record["entities"]]
    texts, found = [record for record, _ in full], [analysis for _, analysis in full]
    dates = [{**record, "timexes": record["dates"]} for record in texts]
    return [
        *_sample_metadata(samples, analyses),
        Figure("samples", "zones, characters right", _zone_accuracy(records, analyses), len(samples)),
        *_mention_figures("samples", texts, found),
        *_date_figures("samples, dates", dates, found),
        *_anniversary_figures("samples, anniversaries", records, analyses),
    ]


TASKS: Mapping[str, Task] = {
    "words": evaluate_words,
    "entities": evaluate_entities,
    "entities-accurate": evaluate_accurate_entities,
    "dates": evaluate_dates,
    "anniversaries": evaluate_anniversaries,
    "topics": evaluate_topics,
    "tags": evaluate_tags,
}
"""The tasks on the development corpora; :func:`evaluate_samples` needs the project's own articles only."""


def _analyze(
    pipeline: Pipeline, articles: Sequence[Article], options: AnalyzeOptions = DEFAULT_OPTIONS
) -> list[Analysis | None]:
    """A text that is refused counts as one in which nothing was found."""
    results = pipeline.analyze_many(articles, options)
    return [None if isinstance(result, InputError) else result for result in results]


def _analyze_records(
    pipeline: Pipeline,
    records: Iterable[Record],
    *,
    anchored: bool = False,
    change: Callable[[str], str] = str,
    options: AnalyzeOptions = DEFAULT_OPTIONS,
) -> list[Analysis | None]:
    articles = [
        Article(
            record["id"],
            change(record["text"]),
            published=anchor_of(record) if anchored else parse_published(record["published"]),
        )
        for record in records
    ]
    return _analyze(pipeline, articles, options)


def _entity_figures(
    pipeline: Pipeline,
    records: Sequence[Record],
    task: str,
    change: Callable[[str], str],
    options: AnalyzeOptions = DEFAULT_OPTIONS,
) -> list[Figure]:
    kept = [record for record in records if len(change(record["text"])) == len(record["text"])]
    return _mention_figures(task, kept, _analyze_records(pipeline, kept, change=change, options=options))


def _mention_figures(task: str, records: Sequence[Record], analyses: Sequence[Analysis | None]) -> list[Figure]:
    gold: list[list[LabelledSpan]] = [[(e["start"], e["end"], e["label"]) for e in r["entities"]] for r in records]
    found: list[list[LabelledSpan]] = [
        [(entity.start, entity.end, entity.label) for entity in analysis.entities] if analysis else []
        for analysis in analyses
    ]
    names, all_five = score_entities(gold, found, _NAMES), score_entities(gold, found)
    figures = [
        Figure(task, "PER+ORG+LOC F1", names.micro.f1, names.micro.right + names.micro.missed),
        Figure(task, "all five F1", all_five.micro.f1, all_five.micro.right + all_five.micro.missed),
    ]
    for label in ENTITY_LABELS:
        counts = all_five.labels[label]
        figures.append(Figure(task, f"{label} F1", counts.f1, counts.right + counts.missed))
    return figures


def _date_figures(task: str, records: Sequence[Record], analyses: Sequence[Analysis | None]) -> list[Figure]:
    pairs = [
        (
            [TemporalSpan(t["start"], t["end"], t["type"], t["value"]) for t in record["timexes"]],
            [TemporalSpan(d.start, d.end, d.type, d.value) for d in analysis.dates] if analysis else [],
        )
        for record, analysis in zip(records, analyses, strict=True)
    ]
    scores = score_temporal(pairs)
    figures = [
        Figure(task, "strict span F1", scores.span.f1, scores.span.gold),
        Figure(task, "span + value F1", scores.span_value.f1, scores.span_value.gold),
    ]
    if scores.negatives:
        hits = Figure(task, "false hits", scores.false_hits, scores.negatives, lower_is_better=True)
        figures.append(hits)
    return figures


def _anniversary_figures(task: str, records: Sequence[Record], analyses: Sequence[Analysis | None]) -> list[Figure]:
    pairs = [
        (record["anniversaries"], analysis.anniversaries if analysis else ())
        for record, analysis in zip(records, analyses, strict=True)
        if record["anniversaries"] is not None
    ]
    scores = score_anniversaries(pairs)
    return [
        Figure(task, "detection F1", scores.detection.f1, scores.detection.gold),
        Figure(task, "all fields F1", scores.all_fields.f1, scores.all_fields.gold),
    ]


def _sample_metadata(samples: Sequence[Sample], analyses: Sequence[Analysis | None]) -> list[Figure]:
    def right(key: str, value: Callable[[Analysis], str | None]) -> float:
        pairs = zip(samples, analyses, strict=True)
        hits = [a is not None and value(a) == s.gold[key] for s, a in pairs]
        return hits.count(True) / len(hits)

    size = len(samples)
    return [
        Figure("samples", "title right", right("title", lambda a: a.title), size),
        Figure("samples", "published right", right("published", lambda a: format_published(a.published)), size),
        Figure("samples", "author right", right("author", lambda a: a.author), size),
        Figure("samples", "section right", right("section", lambda a: _first_topic(a, "section")), size),
    ]


def _zone_accuracy(records: Sequence[Record], analyses: Sequence[Analysis | None]) -> float:
    right = total = 0
    for record, analysis in zip(records, analyses, strict=True):
        found = {
            place: zone.zone for zone in (analysis.zones if analysis else ()) for place in range(zone.start, zone.end)
        }
        for zone in record["zones"]:
            total += zone["end"] - zone["start"]
            right += sum(found.get(place) == zone["zone"] for place in range(zone["start"], zone["end"]))
    return float(right / total)


def _first_topic(analysis: Analysis | None, scheme: str) -> str | None:
    """The best topic of a scheme: the label of a section, the id of a Media Topic."""
    topic = next((t for t in (analysis.topics if analysis else ()) if t.scheme == scheme), None)
    if topic is None:
        return None
    return topic.label if scheme == "section" else topic.id
