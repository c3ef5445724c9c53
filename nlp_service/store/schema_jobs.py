"""The tables of jobs: what was asked for, how far it is, and what came of it.

A job that runs bears its ``owner`` and a ``lease`` that the owner renews; one whose lease has run out was left behind
by a process that died, and may be taken over.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from nlp_service.store.schema import metadata

jobs = Table(
    "jobs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("progress", Text, nullable=False),
    Column("cancel_requested", Boolean, nullable=False),
    Column("result", Text),
    Column("error", Text),
    Column("attempts", Integer, nullable=False),
    Column("owner", Text),
    Column("lease", Text),
    Column("created", Text, nullable=False),
    Column("started", Text),
    Column("finished", Text),
    Index("jobs_by_status", "status", "kind", "key"),
)

# Files that came with a job; they go when it ends.
job_inputs = Table(
    "job_inputs",
    metadata,
    Column("job_key", Integer, ForeignKey("jobs.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content_type", Text),
    Column("content", LargeBinary, nullable=False),
)
