"""Citations: from "反不正当竞争法(2025)第十条第三款" to the digest it names, and to the article in force now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humi.records.articles import ARTICLE, ArticleNumber, anchors_of, parse_articles
from humi.records.library import Library
from humi.records.policy import Article, MapRow, Policy


@dataclass(frozen=True)
class Citation:
    """A citation found in running text: characters ``start:end``, the instrument, the articles."""

    start: int
    end: int
    policy: Policy
    articles: tuple[tuple[int, int, ArticleNumber], ...]
    """(start, end, number) of each article named."""


@dataclass(frozen=True)
class Today:
    """Where a cited article stands now. ``number`` is None where it has no verified counterpart."""

    policy: Policy
    number: str | None
    change: str


class LawBook:
    """All instruments of a Library, indexed for citation."""

    def __init__(self, library: Library) -> None:
        self.policies = library.policies
        names = {_fold(name): policy for policy in library.policies.values() for name in (policy.short, *policy.aka)}
        self._names = names
        alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._pattern = (
            re.compile(
                rf"《?(?P<name>{alternatives})》?"
                rf"(?P<articles>(?:{_bare(ARTICLE)})(?:[、和及与](?:{_bare(ARTICLE)}))*)"
            )
            if names
            else None
        )

    def scan(self, text: str) -> Iterator[Citation]:
        """Every citation in ``text``."""
        if not self._pattern:
            return
        for match in self._pattern.finditer(_fold(text)):
            offset = match.start("articles")
            articles = tuple(
                (offset + one.start(), offset + one.end(), parse_articles(one[0])[0])
                for one in ARTICLE.finditer(match["articles"])
            )
            yield Citation(match.start(), match.end(), self._names[match["name"]], articles)

    def find(self, instrument: str, number: str | ArticleNumber) -> tuple[Policy, Article, str] | None:
        """The digest row that a number names and its anchor, or None where the page has none."""
        policy = self.policies.get(instrument)
        if policy is None:
            return None
        if isinstance(number, str):
            for position, article in enumerate(policy.articles, 1):
                if _fold(article.number) == _fold(number):
                    return policy, article, anchors_of(article.number, position)[0]
            wanted = parse_articles(number)
        else:
            wanted = [number]
        best: tuple[tuple[bool, bool, bool], Article, str] | None = None
        for one in wanted[:1]:
            for position, article in enumerate(policy.articles, 1):
                for has, anchor in zip(
                    parse_articles(article.number), anchors_of(article.number, position), strict=False
                ):
                    if not has.covers(one):
                        continue
                    # The nearest row wins: the very number, then the same paragraph, then the whole article.
                    rank = (has == one, bool(one.item and has.item), bool(one.paragraphs and has.paragraphs))
                    if best is None or rank > best[0]:
                        best = (rank, article, has.whole.anchor if one == one.whole else anchor)
        return (policy, best[1], best[2]) if best else None

    def today(self, instrument: str, number: str, seen: frozenset[str] = frozenset()) -> list[Today]:
        """Where an article of a superseded instrument stands now, following the maps from page to page.

        Empty when the instrument is in force (the article itself applies) or no map is verified. ``seen`` holds
        the instruments already passed, so that maps in a circle come to an end.
        """
        policy = self.policies.get(instrument)
        if policy is None or policy.in_force or instrument in seen:
            return []
        found: list[Today] = []
        for newer in self.policies.values():
            for article_map in newer.article_maps:
                if article_map.from_ != instrument:
                    continue
                for row in _rows_for(article_map.rows, number):
                    if row.new is None or newer.in_force:
                        found.append(Today(newer, row.new, row.change))
                    else:
                        found.extend(self.today(newer.id, row.new, seen | {instrument}))
        unique: dict[tuple[str, str | None], Today] = {}
        for one in found:
            unique.setdefault((one.policy.id, one.number), one)
        return list(unique.values())


def _rows_for(rows: list[MapRow], number: str) -> list[MapRow]:
    """The rows of a map whose old side is ``number``, else those of the same article."""
    exact = [row for row in rows if row.old and _fold(row.old) == _fold(number)]
    if exact:
        return exact
    wanted = parse_articles(number)
    if not wanted:
        return []
    return [
        row
        for row in rows
        if row.old and any(has.covers(wanted[0]) or wanted[0].covers(has) for has in parse_articles(row.old))
    ]


def _fold(text: str) -> str:
    """Brackets folded to half width, one character for one, so that positions stay."""
    return text.translate(str.maketrans("（）【】", "()[]"))


def _bare(pattern: re.Pattern[str]) -> str:
    """A pattern without its group names, to be used more than once."""
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)
