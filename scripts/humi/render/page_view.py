"""What a template sees of the site from one page: every link written relative to it, citations and terms linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from humi.records.base import LawRef, Source
from humi.records.case import Case
from humi.records.glossary import Term
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.markup import Doc, Fence, Link, Span, Text
from humi.records.policy import Policy
from humi.render.brand import Brand
from humi.render.markdown import BodyWriter, Markdown, escape

FOLDERS = {
    "case": "cases/",
    "policy": "policies/",
    "guide": "guides/",
    "lesson": "training/",
    "programme": "programmes/",
    "remedy": "remedies/",
    "form": "toolkit/",
    "publicity": "publicity/",
    "page": "",
}
"""Where each kind of record stands on the site."""


class SitePages:
    """Knows where every record stands on the site, and writes links to it from any page."""

    def __init__(self, library: Library, brand: Brand) -> None:
        self.library = library
        self.brand = brand
        self.book = LawBook(library)
        names = {policy.short: policy.ref for policy in library.policies.values()}
        if library.glossary:
            # Shorter terms are everyday words (接触, 同一性) and are linked only where the glossary says so.
            for term in library.glossary.terms:
                if term.linked or (term.linked is None and len(term.term) >= 3):
                    names[term.term] = f"term:{term.term}"
        self.names = names
        longest_first = sorted(names, key=len, reverse=True)
        self.names_pattern = re.compile("|".join(map(_whole_word, longest_first))) if names else None

    def path(self, ref: str) -> str:
        """The staged file of a reference (``kind:id`` or ``kind:id#anchor``)."""
        target, mark, anchor = ref.partition("#")
        kind, _, name = target.partition(":")
        if kind == "term":
            term = self.library.term(name)
            return f"glossary.md#{term.id}" if term else "glossary.md"
        return f"{FOLDERS[kind]}{name}.md{mark}{anchor}"

    def title(self, ref: str) -> str:
        """The title of the record a reference names."""
        found = self.library.find(ref.partition("#")[0])
        if isinstance(found, Term):
            return found.term
        if isinstance(found, Policy):
            return found.short
        return str(getattr(found, "title", ref))


def _whole_word(name: str) -> str:
    """A pattern for a name; a Latin one is not found inside a longer word."""
    pattern = re.escape(name)
    if name[0].isascii() and name[0].isalnum():
        pattern = "(?<![A-Za-z0-9])" + pattern
    if name[-1].isascii() and name[-1].isalnum():
        pattern += "(?![A-Za-z0-9])"
    return pattern


class PageView:
    """What a template sees of the site from one page: links come out relative to it."""

    def __init__(self, pages: SitePages, here: str) -> None:
        self.pages = pages
        self.here = here
        self._linked: set[str] = set()

    def href(self, target: str) -> Markdown:
        """From a reference, an outside address or a staged path to an address usable on this page."""
        if target.startswith(("http://", "https://", "#")):
            return Markdown(target)
        if ":" in target.split("#")[0]:
            target = self.pages.path(target)
        return Markdown(relative_link(self.here, target))

    def url(self, target: str) -> Markdown:
        """Like ``href``, for addresses inside raw HTML, which MkDocs leaves alone: a page's folder address."""
        if ":" in target.split("#")[0]:
            target = self.pages.path(target)
        return Markdown(relative_url(self.here, target))

    def asset(self, name: str) -> Markdown:
        """The address of a staged asset, for raw HTML."""
        ups = [part for part in _folder(self.here).split("/") if part]
        return Markdown("../" * len(ups) + f"assets/{name}")

    def link(self, target: str, words: str | None = None) -> Markdown:
        """A Markdown link."""
        shown = escape(words if words is not None else self.pages.title(target))
        return Markdown(f"[{shown}]({self.href(target)})")

    def body(self, doc: Doc, notes: bool = False, shift: int = 0) -> Markdown:
        """A body with its citations and first uses of terms linked."""
        writer = BodyWriter(self._resolve, _site_fence(notes), self._enrich, shift)
        return writer.doc(doc)

    def text(self, value: str) -> Markdown:
        """A field's text with its citations linked."""
        writer = BodyWriter(self._resolve, enrich=self._enrich)
        return writer.spans((Text(value),))

    def laws(self, refs: Iterable[LawRef]) -> Markdown:
        """Structured citations as links, separated by ；."""
        parts = []
        for ref in refs:
            policy = self.pages.library.policies.get(ref.instrument)
            if policy is None:
                continue
            articles = "、".join(self._article_link(ref.instrument, number, number) for number in ref.articles)
            parts.append(f"{escape(policy.short)}{articles}")
        return Markdown("；".join(parts))

    def law_rows(self, case: Case) -> list[dict[str, Markdown]]:
        """For each article applied then: the citation, and the article in force now."""
        rows = []
        for ref in case.laws:
            policy = self.pages.library.policies[ref.instrument]
            for number in ref.articles:
                then = f"{escape(policy.short)}{self._article_link(ref.instrument, number, number)}"
                rows.append({"then": Markdown(then), "now": self._today(policy, number)})
        return rows

    def sources(self, sources: Iterable[Source]) -> list[Markdown]:
        """Each source with its publisher, linked where that is allowed."""
        out = []
        for source in sources:
            title = escape(source.title)
            shown = f"[{title}]({_address(source.url)})" if source.url else title
            out.append(Markdown(f"{shown}，{escape(source.publisher)}"))
        return out

    def cited_by(self, policy: Policy) -> list[Markdown]:
        """Cases that applied this instrument, as links."""
        return [
            self.link(case.ref, case.title)
            for case in self.pages.library.cases_by_date()
            if any(ref.instrument == policy.id for ref in case.laws)
        ]

    def _today(self, policy: Policy, number: str) -> Markdown:
        if policy.in_force:
            return Markdown("现行有效")
        parts = []
        for today in self.pages.book.today(policy.id, number):
            if today.number is None:
                parts.append(f"{escape(today.change)}")
            else:
                parts.append(
                    f"{escape(today.policy.short)}"
                    f"{self._article_link(today.policy.id, today.number, today.number)}（{escape(today.change)}）"
                )
        return Markdown("；".join(parts))

    def _article_link(self, instrument: str, number: str, words: str) -> str:
        found = self.pages.book.find(instrument, number)
        if found is None:
            return escape(words)
        return f"[{escape(words)}]({self.href(f'policies/{instrument}.md#{found[2]}')})"

    def _resolve(self, href: str) -> str | None:
        if href.startswith(("http://", "https://")):
            return _address(href)
        return self.href(href)

    def _enrich(self, text: str) -> Iterator[Span]:
        """Link the citations in a run of text, then the first use of each term on this page."""
        end = 0
        for citation in self.pages.book.scan(text):
            for start, stop, number in citation.articles:
                found = self.pages.book.find(citation.policy.id, number)
                if found is None:
                    continue
                yield from self._terms(text[end:start])
                anchor = f"policies/{citation.policy.id}.md#{found[2]}"
                yield Link(anchor, (Text(text[start:stop]),))
                end = stop
        yield from self._terms(text[end:])

    def _terms(self, text: str) -> Iterator[Span]:
        """Link the first use on this page of each term and each instrument named without an article."""
        end = 0
        if self.pages.names_pattern and self.here != "glossary.md":
            for match in self.pages.names_pattern.finditer(text):
                ref = self.pages.names[match[0]]
                if ref in self._linked or self.pages.path(ref) == self.here:
                    continue
                self._linked.add(ref)
                if match.start() > end:
                    yield Text(text[end : match.start()])
                yield Link(ref, (Text(match[0]),))
                end = match.end()
        if text[end:]:
            yield Text(text[end:])


def relative_link(here: str, target: str) -> str:
    """A link from one staged file to another, anchors kept."""
    path, mark, anchor = target.partition("#")
    if path == here:
        return f"#{anchor}" if anchor else PurePosixPath(path).name
    ups = PurePosixPath(here).parent.parts
    goal = PurePosixPath(path).parts
    common = 0
    while common < len(ups) and common < len(goal) - 1 and ups[common] == goal[common]:
        common += 1
    return "/".join([".."] * (len(ups) - common) + list(goal[common:])) + mark + anchor


def relative_url(here: str, target: str) -> str:
    """A link from the address of one page to another's, both as folders: cases/x.md is cases/x/."""
    path, mark, anchor = target.partition("#")
    ups = PurePosixPath(_folder(here)).parts
    goal = PurePosixPath(_folder(path)).parts
    common = 0
    while common < min(len(ups), len(goal)) and ups[common] == goal[common]:
        common += 1
    steps = [".."] * (len(ups) - common) + list(goal[common:])
    return ("/".join(steps) + "/" if steps else "./") + mark + anchor


def _folder(path: str) -> str:
    name = path.removesuffix(".md")
    return name.removesuffix("index").strip("/")


def _address(url: str) -> str:
    """An outside address inside a Markdown link: what would end the link is percent-encoded."""
    table = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C"}
    return "".join(table.get(char, char) for char in url)


def _site_fence(notes: bool) -> Any:
    boxes = {
        "warning": '!!! warning "当心"',
        "tip": '!!! tip "做法"',
        "checklist": '!!! success "清单"',
        "exercise": '!!! question "练习"',
        "answer": '??? note "参考答案"',
        "note": '??? quote "讲解备注"',
    }

    def write(fence: Fence, inner: str) -> str:
        if fence.kind == "note" and not notes:
            return ""
        if fence.kind == "figure":
            return f'<div class="hm-figure" markdown="1">\n\n{inner}\n\n</div>'
        return boxes[fence.kind] + "\n\n    " + inner.replace("\n", "\n    ")

    return write
