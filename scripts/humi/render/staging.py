"""The site as plain Markdown in a folder: what MkDocs (or another generator) builds, and nothing it must transform."""

from __future__ import annotations

import hashlib
import html
import itertools
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment

from humi.records.base import Industry, Record
from humi.records.case import CASE_HEADINGS
from humi.records.form import GROUPS
from humi.records.lesson import AUDIENCES
from humi.records.library import Library
from humi.records.markup import Doc, Heading, span_text
from humi.records.policy import Policy
from humi.records.publicity import KINDS
from humi.render.brand import Brand
from humi.render.gather import article_groups, case_tags, quiz_bank
from humi.render.markdown import Markdown
from humi.render.page_view import PageView, SitePages, relative_url
from humi.render.templating import environment, render

POLICY_GROUPS = {
    "national": "国家",
    "zhejiang": "浙江省",
    "taizhou": "台州市",
    "other-city": "其他城市",
    "standard": "标准",
}


@dataclass(frozen=True)
class Download:
    """A finished file offered on a page."""

    path: str
    title: str
    kind: str
    industry: str
    size: int
    pages: int
    unit: str
    """What ``pages`` counts: 页 or 张."""

    @property
    def size_text(self) -> str:
        """As readers see it."""
        return f"{self.size / 1024 / 1024:.1f}MB" if self.size >= 1024 * 1024 else f"{max(1, self.size // 1024)}KB"


class Staging:
    """Writes the staged folder: pages from ``templates/site``, assets, redirects and downloads."""

    def __init__(self, root: Path, library: Library, brand: Brand, downloads: list[Download]) -> None:
        self.root = root
        self.library = library
        self.brand = brand
        self.downloads = downloads
        self.env: ImmutableSandboxedEnvironment = environment(root / "templates")
        self.pages = SitePages(library, brand)
        self.files: dict[str, bytes] = {}

    def write(self, folder: Path, products: Mapping[str, Path]) -> int:
        """Bring ``folder`` to the wanted state, touching only what changed. Returns the number of pages.

        ``products`` maps each download's path to the finished file.
        """
        self._collect()
        for download in self.downloads:
            self.files[download.path] = products[download.path].read_bytes()
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif name not in self.files:
                path.unlink()
        for name, data in self.files.items():
            path = folder / name
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return sum(name.endswith(".md") for name in self.files)

    def digest(self) -> str:
        """One hash over everything staged."""
        total = hashlib.sha256()
        for name in sorted(self.files):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.files[name]).digest())
        return total.hexdigest()

    def _collect(self) -> None:
        self.files.clear()
        for case in self.library.cases.values():
            self._page(
                f"cases/{case.id}.md",
                "case",
                case,
                case=case,
                body=_with_anchors(case.body, CASE_HEADINGS, "part"),
            )
        for policy in self.library.policies.values():
            self._page(f"policies/{policy.id}.md", "policy", policy, policy=policy, groups=article_groups(policy))
        for guide in self.library.guides.values():
            self._page(f"guides/{guide.id}.md", "guide", guide, guide=guide)
        for lesson in self.library.lessons.values():
            self._page(
                f"training/{lesson.id}.md",
                "lesson",
                lesson,
                lesson=lesson,
                body=_with_anchors(lesson.body, {}, "slide"),
            )
        for remedy in self.library.remedies.values():
            self._page(f"remedies/{remedy.id}.md", "remedy", remedy, remedy=remedy)
        for form in self.library.forms.values():
            self._page(
                f"toolkit/{form.id}.md",
                "form",
                form,
                form=form,
                body=_with_anchors(form.body, {}, "use"),
            )
        for text in self.library.publicity.values():
            self._page(
                f"publicity/{text.id}.md",
                "publicity",
                text,
                text=text,
                body=_with_anchors(text.body, {}, "part"),
            )
        for programme in self.library.programmes.values():
            self._page(f"programmes/{programme.id}.md", "programme", programme, programme=programme)
        for page in self.library.pages.values():
            self._page(f"{page.id}.md", "page", page, page=page)
        if self.library.glossary:
            self._page("glossary.md", "glossary", self.library.glossary, glossary=self.library.glossary)
        if self.library.plan:
            self._page("action-plan.md", "plan", self.library.plan, plan=self.library.plan)
        self._lists()
        self._redirects()
        self._assets()

    def _lists(self) -> None:
        cases = self.library.cases_by_date()
        policies = sorted(self.library.policies.values(), key=lambda one: (not one.in_force, one.id))
        remedies = sorted(self.library.remedies.values(), key=lambda one: one.order)
        tags = case_tags(cases)
        self._page("index.md", "home", None, title=self.brand.name, cases=cases[:6])
        self._page("cases/index.md", "cases", None, title="案例", cases=cases)
        for industry in Industry:
            if industry is not Industry.LOCAL:
                self._page(
                    f"cases/industry/{industry.value}.md", "case-list", None,
                    title=f"{industry.label}案例", cases=self.library.cases_of(industry), industry=industry, tag=None,
                )  # fmt: skip
        self._page("policies/index.md", "policies", None, title="法规政策", policies=policies, groups=POLICY_GROUPS)
        self._page("guides/index.md", "guides", None, title="行业指南")
        self._page("training/index.md", "lessons", None, title="培训")
        self._page("toolkit/index.md", "forms", None, title="工具箱")
        self._page("publicity/index.md", "publicities", None, title="宣传文稿")
        self._page("quiz.md", "quiz", None, title="题库", bank=quiz_bank(self.library))
        self._page("remedies/index.md", "remedies", None, title="维权", remedies=remedies)
        self._page("downloads.md", "downloads", None, title="材料下载")
        self._page("tags/index.md", "tags", None, title="按标签找案例", tags=tags)
        for tag in tags:
            self._page(
                f"tags/{tag.slug}.md", "case-list", None,
                title=f"{tag.group}：{tag.label}", cases=tag.cases, industry=None, tag=tag,
            )  # fmt: skip

    def _page(self, path: str, template: str, record: Record | None, **values: Any) -> None:
        meta: dict[str, Any] = {
            "title": str(getattr(record, "title", None) or values.get("title")),
            "humi_kind": template,
        }
        if record is not None:
            meta["description"] = str(getattr(record, "summary", getattr(record, "title", "")))
            industry = getattr(record, "industry", None)
            if isinstance(industry, Industry):
                meta["humi_industry"] = industry.label
            if isinstance(record, Policy):
                meta["humi_superseded"] = not record.in_force
        if template == "home":
            meta["hide"] = ["navigation", "toc"]
        # Material prints these into the page's head as they are.
        meta = {key: html.escape(value) if isinstance(value, str) else value for key, value in meta.items()}
        head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=True, width=10_000)
        view = PageView(self.pages, path)
        text = render(
            self.env, f"site/{template}.md.j2",
            view=view, library=self.library, brand=self.brand, downloads=self.downloads,
            Industry=Industry, AUDIENCES=AUDIENCES, KINDS=KINDS, FORM_GROUPS=GROUPS, **values,
        )  # fmt: skip
        self.files[path] = f"---\n{head}---\n\n{text}".encode()

    def _redirects(self) -> None:
        for link in self.library.short_links:
            target = self.pages.path(link.to)
            page_html = render(
                self.env, "site/redirect.html.j2",
                href=Markdown(relative_url(f"q/{link.name}/index.md", target)),
                title=self.pages.title(link.to), brand=self.brand,
            )  # fmt: skip
            self.files[f"q/{link.name}/index.html"] = page_html.encode()

    def _assets(self) -> None:
        for key, trade in self.brand.industry.items():
            drawing = (self.root / "templates" / "art" / f"{trade.motif}.svg").read_text(encoding="utf-8")
            self.files[f"assets/art/{trade.motif}-{key}.svg"] = drawing.replace("#ACCENT", trade.colour).encode()
        assets = self.root / "templates" / "site" / "assets"
        for path in sorted(assets.rglob("*")):
            name = path.relative_to(assets).as_posix()
            if path.suffix == ".j2":
                text = render(self.env, f"site/assets/{name}", brand=self.brand)
                self.files[f"assets/{name.removesuffix('.j2')}"] = text.encode()
            elif path.is_file():
                self.files[f"assets/{name}"] = path.read_bytes()


def _with_anchors(body: Doc, known: Mapping[str, str], prefix: str) -> Doc:
    """The body with an anchor on every heading: its own, the one ``known`` for its title, or ``prefix-N``."""
    numbers = itertools.count(1)

    def anchored(heading: Heading) -> Heading:
        number = next(numbers)
        anchor = heading.anchor or known.get(span_text(heading.spans)) or f"{prefix}-{number}"
        return Heading(heading.level, heading.spans, anchor, heading.line)

    blocks = tuple(anchored(block) if isinstance(block, Heading) else block for block in body.blocks)
    return Doc(blocks, body.footnotes)
