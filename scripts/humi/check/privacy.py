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


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文凌尤卞"
)
_TITLED = re.compile(
    rf"(?:被告人|犯罪嫌疑人|被处罚人|法定代表人|当事人|上诉人)([{_SURNAMES}](?!某)[一-鿿]{{1,2}})(?=[，。、；：（）和与及犯被将等系]|$)"
)
_ORGANISATION = re.compile(r"公司|厂|店|集团|研究|中心|学院|大学|医院|院|合作社|企业|经营部|局|某|等|人|未公开|方$")


def full_names(text: str) -> Iterator[str]:
    """Names of natural persons written out after a word that introduces them."""
    for match in _TITLED.finditer(text):
        yield f"有自然人全名（{match[1][0]}…）"


def is_person_in_full(name: str) -> bool:
    """Whether a party's name is a person's own: two to four Han, nothing of an organisation, no 某."""
    bare = re.sub(r"[（(].*", "", name).strip()
    return bool(re.fullmatch(r"[一-鿿]{2,4}", bare)) and bare[0] in _SURNAMES and not _ORGANISATION.search(bare)
