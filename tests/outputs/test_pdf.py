"""PDFs of what was built, by the system's browser or by WeasyPrint."""

from __future__ import annotations

import base64
import re
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from quizgen.assembly.quiz import Item
from quizgen.outputs.pdf import Paper, print_pages
from quizgen.project.images import Media
from quizgen.project.write import Artifact
from tests.conftest import missing
from tests.projects import Project
from tests.samples import all_items, item
from tests.sheets import all_kinds, make_sheet, pages_of, render_key, render_worksheet

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


# --- nothing is asked of the network, or of the disk ---


@dataclass
class Listener:
    """A server on this machine that notes what it is asked for."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard = Listener(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield heard
        server.shutdown()
        thread.join(10)


MARKER = "Of-the-disk-4711"


def svg(inside: str) -> str:
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="30">'
    )
    return f"{opening}{inside}</svg>"


def curious(outside: str) -> Iterator[str]:
    """CSS that asks for something in every way there is; ``read_theme`` would refuse it."""
    inner = svg(f'<image href="{outside}?svg" width="9" height="9"/><image xlink:href="{outside}?xlink"/>')
    yield f"@import '{outside}?import';"
    yield rf"@\69mport u\72l({outside}?escaped-import);"
    yield f"@font-face {{ font-family: f; src: url({outside}?font) }} h1 {{ font-family: f }}"
    yield f"h1 {{ background: url({outside}?background) }}"
    yield rf"h1::before {{ content: u\72l({outside}?escape) }}"
    yield rf"h1::after {{ content: \0075rl('{outside}?number') }}"
    yield f"ol {{ list-style-image: image-set('{outside}?set' 1x) }}"
    yield f"ul {{ list-style-image: image('{outside}?image') }}"
    yield f"main {{ background: src('{outside}?src') }}"
    yield f"body {{ background: url(data:image/svg+xml;base64,{base64.b64encode(inner.encode()).decode()}) }}"
    yield "a::after { content: attr(href url) }"


@pytest.mark.parametrize("printer", ["chromium", "weasyprint"])
def test_a_page_asks_nothing_of_the_network_or_the_disk(
    printer: str, listener: Listener, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("chromium" if printer == "chromium" else "no_browser")
    if printer == "weasyprint":
        pytest.importorskip("weasyprint")
    marker, styled = tmp_path / "marker.svg", tmp_path / "marker.css"
    marker.write_text(svg(f'<text y="20">{MARKER}</text>'), "utf-8")
    styled.write_text(f"h1::after {{ content: '{MARKER}' }}", "utf-8")
    address, on_disk = listener.address, marker.as_uri()
    drawn = svg(
        f'<image href="{address}/picture"/><image xlink:href="{on_disk}"/><use href="{address}/use#a"/>'
        f"<style>@import '{address}/style'; text {{ fill: url({address}/fill) }}</style><text y='9'>drawn</text>"
    )
    asked = item("short", prompt=f"See ![it](a.svg) and [more]({address}/link), [on disk]({on_disk})?")
    asked = replace(asked, media={"a.svg": Media("a.svg", "image/svg+xml", drawn.encode())})
    page = render_worksheet(make_sheet([asked]))
    for css in (f"@import '{styled.as_uri()}';", "\n".join(curious(f"{address}/theme")), "\n".join(curious(on_disk))):
        # At the very beginning, where an import counts.
        content = page.content.replace(b"<style>", b"<style>" + css.encode(), 1)
        (pdf,), findings = print_pages([replace(page, content=content)], "a4")
        assert not findings
        text = " ".join(pages_of(pdf.content))
        assert "Midterm" in text
        assert MARKER not in text
        assert listener.asked == [], css


def test_what_is_inside_of_a_page_is_printed(no_browser: None) -> None:
    pytest.importorskip("weasyprint")
    drawn = svg('<text y="20">A-drawn-lamp</text>')
    asked: Item = replace(
        item("short", prompt="See ![it](a.svg)?"), media={"a.svg": Media("a.svg", "image/svg+xml", drawn.encode())}
    )
    ((pdf,), _) = print_pages([render_worksheet(make_sheet([asked, *all_items()[:2]]))], "a4")
    assert "A-drawn-lamp" in " ".join(pages_of(pdf.content))


def test_an_old_weasyprint_is_told_of(no_browser: None, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    monkeypatch.delattr("weasyprint.urls.URLFetcher")
    _, ((code, finding),) = print_pages([render_worksheet(all_kinds())], "a4")
    assert code == "cannot-print"
    assert "WeasyPrint 68 or newer is needed (pip install -U 'quizgen[pdf]')" in finding.message
