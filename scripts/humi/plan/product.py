"""A product: one template and one style, filled with parameters, become one file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Product:
    """One file to be made.

    ``template`` makes the Markdown manuscript, ``style`` names how it is set, ``params`` are what the template
    may choose by, ``sources`` are the content files it draws from, ``output`` is its path below ``site/``.
    """

    id: str
    kind: str
    title: str
    industry: str
    template: str
    style: str
    output: str
    unit: str
    sources: tuple[str, ...]
    params: dict[str, str] = field(default_factory=dict, hash=False)
