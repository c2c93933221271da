"""A bank is read item by item as it is read whole; where the whole is no YAML, one slip hides no other question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.project.bank import BankFile, BankMemo, _read_whole, parse_bank
from quizgen.project.yaml_document import parse_document
from quizgen.project.yaml_items import split_list
from quizgen.project.yaml_span import YamlSpan
from tests.projects import BANK, LIGHTHOUSE
from tests.samples import BOOK

TEXTS = [(LIGHTHOUSE / BANK / name).read_text("utf-8") for name in ("1.yaml", "2.yaml")]
PIECES = st.sampled_from(
    ["\n", "- ", "  - ", "\n  - id: x", '"', "'", "|\n", ">", "# c", "\n# c\n", "\n\n", "---\n", "...", "\r\n",
     "\ufeff", "{", "]", ",",
     "\n    ", "\t", "questions:\n", "chapter: 2\n", "\u2028", "\x85", "&a ", "*a", "!t ", "? ", "%"]
) | st.text(max_size=5)  # fmt: skip


def without_ends(file: BankFile) -> BankFile:
    """A file whose items end with their last word: what is blank behind it belongs to no item."""
    entries = [replace(each, yaml_span=_ended(each.yaml_span)) for each in file.entries]
    drafts = [replace(each, yaml_span=_ended(each.yaml_span)) for each in file.drafts]
    return replace(file, entries=tuple(entries), drafts=tuple(drafts))


def _ended(span: YamlSpan) -> YamlSpan:
    return span._replace(text=span.text.rstrip())


@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), max_size=4))
def test_items_are_what_the_whole_has(text: str, edits: list[tuple[float, int, str]]) -> None:
    for share, gone, come in edits:
        at = int(share * len(text))
        text = text[:at] + come + text[at + gone :]
    whole = parse_document(text, "1.yaml")
    expected = _read_whole(whole, BOOK, BankMemo())
    memo = BankMemo()
    for _ in range(2):  # the second time, items are known
        read = parse_bank(text, "1.yaml", BOOK, memo)
        if whole.value is not None:
            assert without_ends(read) == without_ends(expected)
        else:
            assert not read.is_whole
            assert any(each.is_error for each in read.diagnostics)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_its_frame_and_its_items(text: str) -> None:
    split = split_list(text, "questions")
    assert split is not None
    frame, items = split
    assert frame.count("\n") == text.count("\n")
    lines = text.splitlines(keepends=True)
    for first, item in items:
        assert "".join(lines[first - 1 : first - 1 + item.count("\n")]) == item
        assert item.startswith("  - id: ")
    assert parse_document(frame, "").value == {"chapter": str(TEXTS.index(text) + 1), "questions": []}


@pytest.mark.parametrize(
    ("slip", "count", "name"),
    [
        (('answer: "four litres"', 'answer: "four litres'), 1, "winter-oil"),
        (('answer: "four litres"', "answer: [four litres"), 1, "winter-oil"),
        (('answer: "four litres"', "answer: @four litres"), 1, "winter-oil"),
        (("    difficulty: 1\n", "   difficulty: 1\n"), 1, "winter-oil"),
        (('    explanation: "The nights', '    explanation "The nights'), 1, "winter-oil"),
    ],
)
def test_a_slip_hides_one_question(slip: tuple[str, str], count: int, name: str) -> None:
    whole = parse_bank(TEXTS[0], "1.yaml", BOOK)
    assert slip[0] in TEXTS[0]
    read = parse_bank(TEXTS[0].replace(*slip, 1), "1.yaml", BOOK)
    assert [(each.code, each.question) for each in read.diagnostics] == [("yaml", name)] * count
    assert read.unread == (name,)
    assert not read.is_whole
    assert read.chapter == "1"
    kept = [entry for entry in whole.entries if entry.question.id != name]
    assert [entry.question for entry in read.entries] == [entry.question for entry in kept]
    assert [entry.place(("cite",)) for entry in read.entries] == [entry.place(("cite",)) for entry in kept]


def test_lists_in_brackets_are_read_whole() -> None:
    assert split_list("chapter: 1\nquestions: [{id: a}]\n", "questions") is None
    assert split_list("chapter: 1\nquestions:\n", "questions") is None
    assert split_list("chapter: 1\n", "questions") is None
    assert split_list("--- \nquestions:\n- id: a\n", "questions") is None


def test_a_list_may_stand_in_the_column_of_its_field() -> None:
    split = split_list("questions:\n# first\n- id: a\n  kind: short\n\n# second\n- id: b\nchapter: 1\n", "questions")
    assert split == (
        "questions: []\n# first\n\n\n\n\n\nchapter: 1\n",
        ((3, "- id: a\n  kind: short\n\n# second\n"), (7, "- id: b\n")),
    )
