"""Straight quotation marks become those of the book's language; code, formulas, addresses and measures keep theirs."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.outputs.anki.notes import render_notes
from quizgen.outputs.html.key_page import render_key
from quizgen.outputs.html.worksheet import render_worksheet
from quizgen.outputs.markup import block, block_for_anki, inline, inline_for_anki, plain, typed
from quizgen.outputs.typography import marked_text, with_quotes
from tests.outputs.anki.test_notes import deck_of
from tests.projects import Project
from tests.samples import BOOK, item
from tests.sheets import make_sheet


def printed(text: str, language: str = "en") -> str:
    return unescape(with_quotes(str(inline(text)), language))


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", "“a ‘b’ c”"),
        ("en-GB", "“a ‘b’ c”"),
        ("de", "„a ‚b‘ c“"),
        ("de-AT", "„a ‚b‘ c“"),
        ("de-CH", "«a ‹b› c»"),
        ("fr", "«\u00a0a “b” c\u00a0»"),
        ("fr-CA", "«\u00a0a “b” c\u00a0»"),
        ("fr-CH", "«\u202fa ‹\u202fb\u202f› c\u202f»"),
        ("es", "«a “b” c»"),
        ("es-MX", "“a ‘b’ c”"),
        ("it", "«a “b” c»"),
        ("nl", "“a ‘b’ c”"),
        ("pl", "„a «b» c”"),
        ("ru", "«a „b“ c»"),
        ("sv", "”a ’b’ c”"),
        ("pt-PT", "«a “b” c»"),
        ("ja", "「a 『b』 c」"),
        ("zh-Hant-TW", "「a 『b』 c」"),
        ("de_CH", "«a ‹b› c»"),
        ("tlh", "“a ‘b’ c”"),
        ("", "“a ‘b’ c”"),
    ],
)
def test_each_language_has_its_own(language: str, quoted: str) -> None:
    assert printed("""\"a 'b' c\"""", language) == quoted
    assert with_quotes(marked_text("""\"a 'b' c\""""), language) == quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"Hello," she said.', "“Hello,” she said."),
        ("'Was?' asked 'he'.", "‘Was?’ asked ‘he’."),
        ('("a") – "b"', "(“a”) – “b”"),
        ("she said 'yes'", "she said ‘yes’"),
        ("\"'Nested' first\"", "“‘Nested’ first”"),
        ("She said \"it's 'fine' now\".", "She said “it’s ‘fine’ now”."),
        ('"*a*" and *"b"*', "“<em>a</em>” and <em>“b”</em>"),
        ('the "30" mark', "the “30” mark"),
        # apostrophes
        ("don't", "don’t"),
        ("l'eau d'\"État\"", "l’eau d’“État”"),
        ("the workers' councils", "the workers’ councils"),
        ("'don't'", "‘don’t’"),
        ("the '90s and '68", "the ’90s and ’68"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("'tis true", "’tis true"),
        ("'s avonds", "’s avonds"),
        ("in '20' lots", "in ‘20’ lots"),
        ("the '80s' music", "the ’80s’ music"),
        ("'cause I said 'no'", "’cause I said ‘no’"),
        ("l'*eau*", "l’<em>eau</em>"),
        ("1'000", "1’000"),
        # what stays
        ("5' 6\" tall", "5' 6\" tall"),
        ("30\" N, 30' W", "30\" N, 30' W"),
        ("51° 30' 12\" N", "51° 30' 12\" N"),
        ('a 12" record and a "single"', 'a 12" record and a “single”'),
        ("\"I'm 5' tall\"", "“I’m 5' tall”"),
        ("'", "'"),
        ('"', '"'),
        ('`"a"` and "b"', '<code>"a"</code> and “b”'),
        ('print("hello")', 'print("hello")'),
        ("x = 'abc'", "x = 'abc'"),
        ("if d['key'] == 'a':", "if d['key'] == 'a':"),
        ('["a", "b"]', '["a", "b"]'),
        ("f'(x) = 2x and y'' = 0", "f'(x) = 2x and y'' = 0"),
        ("the 5'-end and 3' UTR", "the 5'-end and 3' UTR"),
        (r"\"kept\"", '"kept"'),
        ("“typed” so", "“typed” so"),
        ('צה"ל', 'צה"ל'),
        ("<https://x.org/'a'>", "<a href=\"https://x.org/'a'\">https://x.org/'a'</a>"),
        ('[the "x"](https://x.org/a"b)', '<a href="https://x.org/a%22b">the “x”</a>'),
    ],
)
def test_what_is_printed(text: str, shown: str) -> None:
    assert printed(text) == shown
    assert unescape(with_quotes(inline_for_anki(text), "en")) == shown


def test_formulas_and_code_blocks_keep_theirs() -> None:
    assert "<mi>′</mi>" in printed('$f\'(x)$ is "prime"')
    assert r"\(f'(x)\)</span> is “prime”" in unescape(with_quotes(inline_for_anki('$f\'(x)$ is "prime"'), "en"))
    fenced = "```\ns = 'a' + \"b\"\n```"
    for render in (block, block_for_anki):
        assert "s = 'a' + \"b\"" in unescape(with_quotes(str(render(fenced)), "de"))


@given(st.text(alphabet=st.sampled_from("ab1 '\"*`$\\(-\n"), max_size=30))
def test_only_quotation_marks_change(text: str) -> None:
    shown = with_quotes(plain(text), "en")
    assert not any("\ufdd0" <= sign <= "\ufdd5" for sign in shown)
    marks = {"“": '"', "”": '"', "‘": "'", "’": "'"}
    assert "".join(marks.get(sign, sign) for sign in shown) == typed(text)


def test_a_card_has_those_of_its_book() -> None:
    asked = item(
        "multiple",
        prompt='Who said "the *lens*"?',
        answers=['the "keeper"', "l'oil"],
        distractors=[{"text": 'the "clock"', "why": 'It\'s "wound".'}, "the paint"],
    )
    german = BOOK.model_copy(update={"language": "de", "title": 'Das "Jahr"'})
    (note,) = render_notes(replace(deck_of(asked), book=german))
    fields = unescape("\n".join(note.fields))
    for words in (
        "Who said „the <em>lens</em>“?",
        "the „keeper“",
        "l’oil",
        "the „clock“",
        "It’s „wound“.",
        "Das „Jahr“",
    ):
        assert words in fields


def test_a_gap_in_a_formula_keeps_its_primes() -> None:
    """MathJax reads `'` as a prime, and not `’`."""
    (note,) = render_notes(deck_of(item("cloze", text="$g = {{1::f'(x)}} + 1$, and so {{2::Euler's \"e\"}} is")))
    assert r"\(g = {{c1::f'(x)}} + 1\)" in unescape(note.fields[0])
    assert "{{c2::Euler’s “e”}}" in note.fields[0]


def test_a_typed_answer_is_compared_as_before() -> None:
    asked = item("short", answer='the "lens"', also=["O'Neill’s"])
    (note,) = render_notes(deck_of(asked))
    assert """data-accept="&#91;&#34;the \\&#34;lens\\&#34;&#34;, &#34;O&#39;Neill’s&#34;]\"""" in note.fields[2]
    assert "<p>the “lens”</p>" in note.fields[3]


@pytest.mark.parametrize("render", [render_worksheet, render_key])
def test_sheets_and_keys_have_those_of_their_book(render: object) -> None:
    assert callable(render)
    sheet = make_sheet([item("short", prompt='What is "the lens"?', explanation='It\'s "it".')])
    french = BOOK.model_copy(update={"language": "fr", "title": 'L\'"année"'})
    page = render(replace(sheet, book=french, title='"Un" quiz')).decode()
    assert "What is «\u00a0the lens\u00a0»?" in page
    assert "L’«\u00a0année\u00a0»" in page
    assert "<title>" in page and "«\u00a0Un\u00a0» quiz" in page.partition("<title>")[2].partition("</title>")[0]
    assert "It’s «\u00a0it\u00a0»." in page.replace("\\u2019", "’")


def test_no_file_of_a_build_has_a_mark_of_no_language(project: Project) -> None:
    project.replace("questions/lighthouse/1.yaml", '"How much oil does', '\'How much "oil" does')
    project.replace("questions/lighthouse/1.yaml", 'night of winter?"', "night of winter?'")
    project.replace("questions/lighthouse/book.yaml", "Keeper's Year", '"Keeper\'s" Year')
    done = project.run("build")
    assert (done.code, done.err) == (0, "")
    files = project.files("build")
    shown = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    for name, content in files.items():
        if name.endswith(".apkg"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                shown[name] = package.read("collection.anki2").decode("utf-8", "replace")
    assert any("How much “oil” does" in text for name, text in shown.items() if name.endswith(".html"))
    assert any("How much “oil” does" in text for name, text in shown.items() if name.endswith(".apkg"))
    assert "The “Keeper’s” Year" in shown["index.html"]
    assert "The “Keeper’s” Year" in shown["coverage.html"]
    assert not [name for name, text in shown.items() if re.search(r"[\ufdd0-\ufdd5]|\\ufdd", text)]
