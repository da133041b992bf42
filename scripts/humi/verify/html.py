"""HTML opened again: an HTML deck's text and notes, and that nothing in it is fetched from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from humi.render.deck import Slide
from humi.verify.text import missing, squeeze

LOADS = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "link": "href",
}  # fmt: skip
"""Elements that fetch a file, and the attribute that names it."""


OUTSIDE_URL = re.compile(r"""(?:url\(|@import\s+)\s*["']?((?:https?:)?//[^"')\s]+)""")
"""Addresses on other hosts inside CSS."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.sections: list[str] = []
        self._depth = 0
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        wanted = LOADS.get(tag)
        if wanted and values.get(wanted) and values.get("rel") not in ("canonical", "alternate", "next", "prev"):
            self.loads.append(str(values[wanted]))
        self.loads += [one.split()[0] for one in (values.get("srcset") or "").split(",") if one.strip()]
        self.loads += OUTSIDE_URL.findall(values.get("style") or "")
        if tag == "section":
            self._depth += 1
            self.sections.append("")
        if tag in ("script", "style"):
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._depth -= 1
        if tag in ("script", "style"):
            self._skip -= 1

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skip:
            self.sections[-1] += data


def outside_loads(html: str) -> list[str]:
    """Addresses on other hosts that opening this page would fetch."""
    reader = _Reader()
    reader.feed(html)
    found = [one for one in reader.loads if re.match(r"(https?:)?//", one)]
    for style in re.findall(r"<style[^>]*>(.*?)</style>", html, re.S):
        found += OUTSIDE_URL.findall(style)
    return found


def deck_faults(data: bytes, slides: list[Slide]) -> list[str]:
    """Everything that is wrong with an HTML deck, as clauses in Chinese."""
    html = data.decode()
    found = [f"会向外请求 {address}" for address in outside_loads(html)]
    reader = _Reader()
    reader.feed(html)
    if len(reader.sections) != len(slides):
        found.append(f"应有{len(slides)}张，实有{len(reader.sections)}张")
    for number, (section, wanted) in enumerate(zip(reader.sections, slides, strict=False), 1):
        where = f"第{number}张“{wanted.title}”"
        for piece in missing(wanted.texts(), section):
            found.append(f"{where}里没有“{piece[:30]}”")
        if any(squeeze(note) not in squeeze(section) for note in wanted.notes):
            found.append(f"{where}少了备注")
    return found
