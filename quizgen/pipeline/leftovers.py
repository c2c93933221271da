"""A folder that was built into before → the files of that build that this one does not make again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.model import Artifact
from quizgen.pipeline.listing import LIST, read_digest, read_list
from quizgen.read import real_path


class Files:
    """What is in a folder, as an earlier build listed it, and as this one writes it; the former is read at once.

    A part of a build, which is not ``is_whole``, adds to what was there.
    """

    def __init__(self, folder: Path, *, is_whole: bool) -> None:
        self._folder = folder
        self._before = read_list(folder)
        self._now: dict[str, str] = {}
        self._is_whole = is_whole

    def listed(self, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
        """The same artifacts, and behind them the list of what is in the folder with them."""
        for artifact in artifacts:
            self._now[artifact.path] = hashlib.sha256(artifact.content).hexdigest()
            yield artifact
        digests = self._now if self._is_whole else self._before | self._now
        yield Artifact(LIST, json.dumps(digests, indent=0, sort_keys=True, ensure_ascii=False).encode())

    def leftovers(self) -> Iterator[Path]:
        """Files as an earlier build wrote them: one that somebody changed, or put there, stays."""
        for path in sorted(self._before.keys() - self._now.keys()):
            file = self._folder / path
            # What is outside of the folder was written by nobody here.
            if real_path(file).is_relative_to(real_path(self._folder)) and read_digest(file) == self._before[path]:
                yield file
