"""What earlier runs found out about each question → what this one need not find out again, by the files of a bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from quizgen.checks import TEXT_CHECKS_VERSION, Reported
from quizgen.diagnostics import Finding, Severity
from quizgen.loading.bank import BankFile
from quizgen.loading.project import Bank
from quizgen.pipeline.cache import Cache, digest, program
from quizgen.source.locate import Located, Near
from quizgen.source.structure import BookText
from quizgen.verify import Known, Verdict

Before = Mapping[str, Mapping[str, Known]]
"""By the path of a file, and by the id of a question in it."""


def recall_known(cache: Cache, bank: Bank, text: BookText | None) -> Before:
    """What is known of the questions of those files that are as they were, with the same book and the same copy."""
    known = {}
    for file in bank.files:
        kept = cache.recall(_name(bank, file, text), _key(bank, file, text))
        try:
            known[file.path] = {name: _read(row, text) for name, row in kept.items()} if kept else {}
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    return known


def remember_known(
    cache: Cache, bank: Bank, text: BookText | None, verdicts: Iterable[Verdict], before: Before
) -> None:
    """Have kept what was found out of the files that have a question not known before."""
    by_file: defaultdict[str, dict[str, Known]] = defaultdict(dict)
    for verdict in verdicts:
        by_file[verdict.entry.path][verdict.entry.question.id] = verdict.known
    for file in bank.files:
        found = by_file[file.path]
        if not found.keys() <= before.get(file.path, {}).keys():
            rows = {name: _written(known) for name, known in found.items()}
            cache.remember(_name(bank, file, text), _key(bank, file, text), rows)


def _name(bank: Bank, file: BankFile, text: BookText | None) -> str:
    """One for each file, with each copy: what is kept takes the place of what was."""
    return digest("questions", str(bank.folder.resolve()), file.path, text.copy.sha256 if text else "")


def _key(bank: Bank, file: BankFile, text: BookText | None) -> str:
    # The same bytes are another text where the file's name says that it is Markdown.
    copy = (text.copy.sha256, Path(text.copy.path).suffix) if text else ()
    return digest(program(), str(TEXT_CHECKS_VERSION), file.sha256, bank.book.sha256, *copy)


def _written(known: Known) -> list[Any]:
    located = [
        (each.chapter.chapter.key, *each.span, each.place, each.is_section, list(map(astuple, each.differences)))
        for each in known.located
    ]
    reported = [(code, severity, each.route, each.message, each.hint) for code, severity, each in known.reported]
    return [known.digest, located, reported]


def _read(row: Any, text: BookText | None) -> Known:
    hashed, located, reported = row
    return Known(str(hashed), tuple(_place(each, text) for each in located), tuple(map(_finding, reported)))


def _place(row: Any, text: BookText | None) -> Located:
    key, first, last, place, is_section, differences = row
    if text is None:
        raise ValueError("a place without a copy")
    chapter = text.chapters[key]
    if not 0 <= first < last <= len(chapter.words):
        raise ValueError("a place outside of its chapter")
    near = tuple(Near(str(written), str(stands), int(line)) for written, stands, line in differences)
    return Located(chapter, (first, last), str(place), bool(is_section), near)


def _finding(row: Any) -> Reported:
    code, severity, route, message, hint = row
    return str(code), Severity(severity), Finding(tuple(route), str(message), str(hint))
