"""Compares the library with a folder of fact sheets and lists every difference that nobody has justified.

The folder is laid out as ``cases/*.yml`` (lists of entries with id, publish, kind, docket, decided, amount_cny,
laws) and ``law/*.yml`` (lists of instruments with id, number, dates, status, articles). It belongs to the editors;
the build and the tests never need it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from humi.problems import HumiError
from humi.records.articles import numeral, parse_articles
from humi.records.case import Case
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.policy import Policy


@dataclass(frozen=True)
class Difference:
    """One place where content and fact sheet differ."""

    id: str
    field: str
    ours: str
    sheet: str

    def __str__(self) -> str:
        return f"{self.id}: {self.field}：内容是“{self.ours}”，底稿是“{self.sheet}”"


@dataclass(frozen=True)
class Accepted:
    """What editors have settled: ids that were changed, and differences with their reasons."""

    renamed: dict[str, str]
    left_out: dict[str, str]
    differences: dict[tuple[str, str], str]


def read_accepted(path: Path) -> Accepted:
    """Read the file of justified differences; an empty one when there is none. Raises HumiError."""
    if not path.exists():
        return Accepted({}, {}, {})
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        differences = {(one["id"], one["field"]): str(one["reason"]) for one in value.get("differences") or []}
        return Accepted(value.get("renamed", {}), value.get("left_out", {}), differences)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise HumiError(f"{path}: 读不懂；每条差异写 id、field、reason（{error}）") from error


def audit(library: Library, folder: Path, accepted: Accepted) -> tuple[list[Difference], list[str], int]:
    """(differences nobody justified, justifications that no longer apply, differences justified)."""
    found = list(_all(library, folder, accepted))
    open_ones = [one for one in found if (one.id, one.field) not in accepted.differences]
    seen = {(one.id, one.field) for one in found}
    stale = [f"{case_id}: {field}" for case_id, field in accepted.differences if (case_id, field) not in seen]
    return open_ones, stale, len(found) - len(open_ones)


def _all(library: Library, folder: Path, accepted: Accepted) -> Iterator[Difference]:
    sheets = {
        accepted.renamed.get(entry["id"], entry["id"]): entry
        for path in sorted((folder / "cases").glob("*.yml"))
        for entry in _entries(path)
    }
    if not sheets:
        raise HumiError(f"{folder}/cases 里没有案例底稿（*.yml）；核对 --facts 指的文件夹")
    book = LawBook(library)
    for sheet_id, entry in sheets.items():
        publishable = entry.get("publish") in (True, "yes", "after-correction")
        case = library.cases.get(sheet_id)
        if publishable and case is None:
            yield Difference(sheet_id, "publish", "没有这个案例", "应发布")
        elif not publishable and case is not None:
            yield Difference(sheet_id, "publish", "发布了", "不应发布")
        elif case is not None:
            yield from _case(case, entry, book)
    for case_id in library.cases:
        if case_id not in sheets:
            yield Difference(case_id, "publish", "发布了", "底稿里没有")
    instruments = {
        entry["id"]: entry
        for path in sorted((folder / "law").glob("*.yml"))
        for entry in _entries(path)
        if "short_title" in entry
    }
    for instrument_id, entry in instruments.items():
        policy = library.policies.get(instrument_id)
        if policy is not None:
            yield from _policy(policy, entry)
        elif instrument_id not in accepted.left_out:
            yield Difference(instrument_id, "publish", "没有这部法规", "底稿里有")


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise HumiError(f"{path}: 底稿读不出来；{error}") from error
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _case(case: Case, entry: dict[str, Any], book: LawBook) -> Iterator[Difference]:
    if entry.get("kind") != case.kind.value:
        yield Difference(case.id, "kind", case.kind.value, str(entry.get("kind")))
    text = yaml.safe_dump(entry, allow_unicode=True, width=1_000_000)
    ours, theirs = set(case.dockets), {_docket(one) for one in entry.get("docket") or []}
    if theirs - ours or any(one not in text.translate(_BRACKETS) for one in ours):
        yield Difference(case.id, "dockets", _join(ours), _join(theirs))
    date, theirs_date = str(case.decided.date) if case.decided else "", str(entry.get("decided") or "")
    if date != theirs_date and not (date.startswith(theirs_date) and date in text):
        yield Difference(case.id, "decided", date, theirs_date)
    amount = entry.get("amount_cny")
    sums = {one.cny for one in case.amounts}
    for stage in {one.stage for one in case.amounts}:
        sums |= _pair_sums([one.cny for one in case.amounts if one.stage == stage])
    if amount is not None and int(amount) not in sums:
        yield Difference(case.id, "amounts", _join(str(one.cny) for one in case.amounts), str(amount))
    known = _numbers(text)
    for one in case.amounts:
        if one.cny not in known:
            yield Difference(case.id, f"amounts.{one.cny}", f"{one.nature}（{one.stage}）{one.cny}", "没有这个数")
    theirs_law = {pair for law in entry.get("laws") or [] for pair in _law(law, book)}
    ours_law = {
        (ref.instrument, (one.article, one.insert))
        for ref in case.laws
        for number in ref.articles
        for one in parse_articles(number)
    }
    if ours_law != theirs_law:
        yield Difference(case.id, "laws", _join(map(_shown, ours_law)), _join(map(_shown, theirs_law)))


def _law(law: dict[str, Any], book: LawBook) -> Iterator[tuple[str, tuple[int, int]]]:
    """The articles a sheet names, with the instrument found by its short name or title."""
    name = str(law.get("instrument", "")).translate(str.maketrans("（）", "()"))
    policy = next((one for one in book.policies.values() if _names(one, name)), None)
    for article in law.get("articles") or []:
        match = re.match(r"(\d+)(?:条?之(\S))?", str(article))
        if match:
            number = (int(match[1]), numeral(match[2]) if match[2] else 0)
        else:
            parsed = parse_articles(str(article))
            number = (parsed[0].article, parsed[0].insert) if parsed else (0, 0)
        yield (policy.id if policy else name), number


def _names(policy: Policy, name: str) -> bool:
    """Whether a sheet's free wording means this instrument: its short name, and its year where one is given."""
    bare = re.sub(r"\(.*", "", name)
    year = re.search(r"(19|20)\d\d", name)
    short = re.sub(r"\(.*", "", policy.short)
    if bare not in (short, *policy.aka, re.sub(r"\(.*", "", policy.title)):
        return False
    own = re.search(r"(19|20)\d\d", policy.short)
    return not (year and own) or year[0] == own[0]


def _policy(policy: Policy, entry: dict[str, Any]) -> Iterator[Difference]:
    for field in ("adopted", "promulgated", "effective"):
        ours = str(getattr(policy, field) or "")
        theirs = str(entry.get(field) or "")
        if ours != theirs and not (ours and ours in theirs):
            yield Difference(policy.id, field, ours, theirs)
    if policy.status != entry.get("status"):
        yield Difference(policy.id, "status", policy.status, str(entry.get("status")))
    if (policy.number or "").translate(_MARKS) != str(entry.get("document_number") or "").translate(_MARKS):
        yield Difference(policy.id, "number", policy.number or "", str(entry.get("document_number") or ""))
    if policy.short != entry.get("short_title"):
        yield Difference(policy.id, "short", policy.short, str(entry.get("short_title")))
    ours_set = {(one.article, one.insert) for article in policy.articles for one in parse_articles(article.number)}
    theirs_set = {
        (one.article, one.insert)
        for article in entry.get("articles") or []
        for one in parse_articles(str(article.get("number") or ""))
    }
    extra = ours_set - theirs_set
    if extra:
        yield Difference(policy.id, "articles", _join(f"第{a}条" for a, _ in sorted(extra)), "没有这些条")


_BRACKETS = str.maketrans("（）", "()")
_MARKS = str.maketrans({"（": "(", "）": ")", "；": ",", ";": ",", "、": ",", "，": ","})


def _pair_sums(values: list[int]) -> set[int]:
    """An award and its costs are one figure in a sheet and two in a case."""
    return {one + other for one, other in itertools.combinations(values, 2)}


def _docket(text: str) -> str:
    """A docket without the remark some sheets put behind it."""
    return re.sub(r"号\(.*\)$", "号", text.translate(_BRACKETS))


def _numbers(text: str) -> set[int]:
    """Every amount a sheet's text names, in yuan: digits, with 万 or 亿 worked out."""
    units = {"亿": 100_000_000, "千万": 10_000_000, "百万": 1_000_000, "万": 10_000}
    found = set()
    for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)\s*余?(亿|千万|百万|万)?", text):
        value = float(match[1].replace(",", "")) * units.get(match[2] or "", 1)
        found |= {int(value), round(value)}
    return found


def _shown(pair: tuple[str, tuple[int, int]]) -> str:
    instrument, (article, insert) = pair
    return f"{instrument}第{article}条" + (f"之{insert}" if insert else "")


def _join(values: Any) -> str:
    return "、".join(sorted(values)) or "无"
