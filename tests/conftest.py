"""What all tests may share: the real pipeline, loaded once a process, and the places of the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from nlp_service.pipeline import Pipeline, load_pipeline

ROOT = Path(__file__).resolve().parent.parent

# A build must not fail by the luck of its draws: the same examples each time; HYPOTHESIS_PROFILE=explore draws others.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline as it is shipped."""
    return load_pipeline()


@pytest.fixture(scope="session")
def portal_page() -> str:
    """A provincial portal's page copied as plain text."""
    return (ROOT / "corpus" / "samples" / "01-xay-dung-dang-bo-khoi.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the development corpora, which only the project's own machines have."""
    folder = Path(os.environ.get("NLP_SERVICE_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"the development corpora are not on this machine ({folder})")
    return folder
