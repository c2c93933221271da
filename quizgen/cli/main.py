"""Run the command line, with exit codes 0 (success), 1 (errors found) and 2 (wrong usage)."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn, TextIO

import click

from quizgen import __version__
from quizgen.cli.build import build
from quizgen.cli.check import check
from quizgen.cli.coverage import coverage
from quizgen.cli.explain import explain
from quizgen.cli.find import find
from quizgen.cli.group import OrderedGroup
from quizgen.cli.init import init
from quizgen.cli.new import new
from quizgen.cli.release import release
from quizgen.cli.review import review
from quizgen.cli.schema import schema
from quizgen.cli.sheet import sheet
from quizgen.cli.source import source


@click.group(cls=OrderedGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="quizgen %(version)s")
def cli() -> None:
    """Compile question banks into Anki decks and printable quizzes, held against the text of their book."""


for _command in (init, build, sheet, release, check, review, source, find, new, coverage, explain, schema):
    cli.add_command(_command)


_OBJECTS_BETWEEN_COLLECTIONS = 500_000
"""A run needs most of its objects to its end, and few are in cycles: frequent garbage collection only costs time."""


def _flush(stream: TextIO | None) -> None:
    if stream is not None:  # it is None if quizgen was started with the stream closed
        stream.flush()


def main() -> NoReturn:
    """Run the command line; a closed pipe ends it quietly."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
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
    gc.freeze()  # so that Python does not collect garbage once more on exit
    sys.exit(code if isinstance(code, int) else int(bool(code)))
