"""A cache of JSON values between runs, in the user's cache folder.

A file holds a value, its key, and a digest of both; a changed file or one with another key is a miss. Nothing read from
the cache is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from quizgen import __version__
from quizgen.project.read import read_file

VARIABLE = "QUIZGEN_CACHE"
MAX_BYTES = 256 * 1024 * 1024
"""Enough for the results of a million questions, at some 200 bytes each."""
_INSTALLED = (".dist-info", ".egg-info")


@dataclass(slots=True)
class Cache:
    """A folder of cached values; ``written`` holds file contents, by name, that `keep` will write."""

    folder: Path
    written: dict[str, bytes] = field(default_factory=dict)

    def recall(self, name: str, key: str) -> Any | None:
        """The value cached under a name, if it has this key; else None."""
        try:
            digest, _, content = read_file(self.folder / name, MAX_BYTES).partition(b"\n")
            if hashlib.sha256(content).hexdigest().encode() != digest:
                return None
            kept = json.loads(content)
            return kept["value"] if kept["key"] == key else None
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None

    def remember(self, name: str, key: str, value: Any) -> None:
        """Queue a value for writing; it replaces the value of the same name."""
        content = json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        self.written[name] = hashlib.sha256(content).hexdigest().encode() + b"\n" + content

    def keep(self) -> None:
        """Write the queued values; if that fails, the next run computes them again."""
        if self.written:
            # Slow to import, and needed only when something is written.
            from quizgen.project.write import Artifact, write_artifacts

            write_artifacts(self.folder, [Artifact(name, content) for name, content in self.written.items()])
            self.written.clear()


def open_cache() -> Cache:
    """The cache in ``$QUIZGEN_CACHE``, else in the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get(VARIABLE)
    return Cache(Path(named) if named else user_cache_path("quizgen"))


def digest(*parts: str) -> str:
    """A name or key made from several parts: a SHA-256, in hex."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """A digest of what results depend on besides input: quizgen's sources, Python, and versions of installed packages.

    Sources count by time and size, as Python decides whether to recompile a module.
    """
    package = Path(__file__).parent.parent
    sources = sorted(_stamps(package))
    folders = [Path(each) for each in sys.path if Path(each).is_dir()]
    installed = sorted(entry.name for folder in folders for entry in folder.iterdir() if entry.suffix in _INSTALLED)
    return digest(__version__, sys.version, *sources, *installed)


def _stamps(folder: Path) -> list[str]:
    stamps = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                stamps += _stamps(Path(entry.path)) if entry.name != "__pycache__" else []
            else:
                status = entry.stat()
                stamps.append(f"{entry.path} {status.st_mtime_ns} {status.st_size}")
    return stamps
