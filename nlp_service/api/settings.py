"""The settings: read once from the environment (prefix ``NLP_SERVICE_``), frozen, passed down as plain values."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nlp_service.errors import InvalidField
from nlp_service.model_store import default_root

MIB = 1 << 20


class Settings(BaseSettings):
    """What an installation may choose; every field has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="NLP_SERVICE_", frozen=True, extra="forbid")

    store: str = Field("var/nlp_service.db", description="Path of the SQLite file, or a database URL.")
    models: Path | None = Field(None, description="Folder of the models; default: the committed ones.")
    samples: Path | None = Field(
        None, description="Folder of the sample articles; default: corpus/samples of the checkout."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    api_keys_file: Path | None = Field(
        None, description="JSON list of {name, sha256, scopes}; keys are asked for when set."
    )
    allow_anonymous: bool = Field(False, description="Serve without keys on an address other than loopback.")
    max_body_bytes: int = Field(32 * MIB, ge=1, description="Largest request body in bytes.")
    max_batch: int = Field(100, ge=1, description="Most articles in one batch.")
    analysis_threads: int = Field(1, ge=1, le=64, description="Analyses that run at once.")
    analysis_queue: int = Field(16, ge=0, description="Requests that may wait for their analysis; beyond it 429.")
    retry_after_seconds: int = Field(2, ge=1, description="What 429 and 503 answer in Retry-After.")

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
