"""A book and a question → the link on the back of its card by which a mistake is reported."""

from __future__ import annotations

from quizgen.model.book import Book
from quizgen.model.report_link import address_for
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import escaped


def show_report_link(book: Book, question_id: str, words: Words) -> str:
    """The link in HTML, which follows the places of a question in its field; empty for a book without one.

    Note types are shared by all books, so that their templates cannot have it.
    """
    if book.report is None:
        return ""
    said = f'<a href="{escaped(address_for(book.report, question_id))}">{escaped(words["deck_report"])}</a>'
    return f' <span class="report" lang="{words.tag}">· {said}</span>'
