"""Starts the application under uvicorn; ``python -m nlp_service.api.server`` reads the environment."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from nlp_service.api.app import create_app
from nlp_service.api.settings import Settings

GRACE_SECONDS = 30


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises:
        InvalidField: the network would be served without keys, or the keys file is malformed.
    """
    settings.check_exposure()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=_log_config(),
        access_log=False,  # the application logs routes; uvicorn's log would hold queries
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _log_config() -> dict[str, Any]:
    config = deepcopy(LOGGING_CONFIG)
    config["loggers"]["nlp_service"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return config


if __name__ == "__main__":
    serve(Settings())
