"""Personal data that must never be published: identity numbers, mobile numbers, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?:(?<!\d)|(?<=\+86)|(?<=0086))(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HALF_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)} | str.maketrans("＠Ｘｘ－＋", "@Xx-+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def findings(text: str) -> Iterator[str]:
    """What is private in ``text``, each as a clause in Chinese."""
    folded = text.translate(_HALF_WIDTH)
    for match in _ID.finditer(folded):
        if valid_id(match[0]):
            yield f"有身份证号（{match[0][:6]}…）"
    for match in _MOBILE.finditer(folded):
        yield f"有手机号（{match[0][:3]}…）"
    for match in _EMAIL.finditer(folded):
        yield f"有电子邮箱（{match[0]}）"


def valid_id(number: str) -> bool:
    """Whether the 18th character is the check character of GB 11643-1999."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17].upper()
