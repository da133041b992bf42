"""Texts for publicity carried to the door: broadcast scripts, newspaper shorts, articles, talking points."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from humi.records.base import Date, Industry, NonEmpty, Record, Slug, Source

KINDS: dict[str, str] = {
    "broadcast": "广播稿",
    "newspaper": "报纸短稿",
    "article": "公众号文章",
    "talking-points": "走访话术",
}
"""What readers see for each kind."""


class Publicity(Record):
    """One text to be read aloud, printed or posted; its body is the text itself."""

    ref_kind: ClassVar[str] = "publicity"

    id: Slug
    title: NonEmpty
    kind: Literal["broadcast", "newspaper", "article", "talking-points"]
    industry: Industry
    seconds: StrictInt | None = Field(default=None, ge=10, le=300)
    summary: NonEmpty
    cases: list[Slug] = []
    sources: list[Source] = Field(min_length=1)
    checked: Date
