"""Format diagnostics as text for a terminal, as JSON, or as annotations on GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import assert_never

from quizgen.model.diagnostics import Diagnostic, Fixed, Severity, TextFix


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """``path:line:column: error[code]: message``, with the hint on a line of its own."""
    lines = []
    for diagnostic in diagnostics:
        lines.append(f"{diagnostic.location}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}")
        if diagnostic.hint:
            lines.append(f"    {diagnostic.hint}")
    return "\n".join(lines)


def as_fixed(fixed: Iterable[Fixed]) -> str:
    """``path:line:column: fixed[code]: title``, with the lines that went and came below it."""
    lines = []
    for each in fixed:
        lines.append(f"{each.diagnostic.location}: fixed[{each.diagnostic.code}]: {each.title}")
        lines += [f"    {line[:1]} {line[1:]}" for line in each.lines]
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic], summary: Mapping[str, int]) -> str:
    """An object with ``diagnostics`` and ``summary``.

    A diagnostic has code, severity, path, line, column, end_line, end_column, message, hint, question and fixes. Ends
    are the first place behind, and 0 where they are not known. A fix has title, safe and edits, an edit line, column,
    end_line, end_column and text.
    """
    rows = [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "end_line": diagnostic.location.end_line,
            "end_column": diagnostic.location.end_column,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
            "question": diagnostic.question,
            "fixes": [_fix(fix) for fix in diagnostic.fixes],
        }
        for diagnostic in diagnostics
    ]
    return json.dumps({"diagnostics": rows, "summary": dict(summary)}, ensure_ascii=False, indent=2)


def _fix(fix: TextFix) -> Mapping[str, object]:
    edits = [{**edit.extent._asdict(), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.is_safe, "edits": edits}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Format: docs.github.com, "Workflow commands for GitHub Actions", setting an error message.
    """
    lines = []
    for diagnostic in diagnostics:
        place = diagnostic.location
        where = f"file={_property(place.path)},line={max(place.line, 1)},col={max(place.column, 1)}"
        if place.end_line:
            where += f",endLine={place.end_line}"
            where += f",endColumn={place.end_column}" if place.end_line == place.line else ""
        text = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
        lines.append(f"::{_command(diagnostic.severity)} {where},title={_property(diagnostic.code)}::{_data(text)}")
    return "\n".join(lines)


def _command(severity: Severity) -> str:
    match severity:
        case Severity.ERROR | Severity.WARNING:
            return severity.value
        case Severity.NOTE:
            return "notice"
        case _:
            assert_never(severity)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
