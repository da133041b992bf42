"""What was written is found as often as it was written."""

from __future__ import annotations

import pytest

from humi.verify.text import missing, squeeze


@pytest.mark.parametrize(
    ("wanted", "found", "lost"),
    [
        (["收表", "签字"], "收 表\n签字", []),
        (["收表", "签字"], "收表", ["签字"]),
        (["收表", "收表"], "收表", ["收表"]),
        (["收表", "收表签字"], "收表签字", ["收表"]),
        (["收表", "收表签字"], "收表 收表签字", []),
        (["1.59亿元"], "１.５９亿元", []),
        ([" ", ""], "", []),
    ],
)
def test_a_lost_copy_is_noticed(wanted: list[str], found: str, lost: list[str]) -> None:
    """Layout does not matter, the number of copies does."""
    assert missing(wanted, found) == lost


def test_squeezing_keeps_every_character_that_is_read() -> None:
    """Blanks, bullets and soft hyphens go; letters, digits, Han and marks stay."""
    assert squeeze("• 收\u00ad表 ，A 1\n") == "收表,A1"
