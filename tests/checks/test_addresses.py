"""A web address or a path in a question counts as one word of the book."""

from __future__ import annotations

from quizgen.checks.verbatim import verbatim
from tests.checks.claims import make_book, make_claim

ADDRESS = "https://lamps.example.org/manual/en/oil/winter-nights/barrels.html"
TEXT = make_book("en", f"The keeper writes all of it down at {ADDRESS} for those who come after him in the spring.")


def found(explanation: str) -> list[str]:
    claim = make_claim(
        TEXT, kind="short", answer="there", explanation=explanation, cite="writes all of it … those who come after"
    )
    assert claim.is_located
    return [finding.message for finding in verbatim(claim)]


def test_an_address_is_one_word_of_a_run() -> None:
    assert found(f"It is all kept at {ADDRESS}, for those with time.") == []
    assert found(f"He keeps all of it down at {ADDRESS} for those who ask.") == []
    (message,) = found(f"All of it down at {ADDRESS} for those who come after him.")
    assert message.startswith("12 words of the book in a row: “all of it down at https")
