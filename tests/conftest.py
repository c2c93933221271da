"""What several tests need: a real browser, and the first book's copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.copies.copy import read_copy
from quizgen.project.book_file import read_book
from tests.firefox import Firefox, started
from tests.projects import BANK, LIGHTHOUSE, Project, make_project

# What a machine is slow at is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BOOK_KEY = "revolution-betrayed"
ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, from what is made now")


def missing(what: str, *, is_needed: bool = True) -> NoReturn:
    """Skip a test for want of something; where everything that is needed has to be there, fail it."""
    if is_needed and os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own, not their user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    return path or missing("Chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    path = shutil.which("firefox-esr") or shutil.which("firefox") or missing("Firefox", is_needed=False)
    with started(path) as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, the checker of accessibility, that `make test` installs where there is npm."""
    named = os.environ.get("AXE_CORE")
    file = Path(named) if named else ROOT / ".venv" / "node_modules" / "axe-core" / "axe.min.js"
    return file.read_text("utf-8") if file.is_file() else missing("axe-core (npm)")


@pytest.fixture(scope="session")
def library() -> Path:
    """The folder with the first book's copy."""
    folder = os.environ.get("QUIZGEN_LIBRARY")
    if not folder or not Path(folder, f"{BOOK_KEY}.txt").is_file():
        missing(f"a copy of {BOOK_KEY} (set QUIZGEN_LIBRARY)")
    return Path(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def lighthouse() -> BookText:
    """The text of the small book."""
    copy, _ = read_copy(LIGHTHOUSE / "library" / "lighthouse.txt")
    book = read_book(LIGHTHOUSE / BANK / "book.yaml", "book.yaml").record
    assert copy is not None
    assert book is not None
    text, _ = read_structure(copy, book)
    assert text is not None
    return text


@pytest.fixture(scope="session")
def book_text(library: Path) -> BookText:
    """The text of the first book."""
    copy, _ = read_copy(library / f"{BOOK_KEY}.txt")
    book = read_book(ROOT / "questions" / BOOK_KEY / "book.yaml", "book.yaml").record
    assert copy is not None
    assert book is not None
    text, findings = read_structure(copy, book)
    assert text is not None, findings
    return text
