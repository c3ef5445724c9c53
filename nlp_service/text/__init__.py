"""The text layer: normalisation, sentences, words; every span points into the text that was given."""

from nlp_service.text.segmentation import Word, segment, segment_stream
from nlp_service.text.user_dictionary import UserDictionary, parse_dictionary, read_dictionary

__all__ = ["UserDictionary", "Word", "parse_dictionary", "read_dictionary", "segment", "segment_stream"]
