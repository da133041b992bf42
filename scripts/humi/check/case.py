"""A case tells its story where and as long as agreed, and its facts do not contradict each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from humi.check.texts import at
from humi.problems import Problem
from humi.records.base import PartialDate
from humi.records.case import CASE_HEADINGS, CaseKind
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.markup import Heading, span_text

STORY_LENGTH = (500, 1400)
"""Characters of a case's story, blanks not counted. Asked of writers: 600 to 1200."""


def case_story(library: Library, book: LawBook) -> Iterator[Problem]:
    """A case tells its story under the agreed headings, at a length people finish reading."""
    order = list(CASE_HEADINGS)
    decision = {
        CaseKind.CIVIL: "法院怎么判",
        CaseKind.CRIMINAL: "怎么定罪",
        CaseKind.ADMINISTRATIVE: "怎么查处",
    }
    for case in library.cases.values():
        titles = []
        for block in case.body.blocks:
            if isinstance(block, Heading):
                title = span_text(block.spans)
                titles.append(title)
                if title not in CASE_HEADINGS:
                    yield at(case, block.line, f"案例里没有“{title}”这个小标题", f"可用的有：{'、'.join(order)}")
        known = [order.index(title) for title in titles if title in CASE_HEADINGS]
        first = case.origin.line("checked") + 2
        if known != sorted(known) or len(set(known)) != len(known):
            yield at(case, first, "小标题的顺序不对或有重复", f"按这个顺序：{'、'.join(order)}")
        if "事情经过" not in titles or "记住一点" not in titles:
            yield at(case, first, "缺“事情经过”或“记住一点”", "补上这两段")
        if not any(title in titles for title in ("法院怎么判", "怎么定罪", "怎么查处")):
            yield at(case, first, "没有写处理结果", f"补上“## {decision[case.kind]}”")
        length = len(re.sub(r"\s", "", case.body.text()))
        low, high = STORY_LENGTH
        if not low <= length <= high:
            yield at(case, first, f"正文有{length}字", f"写到{low}至{high}字之间")


def case_dates(library: Library, book: LawBook) -> Iterator[Problem]:
    """Dates of a case do not contradict each other."""
    for case in library.cases.values():
        decided = case.decided.date if case.decided else None
        # A later docket may be a retrial; the first one was filed before the decision it led to.
        filed = min((PartialDate(int(docket[1:5])) for docket in case.dockets), default=None)
        if decided and filed and decided.before(filed):
            yield at(
                case, case.origin.line("decided", "date"),
                f"{decided.text}作出决定，案号却从{filed.year}年起", "核对案号和日期",
            )  # fmt: skip
        for index, (event, after) in enumerate(itertools.pairwise(case.timeline)):
            if after.when.before(event.when):
                yield at(
                    case, case.origin.line("timeline", index + 1),
                    f"时间线倒了：{event.when.text}之后写着{after.when.text}", "按先后排列",
                )  # fmt: skip
        if decided and case.checked.before(decided):
            yield at(case, case.origin.line("checked"), "核对日期早于决定日期", "核对这两个日期")


def case_amounts(library: Library, book: LawBook) -> Iterator[Problem]:
    """An award is never more than the largest claim the case names."""
    for case in library.cases.values():
        claims = [amount.cny for amount in case.amounts if amount.nature == "诉请"]
        for index, amount in enumerate(case.amounts):
            if claims and amount.nature == "判赔" and amount.cny > max(claims):
                yield at(case, case.origin.line("amounts", index), "判赔数额高于诉请", "核对两个数额")
