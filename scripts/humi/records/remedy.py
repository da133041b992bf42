"""A road to a remedy: when to take it, the steps, the evidence, the time limits."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, StrictInt

from humi.records.base import Date, LawRef, NonEmpty, Part, Record, Slug, Source


class Step(Part):
    """One step of the road and what happens next."""

    do: NonEmpty
    who: NonEmpty
    then: NonEmpty


class TimeLimit(Part):
    """A time limit and its legal basis."""

    what: NonEmpty
    limit: NonEmpty
    laws: list[LawRef]


class Remedy(Record):
    """One of the roads: report, civil suit, criminal report, mediation, injunction."""

    ref_kind: ClassVar[str] = "remedy"

    id: Slug
    title: NonEmpty
    order: StrictInt
    summary: NonEmpty
    when: NonEmpty
    where: list[NonEmpty] = Field(min_length=1)
    steps: list[Step] = Field(min_length=1)
    evidence: list[NonEmpty] = Field(min_length=1)
    time_limits: list[TimeLimit]
    cost: NonEmpty
    results: list[NonEmpty] = Field(min_length=1)
    cautions: list[NonEmpty] = Field(min_length=1)
    laws: list[LawRef] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    checked: Date
