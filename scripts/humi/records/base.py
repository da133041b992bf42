"""What all records share: strictness, where they came from, and the small types of the field."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)

from humi.records.markup import Doc

NonEmpty = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
"""Text that must say something."""

Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A permanent ASCII name, used in addresses."""

DOCKET = re.compile(r"^\(((?:19|20)\d{2})\)[一-鿿\d()]{1,24}?(?:字第)?\d+号$")
"""A Chinese docket number after folding full-width brackets, e.g. (2020)最高法知民终1667号."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day (month and day 0 where unknown)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def text(self) -> str:
        """As readers see it: 2021年2月26日."""
        month = f"{self.month}月" if self.month else ""
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{month}{day}"

    def before(self, other: PartialDate) -> bool:
        """Whether this date is certainly earlier than ``other`` at the precision both share."""
        mine = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        for a, b in zip(mine, theirs, strict=True):
            if not a or not b:
                return False
            if a != b:
                return a < b
        return False


def _parse_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise ValueError("日期应写成年、年-月或年-月-日；例如 2021、2021-02、2021-02-26")
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
    if not match:
        raise ValueError(f"“{text}”不是日期；写成 2021、2021-02 或 2021-02-26")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if not 1949 <= year <= 2100:
        raise ValueError(f"年份{year}不可能；核对这个日期")
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"没有{month}月；核对这个日期")
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{year}年{month}月没有{day}日；核对这个日期")
    return PartialDate(year, month, day)


Date = Annotated[PartialDate, BeforeValidator(_parse_date), WithJsonSchema({"type": "string"})]


def _parse_docket(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("案号应是文字；例如 (2020)最高法知民终1667号")
    docket = value.strip().replace("（", "(").replace("）", ")")
    if not DOCKET.match(docket):
        raise ValueError(f"案号“{value}”格式不对；写成 (2020)最高法知民终1667号 的样子")
    return docket


Docket = Annotated[str, BeforeValidator(_parse_docket), WithJsonSchema({"type": "string"})]


class Industry(StrEnum):
    """The trades of the plan, the county's own trades, and what is common to all."""

    CHEMICAL = "chemical"
    BIOTECH = "biotech"
    CHIP = "chip"
    SOURCE_CODE = "source-code"
    LOCAL = "local"
    GENERAL = "general"

    @property
    def label(self) -> str:
        """The Chinese name readers see."""
        return _INDUSTRY_LABELS[self]


_INDUSTRY_LABELS = {
    Industry.CHEMICAL: "化工",
    Industry.BIOTECH: "生物技术",
    Industry.CHIP: "电子芯片",
    Industry.SOURCE_CODE: "软件源代码",
    Industry.LOCAL: "本地产业",
    Industry.GENERAL: "通用",
}


@dataclass(frozen=True)
class Origin:
    """Where a record was read: path relative to the project, and the line of every field.

    ``lines`` maps a path of keys and indexes, e.g. ``("amounts", 0, "cny")``, to its 1-based line.
    """

    path: str
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def line(self, *keys: str | int) -> int:
        """The line of the field, or of the nearest enclosing field that has one."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return 1


class Part(BaseModel):
    """A piece of a record. Unknown keys are errors; values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Record(Part):
    """A whole content file: front matter as fields, the Markdown body as ``body``."""

    ref_kind: ClassVar[str]
    """The first word of references to this kind of record."""

    _origin: Origin = PrivateAttr(default_factory=lambda: Origin(""))
    _body: Doc = PrivateAttr(default_factory=Doc)

    @property
    def origin(self) -> Origin:
        """File and lines this record was read from."""
        return self._origin

    @property
    def body(self) -> Doc:
        """The Markdown body."""
        return self._body

    @property
    def ref(self) -> str:
        """How links name this record, e.g. ``case:vanillin-wanglong``."""
        return f"{self.ref_kind}:{getattr(self, 'id')}"  # noqa: B009 - every record but two has an id

    def attach(self, origin: Origin, body: Doc) -> None:
        """Called once by the loader."""
        self._origin = origin
        self._body = body


class Source(Part):
    """Where a fact was seen. ``url`` only for the hosts the editorial rules allow."""

    title: NonEmpty
    publisher: NonEmpty
    url: NonEmpty | None = None


class LawRef(Part):
    """Articles of one instrument, numbered as the instrument numbers them."""

    instrument: Slug
    articles: Annotated[list[NonEmpty], Field(min_length=1)]


class Question(Part):
    """A multiple-choice question; ``answer`` is the 1-based number of the right option."""

    q: NonEmpty
    options: list[NonEmpty]
    answer: int
    why: NonEmpty
    laws: list[LawRef] = []

    def model_post_init(self, context: Any, /) -> None:
        """Refuse an answer that is not among the options."""
        if not 2 <= len(self.options) <= 6:
            raise ValueError("选项应有2到6个；增删 options")
        if not 1 <= self.answer <= len(self.options):
            raise ValueError(f"答案{self.answer}不在{len(self.options)}个选项里；answer 从1数起")


class Action(Part):
    """Something somebody does."""

    who: NonEmpty
    do: NonEmpty
    cost: NonEmpty | None = None


Confidence = Literal["high", "medium", "low"]
