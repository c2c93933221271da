"""Measure the time and memory that quizgen takes for banks of several sizes, compared with a floor.

Run as `python -m bench.speed [--sizes 500,5000,50000] [--repeats 5]`. Every command and its floor run in turns.
Times are wall-clock and processor seconds, the smallest of the repeats, since other programs run at the same time.
Memory is that of all processes of a command, in a run that is not timed. `alone` is a run on one processor only.

The floor is the least that a command could take. The floor of a check is Python's start, importing the libraries it
needs, reading the book and splitting it into normalised words, and libyaml composing the bank with Python's garbage
collector paused. The floor of a build adds importing Jinja2 and markdown-it, and unmodified genanki writing the same
notes.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
EPOCH = "1767225600"
NOTES = "notes.json"
MOST = {"check": 4.0, "build": 3.0, "help": 1.5, "growth": 11.0, "memory": 20.0}
"""Limits. check and build: multiples of their floors; help: of `import click`; growth: of the time for a tenth of the
questions; memory: kB per question, above a process that has only read the book."""

# --- the floors: what runs in the child processes ---------------------------------------------


def floor_of_base(folder: Path) -> None:
    """Import the libraries that a check of these banks uses, and read the book."""
    import platformdirs
    import sentencex
    import Stemmer
    import yaml
    from pydantic import BaseModel, TypeAdapter  # `import pydantic` alone loads nearly nothing
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    assert all((platformdirs, sentencex, Stemmer, yaml, click))
    assert all((BaseModel, TypeAdapter, Levenshtein, partial_ratio_alignment))
    _read_book(folder)


def _read_book(folder: Path) -> tuple[list[str], list[int], list[int]]:
    """The normalised words, and the start and end of each in the copy, in characters."""
    import re
    import unicodedata

    (copy,) = (folder / "library").iterdir()
    words, starts, ends = [], [], []
    for found in re.finditer(r"[^\W_]+", copy.read_bytes().decode()):
        words.append(unicodedata.normalize("NFKC", found.group()).casefold())
        starts.append(found.start())
        ends.append(found.end())
    return words, starts, ends


def floor_of_check(folder: Path) -> None:
    """The floor of the base, and compose the bank."""
    floor_of_base(folder)
    import yaml

    gc.disable()
    for file in sorted((folder / "questions").rglob("*.yaml")):
        yaml.compose(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
    gc.enable()


def floor_of_build(folder: Path) -> None:
    """The floor of a check, and write the notes that quizgen made as a package, with genanki."""
    floor_of_check(folder)
    import genanki
    import jinja2
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    assert all((jinja2, MarkdownIt, dollarmath_plugin))
    models: dict[tuple[int, bool], genanki.Model] = {}
    deck = genanki.Deck(1, "Synthetic")
    for fields, tags, is_cloze in json.loads((folder / NOTES).read_bytes()):
        model = models.setdefault((len(fields), is_cloze), _model(len(fields), is_cloze))
        deck.add_note(genanki.Note(model=model, fields=fields, tags=tags))
    genanki.Package(deck).write_to_file(folder / "floor.apkg")


def _model(size: int, is_cloze: bool) -> object:
    import genanki

    return genanki.Model(
        size + is_cloze,
        "Cloze" if is_cloze else "Basic",
        fields=[{"name": f"F{number}"} for number in range(size)],
        templates=[{"name": "Card", "qfmt": "{{cloze:F0}}" if is_cloze else "{{F0}}", "afmt": "{{F1}}"}],
        model_type=genanki.Model.CLOZE if is_cloze else genanki.Model.FRONT_BACK,
    )


def keep_notes(folder: Path) -> None:
    """Save the notes of a built deck as JSON, for genanki to write again."""
    rows = []
    with zipfile.ZipFile(folder / "build" / "synthetic.apkg") as package, tempfile.TemporaryDirectory() as aside:
        database = package.extract("collection.anki2", aside)
        connection = sqlite3.connect(database)
        for fields, tags in connection.execute("SELECT flds, tags FROM notes"):
            rows.append((fields.split("\x1f"), tags.split(), "{{c" in fields))
        connection.close()
    (folder / NOTES).write_text(json.dumps(rows), "utf-8")


def time_stages(folder: Path) -> None:
    """Print, as JSON, the processor seconds of each stage, run in one process after all imports."""
    from quizgen.assembly.decks import assemble_deck
    from quizgen.assembly.items import make_item
    from quizgen.assembly.worksheets import assemble_worksheets
    from quizgen.checks.run import run_checks
    from quizgen.checks.subject import make_subject
    from quizgen.outputs.anki.notes import render_notes
    from quizgen.outputs.anki.package import write_package
    from quizgen.outputs.html.key_page import render_key
    from quizgen.outputs.html.worksheet import render_worksheet
    from quizgen.project.layout import find_recipes, read_recipe_file
    from quizgen.project.request import Request
    from quizgen.verify.question import make_verifier
    from quizgen.verify.verdict import judge
    from quizgen.workspace.workspace import Workspace

    times: dict[str, float] = {}
    gc.disable()  # the command line hardly ever collects

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        start = time.process_time()
        yield
        times[stage] = times.get(stage, 0.0) + time.process_time() - start

    with timed("load"):
        opened = Workspace(Request(folder, folder / "library" / "synthetic.txt")).books["synthetic"]
        bank = opened.bank
    with timed("book"):
        text, _ = opened.load_text()
    book = bank.book.record
    assert book is not None
    assert text is not None
    with timed("locate"):
        subjects = [make_subject(entry.question, entry.chapter, text) for entry in bank.entries]
    with timed("check"):
        run_checks(subjects, book)
    verify_question = make_verifier(book, text)
    results = [(entry, verify_question(entry)) for entry in bank.entries]
    verdicts = [judge(entry, result, result.reported, text, bank) for entry, result in results]
    recipe = read_recipe_file(find_recipes(folder)[0], "synthetic").loaded.record
    assert recipe is not None
    with timed("assemble"):
        items = [make_item(verdict, book, with_passages=True) for verdict in verdicts if verdict.is_sound]
        deck = assemble_deck("synthetic", recipe, bank.key, book, items)
        sheets, _ = assemble_worksheets(recipe, book, items)
    assert deck is not None
    with timed("Anki"):
        notes = tuple(render_notes(deck))
        write_package(deck, notes, {note.id: int(EPOCH) for note in notes}, int(EPOCH))
    with timed("worksheets"):
        for sheet in sheets:
            render_worksheet(sheet)
            render_key(sheet)
    json.dump(times, sys.stdout)


def write_project(folder: Path, questions: int) -> None:
    from bench.synthetic import write_project as write

    write(folder, questions)


# --- measuring --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: wall-clock seconds, and processor seconds of all its processes."""

    wall: float
    processor: float

    def least(self, other: Cost) -> Cost:
        return Cost(min(self.wall, other.wall), min(self.processor, other.processor))


@contextmanager
def started(folder: Path, command: Sequence[str], processors: int | None) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in a project; raise if its exit code is not 0 or 1 (errors in the bank, which are intended)."""
    environment = os.environ | {
        "QUIZGEN_LIBRARY": str(folder / "library"),
        "QUIZGEN_CACHE": str(folder / "cache"),
        "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # modules of an installed program are compiled too
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:processors])
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.sched_setaffinity(0, allowed)
    yield process
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")


def run(folder: Path, *command: str, processors: int | None = None) -> Cost:
    """Run a program and measure its cost, on ``processors`` processors or on all."""
    start = time.perf_counter()
    with started(folder, command, processors) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def most_memory(folder: Path, *command: str) -> int:
    """The peak memory in kB of a program and the processes that it starts; shared memory counts once."""
    most = 0
    with started(folder, command, None) as process:
        while process.poll() is None:
            most = max(most, sum(map(_memory, _family(process.pid))))
            time.sleep(0.005)
    return most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _memory(pid: int) -> int:
    """The proportional set size (Linux, proc(5)) in kB; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def function(task: str) -> tuple[str, ...]:
    """The command that runs a function of this module."""
    return sys.executable, "-c", f"from pathlib import Path; from bench import speed; speed.{task}"


def quizgen(*arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", "quizgen", *arguments


_COMMANDS = {"check": quizgen("check"), "build": quizgen("build", "--keep-going")}


@dataclass(frozen=True, slots=True)
class Measured:
    """One size of bank: the costs of runs and floors by name, their memory in kB, and processor seconds by stage."""

    questions: int
    costs: dict[str, Cost]
    memory: dict[str, int]
    stages: dict[str, float]

    def floor(self, name: str) -> Cost:
        return self.costs[f"floor of {name.split()[0]}"]

    def ratio(self, name: str) -> float:
        return self.costs[name].wall / self.floor(name).wall

    def memory_of_each(self, name: str) -> float:
        """Memory in kB per question, above a process that has only the libraries and the book."""
        return (self.memory[name] - self.memory["floor of base"]) / self.questions


def measure(folder: Path, questions: int, repeats: int) -> Measured:
    project = folder / str(questions)
    project.mkdir()
    run(project, *function(f"write_project(Path(), {questions})"))
    memory = {"floor of base": most_memory(project, *function("floor_of_base(Path())"))}
    for name, command in _COMMANDS.items():  # this also compiles Python's modules
        _forget(project)
        memory[name] = most_memory(project, *command)
    run(project, *function("keep_notes(Path())"))
    costs: dict[str, Cost] = {}

    def take(name: str, cost: Cost) -> None:
        costs[name] = costs[name].least(cost) if name in costs else cost

    for _ in range(repeats):
        for name, command in _COMMANDS.items():
            take(f"floor of {name}", run(project, *function(f"floor_of_{name}(Path())")))
            _forget(project)
            take(f"{name} alone", run(project, *command, processors=1))
            _forget(project)
            take(name, run(project, *command))
            take(f"{name} again", run(project, *command))
            _edit(project)
            take(f"{name} edited", run(project, *command))
    return Measured(questions, costs, memory, _stages(project))


def _forget(project: Path) -> None:
    """Remove the cache, the locks and the build; Python's compiled modules stay."""
    for folder in ("cache", "build"):
        shutil.rmtree(project / folder, ignore_errors=True)
    for lock in (project / "questions").rglob("*.lock"):
        lock.unlink()


def _edit(project: Path) -> None:
    """Change the wording of one more question of the first chapter."""
    file = project / "questions" / "synthetic" / "001.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("is what", "is, as one knows, what", 1), "utf-8")


def _stages(project: Path) -> dict[str, float]:
    command = [
        sys.executable,
        "-c",
        "from pathlib import Path; from bench import speed; speed.time_stages(Path())",
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=True)
    times: dict[str, float] = json.loads(done.stdout)
    return times


# --- the tables -------------------------------------------------------------------------------

_RUNS = [f"{name}{how}" for name in _COMMANDS for how in ("", " alone", " again", " edited")]


def _print_sizes(sizes: Sequence[Measured]) -> Iterator[str]:
    print(f"\n{len(os.sched_getaffinity(0))} processors\n")
    print(f"{'questions':>9}  {'run':<15}{'s':>8}{'floor s':>9}{'ratio':>7}{'CPU s':>8}{'MB':>7}{'kB each':>9}")
    for size in sizes:
        for name in _RUNS:
            cost, ratio = size.costs[name], size.ratio(name)
            line = f"{size.questions:>9,}  {name:<15}{cost.wall:>8.2f}{size.floor(name).wall:>9.2f}{ratio:>7.2f}"
            line += f"{cost.processor:>8.2f}"
            if name in _COMMANDS:
                line += f"{size.memory[name] / 1024:>7.0f}{size.memory_of_each(name):>9.1f}"
            print(line)
        for name in _COMMANDS:
            if size.questions == 5000 and size.ratio(name) > MOST[name]:
                yield f"{name}: {size.ratio(name):.2f} times its floor, {MOST[name]:g} are allowed"
            if size.questions >= 5000 and size.memory_of_each(name) > MOST["memory"]:
                each = size.memory_of_each(name)
                yield f"{name} of {size.questions}: {each:.1f} kB each, {MOST['memory']:g} are allowed"


def _print_stages(sizes: Sequence[Measured]) -> None:
    print("\nstages (CPU s, nothing cached)")
    print(f"{'questions':>9}  " + "".join(f"{stage:>11}" for stage in sizes[0].stages))
    for size in sizes:
        print(f"{size.questions:>9,}  " + "".join(f"{seconds:>11.3f}" for seconds in size.stages.values()))


def _print_growth(sizes: Sequence[Measured]) -> Iterator[str]:
    for one, other in pairwise(sizes):
        print(f"\ngrowth from {one.questions:,} to {other.questions:,} ({other.questions / one.questions:g} times)")
        for name in _RUNS:
            times = other.costs[name].wall / one.costs[name].wall
            print(f"  {name:<15}{times:>6.1f}")
            if one.questions == 5000 and name in ("check", "build") and times > MOST["growth"]:
                yield f"{name}: grows {times:.1f} times, {MOST['growth']:g} are allowed"


def _print_help(repeats: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="quizgen-bench-") as name:
        folder = Path(name) / "empty"
        folder.mkdir()
        pairs = [
            (run(folder, sys.executable, "-c", "import click").wall, run(folder, *quizgen("--help")).wall)
            for _ in range(repeats * 5 + 1)
        ]
    floor, shown = map(min, zip(*pairs[1:], strict=True))  # without the first run, in which Python compiles the modules
    print(f"\nquizgen --help: {shown * 1000:.0f} ms; import click: {floor * 1000:.0f} ms; ratio {shown / floor:.2f}")
    if shown / floor > MOST["help"]:
        yield f"--help: {shown / floor:.2f} times the import of click, {MOST['help']:g} are allowed"


@click.command()
@click.option("--sizes", default="500,5000", show_default=True, help="Numbers of questions, smallest first.")
@click.option("--repeats", default=5, show_default=True, type=click.IntRange(1))
def main(sizes: str, repeats: int) -> None:
    """Print the tables, and every figure beyond its limit."""
    if sys.platform != "linux":
        raise click.ClickException("this needs Linux, which tells how much memory several processes share")
    missed = list(_print_help(repeats))
    with tempfile.TemporaryDirectory(prefix="quizgen-bench-") as folder:
        measured = []
        for size in map(int, sizes.split(",")):
            measured.append(measure(Path(folder), size, repeats if size <= 5000 else 1))
        missed += _print_sizes(measured)
        _print_stages(measured)
        missed += _print_growth(measured)
    for each in missed:
        print(f"beyond its limit: {each}")


if __name__ == "__main__":
    main()
