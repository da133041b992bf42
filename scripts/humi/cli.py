"""The command ``humi``: words in, words out. Every verb here calls one function of the rooms below."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from humi.audit.facts import audit as compare
from humi.audit.facts import read_accepted
from humi.build import Summary
from humi.build import build as run
from humi.check.rules import check as check_library
from humi.load.loader import load
from humi.problems import HumiError, ProblemsFound

ACCEPTED = "scripts/facts-accepted.yml"

ROOT_HELP = "项目所在的文件夹（有 mkdocs.yml 的那一个）。默认从当前文件夹往上找。"


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds mkdocs.yml. Raises HumiError."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise HumiError(f"{start} 和它的上级里都没有 mkdocs.yml；请在项目文件夹里运行，或用 --root 指定")


class SentenceGroup(click.Group):
    """Commands whose errors from the machine (a full disk, no permission) come out as sentences too."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; turn what the system refuses into a HumiError."""
        try:
            return super().invoke(context)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise HumiError(f"{where}{error.strerror or error}；检查磁盘空间和文件夹权限，再运行一次") from error


@click.group(cls=SentenceGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help=ROOT_HELP)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """护密：同一份文字，编成网站、折页和课件。

    \b
    常用：
      humi check    检查 docs/ 和 cases/ 的全部内容，一次列出所有问题
      humi build    检查、生成、复核，然后一次换进 site/
      humi serve    边改边看：改了 docs/ cases/ templates/ 就刷新
      humi audit    拿底稿核对案号、金额、日期、条文

    每个命令都可以加 --help 看详细说明。
    """
    context.obj = find_root((root or Path.cwd()).resolve())


@main.command()
@click.pass_obj
def check(root: Path) -> None:
    """检查全部内容，一次列出所有问题。

    每个问题一行：文件:行号: 哪里不对；怎么改。没有问题时退出码是0，有问题时是1。不生成任何文件。
    """
    library, problems = load(root)
    problems.extend(check_library(library))
    if problems:
        raise ProblemsFound(problems)
    total = sum(1 for _ in library.records())
    Console().print(f"{total}份内容，没有问题。")


@main.command()
@click.option(
    "--facts", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="底稿所在的文件夹，里面有 cases/*.yml 和 law/*.yml。",
)  # fmt: skip
@click.pass_obj
def audit(root: Path, folder: Path) -> None:
    """拿底稿核对内容：案号、金额、日期、条文、状态，一处不同就列出来。

    说得出理由的差异记在 scripts/facts-accepted.yml（id、field、reason），不再列出；理由过时也会提醒。
    没有差异时退出码是0，有差异时是1。只读，不改任何文件。
    """
    library, problems = load(root)
    if problems:
        raise ProblemsFound(problems)
    differences, stale, justified = compare(library, folder, read_accepted(root / ACCEPTED))
    lines = [str(one) for one in differences]
    lines += [f"{ACCEPTED}: {one} 的说明已经用不上；删掉这一条" for one in stale]
    if lines:
        raise HumiError("\n".join([*lines, f"共{len(lines)}处要核对。"]))
    Console().print(
        f"{len(library.cases)}个案例、{len(library.policies)}部法规与底稿一致；{justified}处差异有理由可查。"
    )


@main.command()
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="同时做几件产品。默认等于处理器个数。")
@click.pass_obj
def build(root: Path, jobs: int) -> None:
    """检查、生成、复核，然后一次换进 site/。

    内容有问题、产品没有通过复核，都不会动 site/；它一直是上一次好的样子。没有变化的产品不重做。
    稿子（折页和课件要说的话）在 build/manuscripts/，可以直接打开看。
    """
    console = Console()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        summary = run(root, show, jobs)
    _report(console, summary)


def _report(console: Console, summary: Summary) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for label, value in (
        ("网页", f"{summary.pages}页"),
        ("案例", f"{summary.cases}个"),
        ("法规政策", f"{summary.policies}部"),
        ("折页（PDF）", f"{summary.pdfs}份"),
        ("课件（PPTX和HTML）", f"各{summary.decks}套"),
        ("文件", f"{summary.files}个"),
        ("用时", f"{summary.seconds:.1f}秒"),
    ):
        table.add_row(label, value)
    console.print(table)
    if summary.unchanged:
        console.print("内容没有变化，site/ 已是最新。")
    console.print(f"在这里看：{summary.site / 'index.html'}", soft_wrap=True)
    console.print("边改边看：make serve（或 humi serve）", soft_wrap=True)
    if summary.example_address:
        console.print(
            "注意：二维码指向示例网址。付印前请在 templates/brand.yml 的 site.url 填上本局网址。",
            soft_wrap=True,
        )


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="网页端口。默认8000。")
@click.pass_obj
def serve(root: Path, port: int) -> None:
    """在本机打开网站，改了 docs/ cases/ templates/ 就自动刷新。按 Ctrl-C 结束。

    只供编辑时看，不动 site/。折页和课件用的是上一次 humi build 的结果。
    """
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    with contextlib.suppress(KeyboardInterrupt):
        raise SystemExit(subprocess.call(command, cwd=root, env=env))
