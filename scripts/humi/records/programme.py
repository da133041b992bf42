"""A course programme: which lessons, cases and exercises fill the time."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, StrictInt

from humi.records.base import Date, Industry, NonEmpty, Part, Record, Slug, Source
from humi.records.lesson import Audience


class Session(Part):
    """One part of a programme: minutes, what happens, and the lesson or case it uses."""

    minutes: StrictInt = Field(gt=0, le=240)
    what: NonEmpty
    lesson: Slug | None = None
    case: Slug | None = None


class Programme(Record):
    """A programme for a given audience and length; its parts add up to ``minutes``."""

    ref_kind: ClassVar[str] = "programme"

    id: Slug
    title: NonEmpty
    summary: NonEmpty
    industry: Industry
    audience: list[Audience] = Field(min_length=1)
    minutes: StrictInt = Field(gt=0, le=480)
    parts: list[Session] = Field(min_length=1)
    bring: list[NonEmpty] = []
    sources: list[Source] = Field(min_length=1)
    checked: Date
