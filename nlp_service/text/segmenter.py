"""This package's own word segmenter: a linear model over hashed features, run on whole texts at once."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.model_store import ModelFolder
from nlp_service.text.piece_codes import read_pieces
from nlp_service.text.user_dictionary import UserDictionary
from nlp_service.text.word_model import load_word_model
from nlp_service.text.words import WordSpan
from nlp_service.types import ModelInfo, Sentence

_NAME = "nlp_service"
_FIRST = "Sẵn sàng."


class LinearSegmenter:
    """Decides for each gap between pieces whether it is inside a word; the words of ``dictionary`` go before."""

    def __init__(self, folder: ModelFolder, dictionary: UserDictionary | None = None) -> None:
        """Load the model.

        Raises:
            ModelCorrupt: the model is of another version.
        """
        self._model = load_word_model(folder.path)
        self._info = folder.info
        self._dictionary = dictionary
        self.find_words(_FIRST, [Sentence(0, len(_FIRST))])  # reads the tables of syllables, so that no text waits

    @property
    def name(self) -> str:
        """``nlp_service``, with the first digits of the SHA-256 of the dictionary, where there is one."""
        return _NAME if self._dictionary is None else f"{_NAME}+{self._dictionary.digest}"

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """The model of words."""
        return (self._info,)

    def find_words(self, text: str, sentences: Sequence[Sentence]) -> list[WordSpan]:
        """Return the spans of the words and marks of ``sentences``, in linear time."""
        return self.find_words_with(text, sentences, self._dictionary)

    def find_words_with(
        self, text: str, sentences: Sequence[Sentence], dictionary: UserDictionary | None
    ) -> list[WordSpan]:
        """Do the same with another dictionary."""
        pieces = read_pieces(text, sentences)
        joined = self._model.join(pieces)
        return pieces.words(joined if dictionary is None else dictionary.correct(pieces, joined))
