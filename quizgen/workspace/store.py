"""What one run found out → files in the user's cache folder, from which the next run takes it again.

A file holds a value, the key that it was made under, and a digest of both; what is not as it was written, or has
another key, is as good as not there. Nothing that is read is ever run.
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
"""What is known of a question takes some 200 bytes: so much is a million of them."""
_INSTALLED = (".dist-info", ".egg-info")


@dataclass(slots=True)
class Cache:
    """A folder of values; ``written`` are those to be kept once the run is through."""

    folder: Path
    written: dict[str, bytes] = field(default_factory=dict)

    def recall(self, name: str, key: str) -> Any | None:
        """The value that was kept under a name and this key, if there is one."""
        try:
            digest, _, content = read_file(self.folder / name, MAX_BYTES).partition(b"\n")
            if hashlib.sha256(content).hexdigest().encode() != digest:
                return None
            kept = json.loads(content)
            return kept["value"] if kept["key"] == key else None
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None

    def remember(self, name: str, key: str, value: Any) -> None:
        """Have a value kept, in place of what has its name."""
        content = json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        self.written[name] = hashlib.sha256(content).hexdigest().encode() + b"\n" + content

    def keep(self) -> None:
        """Write what was remembered; where that cannot be done, the next run finds it out anew."""
        if self.written:
            from quizgen.project.write import Artifact, write_artifacts

            write_artifacts(self.folder, [Artifact(name, content) for name, content in self.written.items()])
            self.written.clear()


def open_cache() -> Cache:
    """The cache in ``$QUIZGEN_CACHE``, else in the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get(VARIABLE)
    return Cache(Path(named) if named else user_cache_path("quizgen"))


def digest(*parts: str) -> str:
    """One name or key of several parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """What a result depends on besides its input: quizgen's sources, Python, and the versions of all that is installed.

    Sources are told apart as Python tells whether to compile them anew: by their time and size.
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
