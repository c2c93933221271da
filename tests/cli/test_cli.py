"""Every command as a user runs it, and every mistake a beginner makes: one clear error, a place, a way out."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.cli.main import cli
from tests.projects import BANK, Project, summary


def test_help_names_every_command(project: Project) -> None:
    done = project.run("--help")
    assert done.code == 0
    for name in cli.commands:
        assert f"\n  {name} " in done.out


def test_check_prints_a_summary(project: Project) -> None:
    assert project.run("check").out == summary(12, 12)
    assert project.without_copy("check").out == summary(12, 12, by_lock=True)


def test_check_as_json(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", '"The lens has sixteen', '"The lens has seventeen')
    done = project.run("check", "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)
    assert found["summary"] == {
        "questions": 12, "located": 11, "checked": 11, "read": 0,
        "verified": 11, "from_lock": 0, "not_verified": 1, "errors": 1, "warnings": 0, "notes": 0,
    }  # fmt: skip
    (diagnostic,) = found["diagnostics"]
    assert diagnostic["question"] == "panels"
    assert (diagnostic["path"], diagnostic["line"], diagnostic["column"]) == (f"{BANK}/1.yaml", 48, 11)
    place = {"path", "line", "column", "end_line", "end_column"}
    assert set(diagnostic) == {"code", "severity", *place, "message", "hint", "question", "fixes"}


def test_check_for_github(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", '"The lens has sixteen', '"The lens has seventeen')
    done = project.run("check", "--format", "github")
    assert done.out.startswith(
        f"::error file={BANK}/1.yaml,line=48,col=11,endLine=48,endColumn=54,title=citation-not-found::"
    )
    assert "%0A" in done.out


def test_check_tells_only_what_concerns_the_paths(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", '"The lens has sixteen', '"The lens has seventeen')
    assert project.run("check", f"{BANK}/2.yaml").code == 0
    assert project.run("check", f"{BANK}/1.yaml").code == 1
    assert project.run("check", "questions").code == 1
    assert project.run("check", "decks").code == 2
    assert project.run("check", "no-such-file").code == 2


def test_all_faults_of_all_files_in_one_run(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", "difficulty: 1", "difficulty: 9")
    project.replace(f"{BANK}/2.yaml", "id: grey-head", "id: panels")
    project.replace(f"{BANK}/2.yaml", "    bloom: evaluate", "    blom: evaluate")
    project.write(f"{BANK}/3.yaml", "chapter: 3\nquestions:\n\t- id: a\n")
    done = project.run("check")
    for expected in (
        f"{BANK}/1.yaml:10:17: error[bad-value]: `difficulty`: `9` is more than 3",
        f"{BANK}/2.yaml:3:9: error[duplicate-id]: the id `panels` is taken ({BANK}/1.yaml, line 44)",
        "error[unknown-field]: `blom` is not a field here\n    Did you mean `bloom`?",
        f"{BANK}/3.yaml:3:1: error[yaml]",
    ):
        assert expected in done.err, expected


def test_find_gives_a_citation_that_can_be_pasted(project: Project) -> None:
    done = project.run("find", "sixteen", "panels")
    assert done.code == 0
    assert done.out.count("cite: ") == 2
    assert "ch. 1 §2, paragraph 3 (line 48)" in done.out
    found = json.loads(project.run("find", "turns once in", "--format", "json").out)
    (hit,) = found["hits"]
    assert hit["chapter"] == "1"
    project.replace(f"{BANK}/1.yaml", '"The lens has sixteen … in eight seconds"', json.dumps(hit["cite"]))
    assert project.run("check").code == 0


def test_find_cites_whole_sentences(project: Project) -> None:
    assert 'cite: "In the year … spreading it evenly"' in project.run("find", "spreading it evenly").out
    assert 'cite: "The oil comes … of 150 litres"' in project.run("find", "oil comes by").out


def test_find_without_a_hit_shows_what_is_near(project: Project) -> None:
    done = project.run("find", "the lens has sixteen panel and turns")
    assert done.code == 1
    assert "“the lens has sixteen panel and turns” stands nowhere in this copy." in done.err
    assert 'cite: "The lens has … in eight seconds"' in done.out
    assert project.run("find", "…").code == 2
    assert project.run("find", "oil", "--chapter", "9").code == 2


@pytest.mark.parametrize(
    "kind", ["choice", "multiple", "true-false", "short", "numeric", "cloze", "order", "match", "term", "essay"]
)
def test_new_appends_a_draft_of_every_kind(project: Project, kind: str) -> None:
    before = project.read(f"{BANK}/1.yaml")
    done = project.run("new", "1", "--kind", kind)
    assert done.code == 0
    assert done.out.startswith(f"{BANK}/1.yaml:")
    assert project.read(f"{BANK}/1.yaml").startswith(before.rstrip())
    assert project.run("new", "1", "--kind", kind).code == 0
    done = project.run("check", "--format", "json")
    diagnostics = json.loads(done.out)["diagnostics"]
    assert {d["code"] for d in diagnostics if d["severity"] == "error"} == {"citation-not-found"}, diagnostics
    assert {d["question"] for d in diagnostics} == {f"new-{kind}-1-1", f"new-{kind}-1-2"}
    assert project.run("build").code == 0, "a draft hinders nothing"


def test_a_draft_that_was_not_written_is_no_question(project: Project) -> None:
    project.run("new", "1", "--kind", "short")
    project.replace(f"{BANK}/1.yaml", '"first words of it … last words of it"', '"The lens has sixteen panels"')
    project.replace(f"{BANK}/1.yaml", "    draft: true\n", "")
    done = project.run("check")
    assert done.code == 1
    assert done.err.count("error[placeholder]") == 3


@pytest.mark.parametrize("tail", ["questions: []\n", "questions:\n  - id: a\n...\n"])
def test_new_changes_no_file_that_it_would_break(project: Project, tail: str) -> None:
    text = f"chapter: intro\n{tail}"
    project.write(f"{BANK}/intro.yaml", text)
    done = project.run("new", "intro")
    assert done.code == 1
    assert "error[cannot-append]" in done.err
    assert project.read(f"{BANK}/intro.yaml") == text


def test_new_keeps_a_files_line_ends(project: Project) -> None:
    file = project.root / BANK / "1.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    project.run("new", "1")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")


@pytest.mark.parametrize(
    "name", ["questions/3.yaml", f"{BANK}/sub/3.yaml", f"{BANK}/3.YAML", f"{BANK}/3.yaml.txt", "questions/other/3.yaml"]
)
def test_a_bank_that_nobody_reads_is_named(project: Project, name: str) -> None:
    (project.root / name).parent.mkdir(parents=True, exist_ok=True)
    project.write(name, "chapter: 2\nquestions: []\n")
    done = project.run("check")
    assert f"{name}: warning[unread-file]" in done.err or "book.yaml: error[unreadable-file]" in done.err


def test_an_editors_own_files_are_passed_over(project: Project) -> None:
    project.write(f"{BANK}/.#1.yaml", "no bank")
    project.write(f"{BANK}/.1.yaml.swp", "no bank")
    done = project.run("check", "--strict")
    assert (done.code, done.err) == (0, "")


def test_new_begins_a_chapter_s_file(project: Project) -> None:
    assert project.run("new", "intro").code == 0
    assert project.read(f"{BANK}/intro.yaml").startswith('chapter: "intro"\nquestions:\n  - id: new-choice-intro-1\n')
    assert project.run("new", "17").code == 2
    assert project.run("new", "1", "--kind", "riddle").code == 2


def test_source_commands(project: Project) -> None:
    shown = json.loads(project.run("source", "show", "lighthouse", "--format", "json").out)
    assert [chapter["words"] for chapter in shown["chapters"]] == [87, 265, 154]
    assert [section["paragraphs"] for section in shown["chapters"][1]["sections"]] == [2, 4]
    assert "Oil" in project.run("source", "show").out
    text = project.run("source", "text", "--chapter", "2").out
    assert text.count("\n\n") == 2
    assert "Back to" not in text
    assert project.run("source", "text", "--chapter", "9").code == 2
    assert project.run("source", "show", "moby-dick").code == 2


def test_adding_a_copy(project: Project, tmp_path: Path) -> None:
    project.run("check")
    new = tmp_path / "a" / "library"
    copy = str(project.root / "library" / "lighthouse.txt")
    done = project.run("source", "show", library=new)
    assert done.code == 1
    assert "quizgen source add FILE --book lighthouse" in done.err
    assert project.run("source", "add", copy, "--book", "lighthouse", library=new).code == 0
    assert (new / "lighthouse.txt").read_bytes() == Path(copy).read_bytes()
    assert "checked against the passage" in project.run("check", library=new).out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "copy-empty"),
        (b"\x00\x01\x02" * 1000, "copy-not-text"),
        (b"Another book altogether.\n", "another-book"),
        (b"%PDF-1.7\n1 0 obj\n", "copy-damaged"),
        (b"<html><body><script>This small book was written</script></body></html>", "copy-empty"),
    ],
)
def test_a_copy_that_is_none_is_refused_everywhere(project: Project, tmp_path: Path, content: bytes, code: str) -> None:
    project.run("check")
    project.run("build")
    before = project.files("build")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    for command in (("source", "add", str(bad), "--book", "lighthouse"), ("check", "--source", str(bad)),
                    ("build", "--source", str(bad)), ("find", "oil", "--source", str(bad))):  # fmt: skip
        done = project.run(*command)
        assert done.code == 1, command
        assert f"error[{code}]" in done.err, command
    assert project.files("build") == before
    assert project.run("check").code == 0, "the library's own copy is as it was"


def test_a_large_copy(project: Project, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    done = project.run("check", "--source", str(large))
    assert done.code == 1
    assert "200 MB" in done.err


def test_one_copy_for_two_books(project: Project) -> None:
    import shutil

    shutil.copytree(project.root / BANK, project.root / "questions" / "other")
    copy = str(project.root / "library" / "lighthouse.txt")
    done = project.run("check", "--source", copy)
    assert done.code == 2
    assert "error[source-of-several]" in done.err
    assert project.run("check", BANK, "--source", copy).code == 0
    assert project.run("source", "show").code == 2, "several books: name one"


def test_a_missing_copy(project: Project) -> None:
    assert project.run("check", "--source", "none.txt").code == 2
    assert project.run("source", "add", "none.txt", "--book", "lighthouse").code == 2


HOSTILE = {
    "aliases": "a: &a [x]\nb: *a\n",
    "nesting": "chapter: 1\nquestions: " + "[" * 1_000_000,
    "a NUL byte": "chapter: 1\nquestions:\n  - id: \0\n",
    "no mapping": "- a\n- b\n",
    "prose": "Dear instructor,\nthis is no bank: really.\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_bank(project: Project, text: str) -> None:
    project.write(f"{BANK}/3.yaml", text)
    done = project.run("build")
    assert done.code == 1
    assert f"{BANK}/3.yaml:" in done.err
    assert done.err.count("error[") == 1
    assert not (project.root / "build").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("A lamp burns four litres", "A lamp burns nine litres", "opens-not-found"),
        ("A lamp burns four litres", "the captain", "opens-ambiguous"),
        ("title: The Keeper's Year\n", "", "missing-field"),
        ("- key: 1", "- key: intro", "duplicate-key"),
        ("language: en", "langage: en", "unknown-field"),
    ],
)
def test_a_wrong_table_of_contents(project: Project, old: str, new: str, code: str) -> None:
    project.replace(f"{BANK}/book.yaml", old, new)
    done = project.run("check")
    assert done.code == 1
    assert f"error[{code}]" in done.err
    assert f"{BANK}/book.yaml:" in done.err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("book: lighthouse", "book: light-house", "no-such-book"),
        ("count: 10", "count: none", "bad-value"),
        ("versions: 2", "versions: 40", "bad-value"),
        ("name: everything", "name: ../everything", "bad-value"),
        ("count: 10", "mix: {riddle: 2}", "unknown-kind"),
        ("versions: 2", "mix: {multiple: 5}, versions: 2", "quota-unmet"),
        ("count: 10", "chapters: [intro, 9]", "unknown-chapter"),
        ("name: everything, count: 10, versions: 2", "name: chapter-1, count: 10", "duplicate-name"),
        ("versions: 2, ", "vesions: 2, ", "unknown-field"),
    ],
)
def test_a_wrong_recipe(project: Project, old: str, new: str, code: str) -> None:
    project.replace("decks/lighthouse.yaml", old, new)
    done = project.run("build")
    assert done.code == 1
    assert f"error[{code}]" in done.err
    assert "decks/lighthouse.yaml:" in done.err


def test_two_recipes_that_would_write_the_same_files(project: Project) -> None:
    recipe = project.read("decks/lighthouse.yaml")
    project.run("build")
    before = project.files("build")
    project.write("decks/mine.yaml", recipe)
    done = project.run("build")
    assert done.code == 1
    assert "error[duplicate-name]: `chapter-1.html` would be written twice" in done.err
    assert project.files("build") == before
    (project.root / "decks" / "mine.yaml").rename(project.root / "decks" / "lighthouse.yml")
    assert "two recipes of one name" in project.run("build").err


def test_a_build_without_a_table_of_contents(project: Project) -> None:
    (project.root / BANK / "book.yaml").unlink()
    done = project.run("build")
    assert done.code == 1
    assert f"{BANK}/book.yaml: error[unreadable-file]" in done.err
    assert not (project.root / "build").exists()


def test_a_recipe_that_asks_for_more_than_there_is(project: Project) -> None:
    project.replace("decks/lighthouse.yaml", "count: 10, versions: 2", "count: 50, versions: 2")
    done = project.run("build")
    assert done.code == 0
    assert "warning[count-unmet]: “everything” asks for 50 questions, and 10 can be had" in done.err
    project.replace("decks/lighthouse.yaml", "count: 50, versions: 2", "count: 2, mix: {choice: 1, short: 1, term: 1}")
    assert "its quotas of kinds come to 3" in project.run("build").err
    project.replace("decks/lighthouse.yaml", "count: 2, mix: {choice: 1, short: 1, term: 1}", "chapters: [intro]")
    assert "and 0 can be had" in project.run("build").err


def test_a_copy_of_another_edition_builds_by_the_lock_without_those_passages(project: Project) -> None:
    project.run("check")
    copy = project.root / "library" / "lighthouse.txt"
    copy.write_text(
        copy.read_text().replace("The oil comes by", "Oil comes by").replace("eight seconds. Each", "9 seconds. Each")
    )
    done = project.run("build")
    assert done.code == 0
    assert "warning[copy-differs]: questions without their passage: 1" in done.err
    assert "panels" in done.err
    assert project.run("check").code == 1
    assert project.run("release").code == 0, "published as verified"


def test_recipes_are_chosen_by_name(project: Project) -> None:
    project.write("decks/cards.yaml", "book: lighthouse\nanki: {deck: Cards, by: none}\n")
    assert project.run("build", "cards").code == 0
    assert sorted(project.files("build")) == ["cards.apkg", "coverage.html", "index.html"]
    assert project.run("build", "no-such").code == 2


def test_a_sheet_without_a_recipe(project: Project) -> None:
    done = project.run("sheet", "--chapter", "1", "--count", "3", "--versions", "2")
    assert done.code == 0
    made, *_ = done.out.splitlines()
    assert made == "Made a worksheet of 3 questions in 2 versions, with its key: open build/sheet/index.html"
    assert set(project.files("build/sheet")) == {
        "index.html", "sheet-1-a.html", "sheet-1-b.html", "sheet-1-key.html",
    }  # fmt: skip
    only = project.run("sheet", "--chapter", "2", "--kind", "order", "--out", "one")
    assert "a worksheet of 1 question," in only.out
    for wrong in (("--chapter", "9"), ("--kind", "riddle"), ("--tag", "oyl"), ("--kind", "essay", "--chapter", "1")):
        done = project.run("sheet", *wrong, "--out", "wrong")
        assert done.code == 1
        assert "error[" in done.err
        assert not (project.root / "wrong").exists()
    assert project.run("sheet", "--count", "0").code == 2


def test_coverage_with_and_without_the_copy(project: Project) -> None:
    project.run("check")
    with_copy = project.run("coverage")
    assert with_copy.code == 0, with_copy.err
    assert "Glass" in with_copy.out
    page = project.files("build")["coverage.html"].decode()
    assert "nobody who has sat" in page
    shares = {
        name: [section["share"] for chapter in json.loads(run.out)["chapters"] for section in chapter["sections"]]
        for name, run in (
            ("copy", project.run("coverage", "--format", "json")),
            ("lock", project.without_copy("coverage", "--format", "json")),
        )
    }
    assert shares["copy"] == shares["lock"]
    assert "nobody who has sat" not in project.files("build")["coverage.html"].decode()
    project.run("coverage", "--public")
    assert "nobody who has sat" not in project.files("build")["coverage.html"].decode()
    (project.root / BANK / "verified.lock").unlink()
    assert project.without_copy("coverage").code == 1


def test_outside_a_project(project: Project, tmp_path: Path) -> None:
    empty = Project(tmp_path / "empty", project.library)
    empty.root.mkdir()
    for command in ("check", "build", "find", "new"):
        done = empty.run(command, *(["x"] if command in ("find", "new") else []))
        assert done.code == 1, command
        assert "error[no-" in done.err


@pytest.mark.parametrize("value", ["soon", "-1", "99999999999999999"])
def test_a_wrong_source_date_epoch(project: Project, value: str) -> None:
    done = project.run("build", SOURCE_DATE_EPOCH=value)
    assert done.code == 1
    assert "SOURCE_DATE_EPOCH" in done.err


def test_a_build_is_the_same_bytes_in_any_folder_zone_and_hash_seed(project: Project, tmp_path: Path) -> None:
    import shutil

    project.run("check")
    other = Project(tmp_path / "elsewhere" / "deep", project.library)
    shutil.copytree(project.root, other.root)
    builds = []
    for each, zone, seed in ((project, "UTC", "1"), (other, "Asia/Tokyo", "77")):
        process = each.start("build", TZ=zone, PYTHONHASHSEED=seed)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        builds.append(each.files("build"))
    assert builds[0] == builds[1]


def test_a_closed_pipe_ends_quietly(project: Project) -> None:
    process = project.start("source", "text")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ("sheet", f"--{option}", value)
        for option in ("chapter", "kind", "tag", "title", "book", "out")
        for value in ("", " ")
    ]
    + [("build", "--out", ""), ("check", "--source", ""), ("find", "lamp", "--chapter", ""), ("check", "")],
)
def test_an_empty_value_is_wrong_usage(project: Project, arguments: tuple[str, ...]) -> None:
    done = project.run(*arguments)
    assert done.code == 2
    assert "it is empty" in done.err


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("name: coverage", "`coverage.html` would be written twice"),
        ('name: "{chapter}"', "`{chapter}` in the name and `per: chapter` go together"),
        ("name: quiz, per: chapter", "`{chapter}` in the name and `per: chapter` go together"),
        ('name: "x-{book}"', "a worksheet's name is a file name"),
        ("name: con", "Windows cannot write a file of this name"),
        ("name: quiz, difficulty: 4", "`4` is more than 3"),
    ],
)
def test_a_worksheet_that_cannot_be_made_is_refused(project: Project, field: str, says: str) -> None:
    project.write("decks/more.yaml", f"book: lighthouse\nworksheets:\n  - {{{field}}}\n")
    done = project.run("build")
    assert done.code == 1
    assert says in done.err
    assert not (project.root / "build").exists()


def test_a_book_without_a_recipe_is_told(project: Project) -> None:
    shutil.copytree(project.root / BANK, project.root / "questions" / "second")
    done = project.run("build")
    assert done.code == 0
    assert "questions/second: warning[no-recipe]: no recipe makes anything of this book" in done.err
    assert "Write `decks/second.yaml`" in done.err
    assert "no-recipe" not in project.run("build", "lighthouse").err
    project.replace("decks/lighthouse.yaml", "count: 10", "count: ten")
    done = project.run("build")
    assert "error[bad-value]: `worksheets.1.count`: this should be a whole number" in done.err
    assert "no-recipe" not in done.err, "the recipe that cannot be read may be of that book"


def test_a_language_without_words_is_told(project: Project) -> None:
    project.replace(f"{BANK}/book.yaml", "language: en", "language: eo")
    assert project.run("check").code == 0
    assert "warning[no-words]: there are no words in `eo`" in project.run("build").err
    project.replace(f"{BANK}/book.yaml", "language: eo", "language: english")
    done = project.run("check")
    assert done.code == 1
    assert "A language tag: `en`, `de`, `fr-CA`." in done.err


def test_a_lock_that_may_not_be_read_is_not_to_be_deleted(project: Project) -> None:
    (project.root / BANK / "released.lock").mkdir()
    done = project.run("check")
    assert "this lock cannot be read: is a directory" in done.err
    assert "Delete" not in done.err


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_whose_streams_are_closed_does_its_work(project: Project, closed: str) -> None:
    command = shlex.join([sys.executable, "-m", "quizgen", "check"])
    environment = os.environ | {"QUIZGEN_LIBRARY": str(project.library)}
    done = subprocess.run(
        f"{command} {closed}", shell=True, cwd=project.root, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr + done.stdout
