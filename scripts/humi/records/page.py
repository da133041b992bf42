"""A plain page of prose, and the permanent short addresses printed as QR codes."""

from __future__ import annotations

from typing import ClassVar

from pydantic import StrictInt

from humi.records.base import Date, NonEmpty, Part, Record, Slug, Source


class Page(Record):
    """A page of prose; its id is its file name."""

    ref_kind: ClassVar[str] = "page"

    title: NonEmpty
    summary: NonEmpty
    sources: list[Source] = []
    checked: Date

    @property
    def id(self) -> str:
        """The file name without its ending."""
        return self.origin.path.rpartition("/")[2].removesuffix(".md")


class ShortLink(Part):
    """A permanent address ``/q/NAME/`` and the record it leads to."""

    name: Slug
    to: NonEmpty
    line: StrictInt = 1
    """Where it stands in its file."""
