"""An instrument of law, digested article by article, with the maps between its versions."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from humi.records.base import Confidence, Date, NonEmpty, Part, Record, Slug, Source


class Article(Part):
    """One article or paragraph in the editor's own words."""

    number: NonEmpty
    topic: NonEmpty
    digest: NonEmpty


class MapRow(Part):
    """Where an old article stands now; either side is null when it has no counterpart."""

    old: NonEmpty | None
    new: NonEmpty | None
    change: NonEmpty


class ArticleMap(Part):
    """Old to new articles; ``from_`` (``from`` in the file) is the older instrument's id."""

    from_: Slug = Field(alias="from")
    rows: list[MapRow] = Field(min_length=1)


class Policy(Record):
    """One instrument: law, interpretation, rule, standard or notice."""

    ref_kind: ClassVar[str] = "policy"

    id: Slug
    title: NonEmpty
    short: NonEmpty
    aka: list[NonEmpty] = []
    group: Literal["national", "zhejiang", "taizhou", "other-city", "standard"]
    kind: NonEmpty
    issuer: NonEmpty
    number: NonEmpty | None
    adopted: Date | None
    promulgated: Date | None
    effective: Date | None
    ended: Date | None = None
    status: Literal["in-force", "superseded", "repealed"]
    supersedes: list[Slug] = []
    superseded_by: Slug | None = None
    url: NonEmpty | None = None
    summary: NonEmpty
    notice: NonEmpty | None = None
    articles: list[Article]
    article_maps: list[ArticleMap] = []
    for_firms: list[NonEmpty]
    for_officers: list[NonEmpty] = []
    sources: list[Source] = Field(min_length=1)
    confidence: Confidence
    checked: Date

    @property
    def in_force(self) -> bool:
        """Whether the instrument applies today."""
        return self.status == "in-force"
