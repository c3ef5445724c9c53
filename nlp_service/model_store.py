"""The committed models: plain data in folders, each with a manifest of checksums that is verified before loading.

A folder ``models/NAME/`` holds ``manifest.json`` (name, version, licence, files with SHA-256), ``README.md`` (the model
card) and the files of the model. No format that can run code on load (pickle, joblib) is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlp_service.errors import ModelCorrupt, ModelMissing
from nlp_service.types import ModelInfo

TOPIC_MODEL = "topics"
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A verified model folder."""

    path: Path
    info: ModelInfo
    licence: str


def default_root() -> Path:
    """Return the folder of the models: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).resolve().parent
    inside = package / "_models"
    return inside if inside.is_dir() else package.parent / "models"


def open_model(root: Path, name: str) -> ModelFolder:
    """Verify the model ``name`` under ``root`` and return it.

    Raises:
        ModelMissing: there is no such folder or it has no manifest.
        ModelCorrupt: the manifest is malformed, or a file is missing or differs from its checksum.
    """
    path = root / name
    try:
        manifest_bytes = (path / _MANIFEST).read_bytes()
    except OSError as error:
        raise ModelMissing(
            f"Model {name} is not installed: {path / _MANIFEST} cannot be read. "
            f"Installed: {', '.join(list_models(root)) or 'none'}."
        ) from error
    try:
        manifest = json.loads(manifest_bytes)
        files = {str(file): str(digest) for file, digest in manifest["files"].items()}
        version, licence = str(manifest["version"]), str(manifest["licence"])
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelCorrupt(
            f"Model {name}: {_MANIFEST} is malformed ({error!r}). Restore it from the release."
        ) from error
    for file, expected in files.items():
        if not (path / file).is_file():
            raise ModelCorrupt(f"Model {name}: {file} is missing. Restore it from the release.")
        if _sha256(path / file) != expected:
            raise ModelCorrupt(f"Model {name}: {file} differs from its checksum. Restore it from the release.")
    return ModelFolder(path, ModelInfo(name, version, hashlib.sha256(manifest_bytes).hexdigest()), licence)


def list_models(root: Path) -> tuple[str, ...]:
    """Return the names of the folders under ``root`` that have a manifest, sorted."""
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{_MANIFEST}")))


def write_manifest(path: Path, *, name: str, version: str, licence: str, files: Iterable[Path] | None = None) -> None:
    """Write ``manifest.json`` into ``path`` for ``files`` (default: every file there but the card and the manifest)."""
    chosen = files if files is not None else (file for file in path.rglob("*") if file.is_file())
    names = {file.relative_to(path).as_posix(): file for file in chosen}
    sums = {key: _sha256(file) for key, file in sorted(names.items()) if key not in (_MANIFEST, "README.md")}
    manifest = {"name": name, "version": version, "licence": licence, "files": sums}
    (path / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()
