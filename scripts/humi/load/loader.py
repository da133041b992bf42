"""The folders ``docs/`` and ``cases/`` to a Library, with every fault found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import ValidationError

from humi.load.dialect import parse_body
from humi.load.faults import explain
from humi.load.source import SourceFault, read_source, read_text, read_yaml
from humi.problems import Problem, relative
from humi.records.base import Origin, Record
from humi.records.case import Case
from humi.records.form import Form
from humi.records.glossary import Glossary
from humi.records.guide import Guide
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.page import Page, ShortLink
from humi.records.plan import Plan
from humi.records.policy import Policy
from humi.records.programme import Programme
from humi.records.publicity import Publicity
from humi.records.remedy import Remedy

SHELVES: tuple[tuple[str, type[Record], str], ...] = (
    ("cases", Case, "cases"),
    ("docs/guides", Guide, "guides"),
    ("docs/policies", Policy, "policies"),
    ("docs/remedies", Remedy, "remedies"),
    ("docs/training", Lesson, "lessons"),
    ("docs/programmes", Programme, "programmes"),
    ("docs/toolkit", Form, "forms"),
    ("docs/publicity", Publicity, "publicity"),
)
"""Folder, the record its files hold, and the Library's shelf they go to."""

SINGLES: dict[str, tuple[type[Record], str]] = {
    "docs/glossary.md": (Glossary, "glossary"),
    "docs/action-plan.md": (Plan, "plan"),
}
"""Files that are records of their own kind."""

SHORT_LINKS = "docs/short-links.yml"


def load(root: Path, progress: Callable[[int, int], None] | None = None) -> tuple[Library, list[Problem]]:
    """Read the whole project at ``root``: all records that can be read, and all problems found.

    ``progress`` is called with (files read, files in all).
    """
    library = Library()
    problems: list[Problem] = []
    jobs = list(_jobs(root, problems))
    for number, (path, model, shelf) in enumerate(jobs, 1):
        record, found = load_record(path, root, model)
        problems.extend(found)
        if record is not None:
            problems.extend(_shelve(library, shelf, record))
        else:
            library.unreadable.add(f"{model.ref_kind}:{path.stem}")
        if progress:
            progress(number, len(jobs))
    problems.extend(_load_short_links(root, library))
    return library, problems


def load_record(path: Path, root: Path, model: type[Record]) -> tuple[Record | None, list[Problem]]:
    """One file to one record; the record is None where the front matter cannot be used."""
    shown = relative(path, root)
    try:
        source = read_source(path, shown)
    except SourceFault as fault:
        return None, [fault.problem]
    origin = Origin(shown, source.lines)
    body, problems = parse_body(source.body, shown, source.body_line)
    try:
        record = model.model_validate(source.meta)
    except ValidationError as error:
        return None, [*problems, *explain(error, origin, model)]
    record.attach(origin, body)
    return record, problems


def _jobs(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, type[Record], str]]:
    """Every content file with its record type; files in the wrong place are problems."""
    seen: set[Path] = set()
    for folder, model, shelf in SHELVES:
        for path in sorted((root / folder).rglob("*")):
            seen.add(path)
            if _is_content(path, root, problems):
                yield path, model, shelf
    for path in sorted((root / "docs").rglob("*")):
        shown = relative(path, root)
        if path in seen or shown == SHORT_LINKS or not _is_content(path, root, problems):
            continue
        model, shelf = SINGLES.get(shown, (Page, "pages"))
        if path.parent != root / "docs":
            problems.append(Problem(shown, 1, "这个文件夹里不放页面", "移到 docs/ 下，或对应的栏目文件夹"))
            continue
        yield path, model, shelf


def _is_content(path: Path, root: Path, problems: list[Problem]) -> bool:
    shown = relative(path, root)
    if path.is_symlink():
        problems.append(Problem(shown, 1, "这是一个链接，不是文件", "把文件本身放进来"))
        return False
    if path.is_dir() or path.name.startswith("."):
        return False
    if path.suffix != ".md":
        problems.append(Problem(shown, 1, f"不认识“{path.suffix}”文件", "内容写成 .md；其他文件移出去"))
        return False
    return True


def _shelve(library: Library, shelf: str, record: Record) -> Iterator[Problem]:
    """Put a record on its shelf; an id used twice, or not the file's name, is a problem."""
    path = record.origin.path
    if shelf in ("glossary", "plan"):
        setattr(library, shelf, record)
        return
    name = record.ref.partition(":")[2]
    stem = path.rpartition("/")[2].removesuffix(".md")
    records: dict[str, Record] = getattr(library, shelf)
    if name in records:
        other = records[name].origin.path
        yield Problem(path, record.origin.line("id"), f"编号“{name}”已被 {other} 使用", "换一个编号")
        return
    if name != stem:
        yield Problem(path, record.origin.line("id"), f"编号“{name}”与文件名“{stem}”不同", "改成一样的")
    records[name] = record


def _load_short_links(root: Path, library: Library) -> Iterator[Problem]:
    path = root / SHORT_LINKS
    if path.is_symlink():
        yield Problem(SHORT_LINKS, 1, "这是一个链接，不是文件", "把文件本身放进来")
        return
    if not path.exists():
        return
    try:
        value, lines = read_yaml(read_text(path, SHORT_LINKS), SHORT_LINKS)
    except SourceFault as fault:
        library.unreadable.add("short-links")
        yield fault.problem
        return
    if not isinstance(value, dict):
        yield Problem(SHORT_LINKS, 1, "内容不是“短址: 目标”的样子", "每行写一个，例如 chemical: guide:chemical")
        return
    for name, to in value.items():
        try:
            library.short_links.append(ShortLink(name=name, to=to, line=lines.get((name,), 1)))
        except ValidationError as error:
            library.unreadable.add("short-links")
            line = lines.get((name,), 1)
            yield from explain(error, Origin(SHORT_LINKS, {("name",): line, ("to",): line}), ShortLink)
