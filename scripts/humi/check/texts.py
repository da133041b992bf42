"""Every piece of text a record holds, with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from pydantic import BaseModel

from humi.problems import Problem
from humi.records.base import LawRef, Record
from humi.records.markup import Code, CodeSpan, Link, Table, Text, spans_of, walk_spans


def at(record: Record, line: int, what: str, todo: str) -> Problem:
    """A problem in the file of a record."""
    return Problem(record.origin.path, line, what, todo)


def field_texts(record: Record) -> Iterator[tuple[int, str]]:
    """(line, text) of every text field."""
    for keys, value in fields(record):
        if isinstance(value, str):
            yield record.origin.line(*keys), value


def body_texts(record: Record) -> Iterator[tuple[int, str]]:
    """(line, text) of every run of characters in the body."""
    for block in record.body.walk():
        if isinstance(block, Code):
            yield block.line, block.value
        rows = len(block.head) if isinstance(block, Table) else 0
        for index, spans in enumerate(spans_of(block)):
            # A pipe table has a row a line, with the dashes under its head.
            row = index // rows if rows else 0
            line = getattr(block, "line", 1) + row + (row > 0)
            for span in walk_spans(spans):
                if isinstance(span, Text | CodeSpan):
                    yield line, span.value


def all_texts(record: Record) -> Iterator[tuple[int, str]]:
    """(line, text) of fields and body."""
    yield from field_texts(record)
    yield from body_texts(record)


def body_links(record: Record) -> Iterator[Link]:
    """Every link of the body."""
    for block in record.body.walk():
        for spans in spans_of(block):
            yield from (span for span in walk_spans(spans) if isinstance(span, Link))


def law_refs(record: Record) -> Iterator[tuple[int, tuple[str | int, ...], LawRef]]:
    """(line, keys, reference) of every structured citation."""
    for keys, value in fields(record):
        if isinstance(value, LawRef):
            yield record.origin.line(*keys), keys, value


def fields(part: BaseModel, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value of a record with its key path as written in the file, outer before inner."""
    for name, info in type(part).model_fields.items():
        yield from _values((*keys, info.alias or name), getattr(part, name))


def _values(keys: tuple[str | int, ...], value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values((*keys, index), item)
    elif isinstance(value, BaseModel):
        yield keys, value
        yield from fields(value, keys)
    elif not isinstance(value, Enum):
        yield keys, value
