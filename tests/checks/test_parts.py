"""The pairs of a match and the items of an order may have citations of their own, and are held against these alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assembly.items import make_item
from quizgen.book.book_text import BookText
from quizgen.checks.check import Reported
from quizgen.checks.run import run_checks
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds.texts import citations_of, explanations, texts_of
from quizgen.model.diagnostics import Route
from quizgen.project.bank import BankFile, LocatedQuestion, parse_bank
from quizgen.project.request import Request
from quizgen.verify.question import make_hasher
from quizgen.workspace.workspace import Workspace
from tests.projects import BANK, Project
from tests.samples import BOOK

NIGHT = "A lamp burns four litres"  # … of oil in a winter night, and two in a night of summer
LENS = "The lens has sixteen panels"  # … and turns once in eight seconds
WEIGHT: dict[str, str] = {"chapter": "2", "text": "The weight falls nine metres in six"}
NORTH: dict[str, str] = {"chapter": "2", "text": "If mine ran slow … to the north"}  # the light at Grey Head

COMMON = {
    "id": "example",
    "prompt": "What belongs together?",
    "explanation": "So it is.",
    "difficulty": 1,
    "bloom": "remember",
}


def read(**fields: Any) -> BankFile:
    written = yaml.safe_dump({"chapter": "1", "questions": [COMMON | fields]}, allow_unicode=True)
    return parse_bank(written, "example", BOOK)


def entry(**fields: Any) -> LocatedQuestion:
    file = read(**fields)
    assert not file.diagnostics, file.diagnostics
    return file.entries[0]


def pair(left: str, right: str, cite: Any) -> dict[str, Any]:
    return {"left": left, "right": right, "cite": cite}


def match(*pairs: Any, **fields: Any) -> LocatedQuestion:
    return entry(kind="match", pairs=list(pairs), **fields)


def order(*items: Any, **fields: Any) -> LocatedQuestion:
    return entry(kind="order", items=list(items), **fields)


def subject(of: LocatedQuestion, text: BookText) -> Subject:
    return make_subject(of.question, of.chapter, text)


def reported(of: LocatedQuestion, text: BookText) -> list[Reported]:
    (found,) = run_checks([subject(of, text)], text.book)
    return found


def found(of: LocatedQuestion, text: BookText) -> list[tuple[str, Route]]:
    """What the checks find, but for what they say of so short a match."""
    return [(code, finding.route) for code, _, finding in reported(of, text) if code != "few-options"]


def test_each_part_is_held_against_its_own_passages(lighthouse: BookText) -> None:
    asked = subject(match(pair("lens", "panels", LENS), ["oil", "lamp"], cite=[NIGHT, WEIGHT]), lighthouse)
    own, own_too, shared, _ = asked.answer_parts
    assert [passage.cited for passage in asked.passages_of(own)] == ["The lens has sixteen panels"]
    assert asked.passages_of(own) == asked.passages_of(own_too)
    assert [passage.place for passage in asked.passages_of(shared)] == ["ch. 1 §1", "ch. 2"]
    assert len(asked.passages) == 3


def test_a_question_whose_parts_all_cite_needs_no_citation(lighthouse: BookText) -> None:
    pairs = [pair("litres a night", "four", NIGHT), pair("panels", "sixteen", [LENS])]
    assert found(match(*pairs), lighthouse) == []
    items = [{"text": "four litres", "cite": NIGHT}, {"text": "eight seconds", "cite": LENS}]
    assert found(order(*items, {"text": "nine metres", "cite": WEIGHT}), lighthouse) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "match", "pairs": [pair("litres", "four", NIGHT), ["panels", "sixteen"]]},
        {"kind": "match", "pairs": [["litres", "four"], ["panels", "sixteen"]]},
        {"kind": "order", "items": ["four", {"text": "eight", "cite": LENS}, "nine"]},
    ],
    ids=str,
)
def test_one_of_which_a_part_has_none_needs_it(fields: dict[str, Any]) -> None:
    file = read(**fields)
    assert [(each.code, each.message) for each in file.diagnostics] == [("missing-field", "`cite` is missing")]
    assert "quizgen find" in file.diagnostics[0].hint


def test_a_figure_of_another_passage_is_none_of_this_one(lighthouse: BookText) -> None:
    swapped = [pair("litres of a night", "sixteen", NIGHT), pair("panels of the lens", "four", LENS)]
    assert ("figure-not-in-passage", ("pairs", 0, "right", 1)) in found(match(*swapped), lighthouse)
    assert ("figure-not-in-passage", ("pairs", 1, "right", 1)) in found(match(*swapped), lighthouse)
    together = [each[:2] for each in (("litres of a night", "sixteen"), ("panels of the lens", "four"))]
    assert found(match(*map(list, together), cite=[NIGHT, LENS]), lighthouse) == [("pairs-fit-otherwise", ("pairs", 0))]
    items = [{"text": "nine litres", "cite": NIGHT}, "sixteen panels", "eight seconds"]
    assert found(order(*items, cite=[LENS, WEIGHT]), lighthouse) == [("figure-not-in-passage", ("items", 0, "text"))]


def test_a_name_is_not_borrowed_from_the_other_side(lighthouse: BookText) -> None:
    pairs = [["light", "Grey Head"], ["weight", "nine metres"]]
    assert found(match(*pairs, cite=[NORTH, WEIGHT]), lighthouse) == []
    borrowed = match(pair("light of Grey Head", "weight of Grey Head", WEIGHT), pair("lens", "panels", LENS))
    names = [route for code, route in found(borrowed, lighthouse) if code == "name-not-in-passage"]
    assert {*names} == {("pairs", 0, "left", 0), ("pairs", 0, "right", 1)}
    excused = match(pair("the weight", "nine metres", WEIGHT), ["lens", "panels"], cite=LENS, prompt="At Grey Head?")
    assert found(excused, lighthouse) == []


def test_words_that_belong_to_another_part(lighthouse: BookText) -> None:
    swapped = [pair("weight", "panels", WEIGHT), pair("lens", "metres", LENS)]
    assert found(match(*swapped), lighthouse) == [
        ("part-not-in-passage", ("pairs", 0, "right", 1)),
        ("part-not-in-passage", ("pairs", 1, "right", 1)),
    ]
    assert found(match(*swapped, derived="It is so."), lighthouse) == []
    stems = [pair("weighty", "falling", WEIGHT), pair("Keeper's lenses", "panel", LENS)]
    assert found(match(*stems), lighthouse) == []
    assert found(order("x", "y", {"text": "+", "cite": LENS}, cite=NIGHT), lighthouse) == []


ABSENT, TWICE, SHORT = "the lens consists of sixteen", "the captain sees that something is missing", "sixteen panels"


@pytest.mark.parametrize(
    ("cite", "code"),
    [
        (ABSENT, "citation-not-found"),
        (TWICE, "citation-ambiguous"),
        (SHORT, "citation-malformed"),
        ("the lens has sixteen pannels", "citation-differs"),
        ({"section": 2}, "section-cited"),
    ],
    ids=str,
)
def test_a_citation_is_judged_where_it_stands(cite: Any, code: str, lighthouse: BookText) -> None:
    last = "section" if isinstance(cite, dict) else "text"
    pairs = [["the lens", "panels"], pair("a panel", "sixteen", cite)]
    assert found(match(*pairs, cite=LENS), lighthouse) == [(code, ("pairs", 1, "cite", 0, last))]
    items = ["panels", "seconds", {"text": "the lens", "cite": [NIGHT, cite]}]
    assert found(order(*items, cite=LENS), lighthouse) == [(code, ("items", 2, "cite", 1, last))]


def test_anchors_that_touch_count_as_one_run(lighthouse: BookText) -> None:
    pairs = [pair("lens", "panels", "The lens has sixteen panels"), pair("seconds", "eight", "and turns once in eight")]
    own = [each for each in found(match(*pairs), lighthouse) if each[0] == "verbatim"]
    assert own == []
    pairs[1]["cite"] = "and turns once in eight seconds"
    assert [code for code, _ in found(match(*pairs), lighthouse)] == ["verbatim"]


def test_a_question_on_the_whole_book_names_the_chapter_of_each() -> None:
    bank: dict[str, Any] = {
        "questions": [COMMON | {"kind": "match", "pairs": [pair("a", "b", WEIGHT), pair("c", "d", NIGHT)]}]
    }
    assert [each.code for each in parse_bank(yaml.safe_dump(bank), "example", BOOK).diagnostics] == ["missing-field"]
    bank["questions"][0]["pairs"][1]["cite"] = NORTH
    assert parse_bank(yaml.safe_dump(bank), "example", BOOK).diagnostics == ()


# --- how they are written ---------------------------------------------------------------------

TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12).filter(str.strip)
HASH = make_hasher(BOOK)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), min_size=2, max_size=5))
def test_both_forms_of_a_pair_are_the_same(pairs: list[tuple[str, str, bool]]) -> None:
    short = match(*([left, right] for left, right, _ in pairs), cite=LENS)
    mixed = [{"left": left, "right": right} if is_long else [left, right] for left, right, is_long in pairs]
    assert match(*mixed, cite=LENS).question == short.question
    assert HASH(match(*mixed, cite=LENS)) == HASH(short)
    assert short.question.model_dump(mode="json")["pairs"] == [
        [left.strip(), right.strip()] for left, right, _ in pairs
    ]


@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=3, max_size=5))
def test_both_forms_of_an_item_are_the_same(items: list[tuple[str, bool]]) -> None:
    short = order(*(text for text, _ in items), cite=LENS)
    mixed = order(*({"text": text} if is_long else text for text, is_long in items), cite=LENS)
    assert mixed.question == short.question
    assert HASH(mixed) == HASH(short)
    assert short.question.model_dump(mode="json")["items"] == [text.strip() for text, _ in items]


def test_a_citation_of_a_part_enters_the_hash() -> None:
    plain = match(["lens", "panels"], ["oil", "lamp"], cite=LENS)
    cited = match(pair("lens", "panels", NIGHT), ["oil", "lamp"], cite=LENS)
    assert len({HASH(plain), HASH(cited), HASH(match(pair("lens", "panels", LENS), ["oil", "lamp"], cite=LENS))}) == 3
    assert [route for route, _ in citations_of(cited.question)] == [("cite", 0), ("pairs", 0, "cite", 0)]


def test_what_is_said_of_a_part_is_an_explanation_and_enters_the_hash_where_it_is_given() -> None:
    plain = match(["lens", "panels"], pair("oil", "lamp", NIGHT), cite=LENS, distractors=["jetty"])
    written = plain.question.model_dump(mode="json")
    assert (written["pairs"][0], written["distractors"]) == (["lens", "panels"], ["jetty"])
    assert written["pairs"][1].keys() == {"left", "right", "cite"}
    why = {"why": "So it is."}
    said = match(
        {"left": "lens", "right": "panels"} | why,
        pair("oil", "lamp", NIGHT) | why,
        cite=LENS,
        distractors=[{"text": "jetty"} | why],
    )
    written = said.question.model_dump(mode="json")
    assert written["pairs"][0] == {"left": "lens", "right": "panels", "why": "So it is."}
    assert written["pairs"][1].keys() == {"left", "right", "why", "cite"}
    assert written["distractors"] == [{"text": "jetty", "why": "So it is."}]
    assert type(said.question).model_validate(written) == said.question
    assert HASH(plain) != HASH(said)
    routes = [("pairs", 0, "why"), ("pairs", 1, "why"), ("distractors", 0, "why")]
    assert [route for route, _ in explanations(said.question)] == [("explanation",), *routes]
    assert {*routes} <= {route for route, _ in texts_of(said.question)}


WRITTEN = """
chapter: 1
questions:
  - id: example
    kind: match
    prompt: "What belongs together?"
    pairs:
      - ["one", "the ten"]
      - {right: "the eleven", cite: "the lens consists of sixteen", left: "two"}
    explanation: "So it is."
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: remember
"""


def test_a_finding_stands_at_its_side_in_both_forms(lighthouse: BookText) -> None:
    (one,) = parse_bank(WRITTEN, "example", BOOK).entries
    asked = subject(one, lighthouse)
    places = {part.text: one.place(part.route) for part in asked.answer_parts}
    lines = WRITTEN.splitlines()
    for text, place in places.items():
        assert lines[place.line - 1][place.column - 1 :].startswith(f'"{text}"')
    assert dict(asked.texts)[("pairs", 0, "right", 1)] == "the ten"
    assert not any("sixteen" in text for _, text in asked.texts)
    (finding,) = [finding for code, _, finding in reported(one, lighthouse) if code == "citation-not-found"]
    assert (one.place(finding.route).line, one.place(finding.route).column) == (9, 37)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"pairs": [["a"], ["b", "c"]]}, ("bad-value", "`pairs.1.2` is missing")),
        (
            {"pairs": [["a", "b", "c"], ["b", "c"]]},
            ("bad-value", "`pairs.1`: at most 2 are possible here, and 3 given"),
        ),
        ({"pairs": [{"left": "a"}, ["b", "c"]]}, ("missing-field", "`pairs.1.right` is missing")),
        ({"pairs": [{"left": "a", "rihgt": "b"}, ["b", "c"]]}, ("unknown-field", "`rihgt` is not a field here")),
        ({"pairs": [["a", ""], ["b", "c"]]}, ("bad-value", "`pairs.1.2`: this is empty")),
        ({"pairs": ["a", ["b", "c"]]}, ("bad-value", "`pairs.1`: this is a single value, where fields belong")),
        ({"pairs": [pair("a", "b", []), ["b", "c"]]}, ("bad-value", "`pairs.1.cite`: at least 1 is needed here")),
    ],
    ids=str,
)
def test_a_pair_that_is_none_is_told(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    told = read(kind="match", cite=LENS, **fields).diagnostics
    assert any(each.code == expected[0] and each.message.startswith(expected[1]) for each in told), told
    assert all(each.hint for each in told)


# --- what comes of them -----------------------------------------------------------------------

CITED = """
  - id: lamp-and-lens
    kind: match
    prompt: "Match each part of the light to its figure."
    pairs:
      - {left: "litres of oil in a night of summer", right: "two", cite: "A lamp burns four litres"}
      - {left: "panels of the lens", right: "sixteen", cite: {chapter: 1, text: "The lens has sixteen panels"}}
      - {left: "seconds of its turn", right: "eight", cite: {chapter: 1, text: "The lens has sixteen panels"}}
    explanation: "Four litres are burned in winter."
    difficulty: 1
    bloom: remember
"""


def test_they_are_in_the_lock_the_coverage_and_the_passages(project: Project) -> None:
    before = json.loads(project.run("coverage", "--format", "json").out)
    project.write(f"{BANK}/1.yaml", project.read(f"{BANK}/1.yaml").rstrip() + "\n" + CITED)
    assert project.run("check", "--strict").code == 0
    lines = map(json.loads, project.read(f"{BANK}/verified.lock").splitlines())
    (line,) = [each for each in lines if each.get("id") == "lamp-and-lens"]
    assert line["places"] == ["ch. 1 §1", "ch. 1 §2"]
    assert len(line["spans"]) == 3
    after = json.loads(project.run("coverage", "--format", "json").out)
    assert after["questions"] == before["questions"] + 1
    assert project.run("check", "--locked").code == 0
    project.replace(f"{BANK}/1.yaml", 'cite: "A lamp burns four litres"}', 'cite: "which is three litres a night"}')
    refused = project.without_copy("check")
    assert "error[not-verified]" in refused.err, "another citation of a pair is another question"


def test_a_passage_that_parts_share_is_shown_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(f"{BANK}/1.yaml", project.read(f"{BANK}/1.yaml").rstrip() + "\n" + CITED)
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(project.library))
    verified = Workspace(Request(project.root)).books["lighthouse"].verified()
    (verdict,) = [each for each in verified.verdicts if each.entry.question.id == "lamp-and-lens"]
    assert verified.text is not None
    item = make_item(verdict, verified.text.book, with_passages=True)
    assert [passage.place for passage in item.passages] == ["ch. 1 §1", "ch. 1 §2"]
    assert item.places == ("ch. 1 §1", "ch. 1 §2")
