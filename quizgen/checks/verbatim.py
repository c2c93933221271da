"""Checks that the texts of a question do not copy the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.citations.outcome import Malformed
from quizgen.model.diagnostics import Finding, Route, first_words
from quizgen.text.addresses import find_addresses
from quizgen.text.scripts import close_up
from quizgen.text.shared_runs import Runs, split_pieces


def verbatim(subject: Subject) -> Iterator[Finding]:
    """No more than 10 consecutive words of the book in a question, its anchors included.

    A question in the book's words tests memory of the wording, and copies the book. Anchors that touch in the book
    count as one run, a web address or a path as one word. `verbatim:` in `book.yaml` sets another limit.

    Bad:
        kind: short
        prompt: "How does the oil come?"
        answer: "by boat"
        explanation: "He says that the oil comes by boat, twice a year, in barrels of 150 litres."
        cite: "The oil comes by boat"
    Good:
        kind: short
        prompt: "How does the oil come?"
        answer: "by boat"
        explanation: "Two boats a year bring it, in barrels."
        cite: "The oil comes by boat"
    """
    if subject.text is None:
        return
    runs = subject.text.runs
    # What cannot be looked up has to be written anew, and is told so.
    unread = [route for route, _, outcome in subject.looked_up if isinstance(outcome, Malformed)]
    cited = [((*route, "text"), each.text or "") for route, each in subject.citations if route not in unread]
    fields: dict[str, list[tuple[Route, str]]] = {}
    if runs.may_stand_in(" ".join([written for _, written in subject.texts])):
        for route, written in subject.texts:
            fields.setdefault(str(route[0]), []).append((route, written))
    fields["cite"] = list(cited)
    for name, texts in fields.items():
        # A run may go on from one item of a list to the next.
        for run in runs.find(" ".join(written for _, written in texts)):
            at = next(
                (route for route, written in texts if run in " ".join(split_pieces(written, runs.rule))), texts[-1][0]
            )
            size = len(run.split()) - _words_of_addresses(run, texts, runs)
            if size <= runs.limit:
                continue
            message = f"{size} words of the book in a row: “{close_up(first_words(run))}”"
            if name == "cite":
                yield Finding(at, message, "Shorten the ends; those that touch in the book count as one.")
            else:
                yield Finding(at, message, f"Say it in your own words: {runs.limit} in a row are the limit.")


def _words_of_addresses(run: str, texts: Sequence[tuple[Route, str]], runs: Runs) -> int:
    """How many words a run has fewer if each web address and each path in it counts as one."""
    addresses = {address for _, written in texts for address in find_addresses(written)}
    divided = [" ".join(split_pieces(address, runs.rule)) for address in addresses]
    return sum(f" {run} ".count(f" {each} ") * each.count(" ") for each in divided)


CHECKS = (Check(verbatim, reads_text=True),)
