"""Explain what a diagnostic's code means and what to do about it, one code at a time or as a page of all."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from quizgen.checks import BANK_CHECKS, EVERY_CHECK, OBJECTIVE_CHECKS, QUESTION_CHECKS
from quizgen.checks.check import AnyCheck
from quizgen.checks.docs import read_documentation
from quizgen.copies.formats.registry import file_formats, name_formats
from quizgen.model.diagnostics import Mending

OTHER_CODES: Mapping[str, str] = {
    "another-book": "Most of the openings in `book.yaml` are not in the copy: it is another book's, or incomplete.",
    "bad-lock": "A lock has a line that quizgen did not write. Remove it, or take the file from version control again.",
    "bad-theme": "The style sheet that a recipe names is not there, or would load something from outside the page.",
    "bad-value": "A field has a value that does not fit it. The hint says what does.",
    "cannot-append": "`quizgen new` cannot append to the chapter's file as it is.",
    "cannot-fix": "`quizgen check --fix` left a file as it is: a fix would have changed more than it says, or the file "
    "cannot be written.",
    "cannot-print": "The browser could not make the PDFs. Nothing was replaced.",
    "cannot-write": "The output folder cannot be written. What was there is as it was.",
    "checked-by-older-rules": "Questions were checked by an older quizgen, and count; a check with a copy looks again.",
    "closes-not-found": "The words of `closes` do not stand in their part of the copy: what cites it is not checked.",
    "comment-in-text": "A text without quotes has a ` #` in it: what follows is a comment to YAML, and cut off. "
    "A warning where it may be meant so: where a space stands behind the `#`.",
    "copy-differs": "The reader's copy has other words than the one that a question was checked against.",
    "copy-damaged": "The copy cannot be read to its end: it is damaged or cut off, or its reader broke off. "
    "A warning if the rest could be read.",
    "copy-empty": "The file named as a copy of the book has no text, or is a PDF of pictures without a text layer.",
    "copy-encoding": "The copy does not say in which encoding it is, and two would do. Save it as UTF-8.",
    "copy-encrypted": "The copy is protected by a password or by DRM.",
    "copy-missing": "There is no file of this name.",
    "copy-not-text": f"The file named as a copy of the book is not {name_formats(file_formats())}. "
    "Or it is a PDF whose fonts do not say which letters they print: a warning if that is so on some pages alone.",
    "copy-too-large": "The copy has more than 50 MB of text, or more than 500 MB with its pictures.",
    "copy-unreadable": "The copy cannot be opened, or it is no file but a pipe or a device.",
    "count-unmet": "A worksheet has fewer questions than its `count`, because there are no more.",
    "deck-renamed": "A chapter's title or number, or `deck` or `by` of a recipe, would give a published deck another "
    "name. It keeps its own: Anki finds decks by name and moves no card, so that students would have a second tree of "
    "decks, empty but for new cards. `quizgen release` keeps the names and then says no more of these; "
    "`quizgen release --rename-decks` renames them, and says what students should do.",
    "draft": "A question with `draft: true` still needs the fields that the note names. A draft has to have an id and "
    "a kind; what is given in it has to be right, and nothing of it is built. A note changes no exit code.",
    "duplicate-id": "Two questions or two objectives of one book, or two stimuli of one file, have the same id.",
    "duplicate-key": "A field is given twice, two chapters have one key, or two files a guide of one chapter. The "
    "first one counts.",
    "duplicate-name": "Two files of one build would have the same name.",
    "empty-deck": "A recipe asks for a deck and chooses no question for it. It is not made.",
    "empty-guide": "A recipe asks for a study guide, and the bank has nothing to make one of.",
    "file-taken": "A file would be replaced that quizgen did not write, or that somebody changed since.",
    "folder-taken": "`quizgen init` begins a project in a new or an empty folder only, so that it overwrites nothing.",
    "image": "An image is missing, outside of the bank's folder or on the network, or is not written as one.",
    "lock-outdated": "With `--locked`: `quizgen check` would change this question's line in `verified.lock`.",
    "long-thesis": "The thesis in a chapter's `guide` has more than 90 words: three sentences do.",
    "make-up-differs": "On an alternate, some questions are not of the same section or objective, difficulty or kind "
    "as those of the first sitting, because there are none. A note changes no exit code.",
    "many-essays": "A sheet without `mix` has more essays than a worksheet usually has, because there is little else "
    "to choose from. A note changes no exit code.",
    "misnamed-file": "A file in a book's folder is by its name a copy of another one, and is not read.",
    "missing-field": "A field that every question of this kind has is missing.",
    "no-banks": "There is no folder `questions/` here with a book in it.",
    "no-recipe": "No recipe in `decks/` makes anything of this book.",
    "no-recipes": "There is no recipe in `decks/`.",
    "no-library": "What was asked for needs a library that is not installed; the hint names it.",
    "no-printer": "For PDFs quizgen needs Chromium, Chrome or Edge, or WeasyPrint (`pip install 'quizgen[pdf]'`).",
    "no-such-bank": "The path is not that of a bank.",
    "no-such-book": "A recipe names a book that has no folder below `questions/`.",
    "no-such-recipe": "There is no recipe of this name in `decks/`.",
    "no-words": "What is printed around the questions is not there in the book's language, and is in English. It is an "
    "error if a sheet asks for that language.",
    "not-checked": "Questions could not be held against the copy, as it is unknown where in it a part begins or ends. "
    "Those with a line in `verified.lock` count as checked.",
    "not-verified": "No copy of the book is here, or the question could not be held against it, and no line of "
    "`verified.lock` vouches for it as it is.",
    "opens-ambiguous": "The opening words of a part stand in several places of the copy. It costs what "
    "`opens-not-found` costs.",
    "opens-differs": "Opening words stand otherwise in the copy, each in a place that they can only mean.",
    "opens-not-found": "The copy does not contain the opening words of a part: what cites it is not checked, and of "
    "the part before it not what stands where it likely begins. A section behind another loses only its name.",
    "overlapping-decks": "Two recipes put the same questions into decks of different names. Anki keeps a card "
    "where it first came: whoever imports both has an empty deck, or chapters without some of their cards. With the "
    "same `deck` and `by` in both, the cards meet in the same decks.",
    "pages-removed": "A public build removed what `quizgen sheet` or `quizgen coverage` wrote into its folder earlier.",
    "quota-unmet": "A worksheet asks for more questions of a kind than there are.",
    "read-and-refused": "The latest reader in `quizgen review` objects: the passage does not say so, or what is cited "
    "does not have all of it. An edit of the question voids the reading; another reader may also say otherwise.",
    "released-identity": "A published book has another `identity` in `book.yaml`, or another folder without one. Write "
    "the one that the message names.",
    "released-kind": "A published question has another kind now: in Anki it cannot become one.",
    "released-missing": "A published question is gone. Keep it with `retired: true`.",
    "released-number": "A deletion has another number than it was published with, or that of a removed one.",
    "several-copies": "There are several copies of one book. The message says which one is used.",
    "shared-identity": "Two books of a project have one `identity`, or one has the name of the other's folder as its "
    "own: to Anki their questions with one id are one note.",
    "source-of-several": "One copy was named for several books.",
    "unknown-chapter": "`book.yaml` has no chapter with this key.",
    "unknown-check": "There is no check with this code, or it is an error that cannot be ignored.",
    "unknown-field": "A field is not known here, most often by a slip of the pen.",
    "unknown-id": "A recipe asks for a question that there is not, or that is a draft or retired.",
    "unknown-kind": "There is no such kind of question, or no such sort in a recipe's `mix`, `points` or `space`.",
    "unknown-objective": "A question or a recipe names an objective that no chapter of the book has.",
    "unknown-section": "A recipe names a section that no question cites.",
    "unknown-stimulus": "A question names a stimulus that its file does not have.",
    "unknown-tag": "A recipe names a tag that no question has.",
    "unknown-word": "A recipe changes a word of the sheets that there is not.",
    "unread-file": "A file below `questions/` looks like a bank, and stands where none is read.",
    "unreadable-file": "A file cannot be opened, or it is no file but a pipe or a device.",
    "unused-ignore": "An `ignore` excuses nothing: the check finds nothing in this question.",
    "unused-stimulus": "No question of the file names the stimulus.",
    "wrong-folder": "`--out`, or the library, is one of the project's own folders, `questions/` or `decks/`, or holds "
    "them; or `--out` is where the copies of books are.",
    "yaml": "The file is not the YAML that a bank is written in. Anchors, aliases and tabs are not part of it, "
    "nor is what one parser of YAML takes and another refuses.",
}
"""The codes of diagnostics that do not come from a check."""


OTHER_MENDINGS: Mapping[str, Mending] = {
    "bad-value": Mending.SAFE,
    "comment-in-text": Mending.OFFERED,
    "duplicate-id": Mending.OFFERED,
    "duplicate-key": Mending.SAFE,
    "unknown-chapter": Mending.SAFE,
    "unknown-check": Mending.SAFE,
    "unknown-field": Mending.SAFE,
    "unknown-kind": Mending.SAFE,
    "unknown-objective": Mending.SAFE,
    "unknown-stimulus": Mending.SAFE,
    "unused-ignore": Mending.SAFE,
    "yaml": Mending.SAFE,
}
"""The best fix that a diagnostic of one of these codes may have; the others have none."""

_MENDING: Mapping[Mending | None, str] = {
    Mending.SAFE: "Where only one way of mending it is left, `quizgen check --fix` takes it.",
    Mending.OFFERED: "Editors are offered ways of mending it, to choose from.",
    None: "",
}


def explain(code: str) -> str | None:
    """A code's documentation for a terminal; None if there is no such code."""
    check = next((check for check in EVERY_CHECK if check.code == code), None)
    if check is not None:
        documented = read_documentation(check)
        parts = [f"{code} ({_weight(check)})", documented.rule, documented.reason, _MENDING[check.mending]]
        parts += [f"Bad:\n{_indented(documented.bad)}", f"Good:\n{_indented(documented.good)}"]
        return "\n\n".join(filter(None, parts))
    if code not in OTHER_CODES:
        return None
    return "\n\n".join(filter(None, [code, OTHER_CODES[code], _MENDING[OTHER_MENDINGS.get(code)]]))


def all_codes() -> tuple[str, ...]:
    return tuple(sorted([*(check.code for check in EVERY_CHECK), *OTHER_CODES]))


def write_page() -> str:
    """The page of all codes, in Markdown."""
    lines = [
        "# What quizgen checks",
        "",
        "Made from the checks themselves by `quizgen explain --all`. A warning can be excused on one question with",
        '`ignore: {code: "why"}`, and be made an error or turned off for a bank: `checks: {code: off}` in `book.yaml`.',
    ]
    groups: Sequence[tuple[str, Sequence[AnyCheck]]] = (
        ("One question", QUESTION_CHECKS),
        ("A whole bank", BANK_CHECKS),
        ("The objectives of a chapter", OBJECTIVE_CHECKS),
    )
    for title, checks in groups:
        lines += ["", f"## {title}"]
        for check in checks:
            documented = read_documentation(check)
            lines += ["", f"### {check.code}", "", f"*{_weight(check).capitalize()}.* {documented.rule}"]
            lines += ["", documented.reason] if documented.reason else []
            lines += ["", _MENDING[check.mending]] if check.mending else []
            for name, example in (("Bad", documented.bad), ("Good", documented.good)):
                lines += ["", f"{name}:", "", "```yaml", example, "```"]
    lines += ["", "## Files, recipes and locks", ""]
    for code, text in OTHER_CODES.items():
        lines.append(f"- `{code}`: {text} {_MENDING[OTHER_MENDINGS.get(code)]}".rstrip())
    return "\n".join(lines) + "\n"


def _weight(check: AnyCheck) -> str:
    return check.severity if check.is_on else f"{check.severity}, off unless `book.yaml` turns it on"


def _indented(text: str) -> str:
    return textwrap.indent(text, "    ")
