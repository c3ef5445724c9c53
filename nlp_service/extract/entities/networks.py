"""What a tagger asks of its network, and the spaCy network behind the fast tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import spacy

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.entities.decoding import TokenSpan, create_decoder
from nlp_service.extract.entities.syllable_docs import build_doc
from nlp_service.model_store import ModelFolder

COMPONENT = "ner"
"""The name of the component that finds mentions."""


@dataclass(frozen=True, slots=True)
class SyllableSentence:
    """A sentence, or a part of a long one, as syllables at ``spans`` of ``text``, the text of the document."""

    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The syllables."""
        return tuple(self.text[start:end] for start, end in self.spans)

    @property
    def spaces(self) -> tuple[bool, ...]:
        """Whether a blank follows each syllable."""
        return tuple(self.text[end : end + 1].isspace() for _, end in self.spans)


class MentionNetwork(Protocol):
    """Finds mentions in sentences."""

    def decode(self, sentences: Sequence[SyllableSentence]) -> list[tuple[TokenSpan, ...]]:
        """Return the mentions of each sentence, ordered and apart, with their raw probabilities."""
        ...


class SpacyNetwork:
    """spaCy's transition-based recogniser from a verified folder. Safe to share between threads.

    Raises:
        ModelCorrupt: the folder passes its checksums but holds no recogniser that can be loaded.
    """

    def __init__(self, model: ModelFolder) -> None:
        try:
            self._nlp = spacy.load(model.path)
            self._decoder = create_decoder(self._nlp.get_pipe(COMPONENT))
        except (OSError, ValueError, KeyError) as error:
            raise ModelCorrupt(
                f"Model {model.info.name} cannot be loaded ({error}). Restore it from the release."
            ) from error
        self._lock = Lock()

    def decode(self, sentences: Sequence[SyllableSentence]) -> list[tuple[TokenSpan, ...]]:
        """Return the mentions of each sentence."""
        # One thread at a time, and the strings of this batch leave the vocabulary with it: a service runs for months.
        with self._lock, self._nlp.memory_zone():
            docs = [build_doc(self._nlp.vocab, sentence.text, sentence.spans) for sentence in sentences]
            result = self._decoder.decode(docs)
            del docs  # their memory ends with the zone
            return result
