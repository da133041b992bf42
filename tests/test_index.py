"""The pages as the search index is given them: every Han character alone, everything else untouched."""

from __future__ import annotations

import pytest

from humi.render.pagefind import spaced


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>釜温表</p>", "<p>釜 温 表 </p>"),
        ("<p>A表1</p>", "<p>A表 1</p>"),
        ('<a title="釜温" href="#表">甲</a>', '<a title="釜温" href="#表">甲 </a>'),
        ("<script>const a = '甲乙';</script>", "<script>const a = '甲乙';</script>"),
        ("<style>/* 甲乙 */</style>", "<style>/* 甲乙 */</style>"),
        ("<!-- 甲乙 -->", "<!-- 甲乙 -->"),
        ("甲 < 乙", "甲  < 乙 "),
    ],
)
def test_only_text_is_spaced(html: str, wanted: str) -> None:
    """Attributes, scripts, styles and comments keep their characters together."""
    assert spaced(html) == wanted
