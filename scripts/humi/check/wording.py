"""What is written: no personal data, one meaning per word, no careless typing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.check import privacy
from humi.check.texts import all_texts, at, body_texts
from humi.problems import Problem
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.markup import Paragraph, span_text


def glossary_names(library: Library, book: LawBook) -> Iterator[Problem]:
    """A word leads to one term only."""
    glossary = library.glossary
    if not glossary:
        return
    names: dict[str, str] = {}
    ids: set[str] = set()
    for index, term in enumerate(glossary.terms):
        line = glossary.origin.line("terms", index)
        if term.id in ids:
            yield at(glossary, line, f"术语编号“{term.id}”用了两次", "换一个")
        ids.add(term.id)
        for name in (term.term, *term.aliases):
            if name in names:
                yield at(glossary, line, f"“{name}”同时指向“{names[name]}”和“{term.term}”", "只留一处")
            names[name] = term.term
    for index, term in enumerate(glossary.terms):
        for other in term.see_also:
            if library.term(other) is None:
                yield at(glossary, glossary.origin.line("terms", index), f"没有术语“{other}”", "核对 see_also")


def private_data(library: Library, book: LawBook) -> Iterator[Problem]:
    """No identity number, mobile number or e-mail address of anybody, and no natural person named in full."""
    for record in library.records():
        for line, text in all_texts(record):
            for what in privacy.findings(text):
                yield at(record, line, what, "删掉；本站不登个人信息")
            for what in privacy.full_names(text):
                yield at(record, line, what, "写成姓加“某”")
    for case in library.cases.values():
        named = [(("other_parties", index), party.name) for index, party in enumerate(case.other_parties)]
        for keys, name in [*named, (("right_holder",), case.right_holder)]:
            if privacy.is_person_in_full(name):
                yield at(case, case.origin.line(*keys), f"当事人写了全名（{name[0]}…）", "自然人写成姓加“某”")


def prose(library: Library, book: LawBook) -> Iterator[Problem]:
    """Marks of careless typing: half-width commas between Han, footnotes without text, empty sections."""
    for record in library.records():
        for line, text in all_texts(record):
            if re.search(r"[一-鿿][,;:?!][一-鿿]", text):
                yield at(record, line, "汉字之间用了半角标点", "改成，；：？！")
        for line, text in body_texts(record):
            if "**" in text:
                yield at(record, line, "加粗的“**”没有成对，或紧挨着标点", "把标点移到“**”外面，例如 **注意**：")
            if re.search(r"\[\^[^\]]+\]", text):
                yield at(record, line, "脚注没有对应的说明", "在文末加一行 [^名称]: 说明")
        for block in record.body.walk():
            if isinstance(block, Paragraph) and not span_text(block.spans).strip():
                yield at(record, block.line, "空的段落", "删掉")


REPEAT_LENGTH = 30
"""Characters from which a paragraph standing in two files counts as repeated."""
SENTENCE_LENGTH = 40
"""Characters a sentence should stay under."""
LONG_SHARE = 0.25
"""The share of longer sentences a guide may have."""


def repeated_paragraphs(library: Library, book: LawBook) -> Iterator[Problem]:
    """No paragraph stands in two files: what fits everywhere belongs on one page, once."""
    seen: dict[str, tuple[str, int]] = {}
    for record in library.records():
        for block in record.body.walk():
            if not isinstance(block, Paragraph):
                continue
            words = re.sub(r"\W", "", span_text(block.spans))
            if len(words) < REPEAT_LENGTH:
                continue
            path, line = seen.setdefault(words, (record.origin.path, block.line))
            if (path, line) != (record.origin.path, block.line):
                yield at(record, block.line, f"这一段与 {path}:{line} 一样", "只留一处，另一处改写或链接过去")


def long_sentences(library: Library, book: LawBook) -> Iterator[Problem]:
    """Most sentences of a guide are short enough to be read once."""
    for guide in library.guides.values():
        lengths: list[tuple[int, int]] = []
        for block in guide.body.walk():
            if isinstance(block, Paragraph):
                sentences = re.split(r"[。；！？]", re.sub(r"\s", "", span_text(block.spans)))
                lengths += [(len(sentence), block.line) for sentence in sentences if sentence]
        long = [(length, line) for length, line in lengths if length > SENTENCE_LENGTH]
        if len(long) > LONG_SHARE * len(lengths):
            length, line = max(long)
            what = f"{len(lengths)}句里有{len(long)}句超过{SENTENCE_LENGTH}字，最长的{length}字"
            yield at(guide, line, what, "把长句拆开，一句一个意思")
