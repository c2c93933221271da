"""The fonts inside pages: which a page has, and that what it prints depends on no font of the machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from quizgen.outputs.html.fonts import choose_fonts
from quizgen.outputs.html.templates import _FOLDER
from tests.blocks import items_with_blocks
from tests.outputs.html.test_worksheet_forms import in_form
from tests.samples import item
from tests.sheets import all_kinds, make_sheet, render_key, render_worksheet

FONTS = _FOLDER.parent / "fonts"

GREEK_AND_RUSSIAN = make_sheet(
    [
        item("short", prompt="Τι είναι η **διαρκής** επανάσταση, και γιατί *δεν* τελειώνει;", answer="μια λέξη"),
        item("short", prompt="Что такое **перманентная** революция, и почему *она* не кончается?", answer="слово"),
        item(
            "choice", prompt="Žluťoučký kůň: wie **groß** ist das Œuvre, in Łódź und in İzmir?", answer="größer → ≥ 3 ⁴"
        ),
    ]
)
BLOCKS = make_sheet(items_with_blocks())


PAGES = {
    "all kinds": lambda: render_worksheet(all_kinds()),
    "an answer sheet": lambda: render_worksheet(in_form(all_kinds(), answer_sheet=True)),
    "two columns": lambda: render_worksheet(in_form(all_kinds(), columns="2")),
    "key": lambda: render_key(all_kinds()),
    "large print": lambda: render_worksheet(all_kinds(), is_large=True),
    "formulas and code": lambda: render_worksheet(BLOCKS),
    "key with formulas and code": lambda: render_key(BLOCKS),
    "Greek and Russian": lambda: render_worksheet(GREEK_AND_RUSSIAN),
    "Greek and Russian in large print": lambda: render_worksheet(GREEK_AND_RUSSIAN, is_large=True),
}

# Each printer runs in a process of its own: the list of fonts is read once.
_PRINT = """
import sys
from pathlib import Path
from quizgen.outputs import pdf
page, made, printer = sys.argv[1:]
html = pdf._for_paper(Path(page).read_bytes(), "a4")
Path(made).write_bytes(pdf._by_weasyprint(html) if printer == "weasyprint" else pdf._by_browser(printer, html))
"""


def lines_by_page(page: Path, printer: str, **environment: str) -> list[list[str]]:
    """The lines of text of each page of the PDF."""
    made = page.with_suffix(".pdf")
    subprocess.run(
        [sys.executable, "-c", _PRINT, page, made, printer], env={**os.environ, **environment}, check=True, timeout=300
    )
    document = pypdfium2.PdfDocument(made)
    try:
        return [each.get_textpage().get_text_range().splitlines() for each in document]
    finally:
        document.close()


@pytest.fixture(params=["chromium", "weasyprint"])
def printer(request: pytest.FixtureRequest) -> str:
    if request.param == "weasyprint":
        pytest.importorskip("weasyprint")
        return "weasyprint"
    browser: str = request.getfixturevalue("chromium")
    return browser


@pytest.fixture
def one_font(tmp_path: Path) -> Path:
    """A list of fonts with a single one, of equal widths and ASCII alone: without any, Chromium loads none either."""
    fonts = pytest.importorskip("fontTools.ttLib")
    (tmp_path / "fonts").mkdir()
    font = fonts.TTFont(FONTS / "mono-regular-english.woff2")
    font.flavor = None
    font.save(tmp_path / "fonts" / "mono.ttf")
    folders = f"<dir>{tmp_path / 'fonts'}</dir><cachedir>{tmp_path / 'cache'}</cachedir>"
    listed = tmp_path / "fonts.conf"
    listed.write_text(f"<fontconfig>{folders}</fontconfig>", "utf-8")
    return listed


@pytest.mark.parametrize("name", PAGES)
def test_lines_and_pages_break_alike_without_the_fonts_of_the_machine(
    name: str, printer: str, one_font: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGES[name]().content)
    with_fonts = lines_by_page(page, printer)
    assert any(map(len, with_fonts))
    assert lines_by_page(page, printer, FONTCONFIG_FILE=str(one_font)) == with_fonts


def families(rules: str) -> set[str]:
    return set(re.findall(r'@font-face \{ font-family: "([^"]*)"', rules))


@pytest.mark.parametrize(
    ("letters", "page", "wanted"),
    [
        ("“plain” – text’s", b"", {"STIX Two Text"}),
        ("größer", b"", {"STIX Two Text"}),
        ("Łódź", b"", {"STIX Two Text", "STIX Two Text Extended"}),
        ("λόγος", b"", {"STIX Two Text", "STIX Two Text Greek"}),
        ("слово", b"", {"STIX Two Text", "STIX Two Text Cyrillic"}),
        ("a → b", b"", {"STIX Two Text", "STIX Two Math"}),
        ("", b"<math>", {"STIX Two Text", "STIX Two Math"}),
        ("", b"<code>", {"STIX Two Text", "JetBrains Mono"}),
        ("", b'<b class="bubble">', {"STIX Two Text", "Noto Sans"}),
        ("שלום", b"", {"STIX Two Text"}),
    ],
)
def test_a_page_has_the_fonts_of_its_letters_alone(letters: str, page: bytes, wanted: set[str]) -> None:
    assert families(choose_fonts(page, letters, ("sheet.css",))) == wanted


def test_large_print_has_no_serifs() -> None:
    assert families(choose_fonts(b"", "", ("sheet.css", "large.css"))) == {"Noto Sans"}


def test_a_page_in_english_has_the_small_files() -> None:
    english, german = choose_fonts(b"", "It’s", ("sheet.css",)), choose_fonts(b"", "größer", ("sheet.css",))
    assert len(english) < 45_000 < len(german) < 70_000


def test_no_style_sheet_names_a_font_of_the_machine() -> None:
    for style in _FOLDER.glob("*.css"):
        for declared in re.findall(r"font(?:-family)?:([^;}]*)", style.read_text("utf-8")):
            assert not re.search(r"serif|system-ui|monospace|\"", declared), (style.name, declared)


def test_each_font_has_its_licence_beside_it() -> None:
    for licence in ("STIX-Two-Text", "STIX-Two-Math", "Noto-Sans", "JetBrains-Mono"):
        text = (FONTS / f"OFL-{licence}.txt").read_text("utf-8")
        assert "SIL Open Font License" in text
        assert "with reserved font name" not in text.lower()
