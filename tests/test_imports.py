"""What a command does not need it does not import: asserted by module, since times differ from machine to machine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.projects import Project

HEAVY = {
    "charset_normalizer", "genanki", "jinja2", "lxml", "markdown_it", "pydantic", "pypdfium2",
    "rapidfuzz", "rich", "sentencex", "Stemmer", "yaml",
}  # fmt: skip
_RUN = """
import json, sys
from quizgen.cli.main import cli
try:
    cli()
except SystemExit:
    pass
print(json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


def imported(project: Project, *arguments: str) -> set[str]:
    """The modules that a command has imported at its end."""
    command = [sys.executable, "-c", _RUN, *arguments]
    environment = {"QUIZGEN_LIBRARY": str(project.library)}
    done = subprocess.run(command, cwd=project.root, env=_with(environment), capture_output=True, text=True, check=True)
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(modules)


def _with(more: dict[str, str]) -> dict[str, str]:
    import os

    return os.environ | more


def test_help_needs_click_alone(project: Project) -> None:
    modules = imported(project, "--help")
    assert "click" in modules
    assert not modules & (HEAVY | {"platformdirs"})


def test_a_check_with_nothing_to_do_needs_no_library(project: Project) -> None:
    assert imported(project, "check") >= {"pydantic", "yaml"}
    assert not imported(project, "check") & HEAVY


def test_a_build_with_nothing_to_do_needs_no_library(project: Project) -> None:
    assert imported(project, "build") >= {"genanki", "jinja2", "pydantic", "yaml"}
    assert not imported(project, "build") & HEAVY


@pytest.mark.parametrize("library", ["genanki", "jinja2", "markdown_it", "rich"])
def test_a_check_does_not_import_what_outputs_need(project: Project, library: str) -> None:
    project.replace("questions/lighthouse/1.yaml", "burns longer", f"burns longer ({library.replace('_', '-')})")
    assert library not in imported(project, "check")
