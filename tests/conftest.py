"""What several tests need: a real browser, and the first book's copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

BOOK_KEY = "revolution-betrayed"


def missing(what: str) -> NoReturn:
    """Skip a test for want of something; where everything has to be there, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


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
def library() -> Path:
    """The folder with the first book's copy."""
    folder = os.environ.get("QUIZGEN_LIBRARY")
    if not folder or not Path(folder, f"{BOOK_KEY}.txt").is_file():
        missing(f"a copy of {BOOK_KEY} (set QUIZGEN_LIBRARY)")
    return Path(folder)
