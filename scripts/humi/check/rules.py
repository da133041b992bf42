"""The list of all rules. Each yields every problem it finds; none stops another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from humi.check import case, law, links, material, wording
from humi.problems import Problem
from humi.records.lawbook import LawBook
from humi.records.library import Library

Rule = Callable[[Library, LawBook], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    links.link_targets,
    links.heading_anchors,
    links.source_links,
    law.structured_citations,
    law.citations_in_text,
    law.policy_chain,
    case.case_story,
    case.case_dates,
    case.case_amounts,
    material.guide_cases,
    material.lesson_slides,
    material.programme_parts,
    material.form_parts,
    material.required_bodies,
    wording.glossary_names,
    wording.private_data,
    wording.prose,
    wording.repeated_paragraphs,
    wording.long_sentences,
)


def check(library: Library) -> list[Problem]:
    """Every problem that all rules find in the library."""
    book = LawBook(library)
    return [problem for rule in RULES for problem in rule(library, book)]
