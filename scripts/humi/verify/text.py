"""What "the text is there" means: the same characters in the same order, layout aside."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[\s​­�●•—■]+")


def squeeze(text: str) -> str:
    """Text without blanks, bullets and presentation forms, for comparing what was written with what came out."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def missing(wanted: list[str], found: str) -> list[str]:
    """The pieces of ``wanted`` that do not stand in ``found``."""
    haystack = squeeze(found)
    return [piece for piece in wanted if squeeze(piece) not in haystack]
