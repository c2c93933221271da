"""The guides speak of files, folders, names and layers that there are."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module

import pytest

from tests.conftest import ROOT

GUIDES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
FOLDERS = ("quizgen", "quizgen/outputs", "quizgen/copies/formats", "tests", "evals", "bench", "")


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text("utf-8")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_exists(guide: str) -> None:
    named = set(re.findall(r"`((?:[\w.-]+/)+(?:[\w.-]+)?|[\w-]+\.(?:py|html|md|txt))`", text_of(guide)))
    paths = {path for path in named if not path.startswith(("questions/", "decks/"))}
    assert len(paths) > 10
    found = {path for path in paths for folder in FOLDERS if (ROOT / folder / path).exists()}
    nested = {path for path in paths - found if any((ROOT / "quizgen").glob(f"*/{path}"))}
    assert paths - found - nested == set()


def test_the_folders_are_the_layers_from_top_to_bottom() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    rows = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text_of("ARCHITECTURE.md"), re.MULTILINE)
    assert rows == layers
    there = {path.name for path in (ROOT / "quizgen").iterdir() if (path / "__init__.py").exists()}
    assert there == set(rows) - {"api"}


@pytest.mark.parametrize("guide", GUIDES)
def test_names_of_code_are_there(guide: str) -> None:
    """Names in backquotes that begin with a capital, and the arguments of declarations."""
    paths = [path for folder in ("quizgen", "tests") for path in (ROOT / folder).rglob("*.py")]
    source = "\n".join(path.read_text("utf-8") for path in paths)
    for name in re.findall(r"`([A-Z]\w+)(?:\(…\))?`", text_of(guide)):
        assert re.search(rf"\b{name}\b", source) or name in ("NAME", "TypeError", "Literal"), name
    for argument in re.findall(r"`(\w+)=(?:True|False)`", text_of(guide)):
        assert re.search(rf"\b{argument}\b", source), argument


def test_the_commands_of_the_guide_are_there() -> None:
    for module in re.findall(r"python -m ([\w.]+)", text_of("CONTRIBUTING.md")):
        import_module(module)
    for folder in re.findall(r"pytest (tests/[\w/.]+)", text_of("CONTRIBUTING.md")):
        assert (ROOT / folder).exists(), folder
