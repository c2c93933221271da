"""Read any file of a project safely: only regular files up to a size limit.

Projects come from anywhere, and git stores symbolic links: a path may lead to an endless device, a pipe that nobody
writes to, or a very large file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SAVE_FIRST = "Save it as a file first, and give that one."
"""The hint for something that is not a regular file."""

_BLOCK = 256 * 1024
# O_NONBLOCK: opening a pipe does not wait for a writer. O_NOCTTY: a terminal does not become the controlling one.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_KINDS = (
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


class NoFileError(OSError):
    """The path leads to a device, a pipe or a socket; ``kind`` says which."""

    def __init__(self, kind: str) -> None:
        super().__init__(errno.EINVAL, f"it is a {kind}, and no file")
        self.kind = kind


class TooLargeError(OSError):
    """A file is larger than its limit; ``size`` is the number of bytes counted before giving up."""

    def __init__(self, size: int) -> None:
        super().__init__(errno.EFBIG, "it is too large")
        self.size = size


def read_file(file: Path, most: int) -> bytes:
    """The content of a regular file of at most ``most`` bytes, links followed; raises ``OSError``."""
    with open_file(file, most) as stream:
        return b"".join(_blocks(stream, most, os.fstat(stream.fileno()).st_size + 1))


def read_stream(stream: BinaryIO, most: int) -> bytes:
    """The rest of an open file, of at most so many bytes; raises ``OSError``."""
    return b"".join(_blocks(stream, most))


def hash_file(file: Path, most: int) -> str:
    """The SHA-256 of what `read_file` would return, in hex, without holding the file in memory."""
    digest = hashlib.sha256()
    with open_file(file, most) as stream:
        for block in _blocks(stream, most):
            digest.update(block)
    return digest.hexdigest()


def open_file(file: Path, most: int | None = None) -> BinaryIO:
    """Open a regular file of at most ``most`` bytes for unbuffered reading; raises ``OSError``.

    The check is repeated on the open descriptor, so that the file cannot be replaced between check and reading.
    """
    try:
        _refuse(file.stat(), None)  # opening alone makes some devices do something
        descriptor = os.open(file, _FLAGS)
    except ValueError as error:  # a name that no file can have
        raise OSError(errno.EINVAL, "this is no name of a file") from error
    try:
        _refuse(os.fstat(descriptor), most)
        return os.fdopen(descriptor, "rb", 0)
    except BaseException:
        os.close(descriptor)
        raise


def _refuse(status: os.stat_result, most: int | None) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise NoFileError(next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "device"))
    if most is not None and status.st_size > most:
        raise TooLargeError(status.st_size)


def _blocks(stream: BinaryIO, most: int, first: int = 0) -> Iterator[bytes]:
    """Read to the end, counting bytes: a file may grow meanwhile, and system files (/proc) report size 0."""
    size, wanted = 0, max(first, _BLOCK)
    while block := stream.read(min(wanted, most - size + 1)):
        size, wanted = size + len(block), _BLOCK
        if size > most:
            raise TooLargeError(size)
        yield block


def reason_of(error: OSError) -> str:
    """Why a file cannot be read, in lower case, to follow a colon in a message."""
    return (error.strerror or "no reason given").lower()


def real_path(path: Path) -> Path:
    """The path with links resolved as far as possible.

    ``Path.resolve`` would raise ``RuntimeError`` for links in a circle, and ``ValueError`` for a name no file can have.
    """
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        return path.absolute()
