"""The whole flow on one screen: an :class:`Article` goes in, its :class:`Analysis` comes out.

Extractors see a normalised :class:`Document`; :func:`project` maps every span back into the text as received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TypeVar

from nlp_service.errors import InputError, ModelMissing
from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor
from nlp_service.extract.dates.extractor import GrammarDateExtractor
from nlp_service.extract.entities.choices import choose_coreferences, choose_entities, choose_roles
from nlp_service.extract.entities.gazetteer import apply_gazetteer
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.extract.entities.loading import TAGGER_MODELS, load_tagger
from nlp_service.extract.entities.pronouns import RulePronounResolver
from nlp_service.extract.entities.roles import RuleRoleExtractor
from nlp_service.extract.protocols import (
    AnniversaryExtractor,
    DateExtractor,
    EntityLinker,
    EntityTagger,
    PronounResolver,
    RoleExtractor,
    TagSuggester,
    TopicClassifier,
    ZoneLabeller,
)
from nlp_service.extract.tags.choices import choose_tags
from nlp_service.extract.tags.preferences import PreferredTagSuggester, load_preferences
from nlp_service.extract.tags.suggester import SalienceTagSuggester
from nlp_service.extract.tags.vocabulary import map_tags
from nlp_service.extract.topics.learned import open_classifier
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.model_store import TOPIC_MODEL, default_root, list_models, open_model
from nlp_service.model_versions import ModelVersions
from nlp_service.resources.loader import digest
from nlp_service.text.normalize import NormalizedText, normalize
from nlp_service.text.segmenters import DEFAULT_SEGMENTER, SegmenterChoice, load_segmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.validation import check_text
from nlp_service.text.words import Segmenter, tokenize
from nlp_service.types import (
    Analysis,
    AnalyzeOptions,
    Anniversary,
    Article,
    Coreference,
    DateMention,
    Document,
    Entity,
    PersonRole,
    Provenance,
    Sentence,
    Span,
    Tag,
    TaggerName,
    Token,
    TopicScore,
    Zone,
)

DEFAULT_OPTIONS = AnalyzeOptions()
BATCH_SIZE = 16

SpanT = TypeVar("SpanT", Sentence, Token, Zone)
MentionT = TypeVar("MentionT", Entity, DateMention, Coreference, PersonRole)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All extractors, loaded once. Build it with :func:`load_pipeline`, or from parts in a test."""

    segmenter: Segmenter
    zones: ZoneLabeller
    taggers: Mapping[TaggerName, EntityTagger]
    linker: EntityLinker
    pronouns: PronounResolver
    roles: RoleExtractor
    dates: DateExtractor
    anniversaries: AnniversaryExtractor
    topics: TopicClassifier
    tags: TagSuggester
    resources: str

    def analyze(self, article: Article, options: AnalyzeOptions = DEFAULT_OPTIONS) -> Analysis:
        """Analyse one article.

        Raises:
            InputError: the text is empty, too long, not text or not Vietnamese.
            ModelMissing: the chosen tagger is not installed.
        """
        (result,) = self.analyze_many([article], options)
        if isinstance(result, InputError):
            raise result
        return result

    def analyze_many(
        self, articles: Iterable[Article], options: AnalyzeOptions = DEFAULT_OPTIONS
    ) -> Iterator[Analysis | InputError]:
        """Analyse articles in batches; yields one result an article, in order, an error where one cannot be analysed.

        Raises:
            ModelMissing: the chosen tagger is not installed.
        """
        tagger = self._tagger(options.tagger)
        pending = iter(articles)
        while batch := list(islice(pending, BATCH_SIZE)):
            yield from self._analyze_batch(batch, options, tagger)

    def provenance(self, options: AnalyzeOptions = DEFAULT_OPTIONS) -> Provenance:
        """Return what an analysis with ``options`` will say made it.

        Raises:
            ModelMissing: the chosen tagger is not installed.
        """
        return Provenance(
            version=version("nlp-service"),
            segmenter=self.segmenter.name,
            tagger=options.tagger,
            models=(*self.segmenter.models, self._tagger(options.tagger).info, self.topics.info),
            resources=self.resources,
            gazetteer=options.gazetteer.digest,
            labels=options.labels,
            threshold=options.threshold,
            explain=options.explain,
            tags_limit=options.tags_limit,
            tags_threshold=options.tags_threshold,
            tags_exclude=options.tags_exclude,
            vocabulary=options.vocabulary.digest,
        )

    def _analyze_batch(
        self, articles: Sequence[Article], options: AnalyzeOptions, tagger: EntityTagger
    ) -> list[Analysis | InputError]:
        results: list[Analysis | InputError | None] = [_refusal(article) for article in articles]
        accepted = [index for index, result in enumerate(results) if result is None]
        texts = [normalize(articles[index].text) for index in accepted]
        documents = [self._document(articles[index], text) for index, text in zip(accepted, texts, strict=True)]
        mentions, topics = tagger.tag(documents), self.topics.classify(documents)
        if options.explain:
            topics = [self.topics.explain(*pair) for pair in zip(documents, topics, strict=True)]
        for position, index in enumerate(accepted):
            document = documents[position]
            known = apply_gazetteer(document.text, mentions[position], options.gazetteer)
            entities = self.linker.link(document, known)
            chosen = choose_entities(entities, options)
            dates = self.dates.extract(document)
            suggested = self.tags.suggest(document, chosen, topics[position])
            mapped, unmapped = map_tags(suggested, options.vocabulary)
            analysis = Analysis(
                id=articles[index].id,
                sentences=document.sentences,
                tokens=document.tokens,
                entities=chosen,
                dates=dates,
                anniversaries=self.anniversaries.extract(document, dates, entities),
                topics=topics[position],
                coreferences=choose_coreferences(self.pronouns.resolve(document, entities), chosen),
                roles=choose_roles(self.roles.extract(document, entities), chosen),
                tags=choose_tags(mapped, options),
                unmapped_tags=choose_tags(unmapped, options),
                zones=document.zones,
                title=document.title,
                published=document.published,
                author=document.author,
                provenance=self.provenance(options),
            )
            results[index] = project(analysis, texts[position])
        return [result for result in results if result is not None]

    def _document(self, article: Article, text: NormalizedText) -> Document:
        layout = self.zones.label(text.text, title=article.title, published=article.published)
        sentences = split_sentences(text.text)
        return Document(
            text=text.text,
            sentences=sentences,
            tokens=tokenize(text.text, sentences, self.segmenter),
            zones=layout.zones,
            title=article.title or layout.title,
            published=article.published or layout.published,
            author=article.author or layout.author,
        )

    def _tagger(self, name: TaggerName) -> EntityTagger:
        if name not in self.taggers:
            installed = ", ".join(self.taggers) or "none"
            raise ModelMissing(f"The tagger {name} is not installed; choose one of: {installed}.")
        return self.taggers[name]


def load_pipeline(
    models: Path | None = None, versions: Path | None = None, words: SegmenterChoice = DEFAULT_SEGMENTER
) -> Pipeline:
    """Load every model and resource; ``models`` is the folder of the models (default: the committed ones).

    ``versions`` is where the installation keeps what it has learned (:mod:`nlp_service.model_versions`); the active
    version of the topic model takes the place of the committed one.

    Raises:
        ModelError: a model is missing or differs from its checksums.
        ResourceError: a data file is malformed.
        InvalidField: the dictionary of words is malformed.
    """
    root = models or default_root()
    installed = list_models(root)
    topics, tags = open_topics(root, versions)
    return Pipeline(
        segmenter=load_segmenter(root, words),
        zones=RuleZoneLabeller(),
        taggers={
            name: load_tagger(open_model(root, folder))
            for name, folder in TAGGER_MODELS.items()
            if folder in installed or name == DEFAULT_OPTIONS.tagger
        },
        linker=RuleEntityLinker(),
        pronouns=RulePronounResolver(),
        roles=RuleRoleExtractor(),
        dates=GrammarDateExtractor(),
        anniversaries=RuleAnniversaryExtractor(),
        topics=topics,
        tags=tags,
        resources=digest(),
    )


def open_topics(root: Path, versions: Path | None) -> tuple[TopicClassifier, TagSuggester]:
    """Return the classifier and the suggester of the active version of the topic model.

    Raises:
        ModelError: the model is missing or damaged.
    """
    learned = ModelVersions(versions, TOPIC_MODEL).open_active() if versions is not None else None
    folder = learned or open_model(root, TOPIC_MODEL)
    suggester: TagSuggester = SalienceTagSuggester(folder)
    if preferences := load_preferences(folder.path):
        suggester = PreferredTagSuggester(suggester, preferences)
    return open_classifier(folder), suggester


def project(analysis: Analysis, text: NormalizedText) -> Analysis:
    """Map an analysis of ``text.text`` into ``text.source``: every span is moved and every surface form sliced anew."""
    source = text.source

    def moved(item: SpanT) -> SpanT:
        span = text.to_source(item.start, item.end)
        return replace(item, start=span.start, end=span.end)

    def moved_mention(item: MentionT) -> MentionT:
        span = text.to_source(item.start, item.end)
        return replace(item, start=span.start, end=span.end, text=source[span.start : span.end])

    def moved_anniversary(item: Anniversary) -> Anniversary:
        span, event = text.to_source(item.start, item.end), text.to_source(item.event_start, item.event_end)
        return replace(
            item,
            start=span.start,
            end=span.end,
            text=source[span.start : span.end],
            event=source[event.start : event.end],
            event_start=event.start,
            event_end=event.end,
        )

    def moved_span(item: Span) -> Span:
        span = text.to_source(item.start, item.end)
        return Span(span.start, span.end)

    def moved_coreference(item: Coreference) -> Coreference:
        return replace(moved_mention(item), antecedent=moved_span(item.antecedent))

    def moved_role(item: PersonRole) -> PersonRole:
        role = moved_span(Span(item.role_start, item.role_end))
        return replace(
            moved_mention(item),
            role=source[role.start : role.end],
            role_start=role.start,
            role_end=role.end,
            person=moved_span(item.person),
            organisation=moved_span(item.organisation) if item.organisation is not None else None,
        )

    def moved_topic(item: TopicScore) -> TopicScore:
        reasons = item.explanation
        if reasons is None:
            return item
        moved_reasons = (replace(reason, evidence=tuple(map(moved_span, reason.evidence))) for reason in reasons)
        return replace(item, explanation=tuple(moved_reasons))

    def moved_tag(item: Tag) -> Tag:
        return replace(item, evidence=tuple(map(moved_span, item.evidence)))

    return replace(
        analysis,
        sentences=tuple(map(moved, analysis.sentences)),
        tokens=tuple(map(moved, analysis.tokens)),
        entities=tuple(map(moved_mention, analysis.entities)),
        dates=tuple(map(moved_mention, analysis.dates)),
        anniversaries=tuple(map(moved_anniversary, analysis.anniversaries)),
        topics=tuple(map(moved_topic, analysis.topics)),
        tags=tuple(map(moved_tag, analysis.tags)),
        unmapped_tags=tuple(map(moved_tag, analysis.unmapped_tags)),
        zones=tuple(map(moved, analysis.zones)),
        coreferences=tuple(map(moved_coreference, analysis.coreferences)),
        roles=tuple(map(moved_role, analysis.roles)),
    )


def _refusal(article: Article) -> InputError | None:
    try:
        check_text(article.text)
    except InputError as error:
        return error
    return None
