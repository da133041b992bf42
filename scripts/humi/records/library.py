"""The Library: every record of the project, and how to find one by its reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from humi.records.base import Industry, Record
from humi.records.case import Case
from humi.records.form import Form
from humi.records.glossary import Glossary, Term
from humi.records.guide import Guide
from humi.records.lesson import Lesson
from humi.records.page import Page, ShortLink
from humi.records.plan import Plan
from humi.records.policy import Policy
from humi.records.programme import Programme
from humi.records.publicity import Publicity
from humi.records.remedy import Remedy


@dataclass
class Library:
    """All content. Nothing downstream reads content files again."""

    cases: dict[str, Case] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    remedies: dict[str, Remedy] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    publicity: dict[str, Publicity] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    glossary: Glossary | None = None
    plan: Plan | None = None
    short_links: list[ShortLink] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    """References of files that exist but could not be read: not called missing as well."""

    def records(self) -> Iterator[Record]:
        """Every record, in a fixed order."""
        for shelf in self._shelves().values():
            yield from (shelf[key] for key in sorted(shelf))
        if self.glossary:
            yield self.glossary
        if self.plan:
            yield self.plan

    def find(self, ref: str) -> Record | Term | None:
        """The record named ``kind:id`` (anchor already removed), or None."""
        kind, _, name = ref.partition(":")
        if kind == "term":
            return self.term(name)
        if kind == "page" and name == "glossary":
            return self.glossary
        if kind == "page" and name == "action-plan":
            return self.plan
        return self._shelves().get(kind, {}).get(name)

    def _shelves(self) -> dict[str, dict[str, Record]]:
        """Each shelf under the first word of its references."""
        return {
            "case": dict(self.cases),
            "policy": dict(self.policies),
            "guide": dict(self.guides),
            "lesson": dict(self.lessons),
            "programme": dict(self.programmes),
            "remedy": dict(self.remedies),
            "form": dict(self.forms),
            "publicity": dict(self.publicity),
            "page": dict(self.pages),
        }

    def knows(self, ref: str) -> bool:
        """Whether a file for this reference exists, readable or not."""
        return ref in self.unreadable or self.find(ref) is not None

    def term(self, name: str) -> Term | None:
        """The term with this name, alias or id."""
        if not self.glossary:
            return None
        for term in self.glossary.terms:
            if name in (term.term, term.id) or name in term.aliases:
                return term
        return None

    def cases_of(self, industry: Industry) -> list[Case]:
        """Cases of one trade, newest decision first, undated last."""
        found = [case for case in self.cases.values() if case.industry is industry]
        return sorted(found, key=_newest_first)

    def guides_in_order(self) -> list[Guide]:
        """Guides in the order of the plan: the four trades, then the county's own."""
        order = list(Industry)
        return sorted(self.guides.values(), key=lambda guide: (order.index(guide.industry), guide.id))

    def cases_by_date(self) -> list[Case]:
        """All cases, newest decision first, undated last."""
        return sorted(self.cases.values(), key=_newest_first)


def _newest_first(case: Case) -> tuple[int, int, int, str]:
    date = case.decided.date if case.decided else None
    if date is None:
        return (1, 0, 0, case.id)
    return (-date.year, -date.month, -date.day, case.id)
