"""Guides, lessons, programmes and forms hold together and name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from humi.check.texts import at
from humi.problems import Problem
from humi.records.guide import Guide
from humi.records.lawbook import LawBook
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.markup import Code, Heading
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
            if case_id is not None and not library.knows(f"case:{case_id}"):
                yield at(guide, guide.origin.line(*keys), f"没有案例“{case_id}”", "核对 cases/ 里的文件名")
        if guide.id not in names and "short-links" not in library.unreadable:
            yield at(
                guide,
                1,
                "这份指南没有永久短址",
                f"在 docs/short-links.yml 加一行 {guide.id}: guide:{guide.id}",
            )
    telling: list[Lesson | Publicity] = [*library.lessons.values(), *library.publicity.values()]
    for record in telling:
        for index, case_id in enumerate(record.cases):
            if not library.knows(f"case:{case_id}"):
                line = record.origin.line("cases", index)
                yield at(record, line, f"没有案例“{case_id}”", "核对 cases/ 里的文件名")


def lesson_slides(library: Library, book: LawBook) -> Iterator[Problem]:
    """A lesson's body holds only what a slide can show, and nothing before its first slide."""
    for lesson in library.lessons.values():
        started = False
        for block in lesson.body.blocks:
            if isinstance(block, Heading) and block.level == 2:
                started = True
            elif not started:
                yield at(lesson, block.line, "第一张幻灯片之前有内容", "先写一行“## 标题”")
                started = True
        for label, blocks in lesson.body.footnotes.items():
            line = blocks[0].line if blocks else 1
            yield at(lesson, line, f"幻灯片放不下脚注“{label}”", "写进“::: note”里")
        for block in lesson.body.walk():
            if isinstance(block, Code):
                yield at(lesson, block.line, "幻灯片放不下代码块", "改成列表或段落")
            elif isinstance(block, Heading) and block.level > 2:
                yield at(lesson, block.line, "幻灯片里有小标题", "改成“## ”另起一张，或改成加粗的文字")


def programme_parts(library: Library, book: LawBook) -> Iterator[Problem]:
    """A programme's parts name lessons and cases that exist and add up to its minutes."""
    for programme in library.programmes.values():
        total = sum(part.minutes for part in programme.parts)
        if total != programme.minutes:
            line = programme.origin.line("minutes")
            yield at(programme, line, f"各部分合计{total}分钟，课程写着{programme.minutes}分钟", "改成一致")
        for index, part in enumerate(programme.parts):
            line = programme.origin.line("parts", index)
            if part.lesson and not library.knows(f"lesson:{part.lesson}"):
                yield at(programme, line, f"没有培训单元“{part.lesson}”", "核对 docs/training/ 里的文件名")
            if part.case and not library.knows(f"case:{part.case}"):
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
