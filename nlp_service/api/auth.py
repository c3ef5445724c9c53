"""API keys: hashed in a file, compared in constant time, each with scopes."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from nlp_service.api.problems import ApiProblem
from nlp_service.errors import InvalidField

Scope = Literal["read", "write", "admin"]


class ApiKey(BaseModel):
    """One key: its owner's name, its SHA-256 in hexadecimal, and what it allows (``admin`` allows everything)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    scopes: Annotated[list[Scope], Field(min_length=1)]

    def allows(self, scope: Scope) -> bool:
        """Return whether the key opens ``scope``."""
        return scope in self.scopes or "admin" in self.scopes


_KEYS = TypeAdapter(list[ApiKey])


def read_keys(path: Path) -> tuple[ApiKey, ...]:
    """Read the keys file: a JSON list of ``{"name", "sha256", "scopes"}``.

    Raises:
        InvalidField: the file cannot be read, is malformed, is empty or names a key twice.
    """
    try:
        keys = tuple(_KEYS.validate_json(path.read_bytes()))
    except OSError as error:
        raise InvalidField(f"api_keys_file: {path} cannot be read ({error.strerror}).") from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise InvalidField(f"api_keys_file: {path} is malformed: {where}") from error
    if not keys:
        raise InvalidField(f"api_keys_file: {path} holds no key, so nobody could get in.")
    if len({key.name for key in keys}) < len(keys) or len({key.sha256 for key in keys}) < len(keys):
        raise InvalidField(f"api_keys_file: {path} holds a name or a key twice.")
    return keys


def check_key(keys: tuple[ApiKey, ...], given: str | None, scope: Scope) -> None:
    """Let the caller pass when its key opens ``scope``; ``given`` is the key as sent.

    Every stored hash is compared, in constant time each, so that the time tells nothing.

    Raises:
        ApiProblem: unauthorized without a known key, forbidden when it lacks the scope.
    """
    digest = hashlib.sha256((given or "").encode("utf-8", "surrogateescape")).hexdigest()
    matches = [key for key in keys if hmac.compare_digest(key.sha256, digest)]
    if not given or not matches:
        reason = "The API key is not known." if given else "This service asks for an API key."
        raise ApiProblem("unauthorized", reason, {"WWW-Authenticate": 'Bearer realm="nlp-service"'})
    if not matches[0].allows(scope):
        raise ApiProblem("forbidden", f"This needs a key with the scope {scope}.")


def key_from_headers(authorization: str | None, api_key: str | None) -> str | None:
    """Return the key sent as ``Authorization: Bearer KEY``, else as ``X-API-Key: KEY``; other schemes are a proxy's."""
    scheme, _, credentials = (authorization or "").partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" else api_key
