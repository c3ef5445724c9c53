"""Loads the tagger of a model folder, whichever network is in it."""

from __future__ import annotations

from collections.abc import Mapping

from nlp_service.extract.entities.encoder import NETWORK, EncoderNetwork
from nlp_service.extract.entities.networks import SpacyNetwork
from nlp_service.extract.entities.tagger import NetworkEntityTagger
from nlp_service.model_store import ModelFolder
from nlp_service.types import TaggerName

TAGGER_MODELS: Mapping[TaggerName, str] = {"fast": "ner-fast", "accurate": "ner-accurate"}
"""The model folder of each tagger."""


def load_tagger(model: ModelFolder) -> NetworkEntityTagger:
    """Return the tagger in a verified folder: an encoder where ``encoder.onnx`` lies, a spaCy pipeline otherwise.

    Raises:
        ModelCorrupt: the folder passes its checksums but holds no tagger that can be loaded.
    """
    network = EncoderNetwork(model) if (model.path / NETWORK).is_file() else SpacyNetwork(model)
    return NetworkEntityTagger(model, network)
