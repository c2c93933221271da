"""A copy's format is told by its content, else by its suffix; what is known not to be a copy is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.copies.formats.detect import _OTHERS, detect_format
from quizgen.copies.formats.extract import Fault
from quizgen.copies.formats.format import Certainty, Sample
from quizgen.copies.formats.registry import file_formats
from tests.fuzz.inputs import make_seeds
from tests.fuzz.readers import lighthouse

PAGE = b"<!DOCTYPE html><html><body><p>one</p></body></html>"
MANY_TAGS = b"<p>one</p>" * 21
ZIP = b"PK\x03\x04" + bytes(26)


def detect(folder: Path, name: str, content: bytes) -> str:
    """The name of the format that a file is of, or the message of its fault."""
    (folder / name).write_bytes(content)
    found = detect_format(folder / name)
    return found.message if isinstance(found, Fault) else found.name


@pytest.mark.parametrize("name", ["text", "html", "epub", "pdf"])
@pytest.mark.parametrize("suffix", [".txt", ".dat", ""])
def test_by_content(tmp_path: Path, name: str, suffix: str) -> None:
    for files in make_seeds(lighthouse(), None)[name]:
        assert detect(tmp_path, f"book{suffix}", next(iter(files.values()))) == name


@pytest.mark.parametrize(
    ("suffix", "content", "name"),
    [
        (".txt", b"Words.", "text"),
        (".xyz", b"Words.", "text"),
        (".md", b"Words.", "markdown"),
        (".MARKDOWN", b"Words.", "markdown"),
        (".html", b"Words.", "html"),
        (".htm", b"Words.", "html"),
        (".xhtml", b"Words.", "html"),
        (".xht", b"Words.", "html"),
        (".epub", ZIP, "epub"),
        (".epub", b"Words.", "text"),
        (".pdf", b"\n\n%PDF-1.4", "pdf"),
        (".txt", b"\n\n%PDF-1.4", "text"),
        (".pdf", b"\n" * 1020 + b"%PDF-1.4", "pdf"),
        (".pdf", b"\n" * 1021 + b"%PDF-1.4", "text"),
        (".pdf", b"Words.", "text"),
        # Many tags are a page by their content, unless the suffix names another format.
        (".txt", MANY_TAGS, "html"),
        (".txt", MANY_TAGS[10:], "text"),
        (".md", MANY_TAGS, "markdown"),
        (".md", PAGE, "html"),
        (".md", b"\xef\xbb\xbf <!-- x --> <?xml version='1.0'?><HTML lang='en'>", "html"),
        (".pdf", PAGE, "html"),
        (".txt", PAGE.decode().encode("utf-16"), "html"),
        (".txt", b"Words. " + PAGE, "text"),
        # The first bytes of a binary format count for more than any suffix.
        (".html", b"%PDF-1.4", "pdf"),
        (".md", ZIP + b"META-INF/container.xml", "epub"),
        (".txt", ZIP + b"mimetypeapplication/epub+zip", "epub"),
        (".epub", ZIP + b"[Content_Types].xml", "epub"),
        (".pdf", b"Words.\x00", "this file is no PDF, or has lost its beginning"),
        (".epub", b"Words.\x00", "this file is no EPUB, or has lost its beginning"),
        (".pdf", ZIP, "this copy is an archive"),
    ],
)
def test_by_suffix_where_the_content_is_ambiguous(tmp_path: Path, suffix: str, content: bytes, name: str) -> None:
    assert detect(tmp_path, f"book{suffix}", content) == name


def test_folders(tmp_path: Path) -> None:
    for _ in range(2):
        found = detect_format(tmp_path)
        assert not isinstance(found, Fault)
        assert found.name == "folder"
        (tmp_path / "1.html").touch()


def test_any_file_may_be_text_and_nothing_else_may_be_anything() -> None:
    sure = {each.name: each.detect(Sample(b"", "")) for each in file_formats()}
    assert {name: certainty for name, certainty in sure.items() if certainty} == {"text": Certainty.FALLBACK}


@pytest.mark.parametrize("number", range(len(_OTHERS)))
def test_each_kind_that_is_no_copy_is_named(tmp_path: Path, number: int) -> None:
    marks, kind, hint = _OTHERS[number]
    for last in (False, True):  # each mark as far in front, and as far behind, as it may stand
        content = bytearray(b"." * 1200)
        for mark, start, end in marks:
            at = min(end, len(content)) - len(mark) if last else max(start, 4 if len(marks) > 1 and start == 0 else 0)
            at = 0 if mark.startswith(b"PK") else at
            content[at : at + len(mark)] = mark
        for suffix in (".txt", ".html", ".md", ".pdf"):
            (tmp_path / f"book{suffix}").write_bytes(content)
            assert detect_format(tmp_path / f"book{suffix}") == Fault("copy-not-text", f"this copy is {kind}", hint)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ZIP + b"[Content_Types].xml", "a file of an office program"),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a file of an office program"),
        (ZIP + b"readme.txt", "an archive"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a file of Word or another office program"),
        (b"AT&TFORM", "a DjVu file"),
        (bytes(60) + b"BOOKMOBI", "a Kindle or Mobipocket file"),
        (bytes(60) + b"TEXtREAd", "a Palm file"),
        (b"TPZ0", "a Kindle file"),
        (b"ITSF", "a Windows help file"),
        (b"Rar!\x1a", "an archive"),
        (b"7z\xbc\xaf\x27", "an archive"),
        (b"\x1f\x8b\x08", "an archive"),
        (b"BZh91AY&SY", "an archive"),
        (b"\xfd7zXZ\x00", "an archive"),
        (bytes(257) + b"ustar", "an archive"),
        (b"%!PS-Adobe-3.0", "a PostScript file"),
        (b"SQLite format 3\x00", "a database"),
        (b"ID3\x03", "a sound recording"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "a picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or a film"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "a picture"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"II*\x00", "a picture"),
        (b"MM\x00*", "a picture"),
        (b'<?xml version="1.0"?><FictionBook>', "a FictionBook file"),
    ],
)
def test_what_begins_so_is_no_copy(tmp_path: Path, content: bytes, says: str) -> None:
    assert detect(tmp_path, "book.html", content) == f"this copy is {says}"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("book.csv", "lamp,4", "this copy is a table"),
        ("book.tsv", "lamp\t4", "this copy is a table"),
        ("book.txt", "lamp,oil,night\n" * 6, "this copy is a table"),
        ("book.txt", "lamp;oil;night\n" * 6, "this copy is a table"),
        ("book.json", "[]", "this copy is a data file"),
        ("book.txt", '{"chapters": [1]}', "this copy is a data file"),
        ("book.txt", '[\n  {"lamp": 4}]', "this copy is a data file"),
        ("book.txt", "lamp,oil,night\n" * 6 + "and, after that,\nwords\n", "text"),
        ("book.txt", "{The lamp} burns.", "text"),
        ("book.txt", '["Is it lit?" he asked.]', "text"),
        ("book.md", "lamp,oil,night\n" * 6, "markdown"),
    ],
)
def test_tables_and_data_are_no_book(tmp_path: Path, name: str, content: str, says: str) -> None:
    assert detect(tmp_path, name, content.encode()) == says
