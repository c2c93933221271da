"""Printable pages → PDF files, made by the system's Chromium or, if there is none, by WeasyPrint."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.outputs.output import OutputFile
from quizgen.project.write import Artifact

Paper: TypeAlias = Literal["a4", "letter"]

VARIABLE = "QUIZGEN_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge", "microsoft-edge")
_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
)
_TIMEOUT_SECONDS = 120
"""The timeout for one page; 40 questions take about one second."""

_MAX_PARALLEL = 4
_PDFIUM = Lock()
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
# The page's own policy would block the style added here; a PDF needs no script and nothing from outside.
_PRINT_HEAD = (
    b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    b'img-src data:; font-src data:"><style>@page { size: %s }</style>'
)

_IN_ALL = re.compile(rb"/\* in all: (.*?) \*/")
"""A rule for pages that are counted without the key that follows them; `margin_boxes` in `html/margin_boxes.py`."""

_WITHOUT_KEY = b"<style>.at-end { display: none; }</style></head>"

Print: TypeAlias = Callable[[bytes], bytes]
"""A page's HTML → its PDF; raises ``OSError`` or ``subprocess.SubprocessError``, or ``ValueError`` with the reason."""


def find_browser() -> str | None:
    """The path of the browser that ``$QUIZGEN_BROWSER`` names, else of an installed Chromium, Chrome or Edge."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*_NAMES, *_PATHS))), None)


def print_pages(pages: Sequence[Artifact], paper: Paper) -> tuple[tuple[Artifact, ...], tuple[CodedFinding, ...]]:
    """Make a tagged PDF of each page, in the same folder: ``midterm-a.html`` becomes ``midterm-a.pdf``."""
    to_pdf = _choose()
    if to_pdf is None:
        hint = (
            "Install Chromium, Chrome or Edge (`QUIZGEN_BROWSER` names another place), or `pip install 'quizgen[pdf]'`."
        )
        return (), (("no-printer", Finding((), "there is nothing here that makes PDFs", hint)),)
    ready = [_for_paper(page.content, paper) for page in pages]
    with ThreadPoolExecutor(min(_MAX_PARALLEL, os.cpu_count() or 1)) as workers:
        made = list(workers.map(lambda html: _tried(to_pdf, html), ready))
    findings = [reason for reason in made if isinstance(reason, str)]
    if findings:
        finding = Finding((), f"the PDFs could not be made: {findings[0]}", "Print the HTML pages from a browser.")
        return (), (("cannot-print", finding),)
    pdfs = zip(pages, made, strict=True)
    return tuple(Artifact(OutputFile(page.path).as_pdf.path, pdf) for page, pdf in pdfs if isinstance(pdf, bytes)), ()


def _for_paper(html: bytes, paper: Paper) -> bytes:
    return _POLICY.sub(_PRINT_HEAD % {"a4": b"A4", "letter": b"letter"}[paper], html, count=1)


def _choose() -> Print | None:
    if browser := find_browser():
        return lambda html: _by_browser(browser, html)
    if VARIABLE not in os.environ and find_spec("weasyprint"):
        return _by_weasyprint
    return None


def _tried(to_pdf: Print, html: bytes) -> bytes | str:
    """The PDF, or the reason why there is none."""
    try:
        return to_pdf(_numbered(to_pdf, html))
    except subprocess.TimeoutExpired:
        return f"the browser took more than {_TIMEOUT_SECONDS} seconds"
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return " ".join(str(error).split())[:200]


def _numbered(to_pdf: Print, html: bytes) -> bytes:
    """The page with the number of those that belong to the student, if a key follows them."""
    found = _IN_ALL.search(html)
    if found is None:
        return html
    count = _count_pages(to_pdf(html.replace(b"</head>", _WITHOUT_KEY, 1)))
    return html.replace(found[0], found[1].replace(b"{pages}", b"%d" % count), 1)


def _count_pages(pdf: bytes) -> int:
    import pypdfium2

    with _PDFIUM:  # which knows of no threads
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _by_browser(browser: str, html: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="quizgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, pdf = folder / "page.html", folder / "page.pdf"
        page.write_bytes(html)
        command = [browser, *_FLAGS, *_sandbox(), f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}"]
        done = subprocess.run(  # noqa: S603 (the browser that the user has, or names)
            [*command, page.as_uri()], capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
        )
        if not pdf.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise ValueError(said[-1] if said else f"{browser} ended with code {done.returncode}")
        return pdf.read_bytes()


def _sandbox() -> Iterator[str]:
    # Chromium's sandbox does not work for root, the usual user in containers; our pages are safe, and run no script.
    if sys.platform != "win32" and os.geteuid() == 0:
        yield "--no-sandbox"


def _by_weasyprint(html: bytes) -> bytes:
    from weasyprint import HTML  # takes half a second to import, and is an optional extra

    try:
        from weasyprint.urls import URLFetcher
    except ImportError:
        raise ValueError("WeasyPrint 68 or newer is needed (pip install -U 'quizgen[pdf]')") from None
    # WeasyPrint ignores Content-Security-Policy, and would fetch whatever a style sheet or an image names.
    only_inside = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    made: bytes = HTML(string=html.decode(), url_fetcher=only_inside).write_pdf(pdf_variant="pdf/ua-1")
    return made
