"""What was verified and what was published outlives merges, clocks and clones without a copy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.book import structure
from quizgen.checks import TEXT_CHECKS_VERSION as NOW
from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.pipeline import check_banks, measure_coverage
from quizgen.pipeline.runs import CheckRequest
from quizgen.project.locks import (
    Head,
    Released,
    ReleasedLock,
    Verified,
    VerifiedLock,
    read_released,
    read_verified,
    with_verified,
    write_released,
    write_verified,
)
from quizgen.project.request import Request
from quizgen.text.words import SPACED_WORDS
from quizgen.verify import lock as writing
from quizgen.verify import verdict as judging
from tests.projects import BANK, Project, summary

LOCK = f"{BANK}/verified.lock"


def lines(project: Project, name: str = LOCK) -> dict[str, dict[str, object]]:
    rows = [json.loads(line) for line in project.read(name).splitlines()]
    return {row["id"]: row for row in rows if "id" in row}


def test_check_writes_the_lock_and_a_build_without_the_copy_uses_it(project: Project) -> None:
    assert project.without_copy("build").code == 1, "nothing has been verified yet"
    assert project.run("check").code == 0
    assert sorted(lines(project)) == [
        "barrels-in-winter", "grey-head", "heart-of-the-light", "not-ready", "oil-of-a-year", "old-question",
        "order-of-the-evening", "panels", "scratch-or-crack", "scratched-panel", "when-things-are-done", "winter-oil",
    ]  # fmt: skip
    assert lines(project)["winter-oil"]["places"] == ["ch. 1 §1"]
    done = project.without_copy("build")
    assert (done.code, done.err) == (0, "")
    assert "12 questions checked when verified.lock was written" in done.out


def test_the_head_has_the_structure(project: Project) -> None:
    project.run("check")
    head = json.loads(project.read(LOCK).splitlines()[0])
    assert [chapter["key"] for chapter in head["structure"]] == ["intro", "1", "2"]
    assert [section["words"] for section in head["structure"][1]["sections"]] == [105, 160]


def test_build_never_writes_the_lock(project: Project) -> None:
    assert project.run("build").code == 0
    assert not (project.root / LOCK).exists()


def test_an_edited_question_has_to_be_verified_again(project: Project) -> None:
    project.run("check")
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a long night?")
    without = project.without_copy("check")
    assert without.code == 1
    assert f"{BANK}/1.yaml:3:9: error[not-verified]" in without.err
    assert "source add" in without.err
    before = project.read(LOCK)
    assert "error[lock-outdated]" in project.run("check", "--locked").err
    assert project.read(LOCK) == before
    assert project.run("check").code == 0
    assert project.without_copy("check").code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("tags: [oil]", "tags: [oil, winter]"), ("difficulty: 2", "difficulty: 3"), ("bloom: analyze", "bloom: apply")],
)
def test_tags_difficulty_and_bloom_do_not_matter(project: Project, old: str, new: str) -> None:
    project.run("check")
    before = project.read(LOCK)
    project.replace(f"{BANK}/1.yaml", old, new)
    assert project.without_copy("check").code == 0
    assert project.run("check", "--locked").code == 0
    assert project.read(LOCK) == before


def test_a_question_that_fails_keeps_its_old_line(project: Project) -> None:
    project.run("check")
    before = lines(project)
    project.replace(f"{BANK}/1.yaml", "… a night of summer", "… a night of autumn")
    assert project.run("check").code == 1
    assert lines(project) == before


def test_a_removed_question_leaves_the_lock(project: Project) -> None:
    project.run("check")
    text = project.read(f"{BANK}/2.yaml")
    project.write(f"{BANK}/2.yaml", text[: text.index("  - id: not-ready")])
    project.run("check")
    assert "not-ready" not in lines(project)


def test_a_file_that_cannot_be_read_keeps_its_lines_and_its_published_questions(project: Project) -> None:
    project.run("check")
    project.run("release")
    before = lines(project)
    project.write(f"{BANK}/2.yaml", "chapter: 2\nquestions:\n\t- id: a\n")
    done = project.run("check")
    assert done.err.count("error[") == 1
    assert lines(project) == before


def test_a_union_merge_is_read_line_by_line(tmp_path: Path) -> None:
    old = {"id": "a", "hash": "1", "checks": 1, "places": []}
    file = tmp_path / "verified.lock"
    file.write_text("".join(json.dumps(row) + "\n" for row in (old, {**old, "hash": "2"}, {**old, "id": "b"})))
    lock, diagnostics = read_verified(file, "verified.lock")
    assert not diagnostics
    assert lock.match("a", "1")
    assert lock.match("a", "2")
    assert not lock.match("a", "3")
    assert len(write_verified(lock).splitlines()) == 3


def test_of_several_releases_the_latest_counts(tmp_path: Path) -> None:
    file = tmp_path / "released.lock"
    one = Released(id="a", kind="cloze", hash="1", mod=10, numbers=(1, 2), gone=())
    other = Released(id="a", kind="cloze", hash="2", mod=14, numbers=(1, 3), gone=(4,))
    file.write_bytes(write_released(ReleasedLock({"a": one})) + write_released(ReleasedLock({"a": other})))
    lock, diagnostics = read_released(file, "released.lock")
    assert not diagnostics
    assert lock.lines["a"] == replace(other, gone=(2, 4))


def test_a_lock_that_could_not_be_written_anew_is_not_said_to_be(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run("check")
    path = f"{BANK}/verified.lock"
    project.write(path, f"{project.read(path)}<<<<<<< HEAD\n")
    full = Diagnostic("cannot-write", "no space left on device", Location(str(project.root)))
    monkeypatch.setattr(check_banks, "write_artifacts", lambda folder, artifacts: (full,))
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(project.library))
    result = check_banks.check_banks(CheckRequest(Request(project.root)))
    assert sorted((each.code, each.is_error) for each in result.diagnostics) == [
        ("bad-lock", True),
        ("cannot-write", True),
    ]
    assert result.locks == ()


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "[]", '{"id": 1}', "{" * 5000, "\x00"])
@pytest.mark.parametrize("name", ["verified.lock", "released.lock"])
def test_a_line_that_is_none_is_reported_at_its_place(project: Project, name: str, line: str) -> None:
    project.run("check")
    path = f"{BANK}/{name}"
    before = project.read(path) if name == "verified.lock" else ""
    project.write(path, f"{before}{line}\n")
    number = before.count("\n") + 1
    done = project.without_copy("check")
    assert done.code == 1
    assert f"{path}:{number}:1: error[bad-lock]" in done.err
    if name == "verified.lock":
        assert f"{path}:{number}:1: warning[bad-lock]" in project.run("check").err
        assert project.read(path) == before, "written anew"


# --- a lock outlives an upgrade -----------------------------------------------------------------

OLDER = (
    f"{LOCK}: warning[checked-by-older-rules]: 12 questions were held against the book by older rules than this "
    "quizgen's\n    They still count as checked. `quizgen check` with a copy of the book looks again, and renews the "
    "lock.\n"
)


def upgrade(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, checks: int | None = None, words: int = 1) -> None:
    """A quizgen of other rules: what was remembered by another is not remembered by it."""
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path / f"cache-{checks}-{words}"))
    for module in (writing, judging) if checks is not None else ():
        monkeypatch.setattr(module, "TEXT_CHECKS_VERSION", checks)
    rule = replace(SPACED_WORDS, version=words)
    monkeypatch.setattr(structure, "choose_rule", lambda _: rule)
    monkeypatch.setattr(measure_coverage, "WORD_RULES", (rule,))


def test_a_lock_of_older_checks_still_verifies(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.run("check")
    before = project.read(LOCK)
    assert f'"checks": {NOW},' in before
    upgrade(monkeypatch, tmp_path, checks=NOW + 1)

    done = project.without_copy("check")
    assert (done.code, done.err) == (0, OLDER)
    assert done.out == summary(12, 12, "0 errors, 1 warning", by_lock=True)
    report = json.loads(project.without_copy("check", "--format", "json").out)
    (diagnostic,) = report["diagnostics"]
    told = (diagnostic["code"], diagnostic["severity"], diagnostic["path"], diagnostic["question"])
    assert told == ("checked-by-older-rules", "warning", LOCK, None)
    assert report["summary"] == {
        "questions": 12, "located": 12, "checked": 12, "read": 0,
        "verified": 0, "from_lock": 12, "not_verified": 0, "errors": 0, "warnings": 1, "notes": 0,
    }  # fmt: skip
    assert project.without_copy("check", "--locked").err == OLDER
    assert project.without_copy("check", f"{BANK}/1.yaml").err == "", "that is not about the lock"
    built = project.without_copy("build")
    assert (built.code, built.err) == (0, OLDER)
    assert "12 questions checked when verified.lock was written" in built.out
    assert project.read(LOCK) == before


def test_with_a_copy_a_lock_of_older_checks_is_renewed(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.run("check")
    before = project.read(LOCK)
    upgrade(monkeypatch, tmp_path, checks=NOW + 1)
    locked = project.run("check", "--locked")
    assert (locked.code, locked.err) == (0, OLDER), "an upgrade is no fault of the bank"
    assert project.run("build").err == "", "each question was just held against the book"
    assert project.read(LOCK) == before

    done = project.run("check")
    assert (done.code, done.err) == (0, "")
    assert project.read(LOCK) == before.replace(f'"checks": {NOW},', f'"checks": {NOW + 1},')
    assert project.run("check", "--locked").err == ""
    assert project.without_copy("check").err == ""


def test_a_changed_question_is_not_verified_by_a_line_of_older_checks(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.run("check")
    upgrade(monkeypatch, tmp_path, checks=NOW + 1)
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a long night?")
    done = project.without_copy("check")
    assert done.code == 1
    message = "this question was changed since it was last held against the book"
    assert f"{BANK}/1.yaml:3:9: error[not-verified]: {message}" in done.err
    assert OLDER.replace("12 questions", "11 questions") in done.err
    assert "error[lock-outdated]: the line of `winter-oil`" in project.run("check", "--locked").err


def test_what_stricter_checks_find_is_not_laid_to_the_copy(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Against a line of today's rules it is the copy that differs; an older one may have let a fault pass."""
    project.run("check")
    before = lines(project)
    project.replace("library/lighthouse.txt", "A scratch spreads", "Mere dust may widen")
    done = project.run("build")
    assert (done.code, "warning[copy-differs]" in done.err) == (0, True)

    upgrade(monkeypatch, tmp_path, checks=NOW + 1)
    done = project.run("build")
    assert (done.code, "copy-differs" in done.err, "error[citation-not-found]" in done.err) == (1, False, True)
    assert project.run("check").code == 1
    after = lines(project)
    assert [question for question in after if after[question]["checks"] == NOW] == ["scratched-panel"]
    assert after["scratched-panel"] == before["scratched-panel"]
    done = project.without_copy("check")
    assert (done.code, done.err) == (0, OLDER.replace("12 questions were", "1 question was"))


@pytest.mark.parametrize("checks", [NOW - 1, NOW, 99])
def test_a_line_verifies_whatever_quizgen_wrote_it(project: Project, checks: int) -> None:
    project.run("check")
    before = project.read(LOCK)
    later = before.replace(f'"checks": {NOW},', f'"checks": {checks}, "by": "a field to come",')
    project.write(LOCK, later)
    done = project.without_copy("check")
    assert (done.code, done.err) == (0, OLDER if checks < NOW else "")
    assert project.run("check", "--locked").err == (OLDER if checks < NOW else "")
    assert project.run("check").code == 0
    assert project.read(LOCK) == (before if checks < NOW else later), "a later quizgen's line is not taken back"


def test_of_several_lines_of_one_question_the_latest_checks_count(tmp_path: Path) -> None:
    line = {"id": "a", "hash": "1", "checks": 2, "places": ["ch. 1"]}
    head = {"copy_sha256": "0", "structure": []}
    rows = [head, {**line, "checks": 1}, {**line, "hash": "0", "checks": 9}, line, {**head, "copy_sha256": "1"}]
    file = tmp_path / "verified.lock"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    lock, diagnostics = read_verified(file, "verified.lock")
    assert not diagnostics
    assert lock.head is not None
    assert lock.head.copy_sha256 == "1", "the last"
    found = lock.match("a", "1")
    assert found is not None
    assert found.checks == 2


def test_heads_that_count_words_otherwise_are_no_head(tmp_path: Path) -> None:
    """After a merge nobody knows which lines were counted how."""
    head = {"copy_sha256": "0", "structure": []}
    file = tmp_path / "verified.lock"
    file.write_text(f"{json.dumps({**head, 'words': 2})}\n{json.dumps(head)}\n")
    lock, diagnostics = read_verified(file, "verified.lock")
    assert (lock.head, diagnostics) == (None, ())
    assert not lock.counts_as(1)


def test_the_version_of_words_is_written_if_it_is_not_the_first() -> None:
    assert write_verified(VerifiedLock(Head("0", ()))) == b'{"copy_sha256": "0", "structure": []}\n'
    assert write_verified(VerifiedLock(Head("0", (), 2))) == b'{"copy_sha256": "0", "structure": [], "words": 2}\n'


def test_spans_in_words_of_another_version_are_not_used(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.run("check")
    before = project.read(LOCK)
    shares = project.without_copy("coverage").out
    assert "%" in shares
    upgrade(monkeypatch, tmp_path, words=2)

    done = project.without_copy("coverage")
    assert done.code == 1
    assert done.err == (
        f"{LOCK}: error[not-verified]: there is no copy here, and the lock counts words as another quizgen does\n"
        "    Add your copy, `quizgen source add FILE --book lighthouse`, and run `quizgen check`.\n"
    )
    assert (project.without_copy("check").code, project.without_copy("check").err) == (0, ""), "hashes count no words"
    built = project.without_copy("build")
    assert (built.code, built.err) == (0, "")
    assert (project.run("check", "--locked").code, project.run("check", "--locked").err) == (0, OLDER)

    assert project.run("check").err == ""
    first, *rest = project.read(LOCK).splitlines()
    assert json.loads(first) == {**json.loads(before.splitlines()[0]), "words": 2}
    assert rest == before.splitlines()[1:]
    assert project.without_copy("coverage").out == shares
    assert project.run("check", "--locked").err == ""


def test_a_question_that_cannot_be_counted_anew_has_no_spans() -> None:
    old = Verified("failing", "1", 2, ("ch. 1",), (("1", 0, 9),))
    passing = replace(old, id="passing")
    lock = VerifiedLock(Head("0", ()), {"failing": (old,), "passing": (passing,)})
    new = replace(passing, spans=(("1", 0, 8),))
    written = with_verified(lock, Head("0", (), 2), [new], ["failing", "passing"])
    assert written.lines == {"failing": (replace(old, spans=()),), "passing": (new,)}
    assert with_verified(lock, Head("0", ()), [new], ["failing", "passing"]) is lock, "one copy's places are enough"


def test_a_line_with_the_whole_name_of_a_subdeck_is_still_read(tmp_path: Path) -> None:
    fields = {"deck": "T", "chapter": "1", "name": "01 The Lamp", "asked": "01 The Light", "since": 7}
    row = {"id": "a", "kind": "subdeck", "hash": "", "mod": 0, **fields}
    file = tmp_path / "released.lock"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    lock, diagnostics = read_released(file, "released.lock")
    (line,) = lock.decks.lines.values()
    assert (diagnostics, line.name) == ((), "01 The Lamp")
    assert (line.asked, lock.decks.of_chapters("T")["1"].title) == ("01 The Light", "The Lamp")
    file.write_bytes(write_released(lock))
    assert read_released(file, "released.lock")[0].decks == lock.decks
