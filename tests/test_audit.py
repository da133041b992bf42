"""`humi audit` against small fact sheets: what agrees is silent, what differs is named, a reason settles it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Project

ACCEPTED = "scripts/facts-accepted.yml"
CASE: dict[str, Any] = {
    "id": "tiny-kettle",
    "publish": "yes",
    "kind": "civil",
    "docket": ["(2020)浙10民初9001号"],
    "decided": "2021-02-26",
    "amount_cny": 500000,
    "outcome": "索赔80万元，判赔50万元",
    "laws": [{"instrument": "反不正当竞争法（2019）", "articles": [9, 17]}],
}


@pytest.fixture
def facts(project: Project, tmp_path: Path) -> Path:
    """Fact sheets that agree with the tiny project."""
    folder = tmp_path / "facts"
    (folder / "cases").mkdir(parents=True)
    (folder / "law").mkdir()
    library = project.library()
    law = [
        {
            "id": policy.id,
            "short_title": policy.short,
            "document_number": policy.number,
            "status": policy.status,
            **{name: str(getattr(policy, name) or "") for name in ("adopted", "promulgated", "effective")},
            "articles": [{"number": article.number} for article in policy.articles],
        }
        for policy in library.policies.values()
    ]
    (folder / "law" / "instruments.yml").write_text(yaml.safe_dump(law, allow_unicode=True), encoding="utf-8")
    write(folder, CASE)
    return folder


def write(folder: Path, *entries: dict[str, Any]) -> None:
    """Replace the case sheets."""
    text = yaml.safe_dump(list(entries), allow_unicode=True)
    (folder / "cases" / "chemical.yml").write_text(text, encoding="utf-8")


def test_sheets_that_agree_are_silent(project: Project, facts: Path) -> None:
    """Nothing differs, exit code 0."""
    result = project.humi("audit", "--facts", str(facts))
    assert result.exit_code == 0, result.output
    assert "一致" in result.output


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"docket": ["(2020)浙10民初9002号"]}, "dockets"),
        ({"docket": []}, "dockets"),
        ({"decided": "2021-02-27"}, "decided"),
        ({"amount_cny": 510000}, "amounts"),
        ({"amount_cny": None, "outcome": "判赔50万元"}, "amounts.800000"),
        ({"laws": [{"instrument": "反不正当竞争法(2019)", "articles": [9]}]}, "laws"),
        ({"laws": [{"instrument": "反不正当竞争法(2025)", "articles": [9, 17]}]}, "laws"),
        ({"kind": "criminal"}, "kind"),
        ({"publish": "no"}, "publish"),
    ],
)
def test_what_differs_is_named(project: Project, facts: Path, change: dict[str, Any], field: str) -> None:
    """One changed fact is one line with the case and the field, exit code 1."""
    # The docket must not be found in the sheet's prose either.
    write(facts, CASE | change)
    result = project.humi("audit", "--facts", str(facts))
    assert result.exit_code == 1
    assert f"tiny-kettle: {field}：" in result.output
    assert "Traceback" not in result.output


def test_a_case_nobody_wrote_is_missed(project: Project, facts: Path) -> None:
    """A publishable sheet without a case is a difference; an unpublishable one is not."""
    write(facts, CASE, CASE | {"id": "other", "publish": "after-correction"}, CASE | {"id": "third", "publish": "no"})
    result = project.humi("audit", "--facts", str(facts))
    assert "other: publish" in result.output
    assert "third" not in result.output


@pytest.mark.parametrize(
    ("field", "value"), [("effective", "2025-10-16"), ("status", "repealed"), ("document_number", "主席令第一号")]
)
def test_a_law_that_differs_is_named(project: Project, facts: Path, field: str, value: str) -> None:
    """Dates, status and number of an instrument are held against its sheet."""
    path = facts / "law" / "instruments.yml"
    sheets = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(one for one in sheets if one["id"] == "aucl-2025")[field] = value
    path.write_text(yaml.safe_dump(sheets, allow_unicode=True), encoding="utf-8")
    result = project.humi("audit", "--facts", str(facts))
    assert result.exit_code == 1
    assert "aucl-2025: " in result.output


def test_a_reason_settles_a_difference_and_goes_stale(project: Project, facts: Path) -> None:
    """A justified difference is counted, not listed; once it is gone its reason is to be deleted."""
    reason = "differences:\n  - {id: tiny-kettle, field: decided, reason: 底稿写错了日子}\n"
    project.write(ACCEPTED, reason)
    write(facts, CASE | {"decided": "2021-02-27"})
    settled = project.humi("audit", "--facts", str(facts))
    assert settled.exit_code == 0, settled.output
    assert "1处差异有理由" in settled.output
    write(facts, CASE)
    stale = project.humi("audit", "--facts", str(facts))
    assert stale.exit_code == 1
    assert "用不上" in stale.output


def test_a_renamed_case_is_found_under_its_new_name(project: Project, facts: Path) -> None:
    """Sheet ids may differ from ours when the file of reasons says so."""
    write(facts, CASE | {"id": "surname-kettle"})
    assert project.humi("audit", "--facts", str(facts)).exit_code == 1
    project.write(ACCEPTED, "renamed:\n  surname-kettle: tiny-kettle\n")
    assert project.humi("audit", "--facts", str(facts)).exit_code == 0


@pytest.mark.parametrize("text", ["- [", "differences: 7", "differences:\n  - {id: x}"])
def test_an_unreadable_file_of_reasons_is_a_sentence(project: Project, facts: Path, text: str) -> None:
    """No traceback for a file of the wrong shape."""
    project.write(ACCEPTED, text)
    result = project.humi("audit", "--facts", str(facts))
    assert result.exit_code == 1
    assert "读不懂" in result.output


def test_a_folder_without_sheets_is_a_sentence(project: Project, tmp_path: Path) -> None:
    """The wrong folder is said to be the wrong folder."""
    (tmp_path / "empty").mkdir()
    result = project.humi("audit", "--facts", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "没有案例底稿" in result.output
