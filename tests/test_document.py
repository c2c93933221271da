"""YAML, however hostile, becomes strings with places, or one clear diagnostic."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.loading import document
from quizgen.loading.document import parse_document, read_document

HOSTILE = {
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "an anchor or alias", 1, 4),
    "nesting": ("[" * 1_000_000, "nested deeper", 1, 21),
    "nesting by blocks": ("- " * 1_000_000, "nested deeper", 1, 41),
    "nesting by braces": ("{a: " * 300_000, "nested deeper", 1, 81),
    "a NUL byte": ("chapter: 1\nquestions:\n  - id: a\0b\n", "control character", 3, 10),
    "tabs": ("chapter: 1\nquestions:\n\t- id: a\n", "a tab before the text", 3, 1),
    "an open quote": ("chapter: 1\nquestions: 'x\n  - id: a\n", "never closed", 2, 12),
    "a merge conflict": ("chapter: 1\n<<<<<<< HEAD\nquestions: []\n", "merge conflict", 2, 1),
    "a glued hyphen": ("questions:\n  -id: a\n    kind: short\n", "hyphen without a space", 2, 1),
    "an escaped separator of Anki's": ('a: 1\nb: "x\\x1fy"\n', "U+001F", 2, 4),
    "an escaped NUL": ('b: "x\\0y"\n', "U+0000", 1, 4),
    "a tag": ("value: !!python/object/apply:os.system [echo]\n", "a tag", 1, 8),
    "two colons": ("prompt: who said: this\n", "a text with `: ` in it", 1, 17),
    "nothing": ("", "empty", 1, 1),
    "two documents": ("a: 1\n---\nb: 2\n", "second document", 2, 1),
    "a list as a key": ("[a]: 1\n", "field's name", 1, 1),
}


@pytest.mark.parametrize(("text", "message", "line", "column"), HOSTILE.values(), ids=HOSTILE)
def test_hostile(text: str, message: str, line: int, column: int) -> None:
    read = parse_document(text, "bank.yaml")
    assert len(read.diagnostics) == 1
    (diagnostic,) = read.diagnostics
    assert message in diagnostic.message
    assert (diagnostic.location.line, diagnostic.location.column) == (line, column)
    assert diagnostic.hint
    assert diagnostic.code == "yaml"


SLIPS = {
    "indented more": ('  - id: a\n    kind: "short"\n      prompt: "x"', 5, "indented more", "one column"),
    "indented more, without quotes": ("  - id: a\n      kind: short", 4, "indented more", "one column"),
    "indented less": ('  - id: a\n    kind: short\n   prompt: "x"', 5, "indented less", "one column"),
    "as much as the hyphen": ('  - id: a\n    kind: short\n  prompt: "x"', 5, "indented less", "one column"),
    "an item indented less": ("  - tags:\n      - x\n     - y", 5, "indented less", "one column"),
    "quotes in quotes": ('  - prompt: "He said "yes" to it."', 3, "behind a closing quotation mark", "single quotes"),
    "no space after the colon": ("  - id: a\n    prompt:why\n    kind: short", 4, "a colon without", "`prompt: …`"),
    "two lines": ("  - prompt: Why is\n    this so?\n    kind: short", 4, "no field", "in quotes"),
    "a colon in curly quotes": ("  - prompt: “Why: this”", 3, "`: ` in it", "straight quotation marks"),
    "an at sign": ("  - prompt: @home", 3, "begins with “@”", "in quotes"),
    "bold": ("  - prompt: **Why** so", 3, "begins with “*”", "in quotes"),
    "a bar": ("  - prompt: | text\n      more", 3, "begins with “|”", "in quotes"),
    "greater than": ("  - prompt: > 5", 3, "begins with “>”", "in quotes"),
    "a question mark": ("  - prompt: ? why", 3, "begins with “?”", "in quotes"),
    "an open bracket": ("  - tags: [a, b\n    kind: short", 3, "a bracket that is never closed", "Close it"),
    "an open brace": ('  - cite: {chapter: 1, text: "x"\n    kind: short', 3, "a bracket that is", "Close it"),
    "a path": ('  - prompt: "C:\\dir"', 3, "a backslash in double quotes", "single quotes"),
    "a formula with a form feed": ('  - prompt: "$\\frac12$"', 3, "U+000C", "single quotes"),
    "a formula with a tab": ('  - prompt: "$\\theta$"', 3, "a tab is written into a formula", "single quotes"),
    "a formula with a line end": ('  - prompt: "$2\\neq 3$"', 3, "a line end is written", "single quotes"),
}


@pytest.mark.parametrize(("written", "line", "message", "hint"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_in_plain_words(written: str, line: int, message: str, hint: str) -> None:
    (diagnostic,) = parse_document(f"chapter: 1\nquestions:\n{written}\n", "bank.yaml").diagnostics
    assert diagnostic.location.line == line
    assert message in diagnostic.message
    assert hint in diagnostic.hint


def test_prices_on_two_lines_are_no_formula() -> None:
    assert not parse_document('a: "It was $5,\\nthen $6; $x\\\\theta$."\n', "x").diagnostics


@pytest.mark.parametrize(
    "written", ["No", "yes", "1.10", "19:30", "2024-01-01", "0x1F", "~", "null", "1_000", ".inf", "012"]
)
def test_scalars_stay_what_was_written(written: str) -> None:
    read = parse_document(f"value: {written}\n", "x")
    assert read.value == {"value": written}


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("prompt: Whose land # was it?\n", True),
        ('prompt: "Whose land # was it?"\n', False),
        ("kind: choice  # one of ten\n", False),
        ("# a comment\nprompt: Whose land\n", False),
        ("prompt: Whose land#was\n", False),
    ],
)
def test_a_text_that_a_comment_cuts_off(text: str, is_cut: bool) -> None:
    codes = [diagnostic.code for diagnostic in parse_document(text, "x").diagnostics]
    assert codes == (["comment-in-text"] if is_cut else [])


def test_a_doubled_key_is_reported_and_the_first_counts() -> None:
    read = parse_document("a: 1\nb: 2\na: 3\n", "x")
    assert read.value == {"a": "1", "b": "2"}
    (diagnostic,) = read.diagnostics
    assert (diagnostic.code, diagnostic.location.line) == ("duplicate-key", 3)
    assert "line 1" in diagnostic.hint


def test_every_value_knows_its_place() -> None:
    read = parse_document("questions:\n  - id: a\n    tags: [x, y]\n    why: >\n      folded\n", "x")
    assert read.excerpt.find(("questions", 0, "id")) == (2, 9)
    assert read.excerpt.find(("questions", 0, "tags", 1)) == (3, 15)
    assert read.excerpt.find_key(("questions", 0, "why")) == (4, 5)
    assert read.excerpt.find(("questions", 0, "missing")) == (2, 5)


LISTS = {
    "blocks": "chapter: 1\nquestions:\n  # first\n  - id: é…\n    tags: [x, y]\n\n  - id: b\n    tags:\n    - x\n",
    "folded": "questions:\n- id: >\n    é…\n     é\n  tags: |-\n    x\n-\n  id: b\n  # between\n  tags: x\n# behind\n",
    "lines of Windows": "questions:\r\n  - id: a\r\n    tags:\r\n    - x\r\n  - tags: x\r\n    id: a\r\n",
    "braces": 'é: 1\nquestions: [{id: "é…", tags: [x,\ny]}, {tags: [x,\n  y], id:\n b}]\n',
    "no mappings": "questions:\n  - a\n  - [x, {id: y}]\n  -\n  - 'b\n    c'\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_an_item_by_itself_tells_the_places_that_the_whole_file_tells(text: str) -> None:
    read = parse_document(text, "x")
    assert len(read.items["questions"]) > 1
    for index, excerpt in enumerate(read.items["questions"]):
        for route in ((), ("id",), ("tags",), ("tags", 0), ("tags", 1), (1, "id"), ("missing",)):
            assert excerpt.find(route) == read.excerpt.find(("questions", index, *route))
            assert excerpt.find_key(route) == read.excerpt.find_key(("questions", index, *route))


@pytest.mark.parametrize("written", ["see ![a](b.png)", '"see !\\x5ba](b.png)"', "|\n  see\n  ![a](b.png)"])
def test_characters_that_a_text_may_contain(written: str) -> None:
    assert parse_document(f"prompt: {written}\n", "x").excerpt.may_contain("![")
    assert not parse_document("prompt: see! [a](b.png)\n", "x").excerpt.may_contain("![")


@pytest.mark.parametrize(("content", "line"), [(b"a: \xe4\n", 1), (b"a: b\nc: \xff\n", 2)])
def test_what_is_not_utf8(tmp_path: Path, content: bytes, line: int) -> None:
    file = tmp_path / "bank.yaml"
    file.write_bytes(content)
    (diagnostic,) = read_document(file, "bank.yaml").diagnostics
    assert diagnostic.location.line == line
    assert "UTF-8" in diagnostic.hint


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    with file.open("wb") as stream:
        stream.truncate(document.MAX_BYTES + 1)
    (diagnostic,) = read_document(file, "bank.yaml").diagnostics
    assert "64 MB" in diagnostic.message


YAML_LIKE = st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\t0\0"), max_size=60) | st.text(max_size=60)


@given(YAML_LIKE)
def test_any_text_is_read_or_refused_without_an_exception(text: str) -> None:
    read = parse_document(text, "x")
    assert read.value is not None or read.diagnostics
    for diagnostic in read.diagnostics:
        assert diagnostic.location.line >= 1
        assert diagnostic.location.column >= 1
