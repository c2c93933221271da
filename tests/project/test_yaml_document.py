"""YAML, however hostile, becomes strings with places, or one clear diagnostic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model.diagnostics import Severity, has_errors
from quizgen.project import yaml_document, yaml_span
from quizgen.project.yaml_document import Document, parse_document, read_document
from quizgen.project.yaml_parsers import OwnLoader
from quizgen.project.yaml_span import index_of, place_in
from quizgen.project.yaml_text import MAX_BYTES

LOADERS = [yaml.CBaseLoader, OwnLoader]


@pytest.fixture(params=LOADERS, ids=["libyaml", "without libyaml"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The parser that every test is run with: where libyaml is missing, PyYAML's own has to do."""
    for module in (yaml_document, yaml_span):
        monkeypatch.setattr(module, "LOADER", request.param)
    yaml_span.read_nodes.cache_clear()
    return request.param


@contextmanager
def using(loader: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_document, "LOADER", loader)
        yield


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
    "an escape that is none": ('  - prompt: "a\\xzz"', 3, "a backslash in double quotes", "single quotes"),
    "a character that there is not": ('  - prompt: "a\\U00110000"', 3, "a backslash in double quotes", "single quotes"),
    "a list on the field's line": ("  - tags: - a", 3, "a hyphen behind something else", "line of its own"),
    "the first line is indented": ("  - id: a\n...\nb", 5, "does not belong", "one column"),
    "an open bracket at the end": ("  - tags: [a,", 4, "the file ends inside of brackets", "Close"),
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


ERROR, WARNING = Severity.ERROR, Severity.WARNING
CUT: dict[str, tuple[str, Severity, int, int, str]] = {
    "a word at the sign": ("answer: Channel #5\n", ERROR, 1, 17, '`"Channel #5"`'),
    "a blank": ("prompt: Whose land # was it?\n", WARNING, 1, 20, '`"Whose land # was it?"`'),
    "one word": ("answer: C # or so\n", WARNING, 1, 11, '`"C # or so"`'),
    "one word and the sign alone": ("answer: C #\n", WARNING, 1, 11, '`"C #"`'),
    "all of it": ("answer: #ff0000\nkind: short\n", ERROR, 1, 9, '`"#ff0000"`'),
    "an item": ("distractors:\n  - C\n  - #2\n  - D\n", ERROR, 3, 5, '`"#2"`'),
    "a hashtag": ("points:\n  - tagged as #metoo\n", ERROR, 2, 15, '`"tagged as #metoo"`'),
    "the second line": ("prompt: Who\n  took no #5?\nkind: short\n", ERROR, 2, 11, '`"Who took no #5?"`'),
    "quotes inside": ('prompt: the "real #1" of all\n', ERROR, 1, 19, """`'the "real #1" of all'`"""),
    "inside of brackets": ("items: [a,\n  b c # d\n ]\n", WARNING, 2, 7, '`"b c # d"`'),
    "lines of Windows": ("answer: Channel #5\r\nkind: short\r\n", ERROR, 1, 17, '`"Channel #5"`'),
    "a number and a word": ("kind: short\nanswer: 7 #5\n", ERROR, 2, 11, '`"7 #5"`'),
    "a word where a keyword belongs": ("bloom: Bad Word # x\n", WARNING, 1, 17, '`"Bad Word # x"`'),
}


@pytest.mark.parametrize(("text", "severity", "line", "column", "whole"), CUT.values(), ids=CUT)
def test_a_text_that_a_comment_cuts_off(text: str, severity: Severity, line: int, column: int, whole: str) -> None:
    (diagnostic,) = parse_document(text, "x").diagnostics
    assert diagnostic.code == "comment-in-text"
    assert (diagnostic.severity, diagnostic.location.line, diagnostic.location.column) == (severity, line, column)
    assert whole in diagnostic.hint


@pytest.mark.parametrize(
    "text",
    [
        'prompt: "Whose land # was it?"\n',
        'prompt: "Whose land" #really\n',
        "kind: choice  # one of ten\n",
        "difficulty: 2 # hard\nbloom: apply #or analyze\nchapter: 1 #one\n",
        "tags: [a, b] # todo\nquestions: #all of them\n  - a\n",
        "# a comment\nprompt: Whose land\n  #another\nkind: short\n",
        "prompt: Whose land#was\n",
        "answer: 1917 # not 1918\n",
        "answer: 7 #see p. 5\nkind: numeric\n",
        "kind: true-false\nanswer: true #it is\n",
        "explanation: # to be written\nkind: short\n",
        "prompt: |\n  Whose #5\n  land # was\nwhy: >-\n  a #b\n",
        "items: [a, # the first\n  b]\n",
    ],
)
def test_what_is_a_comment_indeed(text: str) -> None:
    assert parse_document(text, "x").diagnostics == ()


CUT_BRACKETS = {
    "a list": ("answers: [C, C #2]\nprompt: x\n", 1, 16, '`"C #2"`'),
    "an inner list": ("pairs: [[a, b], [c, d #2]]\nkind: match\n", 1, 23, '`"d #2"`'),
    "a mapping": ("- {text: Channel #5, why: x}\n- b\n", 1, 18, '`"Channel #5"`'),
    "several lines": ("items: [\n  one #1,\n  two]\n", 2, 7, '`"one #1"`'),
    "the first item": ("tags: [#5, b]\nkind: x\n", 1, 8, '`"#5"`'),
    "to the end of the file": ("answers: [C, C #2]", 1, 16, '`"C #2"`'),
    "quotes before it": ("answers: [\"a #b\", 'c #d', e #2]\nkind: x\n", 1, 29, '`"e #2"`'),
    "a text that goes on": ("prompt: Channel #5\n  is it?\nkind: short\n", 1, 17, '`"Channel #5"`'),
}


@pytest.mark.parametrize(("text", "line", "column", "whole"), CUT_BRACKETS.values(), ids=CUT_BRACKETS)
def test_a_bracket_that_a_comment_cuts_off(text: str, line: int, column: int, whole: str) -> None:
    (diagnostic,) = parse_document(text, "x").diagnostics
    assert diagnostic.code == "yaml"
    assert "comment begins at this `#`" in diagnostic.message
    assert (diagnostic.location.line, diagnostic.location.column) == (line, column)
    assert whole in diagnostic.hint


def test_an_honest_comment_is_not_blamed_for_a_bracket() -> None:
    (diagnostic,) = parse_document("tags: [a, # the first\n  b # the second\nkind: x\n", "x").diagnostics
    assert "never closed" in diagnostic.message


# What the two parsers read otherwise.
ODD = {
    "a question mark in a mapping": ("{title: Who Rules?, number: 1}", 1, 18, "`?`", '`"Who Rules?"`'),
    "a question mark in a list": ("tags: [why?, so]", 1, 11, "`?`", '`"why?"`'),
    "a question mark behind a list": ("- [[a], b ? c]", 1, 11, "`?`", '`"b ? c"`'),
    "a tab at the end of a line": ("id: a\nkind: short\t\nbloom: apply", 2, 12, "a tab outside of quotes", "a space"),
    "a tab behind the colon": ("kind:\tshort", 1, 6, "a tab outside of quotes", "a space"),
    "a tab behind the hyphen": ("- a\n-\tb", 2, 2, "a tab outside of quotes", "a space"),
    "a tab in a text": ("prompt: a\tb", 1, 10, "a tab outside of quotes", "a space"),
    "a tab before a comment": ('prompt: "a"\t# b', 1, 12, "a tab outside of quotes", "a space"),
    "a tab before the second line": ("prompt: a\n \tb", 2, 2, "a tab before the text", "with spaces"),
    "a tab in an empty line": ("a: b\n\t\nc: d", 2, 1, "a tab before the text", "with spaces"),
    "a tab before a text of lines": ("a: |\n \tb\nc: d", 2, 2, "a tab before the text", "with spaces"),
    "a comment glued to a bar": ("a: |# why\n  b", 1, 4, "without a space behind “|”", "a space before the `#`"),
    "a byte order mark inside": ("a: b\n\ufeffc: d", 2, 1, "U+FEFF", "Delete"),
    "two byte order marks": ("\ufeff\ufeffa: b", 1, 1, "U+FEFF", "Delete"),
    "a colon in brackets": ("tags: [a:]", 1, 9, "a text that ends with “:”", "in quotes"),
}


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), ODD.values(), ids=ODD)
def test_what_parsers_read_otherwise_is_refused(text: str, line: int, column: int, message: str, hint: str) -> None:
    read = parse_document(text + "\n", "x")
    (diagnostic,) = read.diagnostics
    assert (diagnostic.code, diagnostic.location.line, diagnostic.location.column) == ("yaml", line, column)
    assert message in diagnostic.message
    assert hint in diagnostic.hint
    assert read.value is None


@pytest.mark.parametrize(
    "text",
    [
        "a: \"b\tc\"\nd: '\t'\n",
        "a: |\n  b\tc\t\n  d # \t\n",
        "# a\tb\nid: b # c\td\n",
        "a: b\ufeffc\n",
        'a: "b\n  \ufeffc"\n',
        "prompt: Who rules? And why?\n",
        'a: {b: "c?", d: [e, "f?"]}\n',
        "a: | # b\n  c\nd: >-  # e?\n  f\n",
        'a: "\\/\\x41\\u00e9"\nb: c%@`\n',
        "%YAML 1.1\n---\na: b\n...\n",
        "\ufeffa: b\r\nc: d  \r\n",
    ],
)
def test_what_all_read_alike_is_left_alone(text: str) -> None:
    read = parse_document(text, "x")
    assert read.diagnostics == ()
    assert read.value == yaml.load(text, yaml.BaseLoader)


PIECES = st.sampled_from(
    [
        *("a", "b: ", "- ", "? ", "?", ": ", ":", ",", "[", "]", "{", "}", "\n", "\n  ", "\n    ", " ", "\t", "%", "@"),
        *("`", "\x85", "\u2028", "\ufeff", "\xa0", "\x7f", "\\/", "\\x41", "\\ud800", "\\U00110000", '"', "'", "#"),
        *(" #", "&a", "*a", "!", "!x ", "|", "|-\n  ", ">\n  ", "\n...\n", "\n---\n", "%YAML 1.1\n", "%X\n", "\r\n"),
        *("[a, b]", "{a: b}", "- - x", "http://x.y", "-", "=", "k" * 1100, "é", "two words", "- a\n", "C #2", "\n\t"),
    ]
)
FRAMES = st.sampled_from(
    ["$", "a: $\n", "a:\n  - $\n  - b\n", "a: [$, b]\n", "a: {k: $, b: c}\n", '- p: $\n  q: "$"\n', "a: |\n  $\nb: c\n"]
)
LIKE_A_BANK = st.builds(lambda frame, pieces: frame.replace("$", "".join(pieces)), FRAMES, st.lists(PIECES, max_size=6))


def as_read(text: str, loader: Any) -> Document:
    with using(loader):
        return parse_document(text, "x")


@given(LIKE_A_BANK)
def test_both_parsers_give_the_same_and_so_does_plain_pyyaml(text: str) -> None:
    first, second = (as_read(text, each) for each in LOADERS)
    assert has_errors(first.diagnostics) == has_errors(second.diagnostics)
    if not has_errors(first.diagnostics):
        assert first == second
        assert first.value == yaml.load(text, yaml.BaseLoader)


def test_a_doubled_key_is_reported_and_the_first_counts() -> None:
    read = parse_document("a: 1\nb: 2\na: 3\n", "x")
    assert read.value == {"a": "1", "b": "2"}
    (diagnostic,) = read.diagnostics
    assert (diagnostic.code, diagnostic.location.line) == ("duplicate-key", 3)
    assert "line 1" in diagnostic.hint


def test_every_value_knows_its_place() -> None:
    read = parse_document("questions:\n  - id: a\n    tags: [x, y]\n    why: >\n      folded\n", "x")
    assert read.yaml_span.find(("questions", 0, "id"))[:2] == (2, 9)
    assert read.yaml_span.find(("questions", 0, "tags", 1))[:2] == (3, 15)
    assert read.yaml_span.find_key(("questions", 0, "why"))[:2] == (4, 5)
    assert read.yaml_span.find(("questions", 0, "missing"))[:2] == (2, 5)


WRITTEN = st.sampled_from(
    [
        *(
            "plain",
            "zwei Wörter",
            "“quoted”",
            "😀 é",
            "'single ''é'''",
            '"double \\"é\\" \\u00e9"',
            '"tab\tin"',
            "'a\t😀'",
        ),
        *(
            '"two\n      lines"',
            "two\n      plain lines",
            "|\n      literal é\n\n      more",
            ">-  # a\n      folded\n       😀",
        ),
        *(
            "[a, é, 'c']",
            "[a,\n      [b]]",
            "{k: v, 😀: [x]}",
            "{}",
            "[]",
            "\n      - a\n      - 'é'",
            "\n      k: v\n      é: |\n        x",
        ),
    ]
)
BEHIND = st.sampled_from(["\n", "  # about é\n", "\n\n", "\n    # on its own line\n", " \n"])


@given(st.lists(st.tuples(WRITTEN, BEHIND), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_an_extent_is_exactly_what_is_written(drawn: list[tuple[str, str]], line_end: str) -> None:
    text, values = "questions:\n  - id: x\n", []
    for number, (written, behind) in enumerate(drawn):
        is_block = "\n" in written and not written.startswith(("[", '"'))
        text += f"    f{number}: {written}" + ("\n" if is_block else behind)  # in a block, a comment is a part of it
        values.append(written.strip("\n ").replace("\n", line_end))
    text = text.replace("\n", line_end)
    read = parse_document(text, "x")
    assert read.value is not None
    (item,) = read.items["questions"]
    for number, written in enumerate(values):
        name = f"f{number}"
        for extent in (read.yaml_span.find(("questions", 0, name)), item.find((name,))):
            assert text[index_of(text, *extent[:2]) : index_of(text, *extent[2:])] == written
        key = item.find_key((name,))
        assert text[index_of(text, *key[:2]) : index_of(text, *key[2:])] == name


SLIPPED = {
    "a tab": ("a: b\tc\n", "\t"),
    "an alias": ("a: *b\n", "*b"),
    "a comment": ("a: Channel #5 é\n", "#5 é"),
    "a field twice": ("é: 1\né: 2\n", "é"),
    "a sign": ("a: b\nc: @d\n", "@"),
    "a control character": ('a: "é\\0"\n', '"é\\0"'),
    "the end of a line": ("a: [b,\n", ""),
}


@pytest.mark.parametrize(("text", "written"), SLIPPED.values(), ids=SLIPPED)
def test_a_slip_is_where_it_is_written(text: str, written: str) -> None:
    place = parse_document(text, "x").diagnostics[0].location
    start, end = index_of(text, place.line, place.column), index_of(text, place.end_line, place.end_column)
    assert text[start:end] == written


@pytest.mark.parametrize("line", ["\ufeffe: f\n", "e: Channel #5\n", "c: d\n"])
def test_where_editors_count_lines_otherwise_nothing_is_offered(line: str) -> None:
    assert parse_document(f"a: b\nc: d\n{line}", "x").diagnostics[0].fixes
    assert not parse_document(f"a: b\rc: d\n{line}", "x").diagnostics[0].fixes


@given(st.text("ab\n\r\u2028é😀", max_size=12), st.integers(0, 12))
def test_a_place_leads_back_to_its_character(text: str, index: int) -> None:
    index = min(index, len(text))
    if text[max(index - 1, 0) : index + 1] != "\r\n":
        assert index_of(text, *place_in(text, index)) == index


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_do(sign: str) -> None:
    read = parse_document(
        f'questions:\n  - id: "a{sign}b{sign}"\n    why: "\ufeff{sign}"\n  - id: b\n    kind: c\n', "x"
    )
    assert read.yaml_span.find(("questions", 1, "kind"))[:2] == (5, 11)
    assert read.items["questions"][0].find(("why",))[:2] == (3, 10)
    assert read.items["questions"][1].find(("kind",))[:2] == (5, 11)
    (doubled,) = parse_document(f'a: "{sign}"\nb: 1\nb: 2\n', "x").diagnostics
    assert (doubled.location.line, doubled.hint[:25]) == (3, "The first stands on line 2"[:25])
    (broken,) = parse_document(f'a: "{sign}"\nb: @c\n', "x").diagnostics
    assert (broken.location.line, broken.location.column) == (2, 4)


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
    for index, item in enumerate(read.items["questions"]):
        for route in ((), ("id",), ("tags",), ("tags", 0), ("tags", 1), (1, "id"), ("missing",)):
            assert item.find(route) == read.yaml_span.find(("questions", index, *route))
            assert item.find_key(route) == read.yaml_span.find_key(("questions", index, *route))


@pytest.mark.parametrize("written", ["see ![a](b.png)", '"see !\\x5ba](b.png)"', "|\n  see\n  ![a](b.png)"])
def test_characters_that_a_text_may_contain(written: str) -> None:
    assert parse_document(f"prompt: {written}\n", "x").yaml_span.may_contain("![")
    assert not parse_document("prompt: see! [a](b.png)\n", "x").yaml_span.may_contain("![")


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
        stream.truncate(MAX_BYTES + 1)
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
