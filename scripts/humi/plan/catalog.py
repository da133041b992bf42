"""The plan: which products the library calls for."""

from __future__ import annotations

from collections.abc import Iterator

from humi.plan.product import Product
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.policy import Policy

TERM = "商业秘密"
"""The term whose legal basis every leaflet prints."""


def legal_basis(library: Library) -> tuple[Policy, str] | None:
    """The instrument and article that define a trade secret, as the glossary gives them."""
    term = library.term(TERM)
    for ref in term.laws if term else []:
        policy = library.policies.get(ref.instrument)
        if policy is not None and policy.in_force:
            return policy, ref.articles[0]
    return None


def plan(library: Library) -> list[Product]:
    """Every product of a full build: a leaflet per guide, a deck per lesson in PowerPoint and HTML."""
    return [*_leaflets(library), *_decks(library)]


def _leaflets(library: Library) -> Iterator[Product]:
    shared = [remedy.origin.path for remedy in library.remedies.values()]
    basis = legal_basis(library)
    if basis and library.glossary:
        shared += [library.glossary.origin.path, basis[0].origin.path]
    for guide in sorted(library.guides.values(), key=lambda one: one.id):
        case = library.cases[guide.leaflet.case.case]
        yield Product(
            id=f"leaflet-{guide.id}",
            kind="三折页",
            title=f"{guide.industry.label}三折页",
            industry=guide.industry.value,
            template="leaflet/trifold.md.j2",
            style="leaflet/trifold.typ",
            output=f"downloads/{guide.id}/leaflet-{guide.id}.pdf",
            unit="页",
            sources=(guide.origin.path, case.origin.path, *shared),
            params={"guide": guide.id},
        )


def _decks(library: Library) -> Iterator[Product]:
    for lesson in sorted(library.lessons.values(), key=lambda one: one.id):
        cases = deck_cases(lesson)
        sources = (lesson.origin.path, *(library.cases[one].origin.path for one in cases))
        folder = f"downloads/{lesson.industry.value}"
        for style, ending, kind in (
            ("deck/master", "pptx", "课件（可编辑）"),
            ("deck/reveal", "html", "课件（网页）"),
        ):
            yield Product(
                id=f"deck-{lesson.id}-{ending}",
                kind=kind,
                title=lesson.title,
                industry=lesson.industry.value,
                template="deck/deck.md.j2",
                style=style,
                output=f"{folder}/deck-{lesson.id}.{ending}",
                unit="张",
                sources=sources,
                params={"lesson": lesson.id, "cases": " ".join(cases)},
            )


def deck_cases(lesson: Lesson) -> list[str]:
    """The cases a deck tells in full: one for every 30 minutes, in the lesson's order; the page lists them all."""
    return lesson.cases[: max(1, lesson.minutes // 30)]
