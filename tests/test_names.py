"""No natural person is named in full: neither as a party nor after a word that introduces one."""

from __future__ import annotations

import pytest

from conftest import Project
from humi.check.privacy import full_names, is_person_in_full

CASE = "cases/tiny-kettle.md"


@pytest.mark.parametrize("name", ["王大明", "李明", "张三丰（原车间主任）"])
def test_a_person_in_full_is_seen(name: str) -> None:
    """Two to four Han beginning with a surname, nothing of an organisation."""
    assert is_person_in_full(name)


@pytest.mark.parametrize(
    "name", ["王某", "王某某（班长）", "王龙集团有限公司", "黄岩某厂", "程某等三人", "未公开", "高院", "上海欣晨"]
)
def test_what_is_no_full_name_is_left_alone(name: str) -> None:
    """Firms, shortened names and descriptions pass; two Han are a name only after a surname."""
    assert not is_person_in_full(name)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("被告人王大明，在职", 1),
        ("法定代表人李明和公司一起赔", 1),
        ("被告人王某某，在职", 0),
        ("被告人是谁", 0),
        ("当事人当场销毁", 0),
    ],
)
def test_names_in_running_text(text: str, count: int) -> None:
    """Only what follows a word that introduces a person is looked at."""
    assert len(list(full_names(text))) == count


def test_check_refuses_a_party_named_in_full(project: Project) -> None:
    """The line of the party is named."""
    line = project.edit(CASE, "name: 乙化工公司,", "name: 王大明,")
    project.refused(CASE, line, "全名")


def test_check_refuses_a_name_in_the_story(project: Project) -> None:
    """The line of the paragraph is named."""
    line = project.edit(CASE, "甲公司有一只反应釜", "被告人王大明，看着甲公司有一只反应釜")
    project.refused(CASE, line, "全名")
