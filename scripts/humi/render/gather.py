"""What index pages and law pages gather from the library: tags, the quiz bank, articles grouped under one anchor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from humi.records.articles import anchors_of, parse_articles
from humi.records.base import Question
from humi.records.case import Case, Channel, Gap, SecretType
from humi.records.library import Library
from humi.records.policy import Article, Policy


@dataclass(frozen=True)
class BankQuestion:
    """A question of the bank, the heading it stands under, and the record it comes from."""

    group: str
    question: Question
    ref: str


def quiz_bank(library: Library) -> list[BankQuestion]:
    """Every question of lessons and cases, lessons first, each tied to its record."""
    bank = [
        BankQuestion(f"{lesson.industry.label}：{lesson.title}", question, lesson.ref)
        for lesson in library.lessons.values()
        for question in lesson.quiz
    ]
    bank += [
        BankQuestion(f"{case.industry.label}案例", question, case.ref)
        for case in library.cases.values()
        for question in case.quiz
    ]
    return bank


@dataclass(frozen=True)
class Tag:
    """A tag of cases with its permanent address."""

    group: str
    label: str
    slug: str
    cases: list[Case]


def case_tags(cases: list[Case]) -> list[Tag]:
    """Every tag that at least one case bears."""
    groups: list[tuple[str, str, type[StrEnum], str]] = [
        ("秘密是什么", "secret", SecretType, "secret_types"),
        ("怎么离开的", "channel", Channel, "channels"),
        ("缺了什么", "gap", Gap, "gaps"),
    ]
    tags = []
    for label, prefix, values, field in groups:
        for value in values:
            found = [case for case in cases if value in getattr(case, field)]
            if found:
                slug = f"{prefix}-{value.name.lower().replace('_', '-')}"
                tags.append(Tag(label, value.value, slug, found))
    return tags


@dataclass(frozen=True)
class ArticleGroup:
    """The digest rows of one article, under its permanent anchor."""

    anchor: str
    heading: str
    rows: list[tuple[str, Article]]
    """(anchor of the row, or "" where the group's own anchor serves; the Article)."""
    extra: list[str]
    """Further anchors a combined row answers to."""


def article_groups(policy: Policy) -> list[ArticleGroup]:
    """The articles of a policy, paragraphs gathered under their article, in the order of the page."""
    groups: dict[str, ArticleGroup] = {}
    taken: Counter[str] = Counter()
    for position, article in enumerate(policy.articles, 1):
        numbers = parse_articles(article.number)
        anchors = anchors_of(article.number, position)
        if not numbers:
            groups[anchors[0]] = ArticleGroup(anchors[0], article.number, [("", article)], [])
            continue
        whole = numbers[0].whole.anchor
        extra = [one.whole.anchor for one in numbers[1:] if one.whole.anchor != whole]
        heading = article.number if len(numbers) > 1 or not numbers[0].paragraphs else ""
        group = groups.get(whole)
        if group is None:
            title = heading or article.number.split("条")[0] + "条" + _insert_of(article.number)
            group = groups[whole] = ArticleGroup(whole, title, [], [])
        row_anchor = anchors[0] if anchors[0] != whole and not taken[anchors[0]] else ""
        taken[anchors[0]] += 1
        group.rows.append((row_anchor, article))
        group.extra.extend(one for one in extra if one not in group.extra)
    for group in groups.values():
        group.extra[:] = [one for one in group.extra if one not in groups]
    return list(groups.values())


def _insert_of(number: str) -> str:
    tail = number.partition("条")[2]
    if not tail.startswith("之"):
        return ""
    return tail.split("第")[0]
