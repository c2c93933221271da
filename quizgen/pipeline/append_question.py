"""Append a draft of a question to its chapter's file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from quizgen.kinds.skeleton import fresh_id, write_skeleton
from quizgen.model.diagnostics import Diagnostic, Location
from quizgen.project.bank import parse_bank
from quizgen.project.layout import SCHEMA, Bank
from quizgen.project.read import read_file, reason_of
from quizgen.project.write import Artifact, write_artifacts
from quizgen.project.yaml_text import MAX_BYTES
from quizgen.verify.verdict import questions_by_id


@dataclass(frozen=True, slots=True)
class AppendedQuestion:
    """Where the draft was appended (``path:line``), and its id; with ``diagnostics``, why it was not."""

    place: str
    id: str
    diagnostics: tuple[Diagnostic, ...] = ()


def append_question(bank: Bank, chapter: str, kind: str) -> AppendedQuestion:
    """Append a draft to the chapter's file, creating the file if needed."""
    taken = {*questions_by_id(bank), *(question_id for file in bank.files for question_id in file.unread)}
    taken |= {draft.id for draft in bank.drafts}
    question_id = fresh_id(kind, chapter, taken)
    file = next((file for file in bank.files if file.chapter == chapter), None)
    has_schema = (bank.folder.parent / SCHEMA).exists()
    schema = f"# yaml-language-server: $schema=../{SCHEMA}\n" if has_schema else ""
    path, before, indent = f"{bank.name}/{chapter}.yaml", f"{schema}chapter: {json.dumps(chapter)}\nquestions:\n", 2
    if file is not None:
        path = file.path
        try:
            written = read_file(bank.folder / Path(path).name, MAX_BYTES)
        except OSError as error:  # possible although the bank was just read: another program may be changing the file
            message = f"this file cannot be read: {reason_of(error)}"
            hint = "Is another program at work on it? Try again."
            return AppendedQuestion(path, question_id, (Diagnostic("unreadable-file", message, Location(path), hint),))
        before = written.decode("utf-8", "replace").rstrip() + "\n\n"
        columns = [item.yaml_span.column for items in (file.drafts, file.entries) for item in items]
        indent = max(columns[-1] - 3, 0) if columns else 2
    elif (bank.folder / f"{chapter}.yaml").exists():
        hint = "Mend it first: `quizgen check` says what is wrong with it."
        fault = Diagnostic("cannot-append", "this is not the chapter's bank", Location(path), hint)
        return AppendedQuestion(path, question_id, (fault,))
    line = before.count("\n") + 1
    text = before + write_skeleton(kind, question_id, indent)
    if "\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    appended = parse_bank(text, path, bank.book.record)
    if question_id not in [entry.question.id for entry in appended.entries]:
        hint = "End the file with its list of `questions:`, and mend what `quizgen check` finds in it."
        fault = Diagnostic("cannot-append", "no question can be appended", Location(path), hint)
        return AppendedQuestion(path, question_id, (fault,))
    faults = write_artifacts(bank.folder, [Artifact(Path(path).name, text.encode())])
    return AppendedQuestion(f"{path}:{line}", question_id, faults)
