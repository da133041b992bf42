"""What "the text is there" means: the same characters in the same order, layout aside."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[\s​­�●•—■]+")


def squeeze(text: str) -> str:
    """Text without blanks, bullets and presentation forms, for comparing what was written with what came out."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def missing(wanted: list[str], found: str) -> list[str]:
    """The pieces of ``wanted`` that do not stand in ``found`` as often as they were written."""
    haystack = squeeze(found)
    pieces = {piece: squeeze(piece) for piece in wanted}
    written = "\n".join(squeeze(piece) for piece in wanted)
    return [piece for piece, bare in pieces.items() if bare and haystack.count(bare) < written.count(bare)]
