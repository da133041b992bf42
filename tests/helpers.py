"""What several test modules need: making one product, reading pages, comparing folders."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from conftest import Project
from humi import press
from humi.plan.catalog import plan
from humi.plan.product import Product
from humi.render.brand import read_brand
from humi.render.mkdocs import build_site
from humi.render.staging import Staging

LEAFLET, PPTX, REVEAL = "leaflet/trifold.typ", "deck/master", "deck/reveal"
"""The styles of the three products of the tiny project."""

HOSTILE = (
    '#read("x")',
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "=cmd()",
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<img src=x onerror=alert(1)>",
    "![x](https://elsewhere.example/x.png)",
    "[x](javascript:alert(1))",
    "{% raw %}{# x #}",
    "&lt;b&gt; &copy;",
    "| a | b |",
    "\\input{x} $e^x$ @ref",
    "*a* _b_ `c` ~d~ ^e^",
    "<!-- x -->",
    "{#id .name} {: .name}",
    "!!! note",
    "- 1. > # x",
    "[^1] [TOC] *[x]: y",
)
"""Values that some template, markup or program on the road would act on if it took them for its own."""

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


def packed(text: str) -> str:
    """Text without blanks and presentation forms, so that line breaks of a layout do not matter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFKC", text))


def front(text: str) -> dict[str, Any]:
    """The front matter of a content file."""
    value = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert isinstance(value, dict)
    return value


def quoted(value: str) -> str:
    """A value as one quoted YAML string."""
    return yaml.safe_dump(value, allow_unicode=True, width=10_000, default_style='"').strip()


def with_body(text: str, body: str) -> str:
    """A content file with another body."""
    head, _, _ = text.partition("\n---\n")
    return f"{head}\n---\n\n{body}"


def case_story(name: str, first: str = "") -> str:
    """The body of a case that repeats no other: every paragraph tells of ``name``; ``first`` opens the story."""
    parts = [f"\n## 事情经过\n\n{first}\n" if first else "\n## 事情经过\n"]
    for number, heading in enumerate(("", "差在哪里", "法院怎么判", "记住一点")):
        parts.append(f"\n## {heading}\n" if heading else "")
        told = "。".join(f"{name}的第{number}段第{line}句，各说各的事，不与别处相同" for line in range(8))
        parts.append(f"\n{told}。\n")
    return "".join(parts)


def product_of(project: Project, style: str) -> Product:
    """The one product of the project in this style."""
    (found,) = [one for one in plan(project.library()) if one.style == style]
    return found


def job_of(project: Project, style: str) -> press.Job:
    """The one product of the project in this style, with what it will say."""
    product = product_of(project, style)
    return press.job(product, project.library(), read_brand(project.root), project.root, project.root / "build")


def made(project: Project, style: str) -> bytes:
    """The finished file of this style; the test fails when it could not be made."""
    result = press.make(job_of(project, style))
    assert not isinstance(result, str), result
    return result.path.read_bytes()


def refused(project: Project, style: str) -> str:
    """Why the product of this style could not be made; the test fails when it could."""
    result = press.make(job_of(project, style))
    assert isinstance(result, str), f"{style} was made"
    return result


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Every element of this name at or below this one, in reading order."""
        found = [self] if self.tag == tag else []
        for child in self.children:
            if isinstance(child, Element):
                found += child.all(tag)
        return found

    def one(self, tag: str) -> Element:
        """The only element of this name."""
        (found,) = self.all(tag)
        return found

    def classed(self, name: str) -> list[Element]:
        """Every element at or below this one that bears a class."""
        found = [self] if name in self.attributes.get("class", "").split() else []
        for child in self.children:
            if isinstance(child, Element):
                found += child.classed(name)
        return found

    @property
    def text(self) -> str:
        """All characters a reader meets in it; not what scripts and styles hold."""
        if self.tag in ("script", "style"):
            return ""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every element's name and the names of its attributes, in reading order: what a page does, not says."""
        found = [(self.tag, tuple(sorted(self.attributes)))]
        for child in self.children:
            if isinstance(child, Element):
                found += child.shape()
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: Path | str | bytes) -> Element:
    """A page as a tree."""
    if isinstance(page, Path):
        page = page.read_bytes()
    if isinstance(page, bytes):
        page = page.decode()
    tree = _Tree()
    tree.feed(page)
    tree.close()
    return tree.root


def article(page: Path) -> Element:
    """The content part of a page of the site."""
    return parsed(page).one("article")


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder; links are not followed."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def state(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Hash, inode and modification time of every file below a folder: equal only where nothing was written."""
    found = {}
    for name, digest in hashes(folder).items():
        info = (folder / name).stat()
        found[name] = (digest, info.st_ino, info.st_mtime_ns)
    return found


def mkdocs_build(project: Project) -> subprocess.CompletedProcess[str]:
    """``mkdocs build --strict`` as a person would run it in the project's folder."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def pages_of(project: Project) -> Path:
    """The project's pages alone, built from what can be loaded: quick, and whatever ``humi check`` says."""
    folder = project.root / "build"
    staging = Staging(project.root, project.library(), read_brand(project.root), [])
    staging.write(folder / "staging", {})
    build_site(project.root, folder / "staging", folder / "pages")
    return folder / "pages"
