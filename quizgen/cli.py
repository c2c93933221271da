"""The command line: arguments, printing, exit codes (0 fine, 1 errors, 2 wrong usage)."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TextIO

import click

from quizgen import __version__

# Everything else is imported by the command that needs it: `quizgen --help` starts as fast as click does.
if TYPE_CHECKING:
    from quizgen.diagnostics import Diagnostic
    from quizgen.loading.project import Bank
    from quizgen.outputs.pdf import Paper
    from quizgen.pipeline.request import Each, Request
    from quizgen.source.search import Hit
    from quizgen.source.structure import BookText, ChapterText

_ENOUGH_TO_WAIT_FOR = 500

_WRONG_USAGE = frozenset({"folder-taken", "no-such-recipe", "no-such-bank", "source-of-several", "wrong-folder"})


class _Given(click.ParamType[Any]):
    """A text, or with ``is_path`` a path, that is not empty: a script's unset variable asks for nothing."""

    def __init__(self, *, is_path: bool = False) -> None:
        self.name = "path" if is_path else "text"
        self._is_path = is_path

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("it is empty", param, ctx)
        return Path(value) if self._is_path else value


_FILE = _Given(is_path=True)
_TEXT = _Given()
_SOURCE = click.option("--source", type=_FILE, help="A copy of the book, for this run only.")
_STRUCTURE_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
_PDF = click.option("--pdf", is_flag=True, help="Make a PDF of every sheet and key too.")
_PAPER = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="What the PDFs are for."
)


class _Commands(click.Group):
    """Commands in the order of a day's work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="quizgen %(version)s")
def cli() -> None:
    """Compile question banks into Anki decks and printable quizzes, held against the text of their book."""


@cli.command()
@click.argument("folder", type=_FILE)
def init(folder: Path) -> None:
    """Begin a project in a new folder: a short book, questions of every kind, and a recipe."""
    from quizgen.pipeline import starting

    faults = starting.start(folder)
    if faults:
        _print_diagnostics(faults)
        sys.exit(_exit_code(faults))
    click.echo(f"Made a small project in {folder}: a short book, a question of every kind about it, and a recipe.")
    click.echo("Look at its files, and try:")
    change = [] if folder.resolve() == Path().resolve() else [f"cd {shlex.quote(str(folder))}"]
    for command in (*change, "quizgen build", "quizgen check", 'quizgen find "honest gate"'):
        click.echo(f"    {command}")


@cli.command()
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@click.option("--out", type=_FILE, default=Path("build"), show_default=True, help="The folder to write into.")
@click.option("--public", is_flag=True, help="Leave the book's passages out, also where there is a copy.")
@click.option("--keep-going", is_flag=True, help="Leave questions with errors out, and name them.")
@_PDF
@_PAPER
@_SOURCE
def build(
    recipes: tuple[str, ...], out: Path, public: bool, keep_going: bool, pdf: bool, paper: Paper, source: Path | None
) -> None:
    """Check, then write decks, worksheets, keys and an index page."""
    from quizgen.pipeline import built
    from quizgen.pipeline.request import build_time

    now, faults = build_time(_now())
    _stop_if(faults)
    result = built.build(
        _request(source), recipes, out, now, public=public, keep_going=keep_going, paper=paper if pdf else None
    )
    _print_diagnostics(result.diagnostics)
    if not result.made:
        click.echo(f"Nothing was built, and {out} is as it was.", err=True)
        sys.exit(_exit_code(result.diagnostics))
    for line in result.made:
        click.echo(line)


@cli.command()
@click.option(
    "--chapter", "chapters", type=_TEXT, multiple=True, metavar="K", help="From this chapter; may be given again."
)
@click.option("--count", default=12, show_default=True, type=click.IntRange(1, 500), help="How many questions.")
@click.option("--kind", "kinds", type=_TEXT, multiple=True, metavar="KIND", help="Only this kind; may be given again.")
@click.option("--tag", "tags", type=_TEXT, multiple=True, metavar="TAG", help="Only with this tag; may be given again.")
@click.option("--versions", default=1, show_default=True, type=click.IntRange(1, 26), help="A, B, C, …")
@click.option("--seed", default="", help="Another seed chooses other questions.")
@click.option("--title", type=_TEXT, help="What stands above the questions.")
@click.option("--key", type=click.Choice(["file", "end", "none"]), default="file", show_default=True, help="The key.")
@click.option("--answer-sheet", is_flag=True, help="With a page of circles to fill in.")
@click.option("--large-print", is_flag=True, help="With a second file in large letters.")
@click.option("--no-answers", is_flag=True, help="A sheet for paper only: no answers inside its file.")
@_PDF
@_PAPER
@click.option("--book", type=_TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@click.option("--out", type=_FILE, default=Path("build/sheet"), show_default=True, help="The folder to write into.")
@click.option("--public", is_flag=True, help="Leave the book's passages out, also where there is a copy.")
@_SOURCE
def sheet(
    chapters: tuple[str, ...],
    count: int,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    versions: int,
    seed: str,
    title: str | None,
    key: Literal["file", "end", "none"],
    answer_sheet: bool,
    large_print: bool,
    no_answers: bool,
    pdf: bool,
    paper: Paper,
    book: str | None,
    out: Path,
    public: bool,
    source: Path | None,
) -> None:
    """Make one worksheet and its key, without a recipe."""
    from quizgen.diagnostics import counted
    from quizgen.model import WorksheetRecipe
    from quizgen.pipeline import building

    bank = _bank(book)
    name = "-".join(["sheet", *(key for key in chapters if key.isalnum())])
    wanted = WorksheetRecipe(
        name=name, title=title or _sheet_title(bank, chapters), chapters=chapters, kinds=kinds, tags=tags,
        count=count, versions=versions, seed=seed, key=key, answer_sheet=answer_sheet, large_print=large_print,
        answers="none" if no_answers else "inside",
    )  # fmt: skip
    result = building.build_sheet(_request(source), bank, wanted, out, public=public, paper=paper if pdf else None)
    _print_diagnostics(result.diagnostics)
    if not result.is_built:
        click.echo(f"Nothing was made, and {out} is as it was.", err=True)
        sys.exit(_exit_code(result.diagnostics))
    sizes = {len(sheet.entries) for sheet in result.worksheets}
    made = f"{counted(max(sizes), 'question')}" + (f" in {versions} versions" if versions > 1 else "")
    with_key = "" if key == "none" else ", with its key"
    click.echo(f"Made a worksheet of {made}{with_key}: open {out / 'index.html'}")


def _sheet_title(bank: Bank, chapters: Sequence[str]) -> str:
    book = bank.book.record
    if book is None:
        return "Quiz"
    named = [chapter.heading for key in chapters if (chapter := book.chapter(key)) is not None]
    return named[0] if len(named) == 1 else book.title


@cli.command()
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@_SOURCE
def release(recipes: tuple[str, ...], source: Path | None) -> None:
    """Publish the decks: build them without passages into decks/, and write released.lock."""
    from quizgen.pipeline import building
    from quizgen.pipeline.request import build_time

    now, faults = build_time(_now())
    _stop_if(faults)
    result = building.release(_request(source), recipes, now)
    _print_diagnostics(result.diagnostics)
    if not result.is_built:
        click.echo("Nothing was released." if result.diagnostics else "No recipe asks for a deck.", err=True)
        sys.exit(_exit_code(result.diagnostics))
    for name, changes in result.changes:
        counts = (("added", changes.added), ("edited", changes.edited), ("retired", changes.retired))
        click.echo(f"{result.out}/{name}.apkg: " + ", ".join(f"{len(ids)} {what}" for what, ids in counts))
        for what, ids in counts[1:]:
            for question_id in ids:
                click.echo(f"  {what}: {question_id}")


@cli.command()
@click.argument("paths", nargs=-1, type=_FILE, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--locked", is_flag=True, help="It is an error if verified.lock would change.")
@_SOURCE
def check(paths: tuple[Path, ...], form: str, strict: bool, locked: bool, source: Path | None) -> None:
    """Hold every question against the book, and write verified.lock."""
    from quizgen.pipeline import checked
    from quizgen.reports.diagnostics import as_github, as_json

    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"there is no `{path}`", param_hint="PATH")
    result = checked.check(_request(source), paths, locked=locked)
    errors = sum(diagnostic.is_error for diagnostic in result.diagnostics)
    warnings = len(result.diagnostics) - errors
    summary = {
        "questions": result.questions,
        "verified": result.verified,
        "from_lock": result.from_lock,
        "not_verified": result.not_verified,
        "errors": errors,
        "warnings": warnings,
    }
    if form == "json":
        click.echo(as_json(result.diagnostics, summary))
    elif form == "github":
        click.echo(as_github(result.diagnostics))
    else:
        _print_diagnostics(result.diagnostics)
        click.echo(_summary(summary))
    sys.exit(_exit_code(result.diagnostics) if errors else int(strict and warnings > 0))


def _summary(summary: dict[str, int]) -> str:
    from quizgen.diagnostics import counted

    parts = [counted(summary["questions"], "question")]
    if summary["verified"]:
        parts.append(f"{summary['verified']} verified against the copy")
    if summary["from_lock"]:
        parts.append(f"{summary['from_lock']} by the lock")
    if summary["not_verified"]:
        parts.append(f"{summary['not_verified']} not verified")
    return f"{': '.join(parts[:2])}{''.join(f', {part}' for part in parts[2:])}; " + (
        f"{counted(summary['errors'], 'error')}, {counted(summary['warnings'], 'warning')}."
    )


@cli.group()
def source() -> None:
    """Your copy of a book."""


@source.command("add")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--book", "key", type=_TEXT, required=True, metavar="KEY", help="The book's folder below questions/.")
def source_add(file: Path, key: str) -> None:
    """Put your copy of a book where quizgen finds it: text, HTML or a folder of it, EPUB, PDF, Markdown."""
    from quizgen.loading.project import BANKS, BOOK_FILE, find_banks
    from quizgen.pipeline import adding, examining

    if key not in [folder.name for folder in find_banks(Path()) if (folder / BOOK_FILE).exists()]:
        known = ", ".join(bank.key for bank in examining.read_banks(Path())[0]) or "none"
        proposed = f"`quizgen source outline {shlex.quote(str(file))}` proposes one"
        raise click.UsageError(f"there is no {BANKS}/{key}/{BOOK_FILE} here (the books here: {known}); {proposed}")
    bank = _bank(key)
    _stop_if(bank.book.diagnostics)
    text, faults = examining.read_text(bank.folder, bank.book, file)
    _stop_if(faults)
    added = adding.add_copy(file, bank.folder, Path())
    _stop_if(added.diagnostics)
    assert text is not None and bank.book.record is not None
    words = sum(len(chapter.words) for chapter in text.chapters.values())
    click.echo(f"{bank.book.record.title}: {len(text.chapters)} chapters, {words:,} words, kept in {added.path}")
    for earlier, now in added.moved:
        click.echo(f"An earlier copy was moved aside: {earlier} is now {now}")
    if any(bank.entries):
        click.echo("Now `quizgen check` holds the questions against it, and `quizgen build` prints its passages.")
    else:
        chapter = shlex.quote(next(iter(text.chapters)))
        which = f" --book {key}" if len(examining.read_banks(Path())[0]) > 1 else ""
        click.echo(
            f"Now `quizgen new {chapter}{which}` begins a question, `quizgen find WORDS{which}` finds its passage,"
        )
        click.echo(f"and a recipe `decks/{key}.yaml` says what is made of them.")


@source.command("show")
@click.argument("book", required=False)
@_STRUCTURE_FORMAT
@_SOURCE
def source_show(book: str | None, form: str, source: Path | None) -> None:
    """Print the chapters and sections found in a copy, with their sizes."""
    from quizgen.reports.structure import structure_as_json, structure_as_text

    text = _text(_bank(book), source)
    click.echo(structure_as_json(text) if form == "json" else structure_as_text(text))


@source.command("text")
@click.argument("book", required=False)
@click.option("--chapter", type=_TEXT, metavar="K", help="Only this chapter.")
@_SOURCE
def source_text(book: str | None, chapter: str | None, source: Path | None) -> None:
    """Print a copy's clean text, one paragraph a block."""
    from quizgen.reports.structure import text_of

    text = _text(_bank(book), source)
    click.echo("\n\n".join(text_of(text, each) for each in _chapters(text, chapter)))


@source.command("outline")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--title", help="The book's title.")
@click.option("--author", help="Who wrote it.")
def source_outline(file: Path, title: str | None, author: str | None) -> None:
    """Propose a book.yaml from the headings of a copy."""
    from quizgen.reports.outline import outline_as_yaml
    from quizgen.source.copy import read_copy
    from quizgen.source.outline import propose_outline

    copy, faults = read_copy(file)
    _print_diagnostics(faults)
    if copy is None:
        sys.exit(1)
    outline = propose_outline(copy, title, author)
    if outline is None:
        click.echo(f"There are no words in {file}.", err=True)
        sys.exit(1)
    click.echo(outline_as_yaml(outline, copy), nl=False)
    click.echo("Look it through, and save it as questions/KEY/book.yaml, with a KEY of your own. Then:", err=True)
    click.echo(f"    quizgen source add {shlex.quote(str(file))} --book KEY", err=True)


@source.command("doctor")
@click.argument("book", required=False)
@_STRUCTURE_FORMAT
@_SOURCE
def source_doctor(book: str | None, form: str, source: Path | None) -> None:
    """List what looks damaged in a copy, and the questions that stand on it."""
    from quizgen.pipeline import diagnosing
    from quizgen.reports.damage import damage_as_json, damage_as_text

    bank = _bank(book)
    text = _text(bank, source)
    damage, citing, faults = diagnosing.diagnose(bank, text)
    click.echo((damage_as_json if form == "json" else damage_as_text)(text, damage, citing))
    _stop_if(faults)  # what it says of the questions lacks those that could not be read


@cli.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--book", type=_TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@click.option("--chapter", type=_TEXT, metavar="K", help="Only this chapter.")
@_STRUCTURE_FORMAT
@_SOURCE
def find(words: tuple[str, ...], book: str | None, chapter: str | None, form: str, source: Path | None) -> None:
    """Print where words stand in your copy, with a `cite:` ready to paste."""
    import json
    from dataclasses import asdict

    from quizgen.source.search import nearest, search

    text = _text(_bank(book), source)
    wanted, chapters = " ".join(words), _chapters(text, chapter)
    if not any(character.isalnum() for character in wanted):
        raise click.BadParameter("give some words of the book", param_hint="WORDS")
    hits = list(search(wanted, text, chapters))
    if form == "json":
        click.echo(json.dumps({"hits": [asdict(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    for hit in hits if form == "text" else ():
        click.echo(_hit(hit, text) + "\n")
    if not hits:
        click.echo(f"“{wanted}” stands nowhere in {'this chapter' if chapter else 'this copy'}.", err=True)
        for place, missing in nearest(wanted, text, chapters):
            if missing.near is not None:
                click.echo(f"    {place}, {text.copy.place(missing.near.line)}, has “{missing.near.stands}”.", err=True)
        sys.exit(1)


def _hit(hit: Hit, text: BookText) -> str:
    import json
    import textwrap

    passage = "\n".join(
        textwrap.fill(each, 96, initial_indent="  ", subsequent_indent="  ") for each in hit.passage.text.split("\n\n")
    )
    # A JSON string is a YAML string, whatever quotes it has inside.
    cite = (
        f"  cite: {json.dumps(hit.cite, ensure_ascii=False)}"
        if hit.cite
        else "  (no short citation fits this place only)"
    )
    return f"{hit.place}, paragraph {hit.paragraph} ({text.copy.place(hit.line)})\n{passage}\n{cite}"


@cli.command()
@click.argument("chapter")
@click.option("--kind", default="choice", show_default=True, metavar="KIND", help="The kind of question.")
@click.option("--book", type=_TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
def new(chapter: str, kind: str, book: str | None) -> None:
    """Append a skeleton of a question to a chapter's file, with a fresh id."""
    from quizgen.model import KINDS
    from quizgen.pipeline import drafting

    if kind not in KINDS:
        raise click.BadParameter(f"there is no kind `{kind}`; the kinds are: {', '.join(KINDS)}", param_hint="--kind")
    bank = _bank(book)
    if bank.book.record is None or bank.book.record.chapter(chapter) is None:
        _stop_if(bank.book.diagnostics)
        keys = ", ".join(each.key for each in bank.book.record.chapters) if bank.book.record else ""
        raise click.BadParameter(f"the book has no chapter `{chapter}`; its chapters are: {keys}", param_hint="CHAPTER")
    place, question_id, faults = drafting.append_skeleton(bank, chapter, kind)
    _stop_if(faults)
    click.echo(f"{place}: a draft with the id `{question_id}`")
    click.echo("Fill it in, give it an id that says what is asked, and remove `draft: true`; then run `quizgen check`.")


@cli.command()
@click.argument("book", required=False)
@_STRUCTURE_FORMAT
@click.option("--out", type=_FILE, default=Path("build"), show_default=True, help="The folder for coverage.html.")
@click.option("--public", is_flag=True, help="Leave the book's text out of the page.")
@_SOURCE
def coverage(book: str | None, form: str, out: Path, public: bool, source: Path | None) -> None:
    """Print what share of each section some question cites, and make a page of it."""
    from quizgen.pipeline import covering
    from quizgen.reports.coverage import coverage_as_json, coverage_as_text

    measured, faults = covering.cover(_request(source), _bank(book), out, public=public)
    _stop_if(faults)
    assert measured is not None
    click.echo(coverage_as_json(measured) if form == "json" else coverage_as_text(measured))
    if form == "text":
        click.echo(f"\nThe page: {out / 'coverage.html'}")


@cli.command()
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="Print the page of all codes, in Markdown.")
def explain(code: str | None, everything: bool) -> None:
    """Print what a code means, with a bad and a good example."""
    from quizgen.reports.explanation import all_codes, write_page
    from quizgen.reports.explanation import explain as explained

    if everything:
        click.echo(write_page(), nl=False)
        return
    text = explained(code) if code else None
    if text is None:
        import difflib

        near = difflib.get_close_matches(code or "", all_codes(), 1)
        known = f"did you mean `{near[0]}`?" if near else f"the codes are: {', '.join(all_codes())}"
        raise click.BadParameter(f"there is no code `{code}`; {known}" if code else known, param_hint="CODE")
    click.echo(text)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a bank, for editors."""
    from quizgen.reports.schema import write_schema

    click.echo(write_schema(), nl=False)


# --- what the commands share ------------------------------------------------------------------


def _now() -> float:
    import time

    return time.time()


def _request(source: Path | None) -> Request:
    from quizgen.pipeline.request import Request

    if source is not None and not source.exists():
        raise click.BadParameter(f"there is no `{source}`", param_hint="--source")
    return Request(Path(), source, _track)


def _track(done: Iterable[Each], total: int) -> Iterator[Each]:
    """Show a bar where a person would wait for it."""
    if total < _ENOUGH_TO_WAIT_FOR or not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(done, "Checking", total=total, console=Console(stderr=True), transient=True)


def _bank(key: str | None) -> Bank:
    """The book's bank; without a key the only one."""
    from quizgen.pipeline import examining

    banks, faults = examining.read_banks(Path())
    _stop_if(faults)
    named = [bank for bank in banks if key in (None, bank.key)]
    if len(named) != 1:
        known = ", ".join(bank.key for bank in banks)
        what = f"there is no book `{key}`" if key else "there are several books: name the one that you mean"
        raise click.UsageError(f"{what} (below questions/: {known})")
    return named[0]


def _text(bank: Bank, source: Path | None) -> BookText:
    from quizgen.pipeline import examining

    _request(source)
    _stop_if(bank.book.diagnostics)
    text, faults = examining.read_text(bank.folder, bank.book, source)
    _stop_if(faults)
    if text is None:
        click.echo(f"There is no copy of `{bank.key}` here yet.", err=True)
        click.echo(f"    Add yours: quizgen source add FILE --book {bank.key}", err=True)
        sys.exit(1)
    return text


def _chapters(text: BookText, key: str | None) -> list[ChapterText]:
    if key is not None and key not in text.chapters:
        known = ", ".join(text.chapters)
        raise click.BadParameter(f"the book has no chapter `{key}`; its chapters are: {known}", param_hint="--chapter")
    return [chapter for name, chapter in text.chapters.items() if key in (None, name)]


def _print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    from quizgen.reports.diagnostics import as_text

    if diagnostics:
        click.echo(as_text(diagnostics), err=True)


def _stop_if(diagnostics: Sequence[Diagnostic]) -> None:
    _print_diagnostics(diagnostics)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        sys.exit(_exit_code(diagnostics))


def _exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """2 where something was asked for that there is not, else 1."""
    return 2 if any(diagnostic.code in _WRONG_USAGE for diagnostic in diagnostics) else 1


def _flush(stream: TextIO | None) -> None:
    if stream is not None:  # as it is where whoever began quizgen had closed it
        stream.flush()


def main() -> NoReturn:
    """Run the command line; a closed pipe ends it quietly."""
    # What a run makes it needs to its end: the cyclic collector would walk through it again and again for nothing.
    gc.disable()
    code: object = 0
    try:
        try:
            cli()
        except SystemExit as ended:
            code = ended.code
        _flush(sys.stdout)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(f"quizgen: cannot write its output: {(error.strerror or 'no reason given').lower()}", err=True)
        code = 1
    _flush(sys.stderr)
    # Nor is it taken apart piece by piece, which takes a twentieth of a long run: all files are closed by now.
    os._exit(code if isinstance(code, int) else bool(code))
