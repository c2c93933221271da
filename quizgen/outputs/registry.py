"""The registry of all outputs: a deck, worksheet or build → the files that they make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.outputs.anki.output import ANKI_PACKAGE
from quizgen.outputs.docx.outputs import WORD_KEY, WORD_SHEET
from quizgen.outputs.html.outputs import (
    COVERAGE_PAGE,
    GUIDE_PAGE,
    INDEX_PAGE,
    KEY_PAGE,
    LARGE_PRINT_PAGE,
    WORKSHEET_PAGE,
)
from quizgen.outputs.output import AnyOutput, Context, OutputFile
from quizgen.project.write import Artifact

OUTPUTS: tuple[AnyOutput, ...] = (
    ANKI_PACKAGE,
    WORKSHEET_PAGE,
    LARGE_PRINT_PAGE,
    KEY_PAGE,
    WORD_SHEET,
    WORD_KEY,
    GUIDE_PAGE,
    COVERAGE_PAGE,
    INDEX_PAGE,
)
"""Every output, in the order in which the files of one value are rendered, and linked on the index page."""


def outputs_of(value: object) -> Iterator[AnyOutput]:
    """The outputs that apply to a value."""
    return (output for output in OUTPUTS if isinstance(value, output.source))


def files_of(value: object, *, with_pdfs: bool = False) -> Iterator[OutputFile]:
    """The files that a value becomes; with PDFs, each printable page is followed by its PDF."""
    for output in outputs_of(value):
        for file in output.files(value):
            yield file
            if with_pdfs and output.prints:
                yield file.as_pdf


def load_modules(values: Iterable[object]) -> None:
    """Import what the outputs of some values need: once, where several processes are forked to render them."""
    for module in {output.module: None for output in _used(values) if output.module}:
        import_module(module)


def find_missing_extras(values: Iterable[object]) -> Iterator[CodedFinding]:
    """Find the optional dependencies that the outputs of some values need, and that are not installed."""
    for extra in {output.extra: None for output in _used(values) if output.extra}:
        if find_spec(extra) is None:
            message = f"`{extra}` files need a library that is not installed"
            yield "no-library", Finding((), message, f"Install it: `pip install 'quizgen[{extra}]'`.")


def _used(values: Iterable[object]) -> Iterator[AnyOutput]:
    """The outputs that make a file of one of the values."""
    return (output for value in values for output in outputs_of(value) if any(True for _ in output.files(value)))


def printed_paths(value: object) -> frozenset[str]:
    """The paths of the files of which PDFs are made on demand."""
    printing = (output for output in outputs_of(value) if output.prints)
    return frozenset(file.path for output in printing for file in output.files(value))


def render(value: object, context: Context) -> Iterator[Artifact]:
    """Render the files that a value becomes, one by one."""
    for output in outputs_of(value):
        if paths := {file.path for file in output.files(value)}:
            for artifact in output.render(value, context):
                if artifact.path not in paths:  # else it would be missing from the manifest
                    raise ValueError(f"the output `{output.name}` does not say that it writes {artifact.path}")
                yield artifact
