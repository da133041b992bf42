"""Guides, lessons, programmes and forms hold together and name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from humi.check.texts import at
from humi.problems import Problem
from humi.records.guide import Guide
from humi.records.lawbook import LawBook
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.page import Page
from humi.records.publicity import Publicity
from humi.records.remedy import Remedy


def guide_cases(library: Library, book: LawBook) -> Iterator[Problem]:
    """Cases named by guides and lessons exist; every guide has its permanent short address."""
    names = {link.name for link in library.short_links}
    for guide in library.guides.values():
        named: list[tuple[tuple[str | int, ...], str | None]] = [
            (("leaks", index, "case"), leak.case) for index, leak in enumerate(guide.leaks)
        ]
        named.append((("leaflet", "case", "case"), guide.leaflet.case.case))
        for keys, case_id in named:
            if case_id is not None and case_id not in library.cases:
                yield at(guide, guide.origin.line(*keys), f"没有案例“{case_id}”", "核对 cases/ 里的文件名")
        if guide.id not in names:
            yield at(
                guide,
                1,
                "这份指南没有永久短址",
                f"在 docs/short-links.yml 加一行 {guide.id}: guide:{guide.id}",
            )
    telling: list[Lesson | Publicity] = [*library.lessons.values(), *library.publicity.values()]
    for record in telling:
        for index, case_id in enumerate(record.cases):
            if case_id not in library.cases:
                line = record.origin.line("cases", index)
                yield at(record, line, f"没有案例“{case_id}”", "核对 cases/ 里的文件名")


def programme_parts(library: Library, book: LawBook) -> Iterator[Problem]:
    """A programme's parts name lessons and cases that exist and add up to its minutes."""
    for programme in library.programmes.values():
        total = sum(part.minutes for part in programme.parts)
        if total != programme.minutes:
            line = programme.origin.line("minutes")
            yield at(programme, line, f"各部分合计{total}分钟，课程写着{programme.minutes}分钟", "改成一致")
        for index, part in enumerate(programme.parts):
            line = programme.origin.line("parts", index)
            if part.lesson and part.lesson not in library.lessons:
                yield at(programme, line, f"没有培训单元“{part.lesson}”", "核对 docs/training/ 里的文件名")
            if part.case and part.case not in library.cases:
                yield at(programme, line, f"没有案例“{part.case}”", "核对 cases/ 里的文件名")


def form_parts(library: Library, book: LawBook) -> Iterator[Problem]:
    """Each part of a form holds one kind of thing, and example rows fit their columns."""
    for form in library.forms.values():
        for index, part in enumerate(form.parts):
            line = form.origin.line("parts", index)
            kinds = [part.fields, part.columns, part.clauses, part.checks, part.signatures]
            if sum(bool(kind) for kind in kinds) != 1:
                todo = "每个部分只写 fields、columns、clauses、checks、signatures 之一"
                yield at(form, line, f"“{part.title}”里应有且只有一种内容", todo)
            if any(len(row) != len(part.columns) for row in part.examples):
                yield at(form, line, f"“{part.title}”的示例列数不对", f"每行写{len(part.columns)}格")


def required_bodies(library: Library, book: LawBook) -> Iterator[Problem]:
    """Guides, lessons and pages say something in their body."""
    for record in library.records():
        if isinstance(record, Guide | Lesson | Page | Remedy) and not record.body.blocks:
            yield at(record, record.origin.line("checked") + 1, "正文是空的", "在字段区下面写正文")
