"""`quizgen review`: the dialogue, what it records, and what it never writes."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizgen.cli import review as command
from tests.projects import BANK, Project, Run

LOCK = f"{BANK}/reviewed.lock"
SHOWN = re.compile(r"^\[\d+\] ([a-z0-9-]+) \([a-z-]+\),\s+\S+:\d+$", re.MULTILINE)
YES = "y\ny\n"
"""To the claim, and to its explanation."""

PREPARING = "Preparing …\n"


def review(
    project: Project, typed: str | bytes, *arguments: str, plant: int = 0, by: str = "a test", **environment: str
) -> Run:
    arguments = ("review", "--by", by, "--plant", str(plant), *arguments)
    return project.run(*arguments, library=project.library, typed=typed, **environment)


def lines(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in project.read(LOCK).splitlines()]


def shown(run: Run) -> list[str]:
    return [found[1] for found in SHOWN.finditer(run.out)]


def edit(project: Project, question: str, old: str, new: str) -> None:
    for file in ("1.yaml", "2.yaml"):
        text = project.read(f"{BANK}/{file}")
        if f"id: {question}\n" in text:
            before, after = text.split(f"id: {question}\n")
            assert old in after
            project.write(f"{BANK}/{file}", f"{before}id: {question}\n{after.replace(old, new, 1)}")


def test_answers_are_recorded_and_the_next_sitting_goes_on(project: Project) -> None:
    first = review(project, f"{YES}n wrong   year\ns\nq\n", "1")
    assert (first.code, first.err) == (0, PREPARING)
    assert first.out.startswith("6 questions to read.\nJudge all of a claim")
    assert "2 questions judged: 1 yes, 1 no, 0 cited too narrowly; 1 skipped; 3 left." in first.out
    one, two, three, *_ = shown(first)
    told = {line["id"]: line for line in lines(project)}
    assert set(told) == {one, two}
    assert (told[one]["says"], told[one]["by"], told[one]["planted"], told[one]["missed"]) == ("yes", "a test", 0, 0)
    assert (told[two]["says"], told[two]["note"]) == ("no", "wrong year")
    assert all(re.fullmatch(r"[0-9a-f]{64}", line[name]) for line in lines(project) for name in ("hash", "passage"))

    again = review(project, "q\n", "1")
    assert shown(again) == [three]
    assert lines(project) == [told[name] for name in sorted(told)]

    checked = project.run("check")
    assert checked.code == 0
    assert "12 located, 12 checked against the passage as far as words can tell, 1 read; 0 errors, 1 warning" in (
        checked.out
    )
    assert "warning[read-and-refused]" in checked.err
    assert "a reader objects: the passage does not say so (a test: “wrong year”)" in checked.err
    assert project.run("check", "--strict").code == 1
    assert "1 read" in project.without_copy("check").out
    assert json.loads(project.run("check", "--format", "json").out)["summary"]["read"] == 1


def test_what_is_cited_too_narrowly_is_not_read_and_is_told(project: Project) -> None:
    done = review(project, "c the   summer\nc\nq\n")
    assert "2 questions judged: 0 yes, 0 no, 2 cited too narrowly;" in done.out
    assert [line["says"] for line in lines(project)] == ["narrow", "narrow"]
    checked = project.run("check")
    assert " 0 read; 0 errors, 2 warnings" in checked.out
    assert "a reader objects: it seems right, but the passage cited does not have all of it (a test: “the summer”)" in (
        checked.err
    )
    assert not {*shown(done)[:2]} & {*shown(review(project, "q\n"))}, "it waits for its author, not for a reader"


def test_an_explanation_is_judged_after_the_claim(project: Project) -> None:
    done = review(project, "y\nn too    long\ny\nu\nn wrong\ny\ns\ny\nq\n", "1")
    assert done.out.count("\nExplanation: ") == 4
    summary_line = "2 questions judged: 1 yes, 1 no, 0 cited too narrowly; 1 explanation wrong; 1 skipped; 3 left."
    assert summary_line in " ".join(done.out.split())
    one, two, again, *_ = shown(done)
    assert two == again, "what is taken back is the yes to the claim"
    told = {line["id"]: (line["says"], line["note"]) for line in lines(project)}
    assert told == {one: ("no", "explanation: too long"), two: ("no", "wrong")}
    before, after = done.out.split("\nExplanation: ", 1)
    assert "Explanation" not in before
    assert after.split("\n\n")[0].count("Is this right, as far as you know? ") == 1


def test_an_explanation_may_say_more_than_the_passage(project: Project) -> None:
    done = review(project, "y\nc too much\ny\nq\n", "1")
    assert "An explanation may say more than the passage." in done.out
    assert [line["says"] for line in lines(project)] == ["yes"]


@pytest.mark.parametrize("left", ["", "q\n"])
def test_who_leaves_before_the_explanation_is_judged_has_not_read_the_question(project: Project, left: str) -> None:
    done = review(project, f"{YES}y\n{left}", "1")
    assert "1 question judged: 1 yes" in done.out
    one, two = shown(done)
    assert [line["id"] for line in lines(project)] == [one]
    assert shown(review(project, "q\n", "1")) == [two]


def test_the_paragraphs_around_the_passage_are_shown(project: Project) -> None:
    order = shown(review(project, "s\n" * 12))
    typed = "s\n" * order.index("winter-oil") + "w\nq\n"
    *_, around = review(project, typed).out.rpartition("\nch. 1 §1:\n")
    assert around.count(">> ") == around.count(" <<") == 1
    before, _, rest = " ".join(around.split()).partition(">> ")
    cited, _, after = rest.partition(" <<")
    assert "four litres of oil in" in cited
    copy = " ".join((project.library / "lighthouse.txt").read_text("utf-8").split())
    assert f"{before}{cited}" in copy
    assert f"{cited}{after.partition(' y yes')[0]}"[: len(cited) + 40] in copy


def test_why_a_claim_is_suspect_is_told(project: Project) -> None:
    assert "Suspect: " not in review(project, "s\n" * 12).out
    edit(project, "winter-oil", "four litres", "four litres from Zanzibar")
    told = review(project, "q\n").out
    assert "\nSuspect: `name-not-in-passage`: “Zanzibar” " in told
    edit(
        project,
        shown(review(project, "q\n"))[0],
        "explanation:",
        "ignore: {name-not-in-passage: a joke}\n    explanation:",
    )
    assert "\nSuspect: `name-not-in-passage` is excused: a joke\n" in review(project, "q\n").out
    edit(project, "winter-oil", "four litres from Zanzibar", "Zanzibar")
    assert "\nSuspect: hardly a word of the answer stands in the passage\n" in review(project, "s\n" * 12).out


def test_claim_and_passage_are_shown_in_eighty_columns_and_side_by_side(project: Project) -> None:
    narrow = review(project, "", "1", COLUMNS="80")
    text = narrow.out.partition("[1] ")[2]
    assert max(map(len, narrow.out.splitlines())) <= 80
    assert "\x1b" not in narrow.out
    assert re.search(r"^(Question|Statement|Text|Term): ", text, re.MULTILINE)
    assert re.search(r"^(ch\. 1|Introduction).*:$", text, re.MULTILINE)
    wide = review(project, "", "1", COLUMNS="120").out
    assert re.search(r"^(Question|Statement|Text|Term): .* {3,}ch\. 1", wide, re.MULTILINE)


def test_what_steers_a_terminal_is_not_printed(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", "How much oil does", "How \\e[2J much oil does")
    assert "\x1b" not in review(project, "s\n" * 12).out


def test_an_edit_of_the_question_or_of_the_passage_voids_the_line(project: Project) -> None:
    (one, *_) = shown(review(project, YES * 12))
    assert "10 read" in project.run("check").out
    assert "nothing left to read" in review(project, "").out
    edit(project, one, '"', '"So: ')
    assert "9 read" in project.run("check").out
    assert shown(review(project, "q\n")) == [one]
    copy = project.library / "lighthouse.txt"
    text = copy.read_text("utf-8")
    assert "four litres of oil in" in text
    copy.write_text(text.replace("four litres of oil in", "four litres of whale oil in", 1), "utf-8")
    assert "winter-oil" in shown(review(project, "s\n" * 12))


def test_undo_takes_the_last_answer_back(project: Project) -> None:
    done = review(project, f"{YES}n\nu\n{YES}u\nu\nu\nq\n")
    one, two, three, *rest = shown(done)
    assert rest == [two, three, two, one]
    assert "There is nothing to take back." in done.out
    assert not (project.root / LOCK).exists() or lines(project) == []


def test_undo_of_a_second_reading_brings_the_first_one_back(project: Project) -> None:
    review(project, YES * 12)
    before = project.read(LOCK)
    review(project, "n bad\nu\nq\n", "--again", by="another")
    assert project.read(LOCK) == before
    assert "nothing left to read" in review(project, "", "--again").out
    second = review(project, "n bad\nq\n", "--again", by="another")
    assert len(lines(project)) == 11
    assert [line["by"] for line in lines(project) if line["id"] == shown(second)[0]] == ["a test", "another"]


def test_unknown_input_says_what_can_be_typed(project: Project) -> None:
    done = review(project, "maybe\n\n?\nY\nyes\nyes it is\nq\n")
    assert "“maybe” is no answer" in done.out
    assert done.out.count("n [note]") == done.out.count("Of a planted claim the first answer counts.") == 4
    assert max(map(len, done.out.splitlines())) <= 80
    assert "1 question judged: 1 yes" in done.out


def test_wrong_usage_is_told(project: Project) -> None:
    missing = project.run("review", typed="y\n")
    assert missing.code == 2
    assert "--by" in missing.err
    assert project.run("review", "--by", " ", typed="").code == 2
    assert review(project, "", plant=1).code == 2
    unknown = review(project, "", "9")
    assert unknown.code == 2
    assert "its chapters are" in unknown.err
    without = project.without_copy("review", "--by", "a test", typed="y\n")
    assert without.code == 1
    assert "quizgen source add" in without.err


def test_bytes_that_are_no_text_end_in_no_traceback(project: Project) -> None:
    done = review(project, b"n \xff\xfe\x00 \x1b[2J\n\xff\n" + b"n " + b"x" * 5000 + b"\n")
    assert done.code == 0
    assert all(line["note"].isprintable() for line in lines(project))


def test_drafts_retired_ones_and_what_is_not_found_are_left_out(project: Project) -> None:
    first, second, third, *_ = shown(review(project, "s\n" * 12))
    edit(project, first, "difficulty:", "draft: true\n    difficulty:")
    edit(project, second, "difficulty:", "retired: true\n    difficulty:")
    edit(project, third, 'cite: "', 'cite: "nowhere stands this ')
    done = review(project, "s\n" * 12)
    assert not {first, second, third} & set(shown(done))
    assert "1 question left out: what is cited is not found" in done.err


def test_an_unreadable_lock_is_not_written_over(project: Project) -> None:
    project.write(LOCK, "<<<<<<< HEAD\n")
    done = review(project, "y\n")
    assert done.code == 1
    assert "bad-lock" in done.err
    assert shown(done) == []
    assert project.read(LOCK) == "<<<<<<< HEAD\n"
    (project.root / LOCK).unlink()
    (project.root / LOCK).mkdir()
    assert review(project, "y\n").code == 1


def test_a_lock_that_breaks_during_a_sitting_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = command._ask

    def break_lock(prompt: str) -> str | None:
        project.write(LOCK, "<<<<<<< HEAD\n")
        return ask(prompt)

    monkeypatch.setattr(command, "_ask", break_lock)
    done = review(project, f"{YES}q\n")
    assert done.code == 1
    assert "could not be written" in done.err
    assert project.read(LOCK) == "<<<<<<< HEAD\n"


def test_lines_that_others_write_during_a_sitting_are_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = command._ask
    other = '{"id": "zz", "hash": "h", "passage": "p", "by": "b", "says": "no", "at": "2026-01-01T00:00:00Z"}\n'
    added = iter([other])

    def add_line(prompt: str) -> str | None:
        if (project.root / LOCK).exists():
            project.write(LOCK, project.read(LOCK) + next(added, ""))
        return ask(prompt)

    monkeypatch.setattr(command, "_ask", add_line)
    review(project, f"{YES}{YES}u\n{YES}q\n")
    assert len(lines(project)) == 3
    assert lines(project)[-1]["id"] == "zz"


# --- editing ----------------------------------------------------------------------------------


def editor(tmp_path: Path, code: str) -> str:
    program = tmp_path / "an editor.py"
    program.write_text(f"import sys\nfrom pathlib import Path\nline, path = sys.argv[1:]\n{code}\n", "utf-8")
    return shlex.join([sys.executable, str(program)])


def test_an_edited_question_is_checked_and_shown_again(project: Project, tmp_path: Path) -> None:
    first = shown(review(project, "q\n"))[0]
    code = f"""
lines = Path(path).read_text("utf-8").splitlines()
assert lines[int(line[1:]) - 1].strip() == "- id: {first}"
text = "\\n".join(lines)
Path(path).write_text(text.replace("id: {first}", "id: {first}\\n    derived: edited just now"), "utf-8")
"""
    done = review(project, f"e\n{YES}q\n", VISUAL=editor(tmp_path, code))
    assert shown(done)[:2] == [first, first]
    assert "Derived: edited just now" in done.out
    assert [line["id"] for line in lines(project)] == [first]
    assert " 1 read;" in project.run("check").out


def test_a_question_that_an_edit_spoils_is_left_out(project: Project, tmp_path: Path) -> None:
    first, *_ = shown(review(project, "s\n" * 12))
    code = (
        f"text = Path(path).read_text('utf-8')\n"
        f"Path(path).write_text(text.replace('- id: {first}', '- id: {first}\\n    x: y'), 'utf-8')"
    )
    done = review(project, "e\nq\n", EDITOR=editor(tmp_path, code), VISUAL="")
    assert "error[unknown-field]" in done.err
    assert f"`{first}` cannot be held against its passage as it is now" in done.out
    assert first not in shown(done)[1:]


def test_a_question_that_an_edit_makes_a_draft_is_left_out(project: Project, tmp_path: Path) -> None:
    first, *_ = shown(review(project, "s\n" * 12))
    code = f"""
import re
text = Path(path).read_text("utf-8")
text = re.sub(r"- id: {first}(?s:(.*?))    difficulty: .\\n", r"- id: {first}\\n    draft: true\\1", text)
Path(path).write_text(text, "utf-8")
"""
    done = review(project, "e\nq\n", EDITOR=editor(tmp_path, code), VISUAL="")
    assert "note[draft]: this draft still needs: difficulty" in done.err
    assert f"`{first}` cannot be held against its passage as it is now" in done.out
    assert first not in shown(done)[1:]


@pytest.mark.parametrize(("visual", "told"), [("", "name no editor"), ("'", "name no editor"), ("/no/ed", "/no/ed")])
def test_without_an_editor_the_place_is_told(project: Project, visual: str, told: str) -> None:
    done = review(project, "e\nq\n", VISUAL=visual, EDITOR="")
    assert told in done.out
    assert re.search(rf"It stands in {BANK}/\d\.yaml, line \d+\.", done.out)


# --- planting ---------------------------------------------------------------------------------


FALSE = re.compile(r"^  ([a-z0-9-]+) \(([a-z-]+)\): (found|missed)$", re.MULTILINE)


@pytest.fixture
def _by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted at the same places in each sitting."""
    monkeypatch.setattr(command, "_make_chance", lambda: Random(5))


@pytest.mark.usefixtures("_by_chance")
def test_planted_versions_are_told_at_the_end_and_written_nowhere(project: Project, cache: Path) -> None:
    done = review(project, YES * 40, plant=4)
    planted = FALSE.findall(done.out)
    assert len(planted) == 3
    assert {state for *_, state in planted} == {"missed"}
    assert "3 false versions planted among them. Found: 0 of " in done.out
    assert {(line["planted"], line["missed"]) for line in lines(project)} == {(3, 3)}
    before_end = done.out.partition("7 questions judged")[0].partition("[1] ")[2]
    assert "false version" not in before_end
    assert "planted" not in before_end
    news = re.findall(r"^    You were shown: (.*)$", done.out, re.MULTILINE)
    assert len(news) == 3
    originals = project.read(f"{BANK}/1.yaml") + project.read(f"{BANK}/2.yaml")
    kept = [path for folder in (project.root, cache) for path in folder.rglob("*") if path.is_file()]
    for new in news:
        if new not in originals:
            assert not [path for path in kept if new.encode() in path.read_bytes()], new


@pytest.mark.usefixtures("_by_chance")
def test_a_question_is_held_back_where_its_false_version_was_shown(project: Project) -> None:
    """So nobody sees both; the next sitting shows it, and plants what was read before."""
    first = review(project, YES * 40, plant=4)
    planted = {name for name, *_ in FALSE.findall(first.out)}
    assert len(shown(first)) == len(set(shown(first))) == 10
    assert "3 questions were held back, planted as false: review again for them." in first.out
    assert "; 0 skipped; 0 left." in first.out
    read = {line["id"] for line in lines(project)}
    assert read == set(shown(first)) - planted
    second = review(project, YES * 40, plant=4)
    assert len(FALSE.findall(second.out)) == 1
    assert "held back" not in second.out
    assert set(shown(second)) - planted == {name for name, *_ in FALSE.findall(second.out)} <= read
    assert "10 read" in project.run("check").out


@pytest.mark.usefixtures("_by_chance")
def test_only_what_is_asked_for_is_planted(project: Project) -> None:
    """A claim of another chapter would be known as planted."""
    review(project, YES * 40, "2")
    done = review(project, YES * 40, "1", plant=3)
    assert FALSE.findall(done.out)
    assert f"{BANK}/2.yaml" not in done.out


@pytest.mark.usefixtures("_by_chance")
def test_planted_versions_that_are_found_are_told_with_the_readers_note(project: Project) -> None:
    done = review(project, "n my  note\n" * 40, plant=4)
    assert {(line["says"], line["planted"], line["missed"]) for line in lines(project)} == {("no", 3, 0)}
    assert {state for *_, state in FALSE.findall(done.out)} == {"found"}
    assert done.out.count("    Your note: my note\n") == 3
    assert "Nearly every claim was refused" in done.out
    (project.root / LOCK).unlink()
    done = review(project, "s\n" * 40, plant=4)
    assert "No false version was planted among them" in done.out, "what is skipped is not judged"


@pytest.mark.usefixtures("_by_chance")
def test_of_a_planted_version_the_first_answer_counts(project: Project) -> None:
    """Its explanation, which is shown after a yes, is that of the true version."""
    done = review(project, "y\nn\n" * 40, plant=4)
    assert {state for *_, state in FALSE.findall(done.out)} == {"missed"}
    (project.root / LOCK).unlink()
    done = review(project, "y\nu\nn\n" * 40, plant=4)
    assert {state for *_, state in FALSE.findall(done.out)} == {"missed"}


def test_too_narrow_is_a_finding_of_a_wrong_citation_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    states = set()
    chances = (Random(seed) for seed in range(10))  # wrong citations are planted in some of the sittings only
    monkeypatch.setattr(command, "_make_chance", lambda: next(chances))
    for _ in range(10):
        done = review(project, "c\n" * 40, plant=2)
        states |= {(name.startswith("citation"), state) for _, name, state in FALSE.findall(done.out)}
        (project.root / LOCK).unlink()
    assert states == {(True, "found"), (False, "missed")}


@pytest.mark.usefixtures("_by_chance")
def test_editing_a_planted_version_reveals_it(project: Project) -> None:
    done = review(project, "e\ns\n" * 40, plant=2, VISUAL=shlex.join([sys.executable, "-c", ""]))
    assert "This is a false version that was planted: the bank has it otherwise.\nIt does not count.\n" in done.out
    assert "No false version was planted among them" in done.out
    done = review(project, "y\ne\ns\n" * 40, plant=2, VISUAL=shlex.join([sys.executable, "-c", ""]))
    assert "Your first answer counts.\n" in done.out
    assert {state for *_, state in FALSE.findall(done.out)} == {"missed"}


@pytest.mark.usefixtures("_by_chance")
def test_an_interrupted_sitting_has_what_is_known_so_far(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = command._ask
    asked = iter(range(100))

    def interrupt(prompt: str) -> str | None:
        if next(asked) == 12:
            raise KeyboardInterrupt
        return ask(prompt)

    monkeypatch.setattr(command, "_ask", interrupt)
    done = review(project, "y\n" * 80, plant=3)
    assert done.code == 0
    assert ": missed" in done.out
    (counts,) = {(line["planted"], line["missed"]) for line in lines(project)}
    assert counts[0] == counts[1] == 6 - len(lines(project)) > 0


# --- judges -----------------------------------------------------------------------------------


def test_a_judge_orders_the_queue_and_its_scores_are_kept_nowhere(
    project: Project, tmp_path: Path, cache: Path
) -> None:
    program = tmp_path / "judge.py"
    program.write_text(
        "import json, sys\nfor n, line in enumerate(sys.stdin):\n"
        "    print(json.dumps({'id': json.loads(line)['id'], 'score': -n - 0.8675309}))\n"
    )
    own = shown(review(project, "s\n" * 12))
    done = review(project, "s\n" * 9 + YES, "--judge", shlex.join([sys.executable, str(program)]))
    assert shown(done) == own[::-1]
    assert done.err == PREPARING
    kept = [path for folder in (project.root, cache) for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"8675309" in path.read_bytes()]


def test_a_judge_that_fails_leaves_the_queue_as_it_is(project: Project) -> None:
    own = shown(review(project, "s\n" * 12))
    done = review(project, "s\n" * 12, "--judge", shlex.join([sys.executable, "-c", "print('fine')"]))
    assert shown(done) == own
    assert "The judge is not heard: line 1" in done.err


# --- a terminal -------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_terminal_who_reads_is_asked_and_ctrl_c_loses_nothing(project: Project) -> None:
    import pty

    parent, child = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "review", "--plant", "0"],
        cwd=project.root,
        env=os.environ | {"QUIZGEN_LIBRARY": str(project.library), "COLUMNS": "80", "TERM": "dumb"},
        stdin=child,
        stdout=child,
        stderr=child,
        preexec_fn=_take_terminal,
    )
    os.close(child)
    told = ""

    def wait_for(text: str) -> None:
        nonlocal told
        end = time.monotonic() + 60
        while text not in told and time.monotonic() < end:
            if select.select([parent], [], [], 1)[0]:
                told += os.read(parent, 65536).decode("utf-8", "replace")
        assert text in told, told
        told = told.partition(text)[2]

    try:
        wait_for("Who reads")
        os.write(parent, b"\n")
        wait_for("Who reads")
        os.write(parent, "Zoë, teacher of physics\n".encode())
        wait_for("keys > ")
        os.write(parent, b"y\n")
        wait_for("Explanation: ")
        wait_for("keys > ")
        os.write(parent, b"y\n")
        wait_for("[2] ")
        wait_for("keys > ")
        os.write(parent, b"\x03")
        wait_for("1 question judged: 1 yes, 0 no")
        assert started.wait(60) == 0
    finally:
        started.kill()
        started.wait()
        os.close(parent)
    (line,) = lines(project)
    assert (line["by"], line["says"]) == ("Zoë, teacher of physics", "yes")


def _take_terminal() -> None:
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_killed_sitting_keeps_its_answers(project: Project) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "review", "--plant", "0", "--by", "a test"],
        cwd=project.root,
        env=os.environ | {"QUIZGEN_LIBRARY": str(project.library)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert started.stdin is not None
    assert started.stdout is not None
    started.stdin.write(b"y\ny\nn bad\n")
    started.stdin.flush()
    told = b""
    while b"[3] " not in told:
        new = os.read(started.stdout.fileno(), 65536)
        assert new, told
        told += new
    started.terminate()
    started.wait()
    started.stdin.close()
    started.stdout.close()
    assert sorted(line["says"] for line in lines(project)) == ["no", "yes"]


def test_without_an_explanation_a_yes_is_all(project: Project) -> None:
    done = review(project, "s\n" * 12)
    typed = ["y" if name == "heart-of-the-light" else "s" for name in shown(done)]
    assert "y" in typed
    assert "1 question judged: 1 yes" in review(project, "\n".join([*typed, ""])).out
