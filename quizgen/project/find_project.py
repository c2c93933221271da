"""A folder → the project's folder that it is or lies in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.project.request import BANKS, RECIPES


def find_project(folder: Path = Path()) -> Path:
    """The project's folder, as a path from the given one: the nearest one around it that has a book's folder.

    The search ends at a repository's folder and at the user's home. If there is none, it is the given folder.
    """
    if (folder / BANKS).is_dir():
        return folder
    for up, around in enumerate(_folders_around(folder)):
        if any(each.is_dir() for each in (around / BANKS).glob("*")):
            return folder.joinpath(*[".."] * up)
    return folder


def _folders_around(folder: Path) -> Iterator[Path]:
    here = Path(os.path.abspath(folder))  # noqa: PTH100 (`resolve` follows links: the project is where one stands)
    home = os.path.expanduser("~")  # noqa: PTH111 (`Path.home` raises where there is none)
    for around in (here, *here.parents):
        yield around
        if str(around) == home or (around / ".git").exists():
            return


_OWN_PATH = re.compile(rf"(?<![\w./-])(?:{BANKS}|{RECIPES})(?:/[^\s`:,;()“”]*)?")


def seen_from(folder: Path, text: str, root: Path) -> str:
    """A text with the paths of the project's own files and folders as they are seen from a folder."""
    if root == folder:
        return text

    def turned(found: re.Match[str]) -> str:
        path = found[0].rstrip(".")
        if not (root / path).exists():
            return found[0]
        return os.path.relpath(root / path, folder) + found[0][len(path) :]

    return _OWN_PATH.sub(turned, text)
