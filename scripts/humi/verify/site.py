"""The built site opened again: pages are there, links and anchors lead somewhere, nothing is fetched outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from humi.verify.html import LOADS, OUTSIDE_URL, outside_loads


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hrefs: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self.images_without_words = 0
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            if values["id"] in self.ids:
                self.twice.append(str(values["id"]))
            self.ids.add(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.hrefs.append(str(values["href"]))
        wanted = LOADS.get(tag)
        if wanted and values.get(wanted) and (tag != "link" or values.get("rel") in ("stylesheet", "icon")):
            self.loads.append(str(values[wanted]))
        if tag == "img" and values.get("alt") is None:
            self.images_without_words += 1
        if tag == "html":
            self.lang = str(values.get("lang") or "")


def faults(site: Path, expected: list[str]) -> list[str]:
    """Everything that is wrong with the site. ``expected``: pages that must exist, as paths below ``site``."""
    found = [f"缺少页面 {path}" for path in expected if not (site / path).is_file()]
    pages: dict[str, _Links] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith(("downloads/", "pagefind/")):
            continue
        html = path.read_text(encoding="utf-8")
        reader = _Links()
        reader.feed(html)
        pages[name] = reader
        found += [f"{name} 会向外请求 {address}" for address in outside_loads(html)]
        if not reader.lang.startswith("zh"):
            found.append(f"{name} 没有标明中文")
        found += [f"{name} 的锚点 {one} 用了两次" for one in reader.twice]
        if reader.images_without_words:
            found.append(f"{name} 有图片没有替代文字")
    for path in sorted(site.rglob("*.css")):
        for address in OUTSIDE_URL.findall(path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(site).as_posix()} 会向外请求 {address}")
    for name, reader in pages.items():
        if name == "404.html":
            continue
        for href in [*reader.hrefs, *reader.loads]:
            problem = _dead(site, pages, name, href)
            if problem:
                found.append(f"{name} 的链接 {href} {problem}")
    return found


def _dead(site: Path, pages: dict[str, _Links], name: str, href: str) -> str:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.I):
        return ""
    parts = urlsplit(href)
    if parts.path.startswith("/"):
        return "以“/”开头，换个目录就失效"
    target = name
    if parts.path:
        raw = PurePosixPath(name).parent / unquote(parts.path)
        steps: list[str] = []
        for step in raw.parts:
            if step == "..":
                if not steps:
                    return "指到了网站以外"
                steps.pop()
            elif step != ".":
                steps.append(step)
        target = "/".join(steps)
        if parts.path.endswith("/") or parts.path in (".", "..") or not PurePosixPath(target).suffix:
            target = f"{target}/index.html".lstrip("/")
    if not (site / target).is_file():
        return "没有对应的文件"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return "没有对应的锚点"
    return ""
