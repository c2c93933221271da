"""Files and folders with nearly the name that quizgen reads → what they are to be called."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from quizgen.model.book import Book
from quizgen.model.fields import Record
from quizgen.model.recipe import Recipe
from quizgen.project.request import BANKS, BOOK_FILE, RECIPES

_FOLDERS = {
    BANKS: {"question", "bank", "banks", "fragen", "preguntas", "quiz", "quizzes"},
    RECIPES: {"deck", "recipes", "recipe"},
}

_COPY = re.compile(
    r"(?:(?:copy of|kopie von|copie de|copia de) )?(?P<stem>.+?)"
    r"(?:[ _-]*(?:\((?:copy|kopie|copie|copia)?(?: ?\d+)?\)|(?:copy|kopie|copie|copia)(?: \d+)?)| \d+)?",
    re.IGNORECASE,
)
_BANK = re.compile(r"(?P<stem>.+?)\.ya?ml(?:\.(?:txt|bak|old|orig|ya?ml))?~?", re.IGNORECASE)
_BOOK_STEMS = frozenset({"book", "buch", "livre", "libro"})


def tell_misnamed(root: Path, folder: str) -> str:
    """The hint that renames a folder that is nearly called as one of the project's; "" if there is none."""
    for each in sorted(root.glob("*")):
        name = each.name.casefold()
        if each.name != folder and each.is_dir() and (name == folder or name in _FOLDERS[folder]):
            return f"Rename `{each.name}/` to `{folder}/`."
    return ""


def meant_name(name: str) -> str:
    """The name that a file in a book's folder is meant to have: ``1.yaml`` for ``1.YAML``, ``1.yaml.txt``."""
    found = _BANK.fullmatch(name)
    if is_like_book_file(name):
        return BOOK_FILE
    return name if found is None or name.endswith((".yaml", ".yml")) else f"{found['stem']}.yaml"


def is_like_book_file(name: str) -> bool:
    """Whether a file is meant to be `book.yaml`, and is called otherwise: ``Book.yaml``, ``book (1).yml``."""
    found = _BANK.fullmatch(name)
    return found is not None and name != BOOK_FILE and _without_copy(found["stem"]).casefold() in _BOOK_STEMS


def find_original(name: str, names: Collection[str]) -> str | None:
    """The file of which one is a copy by its name: ``1.yaml`` for ``1 (copy).yaml``, if it is among the names."""
    found = _BANK.fullmatch(name)
    original = f"{_without_copy(found['stem'])}.yaml" if found else name
    return original if original != name and original in names else None


class OtherFile(NamedTuple):
    """What a file is instead, and where it belongs."""

    message: str
    hint: str


def tell_other_file(fields: Collection[str], record: type[Record] | None = None) -> OtherFile | None:
    """What a file is by its fields, if it is none of the kind that it was read as: a bank, if no record is given."""
    names = set(fields)
    if record is not Recipe and "book" in names and names & {"worksheets", "anki"}:
        return OtherFile("this file is a recipe", f"Put it into `{RECIPES}/`.")
    if record is not Book and {"title", "chapters"} <= names:
        return OtherFile("this file is a table of contents", f"Call it `{BANKS}/<book>/{BOOK_FILE}`.")
    if record is not None and "questions" in names:
        return OtherFile("this file is a question bank", f"Put it into `{BANKS}/<book>/`, as `<chapter>.yaml`.")
    return None


def _without_copy(stem: str) -> str:
    found = _COPY.fullmatch(stem)
    return found["stem"].strip() if found else stem


def find_book_file(folder: Path) -> str | None:
    """The name of the file that is probably meant to be `book.yaml`, where there is none."""
    return next((each.name for each in sorted(folder.glob("*")) if is_like_book_file(each.name)), None)
