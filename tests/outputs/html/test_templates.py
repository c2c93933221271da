"""Templates are compiled once, and anew when they or what compiles them have changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from quizgen.outputs.html import templates

LATER = 1_900_000_000


def rendered(monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """What the template says, and how often one was compiled for it."""
    compiled = []
    compile_template = Environment.compile

    def counted(self: Environment, *given: Any) -> Any:
        compiled.append(given)
        return compile_template(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", counted)
        environment = Environment(loader=templates._Templates(), autoescape=True)
        return environment.get_template("one.html").render(name="<it>"), len(compiled)


def test_bytecode_is_kept_and_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template, jinja = tmp_path / "one.html", tmp_path / "jinja.py"
    template.write_text("For {{ name }}")
    jinja.touch()
    monkeypatch.setattr(templates, "_FOLDER", tmp_path)
    monkeypatch.setattr("jinja2.__file__", str(jinja))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered(monkeypatch) == ("For &lt;it&gt;", 1)
    assert rendered(monkeypatch) == ("For &lt;it&gt;", 0)
    os.utime(jinja, (LATER, LATER))
    assert rendered(monkeypatch) == ("For &lt;it&gt;", 1)
    template.write_text("To {{ name }}")
    os.utime(template, (LATER, LATER))
    assert rendered(monkeypatch) == ("To &lt;it&gt;", 1)


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.html").write_text("For {{ name }}")
    (tmp_path / "file").touch()
    monkeypatch.setattr(templates, "_FOLDER", tmp_path)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file" / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for _ in range(2):
        assert rendered(monkeypatch) == ("For &lt;it&gt;", 1)
