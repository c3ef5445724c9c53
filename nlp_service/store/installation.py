"""What an installation has set in its store, and every analysis uses."""

from __future__ import annotations

from dataclasses import replace

from nlp_service.store.gazetteers import load_gazetteer
from nlp_service.store.store import Store
from nlp_service.store.vocabularies import load_vocabulary
from nlp_service.types import AnalyzeOptions


def with_installation(options: AnalyzeOptions, store: Store) -> AnalyzeOptions:
    """Return the options with the gazetteer and the vocabulary in force."""
    return replace(options, gazetteer=load_gazetteer(store), vocabulary=load_vocabulary(store))
