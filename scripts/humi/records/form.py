"""A form a firm fills in: its parts are structured so that page, Word file and print hold the same fields."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from humi.records.base import Date, Industry, LawRef, NonEmpty, Part, Record, Slug, Source

GROUPS = ("定密", "制度", "人员", "外部往来", "载体与系统", "应急维权", "行业与政府")
"""The groups of the toolkit, in the order a firm needs them."""


class FormField(Part):
    """One thing to fill in. ``input`` says how: a line, a paragraph, a date, a tick or a choice."""

    label: NonEmpty
    input: Literal["line", "area", "date", "check", "choice"] = "line"
    hint: NonEmpty | None = None
    options: list[NonEmpty] = []


class FormPart(Part):
    """A part of a form: fields, a table with blank rows, clauses, a checklist, or signatures."""

    title: NonEmpty
    fields: list[FormField] = []
    columns: list[NonEmpty] = []
    examples: list[list[NonEmpty]] = []
    blank_rows: StrictInt = Field(default=0, ge=0, le=40)
    clauses: list[NonEmpty] = []
    checks: list[NonEmpty] = []
    signatures: list[NonEmpty] = []


class Form(Record):
    """A form or a model text of the toolkit."""

    ref_kind: ClassVar[str] = "form"

    id: Slug
    title: NonEmpty
    summary: NonEmpty
    industry: Industry
    group: Literal["定密", "制度", "人员", "外部往来", "载体与系统", "应急维权", "行业与政府"]
    purpose: NonEmpty
    filled_by: NonEmpty
    when: NonEmpty
    kept: NonEmpty
    laws: list[LawRef]
    parts: list[FormPart] = Field(min_length=1)
    notes: list[NonEmpty] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    checked: Date
