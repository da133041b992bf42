"""The county's plan of 2009: what it asked for and what carries it out today."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from humi.records.base import Date, NonEmpty, Part, Record, Slug, Source


class Document(Part):
    """The document the plan was issued as."""

    title: NonEmpty
    issuer: NonEmpty
    date: Date
    note: NonEmpty | None = None


class Phase(Part):
    """A phase; ``to`` is null where the plan leaves it open."""

    name: NonEmpty
    from_: Date = Field(alias="from")
    to: Date | None
    goal: NonEmpty
    work: list[NonEmpty] = Field(min_length=1)


class Ask(Part):
    """One thing the plan asks for, and the records of this site that carry it out."""

    id: Slug
    ask: NonEmpty
    today: NonEmpty
    links: list[NonEmpty]


class Duty(Part):
    """Who did it then, who does it now."""

    then: NonEmpty
    now: NonEmpty
    does: NonEmpty


class Plan(Record):
    """The action plan as a living page."""

    ref_kind: ClassVar[str] = "page"

    title: NonEmpty
    summary: NonEmpty
    document: Document
    phases: list[Phase] = Field(min_length=1)
    asks: list[Ask] = Field(min_length=1)
    duties: list[Duty] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    checked: Date

    @property
    def ref(self) -> str:
        """``page:action-plan``."""
        return "page:action-plan"
