"""``quizgen review``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.options import SOURCE, TEXT
from quizgen.cli.output import from_here, print_diagnostics, stop_if_errors
from quizgen.cli.project import choose_chapters, open_book, read_text_or_stop
from quizgen.model.diagnostics import counted

if TYPE_CHECKING:
    from random import Random

    from quizgen.book.book_text import BookText
    from quizgen.model.diagnostics import Diagnostic
    from quizgen.pipeline.review import Sitting

_MAX_BYTES = 4000
"""Of a line that is typed; what is longer counts as several lines."""

_MAX_NAME_LETTERS = 200

_JUDGED = """Judge all of a claim by its passage: what the question takes for granted, the
answer, the pairs or the order. After a yes comes the explanation: it may say
more than the passage, but nothing wrong. What is marked as wrong needs no
support, nor does what is said against it."""

_PLANTED = """False versions may be planted among the claims; they are named at the end."""

_KEYS = f"""y            the passage says so, all of it
n [note]     the passage does not say so; the note says what is wrong
c [note]     cited too narrowly: it is right as far as I can tell, but the
             passage does not have all of it; the note says what is missing
s            skip: nothing is recorded
w            show the paragraphs around the passage
u            take the last answer back
e            edit the question in $VISUAL or $EDITOR; it is shown again
q            quit: what was answered is kept, and the next review goes on there
{_JUDGED}
Of a planted claim the first answer counts."""

_ASKS_CLAIM = "y yes · n no · c cited too narrowly · s skip · ? all keys > "
_ASKS_EXPLANATION = "Is this right, as far as you know? y yes · n no · w context · ? all keys > "


@click.command()
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--book", type=TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@click.option("--by", type=TEXT, metavar="TEXT", help="Who reads, and what kind of reader: `teacher of history`.")
@click.option(
    "--plant",
    type=click.IntRange(0, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="One claim in N is a false version of a question, named at the end; 0 for none.",
)
@click.option("--again", is_flag=True, help="Also what others have read.")
@click.option(
    "--judge",
    type=TEXT,
    metavar="COMMAND",
    help="A program that orders the queue: from lines of JSON with id, passage and claim it makes lines with id and "
    "score; the lowest scores are read first.",
)
@SOURCE
def review(
    chapters: tuple[str, ...],
    book: str | None,
    by: str | None,
    plant: int,
    again: bool,
    judge: str | None,
    source: Path | None,
) -> None:
    """Read questions beside their passages, the most suspect first, and record it in reviewed.lock."""
    click.echo("Preparing …", err=True)
    from quizgen.pipeline.review import Wish, describe, open_sitting

    if plant == 1:
        raise click.BadParameter("not every claim can be a false one; 2 or more, or 0 for none", param_hint="--plant")
    opened = open_book(book, source)
    text = read_text_or_stop(opened)
    for key in chapters:
        choose_chapters(text, key, "CHAPTER")
    wish = Wish(_name_reader(by), chapters, plant, again, judge)
    sitting, faults, notes = open_sitting(opened, text, wish, _make_chance())
    stop_if_errors([fault for fault in faults if fault.location.path.endswith(".lock")])
    for note in notes:
        click.echo(note, err=True)
    if sitting.claim is None:
        click.echo("There is nothing left to read here." + ("" if again else " `--again` shows what others have read."))
        return
    click.echo(f"{counted(sitting.count_left(), 'question')} to read.\n{_JUDGED}" + (f"\n{_PLANTED}" if plant else ""))
    try:
        _sit(sitting, text)
    except KeyboardInterrupt:
        click.echo()
    finally:
        unwritten = sitting.write()
    for line in describe(sitting, text, _screen()[0]):
        click.echo(line)
    if unwritten:
        print_diagnostics(unwritten)
        click.echo("The answers of this sitting could not be written.", err=True)
        sys.exit(1)


def _make_chance() -> Random:
    from random import Random

    return Random()  # noqa: S311 (which questions are planted is no secret that would be attacked)


def _name_reader(by: str | None) -> str:
    """Who reads; asked for on a terminal."""
    while by is None:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError('`--by` is missing: who reads, and what kind of reader: --by "teacher of history"')
        line = _ask("Who reads, and what kind of reader (for instance `teacher of history`)? ")
        if line is None:
            raise click.Abort
        by = line or None
    return _printable(by)[:_MAX_NAME_LETTERS]


def _ask(prompt: str) -> str | None:
    """A line that is typed or piped in; None at the end of input."""
    click.echo(prompt, nl=False)
    try:
        line = sys.stdin.buffer.readline(_MAX_BYTES) if sys.stdin is not None else b""
    except (OSError, ValueError):  # it is closed, or the terminal is gone
        line = b""
    if not line or not sys.stdin.isatty():
        click.echo()
    return _printable(line.decode("utf-8", "replace")) if line else None


def _printable(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _sit(sitting: Sitting, text: BookText) -> None:
    """Show claim after claim, and do what is typed, to the end of the queue or of the input."""
    from quizgen.pipeline.review import Says
    from quizgen.reports.claim import surroundings_text

    is_shown = False
    while sitting.claim is not None:
        if not is_shown:
            _show(sitting, text)
        is_shown = True
        line = _ask(_ASKS_EXPLANATION if sitting.is_explaining else _ASKS_CLAIM)
        if line is None:
            return
        key, _, note = line.partition(" ")
        faults: tuple[Diagnostic, ...] = ()
        match key.lower(), note:
            case ("y" | "yes", ""):
                faults, is_shown = sitting.answer(Says.YES), False
            case ("n" | "no", _):
                faults, is_shown = sitting.answer(Says.NO, note), False
            case ("c" | "narrow", _) if sitting.is_explaining:
                click.echo("An explanation may say more than the passage. Type n and what is wrong, or y.")
            case ("c" | "narrow", _):
                faults, is_shown = sitting.answer(Says.NARROW, note), False
            case ("s" | "skip", ""):
                faults, is_shown = sitting.answer(Says.SKIP), False
            case ("u" | "undo", ""):
                undone = sitting.undo()
                is_shown = undone is None
                faults = undone or ()
                if undone is None:
                    click.echo("There is nothing to take back.")
            case ("e" | "edit", ""):
                is_shown = False
                _edit(sitting)
            case ("w" | "where", ""):
                click.echo(surroundings_text(sitting.claim.surroundings(text), _screen()[0]))
            case ("q" | "quit", ""):
                return
            case ("?" | "h" | "help", _):
                click.echo(_KEYS)
            case _:
                click.echo(f"“{line[:40]}” is no answer. Type one of these:\n{_KEYS}")
        print_diagnostics(faults)


def _show(sitting: Sitting, text: BookText) -> None:
    """The claim and its passages, or the explanation once the claim was accepted."""
    from quizgen.reports.claim import claim_beside_passages, explanation_text, wrap_labelled

    claim = sitting.claim
    assert claim is not None
    width, height = _screen()
    click.echo()
    if sitting.is_explaining:
        click.echo(explanation_text(claim.question, width))
        return
    place = claim.verdict.entry.place(("id",))
    heading = f"[{len(sitting.answered) + 1}] {claim.id} ({claim.question.kind})"
    where = f"{from_here(place.path)}:{place.line}"
    one_line = f"{heading}, {where}"
    click.secho(one_line if len(one_line) <= width else f"{heading},\n  {where}", bold=True)
    for line in wrap_labelled((("Suspect", reason) for reason in claim.suspicion(text).reasons), width):
        click.echo(line)
    click.echo(claim_beside_passages(claim.question, claim.passages(text), width, height, claim.stimulus))


def _screen() -> tuple[int, int]:
    """The columns and lines of the terminal."""
    import shutil

    columns, lines = shutil.get_terminal_size((80, 24))
    return max(columns, 20), lines


def _edit(sitting: Sitting) -> None:
    """Open the question in the user's editor, read it anew, and say what the checks find in it."""
    from quizgen.cli.editor import find_editor, open_editor

    claim = sitting.claim
    assert claim is not None
    if claim.false is not None:
        click.echo("This is a false version that was planted: the bank has it otherwise.")
        click.echo("Your first answer counts." if claim.id in sitting.judged else "It does not count.")
        sitting.drop()
        return
    place = claim.verdict.entry.place(("id",))
    command = find_editor()
    if command is None:
        click.echo(f"$VISUAL and $EDITOR name no editor. It stands in {from_here(place.path)}, line {place.line}.")
        click.echo("Mend it there, then type `e` again: the files are read anew each time.")
    elif (fault := open_editor(command, from_here(place.path), place.line)) is not None:
        click.echo(f"{fault} It stands in {from_here(place.path)}, line {place.line}.")
    print_diagnostics(sitting.read_again())
    if sitting.claim is None or sitting.claim.id != claim.id:
        click.echo(f"`{claim.id}` cannot be held against its passage as it is now, and is left out of this sitting.")
