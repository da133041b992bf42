"""The last step: the verified folder takes the place of the published one, all at once or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from humi.problems import HumiError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap_in(fresh: Path, published: Path) -> None:
    """Make ``fresh`` the published folder. Readers see the old one or the new one, never a part.

    On Linux the two folders change names in one call (renameat2(2), RENAME_EXCHANGE); elsewhere, or on a file
    system without it, two renames are used and `recover` mends a crash between them.
    """
    if not published.exists():
        fresh.rename(published)
        return
    old = _aside(published)
    shutil.rmtree(old, ignore_errors=True)
    if not _exchange(fresh, published):
        published.rename(old)
        fresh.rename(published)
        shutil.rmtree(old, ignore_errors=True)
        return
    shutil.rmtree(fresh, ignore_errors=True)


def recover(published: Path) -> None:
    """After a crash between two renames, bring the last good folder back."""
    old = _aside(published)
    if old.exists():
        if published.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(published)


def _aside(published: Path) -> Path:
    return published.with_name(f".{published.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EXDEV):
        return False
    raise HumiError(f"换不进 {other.name}/（{os.strerror(code)}）；检查磁盘空间和文件夹权限")


@contextlib.contextmanager
def only_one(lock: Path, waiting: Callable[[], None], patience: float = 600.0) -> Iterator[None]:
    """Hold the build lock; a second build waits, says so once, and gives up after ``patience`` seconds."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        start = time.monotonic()
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    waiting()
                    told = True
                if time.monotonic() - start > patience:
                    raise HumiError("另一次生成十分钟还没结束；等它结束，或找到那个进程停掉它") from None
                time.sleep(0.2)
        yield
