"""The segmenters by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlp_service.errors import InvalidField
from nlp_service.model_store import open_model
from nlp_service.text.segmenter import LinearSegmenter
from nlp_service.text.underthesea_words import UndertheseaSegmenter
from nlp_service.text.user_dictionary import read_dictionary
from nlp_service.text.word_model import MODEL_NAME
from nlp_service.text.words import Segmenter
from nlp_service.types import SegmenterName


@dataclass(frozen=True, slots=True)
class SegmenterChoice:
    """A segmenter, and a file of this installation's words (:mod:`nlp_service.text.user_dictionary`)."""

    name: SegmenterName = "nlp_service"
    dictionary: Path | None = None


DEFAULT_SEGMENTER = SegmenterChoice()


def load_segmenter(models: Path, choice: SegmenterChoice = DEFAULT_SEGMENTER) -> Segmenter:
    """Load the segmenter that was chosen; ``models`` is the folder of the models.

    Raises:
        ModelError: the model is missing or damaged.
        InvalidField: the dictionary cannot be read or is malformed, or this segmenter takes none.
    """
    if choice.name == "nlp_service":
        words = read_dictionary(choice.dictionary) if choice.dictionary is not None else None
        return LinearSegmenter(open_model(models, MODEL_NAME), words)
    if choice.dictionary is not None:
        raise InvalidField(f"The segmenter {choice.name} takes no dictionary of words; use nlp_service.")
    return UndertheseaSegmenter()
