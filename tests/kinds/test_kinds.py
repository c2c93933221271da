"""Every kind of question, and one that is added here, goes through everything that a kind has to go through."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import jsonschema
import pytest
import yaml

from quizgen.book.book_text import BookText
from quizgen.checks.run import run_checks
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds import KINDS, kind_of, response_of
from quizgen.kinds.accepted import Tolerance
from quizgen.kinds.kind import PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.match import SpareSide
from quizgen.kinds.question import Prompted, Question, RightOption
from quizgen.kinds.response import Pair
from quizgen.kinds.skeleton import fresh_id, write_skeleton
from quizgen.kinds.texts import answer_parts, explanations, given, texts_of, unexplained
from quizgen.model.fields import Text
from quizgen.outputs import languages
from quizgen.project.bank import parse_bank
from quizgen.reports.schema import bank_schema
from quizgen.verify.question import make_hasher
from tests.projects import BANK, Project
from tests.samples import BOOK, question


class Table(Prompted):
    """Rows of a label and what belongs to it."""

    kind: Literal["table"]
    rows: tuple[tuple[Text, Text], ...]


def _answer_parts(table: Table) -> Iterator[AnswerPart]:
    for index, row in enumerate(table.rows):
        yield from (AnswerPart(("rows", index, side), text) for side, text in enumerate(row))


TABLE = Kind(
    record=Table,
    heading="Tables",
    task="Find the rows",
    place_on_paper=75,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=lambda table: Pair(table.rows),
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=(
        'prompt: "TODO: what the table shows"',
        'rows: [["TODO: label", "TODO: figure"], ["TODO: b", "TODO: c"]]',
    ),
    fields={
        "prompt": PROMPT,
        "rows": FieldDoc("Rows of a label and a figure.", "A list of rows.", {"type": "array"}),
    },
)

_FALSE = """
  - id: lens-table
    kind: table
    prompt: "What figures does the lens have?"
    rows: [["panels", "sixteen"], ["seconds of a turn", "ninety-nine"]]
    explanation: "The lens has panels, and turns."
    cite: "The lens has sixteen … in eight seconds"
    difficulty: 1
    bloom: remember
    tags: [glass]
"""


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kind[Table]]:
    """The kinds with one more, and its words as they would be by now if it were in the list."""
    monkeypatch.setitem(KINDS, TABLE.name, TABLE)
    monkeypatch.setitem(languages._IN_ENGLISH, f"task_{TABLE.name}", TABLE.task)
    languages.choose_words.cache_clear()
    yield TABLE
    languages.choose_words.cache_clear()


def example(kind: str) -> Question:
    """A question as `quizgen new` begins it."""
    file = parse_bank("chapter: 1\nquestions:\n" + write_skeleton(kind, "new-one", 2), "1.yaml", BOOK)
    assert [each.code for each in file.diagnostics] == []
    return file.entries[0].question


def test_the_names_are_those_of_the_records() -> None:
    assert list(KINDS) == [
        "choice", "multiple", "true-false", "short", "numeric", "cloze", "order", "match", "term", "person",
        "date", "essay",
    ]  # fmt: skip
    places = [kind.place_on_paper for kind in KINDS.values()]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Kind)])
def test_a_kind_that_leaves_something_out_is_refused(name: str) -> None:
    declared = {field.name: getattr(TABLE, field.name) for field in dataclasses.fields(Kind)}
    del declared[name]
    with pytest.raises(TypeError, match=name):
        Kind(**declared)


def test_a_kind_explains_each_of_its_fields() -> None:
    with pytest.raises(TypeError, match="Table: `fields` has to explain \\['prompt', 'rows'\\]"):
        dataclasses.replace(TABLE, fields={"prompt": PROMPT})


@pytest.mark.parametrize("name", KINDS)
def test_the_examples_of_a_kind_s_fields_are_right(name: str) -> None:
    whole = question(name).model_dump(mode="json", exclude_defaults=True)
    for field, doc in KINDS[name].all_fields.items():
        for example in doc.examples:
            bank = {"chapter": 1, "questions": [{**whole, field: example}]}
            assert parse_bank(yaml.safe_dump(bank, allow_unicode=True), "bank", BOOK).diagnostics == (), field


@pytest.mark.parametrize("chapter", ["1", "Preface", "a/b – c", "Чайка", "x" * 200])
def test_what_new_begins_has_a_valid_id(chapter: str) -> None:
    taken: list[str] = []
    for _ in range(12):
        taken.append(fresh_id("true-false", chapter, taken))
        question("true-false", id=taken[-1])
    assert len(set(taken)) == 12


@pytest.mark.parametrize("name", [*KINDS, "table"])
def test_what_new_begins_is_a_question_of_the_kind(name: str, table: Kind[Table]) -> None:
    made = example(name)
    assert (made.kind, made.draft, kind_of(made).name) == (name, True, name)
    shown = yaml.safe_load("questions:\n" + write_skeleton(name, "new-one", 2))
    jsonschema.validate(shown, bank_schema())
    assert texts_of(made)
    kind = kind_of(made)
    assert kind.stem(made, "…")
    assert kind.heading
    for route, text in (*texts_of(made), *explanations(made)):
        assert text is not None, route
    assert isinstance(given(made), str)
    if name != "essay":
        assert [part.text for part in answer_parts(made)] != []


@pytest.mark.parametrize("name", KINDS)
def test_every_text_but_the_explanation_is_what_a_question_says(name: str) -> None:
    made = question(name)
    explaining = {route for route, _ in explanations(made)}
    said = unexplained(made)
    for route, text in texts_of(made):
        if route not in explaining and "{{" not in text:
            assert text in said
    assert made.explanation not in said or not made.explanation


@pytest.mark.parametrize("name", [*KINDS, "table"])
def test_every_field_that_is_checked_enters_the_hash(name: str, table: Kind[Table]) -> None:
    """Else a question could be changed under a line of the lock that vouches for it."""
    before = parse_bank("chapter: 1\nquestions:\n" + write_skeleton(name, "new-one", 2), "1.yaml", BOOK).entries[0]
    hash_question = make_hasher(BOOK)
    own = kind_of(before.question).fields.keys() - Question.UNREAD_BY_TEXT_CHECKS
    for field in own:
        value = getattr(before.question, field)
        is_spare = (name, field) == ("match", "distractors")
        other = (SpareSide(text="more"),) if is_spare else _other(value, Decimal(7) if name == "numeric" else "more")
        changed = dataclasses.replace(before, question=before.question.model_copy(update={field: other}))
        assert hash_question(changed) != hash_question(before), field


def _other(value: Any, first: object) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value} more"
    if isinstance(value, RightOption):
        return RightOption(text=f"{value.text} more")
    if isinstance(value, tuple):
        return (*value, *value[:1]) or (first,)
    if isinstance(value, Tolerance):
        return Tolerance(value.amount, is_share=not value.is_share)
    return value + 1


def test_false_figures_of_a_new_kind_are_found(table: Kind[Table], lighthouse: BookText) -> None:
    (entry,) = parse_bank(f"chapter: 1\nquestions:{_FALSE}", "1.yaml", lighthouse.book).entries
    subject: Subject = make_subject(entry.question, "1", lighthouse)
    (reported,) = run_checks([subject], lighthouse.book)
    found = [(code, finding.route) for code, _, finding in reported if code == "figure-not-in-passage"]
    assert found == [("figure-not-in-passage", ("rows", 1, 1))]


def test_a_new_kind_comes_out_everywhere(table: Kind[Table], project: Project) -> None:
    true = _FALSE.replace("ninety-nine", "eight")
    project.write(f"{BANK}/1.yaml", project.read(f"{BANK}/1.yaml").rstrip() + "\n" + true)
    project.write(
        "decks/lighthouse.yaml",
        'book: lighthouse\nanki: {deck: "The Light"}\nworksheets:\n  - {name: tables, kinds: [table], count: 1}\n',
    )
    checked = json.loads(project.run("check", "--format", "json").out)
    assert [d for d in checked["diagnostics"] if d["question"] == "lens-table"] == []
    assert checked["summary"]["not_verified"] == 0
    assert project.run("build").code == 0
    sheet, key, deck = (project.root / "build" / name for name in ("tables.html", "tables-key.html", "lighthouse.apkg"))
    assert "seconds of a turn" in sheet.read_text("utf-8")
    assert "seconds of a turn" in key.read_text("utf-8")
    assert b"lens-table" in deck.read_bytes()
    assert response_of(question("match")).form == "match"


def test_an_unknown_kind_names_those_there_are() -> None:
    file = parse_bank(f"chapter: 1\nquestions:{_FALSE}", "1.yaml", BOOK)
    assert [(each.code, each.message) for each in file.diagnostics] == [("unknown-kind", "there is no kind `table`")]
    assert "true-false" in file.diagnostics[0].hint


def _hash(**changes: Any) -> str:
    options: dict[str, Any] = {"answer": "four litres", "distractors": ["two litres", "one litre"]}
    fields = question("choice", **{**options, **changes})
    before = parse_bank("chapter: 1\nquestions:\n" + write_skeleton("choice", "new-one", 2), "1.yaml", BOOK).entries[0]
    return make_hasher(BOOK)(dataclasses.replace(before, question=fields))


def test_how_an_option_is_written_and_where_it_is_printed_changes_no_hash_of_others() -> None:
    plain = _hash()
    assert _hash(answer={"text": "four litres"}) == plain
    assert _hash(distractors=[{"text": "two litres", "why": ""}, {"text": "one litre", "fixed": "false"}]) == plain
    assert _hash(shuffle="false") == plain
    assert _hash(answer={"text": "four litres", "why": "It is winter."}) != plain
    assert _hash(answer={"text": "four litres", "fixed": "2"}) != plain


def test_the_routes_of_a_right_option_lead_to_its_text_and_to_its_why() -> None:
    plain = question("choice", answer="four litres", distractors=["two litres"])
    mapping = question("choice", answer={"text": "four litres", "why": "w"}, distractors=["two litres"])
    several = question("multiple", answers=["a", {"text": "b", "fixed": "true"}], distractors=["c"])
    assert [part.route for part in answer_parts(plain)] == [("answer",)]
    assert [part.route for part in answer_parts(mapping)] == [("answer", "text")]
    assert [part.route for part in answer_parts(several)] == [("answers", 0), ("answers", 1, "text")]
    assert (("answer",), "four litres") in texts_of(plain)
    assert {(("answer", "text"), "four litres"), (("answer", "why"), "w")} <= {*texts_of(mapping)}
    assert (("answer", "why"), "w") in list(explanations(mapping))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("answer: [a, b]", "`answer`: this should be one text, and is a list"),
        ("answer: {text: a, fixed: last}", "`answer.fixed`: this is `true`, or a place counted from 1, not `last`"),
        ("answer: {text: a, fixed: 0}", "`answer.fixed`: this is `true`, or a place counted from 1, not `0`"),
        ("answer: {text: a, reason: b}", "`reason` is not a field here"),
        ("answer: {why: b}", "`answer.text` is missing"),
        ("answer: ''", "`answer`: this is empty"),
        ("answer: a\n    shuffle: never", "`shuffle`: this is `true` or `false`, not `never`"),
    ],
)
def test_a_slip_in_an_option_is_told(written: str, message: str) -> None:
    bank = f"chapter: 1\nquestions:\n  - id: a\n    kind: choice\n    prompt: p\n    {written}\n    distractors: [c]\n"
    bank += "    explanation: e\n    cite: the lamp burns four litres\n    difficulty: 1\n    bloom: apply\n"
    (diagnostic,) = parse_bank(bank, "1.yaml", BOOK).diagnostics
    assert diagnostic.message == message
    assert diagnostic.hint
