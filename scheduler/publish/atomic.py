"""Writing files whole: all of them or, when the disk fails, none; never a half-written one."""

from __future__ import annotations

import errno
import os
import signal
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

PRIVATE = 0o600
"""Mode of a new file: when people work, and what they may, is for those who plan it."""


def write_files(contents: Mapping[Path, bytes], remove: Iterable[Path] = ()) -> None:
    """Replace files by new contents, in the order given, and remove others.

    Every file is first written and flushed to disk beside its target, and only when all of them are there do they take
    their targets' places. A file that already has its content is not touched; a new one is readable by its owner alone,
    and one that is replaced keeps its mode. SIGINT and SIGTERM wait until the files
    are complete, and then act as usual.

    Raises
    ------
    OSError
        If a file cannot be written; none is replaced then, unless the replacing itself failed.
    """
    changed = {path: content for path, content in contents.items() if not _holds(path, content)}
    for folder in {path.parent for path in changed}:
        folder.mkdir(parents=True, exist_ok=True)
    with _signals_wait():
        drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in changed}
        try:
            for path, draft in drafts.items():
                _write_through(draft, changed[path], path)
            for path in remove:
                path.unlink(missing_ok=True)
            for path, draft in drafts.items():
                draft.replace(path)
        finally:
            for draft in drafts.values():
                with suppress(OSError):  # where nothing could be written, nothing is left behind, and that is what is told
                    draft.unlink(missing_ok=True)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write_through(draft: Path, content: bytes, target: Path) -> None:
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
            if target.exists():
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        # People know the target's name, not the draft's; and a full disk names neither.
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Hold SIGINT and SIGTERM back, and send them again at the end; only the main thread may, and only it needs to."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []

    def remember(number: int, _: FrameType | None) -> None:
        arrived.append(number)

    before = {int(number): signal.signal(number, remember) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        # Python drops a signal that arrives while its handler goes back to the default, so that the kernel keeps it back.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, before) if hasattr(signal, "pthread_sigmask") else None
        for number, handler in before.items():
            signal.signal(number, handler)
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number in dict.fromkeys(arrived):
            signal.raise_signal(number)
