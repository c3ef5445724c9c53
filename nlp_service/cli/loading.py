"""The pipeline of this process, loaded when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp_service.model_versions import versions_folder
from nlp_service.pipeline import Pipeline, load_pipeline
from nlp_service.text.segmenters import DEFAULT_SEGMENTER, SegmenterChoice


@cache
def process_pipeline(models: Path | None, words: SegmenterChoice = DEFAULT_SEGMENTER) -> Pipeline:
    """Return the pipeline with the models in ``models`` and what was learned since.

    A second call in the same process loads nothing.

    Raises:
        ModelError: a model is missing or damaged.
        ResourceError: a data file is malformed.
    """
    return load_pipeline(models, versions_folder(), words)


@dataclass(frozen=True, slots=True)
class PipelineOf:
    """Loads the pipeline with the models in ``models``; worker processes get a copy of it."""

    models: Path | None
    words: SegmenterChoice = DEFAULT_SEGMENTER

    def __call__(self) -> Pipeline:
        """Return the pipeline; see :func:`process_pipeline`."""
        return process_pipeline(self.models, self.words)
