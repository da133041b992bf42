"""A guide for one trade: what is secret here, how it leaks, what to do this week."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from humi.records.base import Action, Date, Industry, LawRef, NonEmpty, Part, Record, Slug, Source


class Secret(Part):
    """One thing worth keeping, its carrier and its level."""

    what: NonEmpty
    carrier: NonEmpty
    level: Literal["核心", "重要", "一般"]
    why: NonEmpty


class Department(Part):
    """The secrets one department holds."""

    dept: NonEmpty
    items: list[Secret] = Field(min_length=1)


class Leak(Part):
    """A way out, the sign that it is open, the measure, and a case where it happened."""

    id: Slug
    path: NonEmpty
    sign: NonEmpty
    measure: NonEmpty
    case: Slug | None


class Measures(Part):
    """What to do, by what it costs."""

    zero_cost: list[Action] = Field(min_length=1)
    low_cost: list[Action] = Field(min_length=1)
    invest: list[Action] = Field(min_length=1)


class Role(Part):
    """A role card: what this person must do, must never do, and whom to ask."""

    id: Slug
    role: NonEmpty
    must: list[NonEmpty] = Field(min_length=1)
    never: list[NonEmpty] = Field(min_length=1)
    ask: NonEmpty


class Clause(Part):
    """A clause to have in contracts, with its legal basis."""

    clause: NonEmpty
    point: NonEmpty
    laws: list[LawRef]


class People(Part):
    """Joiners, movers and leavers."""

    join: list[NonEmpty] = Field(min_length=1)
    move: list[NonEmpty] = Field(min_length=1)
    leave: list[NonEmpty] = Field(min_length=1)


class EvidenceStep(Part):
    """A step of the first 72 hours and the evidence it keeps."""

    within: NonEmpty
    who: NonEmpty
    do: NonEmpty
    keep: NonEmpty


class CheckItem(Part):
    """A self-check question; a yes earns ``score`` points (1 to 5)."""

    area: Literal["密点", "人员", "场所", "载体", "网络", "外协", "离职", "应急"]
    q: NonEmpty
    score: StrictInt = Field(ge=1, le=5)
    fix: NonEmpty


class Poster(Part):
    """A poster: one command and its rules."""

    id: Slug
    command: NonEmpty
    rules: list[NonEmpty] = Field(min_length=1, max_length=6)


class Cover(Part):
    """The front of the leaflet."""

    line: NonEmpty
    sub: NonEmpty


class LeafletCase(Part):
    """The case on the leaflet's inner flap, at most 90 characters."""

    case: Slug
    text: NonEmpty = Field(max_length=90)


class Panel(Part):
    """A leaflet panel: a heading and at most five bullets."""

    title: NonEmpty
    bullets: list[NonEmpty] = Field(min_length=1, max_length=5)


class LeafletText(Part):
    """The words of the tri-fold leaflet."""

    cover: Cover
    case: LeafletCase
    secret: Panel
    leak: Panel
    todo: Panel


class Guide(Record):
    """The guide of one trade."""

    ref_kind: ClassVar[str] = "guide"

    id: Slug
    title: NonEmpty
    industry: Industry
    summary: NonEmpty
    intro: NonEmpty
    inventory: list[Department] = Field(min_length=1)
    leaks: list[Leak] = Field(min_length=1)
    measures: Measures
    roles: list[Role] = Field(min_length=1)
    contracts: list[Clause] = Field(min_length=1)
    people: People
    evidence: list[EvidenceStep] = Field(min_length=1)
    self_check: list[CheckItem] = Field(min_length=1)
    slogans: list[NonEmpty] = Field(min_length=1)
    posters: list[Poster] = Field(min_length=1)
    leaflet: LeafletText
    sources: list[Source] = Field(min_length=1)
    checked: Date
