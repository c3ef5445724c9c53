"""Everything that can go wrong, as one tree::

    NlpServiceError
    ├── InputError             the caller's data must change
    │   ├── EmptyText
    │   ├── TextTooLong
    │   ├── BatchTooLarge
    │   ├── InvalidEncoding
    │   ├── InvalidJson
    │   ├── BinaryInput
    │   ├── UnsupportedFormat
    │   ├── UnsupportedLanguage
    │   ├── InvalidField
    │   └── FetchError
    │       ├── FetchFailed
    │       ├── AddressRefused
    │       └── RobotsRefused
    ├── NotFoundError
    │   ├── ArticleNotFound
    │   ├── EntityNotFound
    │   ├── DecisionNotFound
    │   ├── JobNotFound
    │   └── FeedbackNotFound
    ├── JobLost                the job goes on in another process
    ├── WorkerLost             a process of a pool died
    ├── ModelError             an installation must be mended
    │   ├── ModelMissing
    │   └── ModelCorrupt
    ├── PackageMissing
    ├── ResourceError
    └── StoreError
        ├── StoreLocked
        ├── StoreFull
        └── StoreIncompatible

``code`` is stable and machine-readable; the message says what to do. The tree knows nothing of HTTP or exit
codes: one table at each edge maps it (:mod:`nlp_service.api.problems`, :mod:`nlp_service.cli.exits`).
"""

from __future__ import annotations

from typing import ClassVar


class NlpServiceError(Exception):
    """The root: catching it catches everything that this package raises on purpose."""

    code: ClassVar[str] = "error"

    @property
    def detail(self) -> str:
        """The message for people: what is wrong and what to do."""
        return str(self)


class InputError(NlpServiceError):
    """What was given cannot be analysed as it is."""

    code = "invalid-input"


class EmptyText(InputError):
    """The text holds nothing but blanks."""

    code = "empty-text"


class TextTooLong(InputError):
    """The text is over the limit."""

    code = "text-too-long"


class BatchTooLarge(InputError):
    """More articles at once than allowed."""

    code = "batch-too-large"


class InvalidEncoding(InputError):
    """The bytes are not UTF-8, or the text holds half a surrogate pair."""

    code = "invalid-encoding"


class InvalidJson(InputError):
    """What should be JSON is not."""

    code = "invalid-json"


class BinaryInput(InputError):
    """The input is no text at all."""

    code = "binary-input"


class UnsupportedFormat(InputError):
    """A file or a media type that no reader takes."""

    code = "unsupported-format"


class UnsupportedLanguage(InputError):
    """The text is not Vietnamese."""

    code = "unsupported-language"


class InvalidField(InputError):
    """A field or an option has a wrong type or an unknown value."""

    code = "invalid-field"


class FetchError(InputError):
    """What an address holds cannot be had."""

    code = "fetch-error"


class FetchFailed(FetchError):
    """The server cannot be reached, answers with an error, is too slow or sends too much; another try may help."""

    code = "fetch-failed"


class AddressRefused(FetchError):
    """The address is not on the public network, and no allow list names it."""

    code = "address-refused"


class RobotsRefused(FetchError):
    """The site's robots.txt asks programs to keep away from the address."""

    code = "robots-refused"


class NotEnoughData(InputError):
    """Too little is known to learn from or to judge by."""

    code = "not-enough-data"


class NotFoundError(NlpServiceError):
    """What was asked for is not there."""

    code = "not-found"


class ArticleNotFound(NotFoundError):
    """No article has this id."""

    code = "article-not-found"


class EntityNotFound(NotFoundError):
    """No stored article mentions an entity with this id."""

    code = "entity-not-found"


class DecisionNotFound(NotFoundError):
    """No decision about entities has this id."""

    code = "decision-not-found"


class JobNotFound(NotFoundError):
    """No job has this id."""

    code = "job-not-found"


class FeedbackNotFound(NotFoundError):
    """No feedback has this id."""

    code = "feedback-not-found"


class JobLost(NlpServiceError):
    """The job is held by another process now; this one must stop."""

    code = "job-lost"


class WorkerLost(NlpServiceError):
    """A process of a pool died; what was stored is stored, and the work can be continued."""

    code = "worker-lost"


class ModelError(NlpServiceError):
    """A model cannot be used."""

    code = "model-error"


class ModelMissing(ModelError):
    """The model's folder is not there."""

    code = "model-missing"


class ModelCorrupt(ModelError):
    """A file of the model differs from its manifest."""

    code = "model-corrupt"


class PackageMissing(NlpServiceError):
    """An optional package that this needs is not installed."""

    code = "package-missing"


class ResourceError(NlpServiceError):
    """A data file of the package is missing or malformed."""

    code = "resource-invalid"


class StoreError(NlpServiceError):
    """The store cannot do what was asked; nothing was half-written."""

    code = "store-error"


class StoreLocked(StoreError):
    """Another process holds the store for longer than the time-out."""

    code = "store-locked"


class StoreFull(StoreError):
    """The disk is full."""

    code = "store-full"


class StoreIncompatible(StoreError):
    """The file is no store of this version."""

    code = "store-incompatible"
