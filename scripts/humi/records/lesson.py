"""A training unit; its body is its slides."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from humi.records.base import Date, Industry, NonEmpty, Question, Record, Slug, Source

Audience = Literal["all", "managers", "rd", "sales", "hr", "it", "officers"]


AUDIENCES: dict[str, str] = {
    "all": "全员",
    "managers": "管理者",
    "rd": "研发",
    "sales": "销售",
    "hr": "人事",
    "it": "信息技术",
    "officers": "执法人员",
}
"""What readers see for each audience."""


class Lesson(Record):
    """A lesson: objectives, minutes, slides (the body), the cases it tells and its quiz."""

    ref_kind: ClassVar[str] = "lesson"

    id: Slug
    title: NonEmpty
    industry: Industry
    audience: list[Audience] = Field(min_length=1)
    minutes: StrictInt = Field(gt=0, le=480)
    objectives: list[NonEmpty] = Field(min_length=1)
    cases: list[Slug]
    quiz: list[Question] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    checked: Date
