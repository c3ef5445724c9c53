"""Versions of a model that an installation has learned: kept side by side, one of them active, the way back known.

A folder ``ROOT/NAME/`` holds a complete model a version (a folder as :mod:`nlp_service.model_store` reads it) and
``active.json``: the active version and those before it, the last one last. The file is replaced in one step, so a
reader sees the state before a change or after it. Without it the model that came with the release is used.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from nlp_service.errors import InvalidField, ModelCorrupt, ModelMissing
from nlp_service.model_store import ModelFolder, list_models, open_model
from nlp_service.whole_files import write_atomically

RELEASE = "release"
"""The name of the version that came with the release."""
_ACTIVE = "active.json"


def versions_folder() -> Path:
    """Return where this installation keeps what it has learned: ``NLP_SERVICE_VERSIONS``, else ``var/models``."""
    return Path(os.environ.get("NLP_SERVICE_VERSIONS", "var/models"))


@dataclass(frozen=True, slots=True)
class VersionState:
    """The active version of a model and the versions that were active before it, the last one last."""

    active: str
    before: tuple[str, ...]


class ModelVersions:
    """The learned versions of one model."""

    def __init__(self, root: Path, name: str) -> None:
        self._folder = root / name
        self._name = name

    def state(self) -> VersionState:
        """Return which version is active.

        Raises:
            ModelCorrupt: the file that says so is malformed.
        """
        path = self._folder / _ACTIVE
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            return VersionState(str(value["active"]), tuple(str(version) for version in value["before"]))
        except FileNotFoundError:
            return VersionState(RELEASE, ())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelCorrupt(
                f"{path}: is malformed ({error!r}); delete it to use the model of the release."
            ) from error

    def stamp(self) -> int:
        """Return a number that changes whenever another version becomes active: cheap enough for every request."""
        try:
            return (self._folder / _ACTIVE).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def versions(self) -> tuple[str, ...]:
        """Return all versions, that of the release first."""
        return (RELEASE, *list_models(self._folder))

    def open_active(self) -> ModelFolder | None:
        """Return the active version's folder, verified; None for that of the release.

        Raises:
            ModelMissing: the active version is not there any more.
            ModelCorrupt: it differs from its checksums.
        """
        active = self.state().active
        return None if active == RELEASE else self._open(active)

    def add(self, version: str, write: Callable[[Path], None]) -> ModelFolder:
        """Let ``write`` fill the folder of a new version; it is there whole or not at all. One that is there stays.

        Raises:
            ModelCorrupt: what was written, or was there, is no model.
        """
        target = self._folder / version
        if not target.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / f".{version}.{uuid4().hex[:8]}"
            unfinished.mkdir()
            try:
                write(unfinished)
                if not target.exists():
                    unfinished.replace(target)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        return self._open(version)

    def activate(self, version: str) -> VersionState:
        """Make a version the active one.

        Raises:
            ModelMissing: there is no such version.
            ModelCorrupt: it differs from its checksums.
        """
        if version not in self.versions():
            raise ModelMissing(f"{self._name} has no version {version!r}; it has {', '.join(self.versions())}.")
        if version != RELEASE:
            self._open(version)
        state = self.state()
        if state.active == version:
            return state
        return self._write(VersionState(version, (*state.before, state.active)))

    def roll_back(self) -> VersionState:
        """Make the version that was active before the active one again.

        Raises:
            InvalidField: none was.
        """
        state = self.state()
        if not state.before:
            raise InvalidField(f"{self._name}: {state.active} is the first version; there is nothing to go back to.")
        return self._write(VersionState(state.before[-1], state.before[:-1]))

    def _open(self, version: str) -> ModelFolder:
        folder = open_model(self._folder, version)
        return replace(folder, info=replace(folder.info, name=self._name))

    def _write(self, state: VersionState) -> VersionState:
        self._folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"active": state.active, "before": list(state.before)})
        write_atomically(self._folder / _ACTIVE, content.encode())
        return state
