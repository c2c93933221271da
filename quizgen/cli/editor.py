"""Open a file in the user's editor, at a line."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

_GO_TO = frozenset({"code", "code-insiders", "codium", "cursor"})
"""Editors that take ``--goto FILE:LINE``; most others take ``+LINE FILE``, as vi did."""


def find_editor() -> Sequence[str] | None:
    """The command in ``$VISUAL``, else in ``$EDITOR``; None if neither names one."""
    for variable in ("VISUAL", "EDITOR"):
        try:
            if command := shlex.split(os.environ.get(variable, "")):
                return command
        except ValueError:  # a quotation mark is not closed
            continue
    return None


def open_editor(command: Sequence[str], path: str, line: int) -> str | None:
    """Wait until the editor is closed; the result says why it could not be opened."""
    is_go_to = Path(command[0]).stem in _GO_TO
    place = ["--wait", "--goto", f"{path}:{line}"] if is_go_to else [f"+{line}", path]
    try:
        code = subprocess.run([*command, *place], check=False).returncode  # noqa: S603 (the user's own editor)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return f"{command[0]} cannot be run: {(reason or 'no reason given').lower()}."
    return f"{command[0]} ended with the code {code}." if code else None
