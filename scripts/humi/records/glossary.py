"""Terms in plain words, and the other words people use for them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, StrictBool

from humi.records.base import Date, LawRef, NonEmpty, Part, Record, Slug, Source


class Term(Part):
    """A term; ``aliases`` are what people type instead and feed the search."""

    id: Slug
    term: NonEmpty
    aliases: list[NonEmpty] = []
    plain: NonEmpty
    laws: list[LawRef] = []
    linked: StrictBool | None = None
    """Whether the first use on each page is linked; when not said, terms of three characters or more are."""
    see_also: list[NonEmpty] = []


class Glossary(Record):
    """The glossary, one file."""

    ref_kind: ClassVar[str] = "page"

    title: NonEmpty
    summary: NonEmpty
    terms: list[Term] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    checked: Date

    @property
    def ref(self) -> str:
        """``page:glossary``."""
        return "page:glossary"
