"""What a line of reviewed.lock is about: the hashes of a question and of its passages, and which readings count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from quizgen.model.citation import Passage
from quizgen.project.bank import LocatedQuestion, parse_bank
from quizgen.project.locks import Reading, ReviewedLock, read_reviewed, write_reviewed
from quizgen.verify.reading import find_readings, find_refusal, hash_passages, hash_reading

YAML = """chapter: 1
questions:
  - id: winter-oil
    kind: choice
    prompt: "How much oil?"
    answer: "four litres"
    distractors: ["two litres", {text: "three litres", why: "That is summer."}]
    explanation: "The nights are longer."
    cite: "A lamp burns four litres"
    difficulty: 1
    bloom: remember
"""


def entry(old: str = "", new: str = "") -> LocatedQuestion:
    assert old in YAML
    (read,) = parse_bank(YAML.replace(old, new, 1) if old else YAML, "1.yaml", None).entries
    return read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How much oil", "How much coal"),
        ('four litres"\n    d', 'five litres"\n    d'),
        ("two litres", "nine litres"),
        ("That is summer", "That is spring"),
        ("The nights", "All nights"),
        ("A lamp burns four litres", "burns four litres a"),
        ("chapter: 1", "chapter: 2"),
    ],
)
def test_an_edit_of_what_a_reader_sees_changes_the_hash(old: str, new: str) -> None:
    assert hash_reading(entry(old, new)) != hash_reading(entry())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("difficulty: 1", "difficulty: 3"),
        ("remember", "understand\n    tags: [oil]"),
        ('prompt: "How much oil?"', "prompt: >-\n      How much\n      oil?"),
        ('"two litres"', '{text: "two litres"}'),
        ("bloom: remember", "bloom: remember\n    ignore: {longest-key: why}"),
    ],
)
def test_another_form_of_the_same_question_does_not(old: str, new: str) -> None:
    assert hash_reading(entry(old, new)) == hash_reading(entry())


def test_the_same_words_in_another_copy_are_the_same_passage() -> None:
    one = Passage("ch. 1", "", "“A lamp’s oil” — four litres", ".")
    other = Passage("ch. 1 §2", "A LAMP'S ", '"oil" - four', " litres")
    assert hash_passages([one]) == hash_passages([other])
    assert hash_passages([one]) != hash_passages([replace(one, after=" a night.")])
    assert hash_passages([one]) != hash_passages([one, one])


def reading(
    says: Literal["yes", "no", "narrow"] = "yes", at: str = "2026-01-01T10:00:00Z", by: str = "A.", note: str = ""
) -> Reading:
    return Reading("winter-oil", hash_reading(entry()), "p", by, says, at, note)


def lock(*lines: Reading) -> ReviewedLock:
    return ReviewedLock({"winter-oil": lines})


def test_the_latest_reading_decides_whoever_read() -> None:
    later = reading("yes", "2026-01-02T10:00:00Z", "B.")
    for lines in ((reading("no"), later), (later, reading("no"))):
        found = find_readings(entry(), "p", lock(*lines))
        assert found[-1] == later
        assert list(find_refusal(found)) == []
    refused = find_readings(entry(), "p", lock(later, reading("no", "2026-01-03T10:00:00Z", note="wrong year")))
    ((code, finding),) = find_refusal(refused)
    assert code == "read-and-refused"
    assert finding.message == "a reader objects: the passage does not say so (A.: “wrong year”)"
    ((_, narrow),) = find_refusal(find_readings(entry(), "p", lock(reading("narrow"))))
    assert narrow.message == "a reader objects: it seems right, but the passage cited does not have all of it (A.)"
    assert narrow.hint.startswith("Cite all that the claim needs")


def test_an_edit_of_question_or_passage_voids_a_reading() -> None:
    known = lock(reading())
    assert find_readings(entry(), "p", known) == (reading(),)
    assert find_readings(entry(), None, known) == (reading(),), "without a copy, the question alone is compared"
    assert find_readings(entry(), "q", known) == ()
    assert find_readings(entry("How much", "How little"), "p", known) == ()
    assert list(find_refusal(())) == []


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    lines = [
        reading(),
        reading("no", note="“naïve”", by="B."),
        replace(reading("narrow"), id="a-first", planted=5, missed=2),
    ]
    (tmp_path / "reviewed.lock").write_bytes(write_reviewed(lines))
    read, faults = read_reviewed(tmp_path / "reviewed.lock", "reviewed.lock")
    assert faults == ()
    assert sorted(line for each in read.lines.values() for line in map(repr, each)) == sorted(map(repr, lines))
    assert write_reviewed(reversed(lines)) == write_reviewed(lines), "the order of answers does not matter"
    assert read_reviewed(tmp_path / "none", "none") == (ReviewedLock(), ())


def test_lines_of_two_people_merge_and_a_foreign_line_is_told(tmp_path: Path) -> None:
    file = tmp_path / "reviewed.lock"
    file.write_bytes(write_reviewed([reading()]) + write_reviewed([reading("no", by="B.")]))
    read, faults = read_reviewed(file, "reviewed.lock")
    assert [line.by for line in read.lines["winter-oil"]] == ["A.", "B."]
    assert faults == ()
    file.write_bytes(b"<<<<<<< HEAD\n" + file.read_bytes() + b'{"id": "x", "says": "perhaps"}\n')
    read, faults = read_reviewed(file, "reviewed.lock")
    assert len(read.lines["winter-oil"]) == 2
    assert [(fault.code, fault.location.line) for fault in faults] == [("bad-lock", 1), ("bad-lock", 4)]
