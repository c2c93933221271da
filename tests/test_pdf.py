"""PDFs of what was built, by the system's browser or by WeasyPrint."""

from __future__ import annotations

import re
import stat
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from quizgen.model import Artifact
from quizgen.outputs.key import render_key
from quizgen.outputs.pdf import Paper, print_pages
from quizgen.outputs.worksheet import render_worksheet
from tests.conftest import missing
from tests.project import Project
from tests.sheets import all_kinds, pages_of

SIZES: dict[Paper, tuple[int, int]] = {"a4": (595, 842), "letter": (612, 792)}


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUIZGEN_BROWSER", raising=False)


def assert_is_the_sheet(pdf: Artifact, paper: Paper) -> None:
    reader = PdfReader(BytesIO(pdf.content))
    assert pdf.path == "midterm-b.pdf"
    assert reader.metadata is not None
    assert reader.metadata.title == "Midterm, Version B"
    root: dict[str, Any] = dict(reader.root_object)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == SIZES[paper]
    text = pages_of(pdf.content)
    assert "Which part of the lamp has sixteen panels?" in " ".join(text)
    assert all(f"Page {number} of {len(text)}" in page for number, page in enumerate(text, 1))
    assert "longer in winter" not in " ".join(text)


@pytest.mark.parametrize("paper", SIZES)
def test_chromium_makes_a_tagged_pdf(chromium: str, paper: Paper) -> None:
    sheet = all_kinds()
    pdfs, findings = print_pages([render_worksheet(sheet), render_key(sheet)], paper)
    assert not findings
    assert [pdf.path for pdf in pdfs] == ["midterm-b.pdf", "midterm-b-key.pdf"]
    assert_is_the_sheet(pdfs[0], paper)
    assert "The nights are longer in winter" in " ".join(pages_of(pdfs[1].content))


@pytest.mark.parametrize("paper", SIZES)
def test_weasyprint_does_where_there_is_no_browser(no_browser: None, paper: Paper) -> None:
    try:
        import weasyprint  # noqa: F401 (it is asked whether it can be had)
    except (ImportError, OSError):
        missing("WeasyPrint, with Pango")
    pdfs, findings = print_pages([render_worksheet(all_kinds())], paper)
    assert not findings
    assert_is_the_sheet(pdfs[0], paper)


def test_build_makes_pdfs_beside_the_pages(project: Project, chromium: str) -> None:
    done = project.run("sheet", "--count", "4", "--pdf", "--paper", "letter", "--large-print")
    assert done.code == 0, done.err
    assert set(project.files("build/sheet")) == {
        "index.html",
        *(f"sheet{name}.{ending}" for name in ("", "-large", "-key") for ending in ("html", "pdf")),
    }
    assert 'href="sheet-key.pdf"' in project.read("build/sheet/index.html")


def test_a_browser_that_fails_changes_nothing(project: Project, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho first >&2\necho it is raining >&2\nexit 3\n")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    done = project.run("build", "--pdf", QUIZGEN_BROWSER=str(browser))
    assert done.code == 1
    assert "--pdf: error[cannot-print]: the PDFs could not be made: it is raining" in done.err
    assert not (project.root / "build").exists()


def test_no_browser_at_all_says_what_to_do(project: Project) -> None:
    done = project.run("build", "--pdf", QUIZGEN_BROWSER="no-such-program")
    assert done.code == 1
    assert "--pdf: error[no-printer]" in done.err
    assert re.search(r"Install Chromium, Chrome or Edge .*quizgen\[pdf\]", done.err)
    assert not (project.root / "build").exists()


def test_nothing_is_left_behind(chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    print_pages([render_worksheet(all_kinds())], "a4")
    assert not list(tmp_path.iterdir())
