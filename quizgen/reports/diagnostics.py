"""Format diagnostics as text for a terminal, as JSON, or as annotations on GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from quizgen.model.diagnostics import Diagnostic


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """``path:line:column: error[code]: message``, with the hint on a line of its own."""
    lines = []
    for diagnostic in diagnostics:
        lines.append(f"{diagnostic.location}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}")
        if diagnostic.hint:
            lines.append(f"    {diagnostic.hint}")
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic], summary: Mapping[str, int]) -> str:
    """An object with ``diagnostics`` (code, severity, path, line, column, message, hint, question) and ``summary``."""
    rows = [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
            "question": diagnostic.question,
        }
        for diagnostic in diagnostics
    ]
    return json.dumps({"diagnostics": rows, "summary": dict(summary)}, ensure_ascii=False, indent=2)


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Format: docs.github.com, "Workflow commands for GitHub Actions", setting an error message.
    """
    lines = []
    for diagnostic in diagnostics:
        place = diagnostic.location
        where = f"file={_property(place.path)},line={max(place.line, 1)},col={max(place.column, 1)}"
        text = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
        lines.append(f"::{diagnostic.severity} {where},title={_property(diagnostic.code)}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
