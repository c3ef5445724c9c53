"""The settings: read once from the environment (prefix ``NLP_SERVICE_``), frozen, passed down as plain values."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nlp_service.errors import InvalidField
from nlp_service.model_store import default_root
from nlp_service.types import SegmenterName

MIB = 1 << 20


class Settings(BaseSettings):
    """What an installation may choose; every field has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="NLP_SERVICE_", frozen=True, extra="forbid")

    store: Annotated[str, Field(description="Path of the SQLite file, or a database URL.")] = "var/nlp_service.db"
    models: Annotated[Path | None, Field(description="Folder of the models; default: the committed ones.")] = None
    versions: Annotated[Path, Field(description="Folder of the versions that the installation has learned.")] = Path(
        "var/models"
    )
    segmenter: Annotated[SegmenterName, Field(description="What finds the words.")] = "nlp_service"
    dictionary: Annotated[Path | None, Field(description="Words of this installation, one a line.")] = None
    samples: Annotated[Path | None, Field(description="Folder of the sample articles; default: corpus/samples.")] = None
    host: Annotated[str, Field(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")] = 8000
    api_keys_file: Annotated[Path | None, Field(description="JSON list of {name, sha256, scopes}.")] = None
    allow_anonymous: Annotated[bool, Field(description="Serve without keys on an address other than loopback.")] = False
    seed_anniversaries: Annotated[bool, Field(description="Show the days of the seed file where no article does.")] = (
        True
    )
    max_body_bytes: Annotated[int, Field(ge=1, description="Largest request body in bytes.")] = 32 * MIB
    max_batch: Annotated[int, Field(ge=1, description="Most articles in one batch.")] = 100
    analysis_threads: Annotated[int, Field(ge=1, le=64, description="Analyses that run at once.")] = 1
    analysis_queue: Annotated[int, Field(ge=0, description="Requests that may wait; beyond it 429.")] = 16
    fetch_allow: Annotated[
        tuple[str, ...], Field(description="JSON list of hosts, host:port or networks to fetch from though not public.")
    ] = ()
    fetch_pause_seconds: Annotated[float, Field(ge=0, description="Pause between two fetches from one host.")] = 1.0
    retry_after_seconds: Annotated[int, Field(ge=1, description="What 429 and 503 answer in Retry-After.")] = 2

    @property
    def samples_folder(self) -> Path:
        """Where the sample articles are looked for."""
        return self.samples or default_root().parent / "corpus" / "samples"

    def check_exposure(self) -> None:
        """Refuse to serve the network without keys.

        Raises:
            InvalidField: the host is not loopback, there is no keys file and anonymous access was not allowed.
        """
        if self.api_keys_file is None and not self.allow_anonymous and not is_loopback(self.host):
            raise InvalidField(
                f"host: {self.host} can be reached from the network but no API keys are set. Name a keys file in "
                "NLP_SERVICE_API_KEYS_FILE, or set NLP_SERVICE_ALLOW_ANONYMOUS=true to let anybody in."
            )


def is_loopback(host: str) -> bool:
    """Return whether ``host`` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
