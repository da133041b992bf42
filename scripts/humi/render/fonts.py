"""The Chinese fonts of this machine: which family is used, and how wide its characters are."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

from humi.problems import HumiError

HELP = """没有找到中文字体，折页和课件无法排版。任选一种装上，再运行一次：
  Debian/Ubuntu  sudo apt-get install fonts-noto-cjk
  Fedora         sudo dnf install google-noto-sans-cjk-fonts
  macOS          系统自带“苹方”；或 brew install --cask font-noto-sans-cjk
  Windows        系统自带“微软雅黑”；或从 Noto 字体项目安装 Noto Sans CJK SC
没有管理员权限时，把字体文件放进 ~/.local/share/fonts/ 也可以。"""


@dataclass(frozen=True)
class Family:
    """A font family found on this machine, with one file of its regular weight."""

    name: str
    path: Path
    index: int


@functools.cache
def installed() -> typst.Fonts:
    """All fonts the typesetter sees, looked up once."""
    return typst.Fonts()


@functools.cache
def choose(families: tuple[str, ...]) -> Family:
    """The first of ``families`` that is installed. Raises HumiError with how to install one."""
    found: dict[str, typst.FontInfo] = {}
    for font in installed().fonts():
        if font.path and font.family in families and font.style == "normal":
            best = found.get(font.family)
            if best is None or abs(font.weight - 400) < abs(best.weight - 400):
                found[font.family] = font
    for name in families:
        if name in found:
            return Family(name, Path(found[name].path or ""), found[name].index)
    raise HumiError(HELP)


AUTO_SPACE = 0.25
"""Ems that office programs put between Han and a Latin letter or digit (JIS X 4051 asks for a quarter)."""


def _meets_latin(before: str, after: str) -> bool:
    """Whether a Han and a Latin letter or digit stand side by side."""
    if not before:
        return False
    latin = [char.isascii() and char.isalnum() for char in (before, after)]
    han = ["㐀" <= char <= "鿿" for char in (before, after)]
    return (latin[0] and han[1]) or (han[0] and latin[1])


class Metrics:
    """Widths of characters in ems, read from the font file itself."""

    def __init__(self, family: Family) -> None:
        path = str(family.path)
        font: TTFont
        if path.lower().endswith((".ttc", ".otc")):
            font = TTCollection(path, lazy=True).fonts[family.index]
        else:
            font = TTFont(path, lazy=True)
        self._map = font.getBestCmap()
        self._widths = font["hmtx"]
        self._em = font["head"].unitsPerEm

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - one Metrics object lives as long as the build
    def width(self, char: str) -> float:
        """The advance of one character in ems; an unknown one counts as a full square."""
        glyph = self._map.get(ord(char))
        return self._widths[glyph][0] / self._em if glyph else 1.0

    def has(self, char: str) -> bool:
        """Whether the font can show this character."""
        return ord(char) in self._map

    def lines(self, text: str, size: float, box: float) -> int:
        """How many lines ``text`` takes at ``size`` points in a box ``box`` points wide. Breaks at any Han."""
        count = 0
        for paragraph in text.split("\n"):
            count += 1
            used = 0.0
            before = ""
            for word in _words(paragraph):
                width = sum(self.width(char) for char in word) * size
                if _meets_latin(before, word[0]):
                    width += AUTO_SPACE * size
                before = word[-1]
                if used and used + width > box:
                    count += 1
                    used = 0.0
                used += width
                while used > box:  # a word wider than the box is broken where it must
                    count += 1
                    used -= box
        return count


def _words(text: str) -> list[str]:
    """Pieces a line is never broken inside: Latin words, single Han, punctuation with what it follows."""
    words: list[str] = []
    for char in text:
        glue = words and (
            (char.isascii() and char.isalnum() and words[-1][-1].isascii() and words[-1][-1].isalnum())
            or char in "，。、；：？！）》”’％%"
            or words[-1][-1] in "（《“‘"
        )
        if glue:
            words[-1] += char
        else:
            words.append(char)
    return words


@functools.cache
def metrics(families: tuple[str, ...]) -> Metrics:
    """The metrics of the first installed family."""
    return Metrics(choose(families))
