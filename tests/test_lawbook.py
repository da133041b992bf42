"""Citations: the numbers of articles, where a citation leads, and where an old article stands today."""

from __future__ import annotations

from typing import Any

import pytest

from humi.records.articles import ArticleNumber, anchors_of, numeral, parse_articles
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.policy import Policy

NEW = "反不正当竞争法(2025)"
OLD = "反不正当竞争法(2019)"
OLDER = "反不正当竞争法(2017)"

Rows = list[tuple[str | None, str | None]]


def policy(name: str, short: str, articles: str, status: str = "in-force", **more: Any) -> Policy:
    """An instrument with one digest for each word of ``articles``."""
    maps: dict[str, Rows] = more.pop("maps", {})
    return Policy.model_validate(
        {
            "id": name,
            "title": short,
            "short": short,
            "group": "national",
            "kind": "法律",
            "issuer": "某机关",
            "number": None,
            "adopted": None,
            "promulgated": None,
            "effective": None,
            "status": status,
            "summary": "测试",
            "articles": [{"number": one, "topic": f"{one}的题目", "digest": "摘要"} for one in articles.split()],
            "article_maps": [
                {"from": older, "rows": [{"old": old, "new": new, "change": f"{old}到{new}"} for old, new in rows]}
                for older, rows in maps.items()
            ],
            "for_firms": [],
            "sources": [{"title": "测试", "publisher": "测试"}],
            "confidence": "high",
            "checked": "2026-11-23",
            **more,
        }
    )


def book(*policies: Policy) -> LawBook:
    """A law book of these instruments."""
    return LawBook(Library(policies={one.id: one for one in policies}))


@pytest.fixture
def laws() -> LawBook:
    """Three versions of one law, mapped from each to the next."""
    return book(
        policy(
            "aucl-2025", NEW, "第十条 第十条第三款 第二十二条 第三十九条 附则",
            maps={"aucl-2019": [("第九条", "第十条"), ("第九条第三款", "第十条第三款"), ("第十七条", "第二十二条")]},
        ),
        policy(
            "aucl-2019", OLD, "第九条 第九条第三款 第十七条 第三十二条", "superseded",
            maps={
                "aucl-2017": [
                    ("第九条", "第九条"), ("第二十条", None), ("第十七条", "第十七条"), ("第三十条", "第十五条"),
                ]
            },
        ),
        policy("aucl-2017", OLDER, "第九条 第十七条 第二十条 第三十条", "superseded"),
        policy("criminal-law", "刑法", "第二百一十九条 第二百一十九条之一", aka=["中华人民共和国刑法"]),
    )  # fmt: skip


# --- numbers -----------------------------------------------------------------------------------------------


def chinese(number: int) -> str:
    """A number up to 9,999 as statutes write it: 10 is 十, 110 is 一百一十, 1005 is 一千零五."""
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
        gap = not digit
    return out.removeprefix("一") if 10 <= number < 20 else out


def test_numbers_are_written_as_statutes_write_them() -> None:
    """The helper that the next tests stand on."""
    written = " ".join(chinese(one) for one in (9, 10, 15, 20, 101, 110, 219, 1000, 1005, 1010, 1260, 1500))
    assert written == ("九 十 十五 二十 一百零一 一百一十 二百一十九 一千 一千零五 一千零一十 一千二百六十 一千五百")


@pytest.mark.parametrize("form", [chinese, str], ids=["chinese", "arabic"])
def test_every_number_to_1500(form: Any) -> None:
    """The civil code, the longest statute, has 1,260 articles."""
    for number in range(1, 1501):
        assert numeral(form(number)) == number
        assert parse_articles(f"第{form(number)}条") == [ArticleNumber(number)]


@pytest.mark.parametrize(("text", "value"), [("两百", 200), ("一百〇五", 105), ("零", 0), ("百", 100)])
def test_other_ways_to_write_a_number(text: str, value: int) -> None:
    """两 and 〇 occur in documents of local governments."""
    assert numeral(text) == value


@pytest.mark.parametrize("text", ["甲", "第十", "十a"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A ValueError, never a wrong number."""
    with pytest.raises(ValueError, match="不是数字"):
        numeral(text)


@pytest.mark.parametrize(
    ("text", "numbers", "anchor"),
    [
        ("第十条", [ArticleNumber(10)], "art-10"),
        ("第10条", [ArticleNumber(10)], "art-10"),
        ("第二百一十九条之一", [ArticleNumber(219, 1)], "art-219-1"),
        ("第二百一十九条之一第二款", [ArticleNumber(219, 1, (2,))], "art-219-1-p2"),
        ("第十条第三款", [ArticleNumber(10, 0, (3,))], "art-10-p3"),
        ("第二十二条第一、二款", [ArticleNumber(22, 0, (1, 2))], "art-22-p1-2"),
        ("第二十二条第一和第二款", [ArticleNumber(22, 0, (1, 2))], "art-22-p1-2"),
        ("第二条第（三）项", [ArticleNumber(2, 0, (), 3)], "art-2-i3"),
        ("第二条第(三)项", [ArticleNumber(2, 0, (), 3)], "art-2-i3"),
        ("第二条第三项", [ArticleNumber(2, 0, (), 3)], "art-2-i3"),
        ("第二条第一款第（十二）项", [ArticleNumber(2, 0, (1,), 12)], "art-2-p1-i12"),
        ("第九条、第十七条", [ArticleNumber(9), ArticleNumber(17)], "art-9"),
        ("第一千二百六十条", [ArticleNumber(1260)], "art-1260"),
    ],
)
def test_articles_paragraphs_and_items(text: str, numbers: list[ArticleNumber], anchor: str) -> None:
    """Each form of the number, and the permanent address it makes."""
    assert parse_articles(text) == numbers
    assert numbers[0].anchor == anchor
    assert anchors_of(text, 1) == [one.anchor for one in numbers]


@pytest.mark.parametrize(
    ("text", "position", "anchor"),
    [
        ("第四章", 4, "item-4"),
        ("附则", 7, "item-7"),
        ("Part A.2 scope", 1, "item-part-a-2-scope"),
        ("3.1", 9, "item-9"),
    ],
)
def test_rows_without_an_article_have_an_address(text: str, position: int, anchor: str) -> None:
    """Chapters and parts are found by their place on the page."""
    assert parse_articles(text) == []
    assert anchors_of(text, position) == [anchor]


@pytest.mark.parametrize(
    ("has", "wanted", "expected"),
    [
        ("第十条", "第十条", True),
        ("第十条", "第十条第三款", True),
        ("第十条第三款", "第十条", True),
        ("第十条第三款", "第十条第三款", True),
        ("第十条第三款", "第十条第二款", False),
        ("第十条第一、三款", "第十条第三款", True),
        ("第十条第一款", "第十条第一、三款", False),
        ("第十条", "第十一条", False),
        ("第二百一十九条", "第二百一十九条之一", False),
        ("第十条第一款", "第十条第一款第（二）项", True),
        ("第十条第一款第（二）项", "第十条第一款第（二）项", True),
        ("第十条第一款第（一）项", "第十条第一款第（二）项", False),
        ("第二条第（一）项", "第二条第（三）项", False),
    ],
)
def test_what_a_digest_covers(has: str, wanted: str, expected: bool) -> None:
    """A digest speaks for its own article, paragraphs and item only."""
    assert parse_articles(has)[0].covers(parse_articles(wanted)[0]) is expected


# --- citations in text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"见{NEW}第十条。", ["第十条"]),
        (f"见《{NEW}》第十条第三款。", ["第十条第三款"]),
        ("见反不正当竞争法（2025）第十条第三款。", ["第十条第三款"]),
        ("见《反不正当竞争法（2025）》第十条。", ["第十条"]),
        (f"{NEW}第十条、第二十二条", ["第十条", "第二十二条"]),
        (f"{NEW}第十条第三款、第二十二条和第三十九条都用得上", ["第十条第三款", "第二十二条", "第三十九条"]),
        (f"{NEW}第十条及第二十二条与第三十九条", ["第十条", "第二十二条", "第三十九条"]),
        (f"{NEW}第二十二条第一、二款", ["第二十二条第一、二款"]),
        (f"{NEW}第十条第一款第（二）项", ["第十条第一款第（二）项"]),
        ("刑法第二百一十九条之一", ["第二百一十九条之一"]),
        ("中华人民共和国刑法第二百一十九条", ["第二百一十九条"]),
        (f"{NEW}第10条", ["第10条"]),
    ],
)
def test_a_citation_is_found_with_its_articles(laws: LawBook, text: str, found: list[str]) -> None:
    """Positions are those of the text as written, whatever its brackets."""
    (citation,) = laws.scan(text)
    assert [text[start:end] for start, end, _ in citation.articles] == found
    assert [number for _, _, number in citation.articles] == [parse_articles(one)[0] for one in found]
    assert text[citation.start : citation.end].endswith(found[-1])
    assert text[citation.start : citation.end].lstrip("《")[:2] in ("反不", "刑法", "中华")


def test_several_citations_in_one_text(laws: LawBook) -> None:
    """Each citation has its own instrument."""
    text = f"按{OLD}第九条判，现在看{NEW}第十条；犯罪看刑法第二百一十九条。"
    assert [(one.policy.id, len(one.articles)) for one in laws.scan(text)] == [
        ("aucl-2019", 1), ("aucl-2025", 1), ("criminal-law", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "见第十条。", f"{NEW}讲了什么", f"{NEW}，第十条", "合同法第十条", "反不正当竞争法(2031)第十条"]
)
def test_what_is_no_citation(laws: LawBook, text: str) -> None:
    """An instrument this site does not have, or none, or no article."""
    assert list(laws.scan(text)) == []


def test_the_longest_name_wins() -> None:
    """刑法 is not found inside 刑法修正案(十一)."""
    two = book(policy("a", "刑法", "第一条"), policy("b", "刑法修正案(十一)", "第一条"))
    assert [one.policy.id for one in two.scan("刑法修正案（十一）第一条，刑法第一条")] == ["b", "a"]


def test_names_with_signs_are_names() -> None:
    """〔〕 and brackets in a document number mean themselves."""
    one = book(policy("spc-2020-7", "法释〔2020〕7号", "第五条"))
    assert [found.policy.id for found in one.scan("法释〔2020〕7号第五条")] == ["spc-2020-7"]
    assert list(one.scan("法释2020号第五条")) == []


def test_a_library_without_laws_has_no_citations() -> None:
    """Nothing to find is no error."""
    assert list(book().scan(f"{NEW}第十条")) == []
    assert book().find("aucl-2025", "第十条") is None
    assert book().today("aucl-2025", "第十条") == []


# --- find --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "row", "anchor"),
    [
        ("第十条", "第十条", "art-10"),
        ("第十条第三款", "第十条第三款", "art-10-p3"),
        ("第十条第一款", "第十条", "art-10"),
        ("第二十二条第一款", "第二十二条", "art-22"),
        ("第10条第3款", "第十条第三款", "art-10-p3"),
        ("附则", "附则", "item-5"),
    ],
)
def test_find_the_digest_a_number_names(laws: LawBook, number: str, row: str, anchor: str) -> None:
    """The row of the very paragraph if there is one, else the row of the article."""
    found = laws.find("aucl-2025", number)
    assert found is not None
    assert (found[0].id, found[1].number, found[2]) == ("aucl-2025", row, anchor)


def test_find_by_number_is_find_by_words(laws: LawBook) -> None:
    """A citation in text leads where the same citation in front matter leads."""
    for words in ("第十条", "第十条第三款", "第十条第一款", "第二十二条", "第三十九条第二款"):
        assert laws.find("aucl-2025", parse_articles(words)[0]) == laws.find("aucl-2025", words)


@pytest.mark.parametrize(
    ("instrument", "number"),
    [
        ("aucl-2025", "第十一条"),
        ("aucl-2025", "第四章"),
        ("aucl-2031", "第十条"),
        ("criminal-law", "第二百一十九条之二"),
    ],
)
def test_what_the_site_does_not_have_is_not_found(laws: LawBook, instrument: str, number: str) -> None:
    """None, so that the rules can refuse it."""
    assert laws.find(instrument, number) is None


def test_find_an_item() -> None:
    """One item of a list does not answer for another; brackets may be of either width."""
    one = book(policy("x", "某规定", "第二条第（一）项 第三条第一款第（二）项"))
    found = one.find("x", "第二条第(一)项")
    assert found is not None
    assert (found[1].number, found[2]) == ("第二条第（一）项", "art-2-i1")
    assert one.find("x", "第二条第（三）项") is None
    assert one.find("x", "第三条第一款第（一）项") is None


def test_find_the_second_article_of_a_row() -> None:
    """A row that digests two articles is found by each, under the address of each."""
    one = book(policy("x", "某规定", "第四条、第五条"))
    first, second = one.find("x", "第四条"), one.find("x", "第五条")
    assert first is not None
    assert second is not None
    assert first[1] is second[1]
    assert (first[2], second[2]) == ("art-4", "art-5")


# --- today -------------------------------------------------------------------------------------------------


def where(laws: LawBook, instrument: str, number: str) -> list[tuple[str, str | None]]:
    """Instrument and number of each place an article stands in today."""
    return [(one.policy.id, one.number) for one in laws.today(instrument, number)]


def test_an_article_one_map_away(laws: LawBook) -> None:
    """The row of the very paragraph is preferred to that of the article."""
    assert where(laws, "aucl-2019", "第十七条") == [("aucl-2025", "第二十二条")]
    assert where(laws, "aucl-2019", "第九条") == [("aucl-2025", "第十条")]
    assert where(laws, "aucl-2019", "第九条第三款") == [("aucl-2025", "第十条第三款")]


def test_a_paragraph_without_a_row_of_its_own_follows_its_article(laws: LawBook) -> None:
    """第九条第一款 has no row, 第九条 has; the row of another paragraph does not answer for it."""
    assert where(laws, "aucl-2019", "第九条第一款") == [("aucl-2025", "第十条")]


def test_an_article_two_maps_away(laws: LawBook) -> None:
    """2017 to 2019 to 2025."""
    assert where(laws, "aucl-2017", "第十七条") == [("aucl-2025", "第二十二条")]
    assert where(laws, "aucl-2017", "第九条") == [("aucl-2025", "第十条")]


def test_an_article_without_a_counterpart_says_so(laws: LawBook) -> None:
    """``new: null`` is an answer: there is no such article any more."""
    assert where(laws, "aucl-2017", "第二十条") == [("aucl-2019", None)]
    assert [one.change for one in laws.today("aucl-2017", "第二十条")] == ["第二十条到None"]


def test_what_no_map_knows_has_no_answer(laws: LawBook) -> None:
    """An empty list, at the first map or at the second, so that the rules can ask for the row."""
    assert where(laws, "aucl-2019", "第三十二条") == []
    assert where(laws, "aucl-2017", "第三十条") == []
    assert where(laws, "aucl-2019", "附则") == []


def test_law_in_force_stands_where_it_stands(laws: LawBook) -> None:
    """Nothing is mapped from an instrument in force, even if a row says so."""
    assert where(laws, "aucl-2025", "第十条") == []
    newer = policy("z", "某法(2030)", "第一条", maps={"aucl-2025": [("第十条", "第一条")]})
    assert where(book(*laws.policies.values(), newer), "aucl-2025", "第十条") == []


def test_one_place_is_named_once() -> None:
    """Two paragraphs that went to one article make one answer."""
    old = policy("old", "某法(2000)", "第一条", "superseded")
    new = policy("new", "某法(2020)", "第五条", maps={"old": [("第一条第一款", "第五条"), ("第一条第二款", "第五条")]})
    assert where(book(old, new), "old", "第一条") == [("new", "第五条")]


def test_an_article_that_was_split_stands_in_two_places() -> None:
    """All rows of the article count."""
    old = policy("old", "某法(2000)", "第一条", "superseded")
    new = policy("new", "某法(2020)", "第五条 第六条", maps={"old": [("第一条", "第五条"), ("第一条", "第六条")]})
    assert where(book(old, new), "old", "第一条") == [("new", "第五条"), ("new", "第六条")]


def test_maps_in_a_circle_end() -> None:
    """A slip of the pen in ``from`` (an instrument mapped to itself, or two to each other) has no answer."""
    own = policy("own", "某法(2000)", "第一条", "superseded", maps={"own": [("第一条", "第一条")]})
    assert where(book(own), "own", "第一条") == []
    one = policy("one", "某法(2001)", "第一条", "superseded", maps={"two": [("第一条", "第一条")]})
    two = policy("two", "某法(2002)", "第一条", "superseded", maps={"one": [("第一条", "第一条")]})
    assert where(book(one, two), "one", "第一条") == []
