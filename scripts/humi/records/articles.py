"""Article numbers of Chinese statutes: 第二百一十九条之一, 第十条第三款, 第二条第（三）项.

The order of parts (编 章 节 条 款 项) follows 立法法 (Legislation Law) article 65 and common drafting practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[零〇一二两三四五六七八九十百千]+|\\d+"

ARTICLE = re.compile(
    rf"第(?P<article>{NUMERAL})条(?:之(?P<insert>{NUMERAL}))?"
    rf"(?:第(?P<paragraphs>(?:{NUMERAL})(?:[、和](?:第)?(?:{NUMERAL}))*)款)?"
    rf"(?:第[（(]?(?P<item>{NUMERAL})[）)]?项)?"
)
"""One article with its optional inserted number, paragraphs and item."""


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral up to 9,999. Raises ValueError."""
    if text.isdigit():
        return int(text)
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            raise ValueError(f"不是数字：{text}")
    return total + digit


@dataclass(frozen=True)
class ArticleNumber:
    """An article, with paragraphs (empty: the whole article) and item (0: the whole paragraph)."""

    article: int
    insert: int = 0
    paragraphs: tuple[int, ...] = ()
    item: int = 0

    @property
    def whole(self) -> ArticleNumber:
        """The article without paragraph and item."""
        return ArticleNumber(self.article, self.insert)

    @property
    def anchor(self) -> str:
        """The permanent anchor: art-10, art-219-1, art-10-p3, art-22-p1-2, art-2-p1-i3."""
        parts = [f"art-{self.article}"]
        if self.insert:
            parts.append(str(self.insert))
        if self.paragraphs:
            parts.append("p" + "-".join(map(str, self.paragraphs)))
        if self.item:
            parts.append(f"i{self.item}")
        return "-".join(parts)

    def covers(self, other: ArticleNumber) -> bool:
        """Whether a digest of this number says something of ``other``."""
        if self.whole != other.whole or (self.item and other.item and self.item != other.item):
            return False
        if not self.paragraphs or not other.paragraphs:
            return True
        return set(other.paragraphs) <= set(self.paragraphs)


def parse_articles(text: str) -> list[ArticleNumber]:
    """All article numbers in ``text``, in order; empty where there is none."""
    return [_number(match) for match in ARTICLE.finditer(text)]


def _number(match: re.Match[str]) -> ArticleNumber:
    paragraphs = tuple(numeral(part) for part in re.findall(NUMERAL, match["paragraphs"] or ""))
    return ArticleNumber(
        numeral(match["article"]),
        numeral(match["insert"]) if match["insert"] else 0,
        paragraphs,
        numeral(match["item"]) if match["item"] else 0,
    )


def anchors_of(number: str, position: int) -> list[str]:
    """The anchors of a digest row: one for each article it names, or one of its own.

    ``position`` (1-based) names rows without an article number, such as the parts of a notice.
    """
    found = [one.anchor for one in parse_articles(number)]
    if found:
        return found
    ascii_part = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")
    return [f"item-{ascii_part}" if len(ascii_part) > 3 else f"item-{position}"]
