"""What share of a book its questions cite: the measure, the table, and the page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from quizgen.book.book_text import BookText
from quizgen.book.coverage import (
    LONG,
    Cited,
    Coverage,
    Gap,
    Measure,
    Paragraphs,
    PartSize,
    cited_by,
    measure,
    measure_text,
    parts_of_head,
    parts_of_text,
)
from quizgen.book.positions import ChapterPosition, chapter_span
from quizgen.book.structure import read_structure
from quizgen.checks.subject import make_subject
from quizgen.citations.outcome import Located
from quizgen.copies.copy import read_copy
from quizgen.kinds.question import Question
from quizgen.model.book import Book, Chapter, Section
from quizgen.outputs.html.outputs import COVERAGE_PAGE
from quizgen.outputs.output import Context
from quizgen.outputs.whole_build import BookReport, Build, Source
from quizgen.project.request import Request
from quizgen.project.write import Artifact
from quizgen.reports.coverage import coverage_as_json, coverage_as_text
from quizgen.text.shared_runs import read_runs
from quizgen.verify.lock import lock_head
from quizgen.verify.verdict import questions_by_id
from quizgen.workspace.workspace import Workspace
from tests.projects import LIGHTHOUSE
from tests.samples import question
from tests.sheets import opened, pages_of, printed

Case = tuple[BookText, tuple[Cited, ...], Mapping[str, Question]]


@pytest.fixture(scope="module")
def case(lighthouse: BookText) -> Case:
    """The small book, what its bank cites, and the bank's questions."""
    bank = Workspace(Request(LIGHTHOUSE)).books["lighthouse"].bank
    cited: list[Cited] = []
    for entry in bank.entries:
        outcomes = make_subject(entry.question, entry.chapter, lighthouse).outcomes
        spans = [(each.chapter.chapter.key, *each.span) for each in outcomes if isinstance(each, Located)]
        cited += cited_by(entry.question, spans)
    return lighthouse, tuple(cited), questions_by_id(bank)


# --- the measure ------------------------------------------------------------------------------


def make_chapter(key: str, sections: int) -> Chapter:
    titles = [Section(title=f"Part {number}", number=number, opens="some words") for number in range(1, sections + 1)]
    return Chapter(key=key, title=f"Title of {key}", opens=None if sections else "some words", sections=tuple(titles))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[PartSize], list[Cited]]:
    parts: list[PartSize] = []
    cited: list[Cited] = []
    ids = st.sampled_from(["a", "b", "c", "d"])
    for key in ["1", "2", "3"][: draw(st.integers(1, 3))]:
        chapter = make_chapter(key, draw(st.integers(0, 3)))
        paragraphs = [
            tuple(draw(st.lists(st.integers(1, 70), max_size=4))) for _ in range(max(1, len(chapter.sections)))
        ]
        sections = chapter.sections or (None,)
        sized = [PartSize(chapter, each, sum(sizes), sizes) for each, sizes in zip(sections, paragraphs, strict=True)]
        parts += sized
        if words := sum(part.words for part in sized):
            for _ in range(draw(st.integers(0, 6))):
                ends = draw(st.lists(st.integers(0, words), min_size=2, max_size=2, unique=True))
                cited.append(Cited(draw(ids), key, chapter_span(min(ends), max(ends))))
        at = 0
        for part in sized:
            if part.words and part.section and draw(st.booleans()):
                cited.append(Cited(draw(ids), key, chapter_span(at, at + part.words), is_section=True))
            at += part.words
    return parts, cited


def count_plainly(parts: list[PartSize], cited: list[Cited]) -> list[Measure]:
    """The same of every part, word by word."""
    found = []
    at: dict[str, int] = {}
    for part in parts:
        key, start = part.chapter.key, at.get(part.chapter.key, 0)
        at[key] = end = start + part.words
        inside = [each for each in cited if each.chapter == key and each.span[0] < end and start < each.span[1]]
        times = [
            sum(not each.is_section and each.span[0] <= word < each.span[1] for each in inside)
            for word in range(start, end)
        ]
        stretches = re.findall(r"0+", "".join("1" if each else "0" for each in times))
        long = covered = first = 0
        for size in part.paragraphs:
            long += size > LONG
            covered += size > LONG and any(times[first : first + size])
            first += size
        found.append(
            Measure(
                words=part.words,
                cited=sum(each > 0 for each in times),
                questions=len({each.question_id for each in inside if not each.is_section}),
                wholes=len({each.question_id for each in inside if each.is_section}),
                gap=Gap(max(map(len, stretches))) if stretches else None,
                paragraphs=Paragraphs(long, covered) if part.paragraphs else None,
            )
        )
    return found


@given(books())
def test_every_part_is_measured_as_if_word_by_word(case: tuple[list[PartSize], list[Cited]]) -> None:
    parts, cited = case
    coverage = measure(parts, cited)
    assert [part.measure for chapter in coverage.chapters for part in chapter.parts] == count_plainly(parts, cited)


@given(books())
def test_parts_add_up_to_chapters_and_chapters_to_the_book(case: tuple[list[PartSize], list[Cited]]) -> None:
    parts, cited = case
    coverage = measure(parts, cited)
    for whole, pieces in [
        *((chapter.measure, [part.measure for part in chapter.parts]) for chapter in coverage.chapters),
        (coverage.measure, [chapter.measure for chapter in coverage.chapters]),
    ]:
        assert whole.words == sum(piece.words for piece in pieces)
        assert whole.cited == sum(piece.cited for piece in pieces)
        assert whole.cited <= whole.words
        assert 0 <= whole.share <= 1
        longest = max((piece.gap.words for piece in pieces if piece.gap), default=0)
        assert (whole.gap.words if whole.gap else 0) == longest
    assert coverage.measure.questions == len({each.question_id for each in cited if not each.is_section})
    assert coverage.measure.wholes == len({each.question_id for each in cited if each.is_section})
    assert sorted(map(repr, coverage.cited)) == sorted(map(repr, cited))


@given(books())
def test_runs_are_every_word_once_in_order(case: tuple[list[PartSize], list[Cited]]) -> None:
    for chapter in measure(*case).chapters:
        for part in chapter.parts:
            words = [word for run in part.runs for word in range(run.start, run.end)]
            assert words == list(range(part.start, part.start + part.size.words))
            assert all(one.times != other.times for one, other in zip(part.runs, part.runs[1:], strict=False))


def test_what_lies_outside_of_the_book_is_left_out() -> None:
    parts = [PartSize(make_chapter("1", 0), None, 50)]
    strangers = [("2", (0, 5)), ("1", (48, 51)), ("1", (-1, 4)), ("1", (5, 5)), ("1", (9, 7))]
    coverage = measure(parts, [Cited("q", chapter, chapter_span(*span)) for chapter, span in strangers])
    assert (coverage.measure.cited, coverage.measure.questions, coverage.cited) == (0, 0, ())


def test_many_nested_citations_are_counted_at_once() -> None:
    parts = [PartSize(make_chapter("1", 0), None, 200_000)]
    cited = [Cited(f"q{index}", "1", chapter_span(index, 200_000 - index)) for index in range(20_000)]
    start = perf_counter()
    coverage = measure(parts, cited)
    assert perf_counter() - start < 5  # word by word, or pair by pair, it would be minutes
    assert coverage.chapters[0].parts[0].runs[20_000].times == 19_999


def test_an_empty_part_has_no_share_and_no_gap() -> None:
    found = measure([PartSize(make_chapter("1", 0), None, 0)], []).measure
    assert (found.share, found.per_1000, found.gap) == (0, 0, None)


@pytest.mark.parametrize(("changes", "count"), [({}, 1), ({"draft": True}, 0), ({"retired": True}, 0)])
def test_only_live_questions_cite(changes: dict[str, bool], count: int) -> None:
    assert len(cited_by(question("choice", **changes), [("1", 0, 9)])) == count


def test_a_whole_section_is_told_from_words() -> None:
    essay = question("essay", cite=[{"section": "2"}, "the lamp burns four litres"])
    cited = cited_by(essay, [("1", 10, 90), ("1", 0, 5)])
    assert [(each.span, each.is_section) for each in cited] == [((10, 90), True), ((0, 5), False)]


# --- with a copy and without ------------------------------------------------------------------


def long_paragraphs(text: BookText, cited: tuple[Cited, ...]) -> tuple[int, int]:
    """How many there are, and how many of them hold a cited word."""
    words = {text.chapters[each.chapter].in_copy(ChapterPosition(word)) for each in cited for word in range(*each.span)}
    long = [span for chapter in text.chapters.values() for span in chapter.paragraphs if span[1] - span[0] > LONG]
    return len(long), sum(not words.isdisjoint(range(*span)) for span in long)


def test_the_small_book_is_measured(case: Case) -> None:
    text, cited, _ = case
    coverage = measure_text(text, cited)
    intro, lamp, clock = coverage.chapters
    assert intro.measure.cited == 0
    assert intro.measure.gap == Gap(intro.measure.words, 7, "line 7")
    oil, glass = lamp.parts
    assert (oil.measure.questions, glass.measure.questions) == (3, 3)
    assert glass.measure.gap is not None
    line = glass.measure.gap.line
    assert line is not None
    assert text.copy.lines[line - 1].endswith("farther off than he is.")
    assert max(run.times for run in glass.runs) == 2  # the scratch is asked for twice
    assert clock.measure.questions == 4  # the retired question and the draft are none
    long, asked = long_paragraphs(text, cited)
    assert coverage.measure.paragraphs == Paragraphs(long, asked)
    assert 0 < asked < long


def test_the_lock_gives_the_same_measure(case: Case) -> None:
    text, cited, _ = case
    sizes = parts_of_head(lock_head(text), text.book)
    assert sizes is not None
    by_copy, by_lock = measure(parts_of_text(text), cited), measure(sizes, cited)
    assert [(part.chapter, part.section, part.words) for part in parts_of_text(text)] == [
        (part.chapter, part.section, part.words) for part in sizes
    ]
    pairs = zip(by_copy.chapters, by_lock.chapters, strict=True)
    assert all([part.runs for part in one.parts] == [part.runs for part in other.parts] for one, other in pairs)
    assert by_lock.measure.paragraphs is None


def test_a_chapter_that_opens_before_its_sections_keeps_its_opening(tmp_path: Path) -> None:
    book = Book.model_validate(
        {
            "title": "A Book",
            "author": "A. Keeper",
            "chapters": [
                {
                    "key": "1",
                    "title": "The Lamp",
                    "opens": "Before anything else",
                    "sections": [{"number": 1, "title": "Oil", "opens": "Oil comes by boat"}],
                }
            ],
        }
    )
    text = read_text_of("Before anything else there is the dark.\n\nOil comes by boat, twice a year.\n", book, tmp_path)
    sizes = parts_of_head(lock_head(text), book)
    assert sizes is not None
    assert [(part.section, part.words) for part in sizes] == [(None, 7), (book.chapters[0].sections[0], 7)]
    table = coverage_as_text(measure(sizes, []))
    assert "– Opening" in table
    assert "§1 Oil" in table


def test_the_lock_of_another_table_of_contents_is_of_no_use(case: Case) -> None:
    text, _, _ = case
    book = text.book
    first, lamp, last = book.chapters
    fewer = lamp.model_copy(update={"sections": lamp.sections[:1]})
    assert parts_of_head(lock_head(text), book.model_copy(update={"chapters": (first, lamp)})) is None
    assert parts_of_head(lock_head(text), book.model_copy(update={"chapters": (first, fewer, last)})) is None


# --- the table and JSON -----------------------------------------------------------------------


def test_the_table_is_aligned_and_names_every_part(case: Case) -> None:
    text, cited, _ = case
    lines = coverage_as_text(measure_text(text, cited)).splitlines()
    names = ["To the Reader", "1. The Lamp", "  §1 Oil", "  §2 Glass", "2. The Clock", "in all"]
    assert [line[len(lines[0]) + 2 :] for line in lines[1:7]] == names
    assert re.fullmatch(r" +(\d+) +0% +0 +0\.0 +– +\1 \(line 7\)  To the Reader", lines[1])
    long, asked = long_paragraphs(text, cited)
    assert lines[-1] == f"Of {long} paragraphs of more than 40 words, {asked} are cited."


def test_the_json_has_every_figure(case: Case) -> None:
    text, cited, _ = case
    found = json.loads(coverage_as_json(measure_text(text, cited)))
    assert [chapter["key"] for chapter in found["chapters"]] == ["intro", "1", "2"]
    glass = found["chapters"][1]["sections"][1]
    assert glass["number"] == 2
    assert glass["share"] == pytest.approx(glass["cited"] / glass["words"], abs=1e-4)
    assert glass["per_1000"] == pytest.approx(1000 * glass["questions"] / glass["words"], abs=1e-2)
    assert glass["largest_gap"]["words"] > LONG
    assert (found["paragraphs_over_40"], found["paragraphs_cited"]) == long_paragraphs(text, cited)
    without = json.loads(coverage_as_json(measure([PartSize(make_chapter("1", 0), None, 9)], [])))
    assert without["largest_gap"] == {"words": 9, "line": None}
    assert without["paragraphs_over_40"] is None


# --- the page ---------------------------------------------------------------------------------


def read_text_of(written: str, book: Book, folder: Path) -> BookText:
    (folder / "copy.txt").write_text(written, encoding="utf-8")
    copy, _ = read_copy(folder / "copy.txt")
    assert copy is not None
    text, findings = read_structure(copy, book)
    assert text is not None, findings
    return text


def coverage_page(
    book: Book,
    coverage: Coverage,
    text: BookText | None,
    questions: Mapping[str, Question],
    sources: Mapping[str, Source] | None = None,
) -> Artifact:
    report = BookReport("lighthouse", book, questions, text=text, measure=lambda: coverage, sources=sources or {})
    (page,) = COVERAGE_PAGE.render(Build((report,)), Context())
    return page


def page_of(case: Case, *, public: bool = False) -> str:
    text, cited, questions = case
    return coverage_page(text.book, measure_text(text, cited), None if public else text, questions).content.decode()


def shown_paragraphs(page: str) -> list[str]:
    """The paragraphs' text without what the page adds."""
    found = re.findall(r'<div class="row"><p[^>]*>(.*?)</p>', page, re.DOTALL)
    added = re.compile(r'<a class="number".*?</a>|<span class="gap".*?</span> ', re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", added.sub("", each))).strip() for each in found]


def shaded(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<mark class="c\d" title[^>]*>(.*?)</mark>', page)]


def whole_text(text: BookText) -> list[str]:
    return [text.paragraph_text(span) for chapter in text.chapters.values() for span in chapter.paragraphs]


def test_the_page_has_the_whole_text_shaded_where_it_is_cited(case: Case) -> None:
    text, cited, _ = case
    page = page_of(case)
    assert shown_paragraphs(page) == whole_text(text)
    assert '<mark class="c2" title="Cited by scratch-or-crack, scratched-panel">A scratch spreads the beam' in page
    assert any(
        words.startswith("I order eight barrels") and words.endswith("for the summer.") for words in shaded(page)
    )
    assert "The inspector once" not in " ".join(shaded(page))
    assert page == page_of((text, cited[::-1], case[2])), "the order of the questions is no matter"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_word_is_lost_or_doubled_wherever_passages_begin(case: Case, data: st.DataObject) -> None:
    text, _, questions = case
    cited = []
    for key, chapter in text.chapters.items():
        bounds = st.integers(0, len(chapter.words))
        ends = data.draw(st.lists(st.tuples(bounds, bounds).filter(lambda span: span[0] < span[1]), max_size=6))
        cited += [Cited("panels", key, chapter_span(*span)) for span in ends]
    page = page_of((text, tuple(cited), questions))
    assert shown_paragraphs(page) == whole_text(text)
    words = re.compile(r"[^\W_]+")
    shown = sum(len(words.findall(run)) for run in shaded(page))
    wanted = sum(
        len(words.findall(text.written(*text.chapters[key].span_in_copy(chapter_span(word, word + 1)))))
        for key in text.chapters
        for word in {word for each in cited if each.chapter == key for word in range(*each.span)}
    )
    assert shown == wanted


def test_a_passage_may_begin_within_a_written_word(tmp_path: Path) -> None:
    book = Book.model_validate(
        {"title": "A Book", "author": "A", "chapters": [{"key": "1", "title": "One", "opens": "The oil of a year"}]}
    )
    text = read_text_of("The oil of a year is 3½ barrels in all.\n", book, tmp_path)
    asked = {"q": question("short", id="q")}
    for span in [(0, 7), (7, 10), (6, 7), (7, 8)]:
        page = page_of((text, (Cited("q", "1", chapter_span(*span)),), asked))
        assert shown_paragraphs(page) == ["The oil of a year is 3½ barrels in all."]


def test_punctuation_goes_with_the_word_that_it_touches(tmp_path: Path) -> None:
    book = Book.model_validate(
        {"title": "A Book", "author": "A", "chapters": [{"key": "1", "title": "One", "opens": "Light it he said"}]}
    )
    text = read_text_of("“Light it”, he said—“or do not”.\n", book, tmp_path)
    asked = {"q": question("short", id="q")}
    for span, marked in [
        ((0, 2), "“Light it”,"),
        ((1, 4), "it”, he said"),
        ((2, 3), "he"),
        ((4, 7), "or do not”."),
        ((0, 7), "“Light it”, he said—“or do not”."),
    ]:
        page = page_of((text, (Cited("q", "1", chapter_span(*span)),), asked))
        assert shaded(page) == [marked]
        assert shown_paragraphs(page) == whole_text(text)


def test_stretches_and_paragraphs_without_a_question_are_marked(case: Case) -> None:
    text, cited, _ = case
    page = page_of(case)
    found = re.findall(r'<span class="gap" id="(.*?)" title="line (\d+)">(\d+) uncited</span> (\w+ \w+)', page)
    parts = [part for chapter in measure_text(text, cited).chapters for part in chapter.parts]
    assert [int(words) for _, _, words, _ in found] == [run.words for part in parts for run in part.long_gaps]
    assert [begins for _, _, _, begins in found][:2] == ["This small", "than he"]
    assert all(begins in text.copy.lines[int(line) - 1] for _, line, _, begins in found)
    assert all(page.count(f'id="{anchor}"') == 1 for anchor, *_ in found)
    unasked = re.findall(r'<div class="row"><p class="unasked">(.*?)</p>', page)
    long, asked = long_paragraphs(text, cited)
    assert len(unasked) == long - asked
    assert not any("<mark" in paragraph for paragraph in unasked)


def test_a_section_cited_as_a_whole_shades_nothing(case: Case) -> None:
    text, _, questions = case
    oil, glass = parts_of_text(text)[1:3]
    whole = Cited("heart-of-the-light", "1", chapter_span(oil.words, oil.words + glass.words), is_section=True)
    page = page_of((text, (whole,), questions))
    assert shaded(page) == []
    assert page.count("On the whole section:") == 1
    assert page.index('id="c2-1"') < page.index("<b>heart-of-the-light</b> <i>essay</i>") < page.index('id="c3"')


def test_the_public_page_has_nothing_of_the_text(case: Case) -> None:
    text, _, _ = case
    page = page_of(case, public=True)
    says = html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " tag ", page, flags=re.DOTALL))
    assert list(read_runs(text.flow.tokens, 4).find(says)) == []
    assert not any(" ".join(each.split()[:4]) in page for each in whole_text(text))
    assert "<mark" not in page
    assert "nothing of the book" in page
    assert page.count("<svg") == 4
    assert not re.search(r'href="#', page)


def test_the_map_draws_every_citation_to_scale(case: Case) -> None:
    text, cited, _ = case
    page = page_of(case, public=True)
    sizes = [part.words for part in parts_of_text(text)]
    drawn = re.findall(r'<svg viewBox="0 0 (\d+) 4" width="([\d.]+)%"(.*?)</svg>', page)
    assert [int(words) for words, _, _ in drawn] == sizes
    assert [float(width) for _, width, _ in drawn] == [
        pytest.approx(100 * size / max(sizes), abs=0.01) for size in sizes
    ]
    covered = [sum(map(int, re.findall(r"h(\d+)v", bars.partition("/>")[2]))) for _, _, bars in drawn]
    coverage = measure_text(text, cited)
    assert covered == [part.measure.cited for chapter in coverage.chapters for part in chapter.parts]


HOSTILE = "<img src=x onerror=alert(1)>\"'&amp; <script>alert(2)</script>"


def hostile(case: Case) -> tuple[Book, Coverage, BookText, Mapping[str, Question]]:
    text, cited, questions = case
    chapters = tuple(
        chapter.model_copy(
            update={
                "title": HOSTILE,
                "sections": tuple(section.model_copy(update={"title": HOSTILE}) for section in chapter.sections),
            }
        )
        for chapter in text.book.chapters
    )
    book = text.book.model_copy(update={"title": HOSTILE, "author": HOSTILE, "chapters": chapters})
    asked = {key: each.model_copy(update={"prompt": HOSTILE, "term": HOSTILE}) for key, each in questions.items()}
    by_key = {chapter.key: chapter for chapter in chapters}
    parts = [
        PartSize(
            by_key[part.chapter.key],
            part.section and part.section.model_copy(update={"title": HOSTILE}),
            part.words,
            part.paragraphs,
        )
        for part in parts_of_text(text)
    ]
    return book, measure(parts, cited), text, asked


def test_markup_in_titles_and_prompts_is_text(browser: Browser, case: Case, tmp_path: Path) -> None:
    book, coverage, text, asked = hostile(case)
    with opened(browser, coverage_page(book, coverage, text, asked), tmp_path) as shown:
        expect(shown.page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
        expect(shown.page.locator("article h2").nth(2)).to_contain_text(HOSTILE)
        assert shown.page.locator("body > :not(script) :is(img, script)").count() == 0
        expect(shown.page.locator(".notes li").first).to_contain_text("<img src=x onerror=alert(1)>")


def test_numbers_lead_to_questions_and_back_by_keyboard(browser: Browser, case: Case, tmp_path: Path) -> None:
    text, cited, questions = case
    artifact = coverage_page(text.book, measure_text(text, cited), text, questions)
    with opened(browser, artifact, tmp_path, viewport={"width": 390, "height": 844}) as shown:
        page = shown.page
        links = page.locator("a[href^='#']")
        assert links.count() > 2 * len(cited)
        targets = {link.get_attribute("href") or "" for link in links.all()}
        assert all(page.locator(f"[id='{target[1:]}']").count() == 1 for target in targets)
        page.locator("article summary").nth(1).press("Enter")
        number = page.get_by_role("link", name="Question 1", exact=True)
        number.focus()
        page.keyboard.press("Enter")
        expect(page.locator("li:target")).to_contain_text("winter-oil choice How much oil does the lamp burn")
        expect(page.locator("li:target")).to_be_in_viewport()
        page.get_by_role("link", name="Passage 1", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".number:target")).to_have_text("1")
        largest = page.get_by_role("row", name="To the Reader").get_by_role("link").last
        words = largest.inner_text()
        largest.click()
        expect(page.locator(".gap:target")).to_have_text(f"{words} uncited")


def test_chapters_are_folded_until_a_link_leads_into_them(browser: Browser, case: Case, tmp_path: Path) -> None:
    text, cited, questions = case
    artifact = coverage_page(text.book, measure_text(text, cited), text, questions)
    with opened(browser, artifact, tmp_path, viewport={"width": 390, "height": 844}) as shown:
        page = shown.page
        folded = page.locator("article details:not([open])")
        expect(folded).to_have_count(len(text.book.chapters))
        page.locator("nav .sections a").last.click()
        expect(folded).to_have_count(len(text.book.chapters) - 1)
        expect(page.locator("h3:target")).to_be_in_viewport()
        page.locator("article details[open] summary").press("Enter")
        page.locator("nav .sections a").last.click()
        expect(page.locator("h3:target")).to_be_in_viewport()
        printed = "".join(pages_of(page.pdf()))
        assert all(" ".join(paragraph.split()[:3]) in " ".join(printed.split()) for paragraph in whole_text(text)[:2])
        expect(folded).to_have_count(len(text.book.chapters) - 1)


def test_a_question_leads_to_its_line_and_no_number_runs_into_its_name(
    browser: Browser, case: Case, tmp_path: Path
) -> None:
    text, cited, questions = case
    many = [Cited("panels", "1", chapter_span(0, 9)) for _ in range(1100)]
    sources = {key: Source(f"../questions/b%20k/1.yaml#L{at}", "1.yaml", at) for at, key in enumerate(questions, 7)}
    artifact = coverage_page(text.book, measure_text(text, [*cited, *many]), text, questions, sources)
    with opened(browser, artifact, tmp_path) as shown:
        shown.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        link = shown.page.locator(".notes li", has_text="winter-oil").first.locator("a.file")
        line = sources["winter-oil"].line
        expect(link).to_have_text(f"1.yaml:{line}")
        assert link.get_attribute("href") == f"../questions/b%20k/1.yaml#L{line}"
        note = shown.page.locator("#n1100")
        number, name = note.locator("> a").bounding_box(), note.locator("b").bounding_box()
        assert number is not None
        assert name is not None
        assert number["x"] + number["width"] + 3 < name["x"]
    assert 'class="file"' not in page_of(case, public=True)


CONTRAST = """() => {
  const channel = value => { value /= 255; return value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4 };
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(node).backgroundColor);
      if (a) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const ratios = {};
  const kinds = 'mark, .number, .gap, .notes *, small, .how, .use, td, th, a, .label, .share';
  for (const node of document.querySelectorAll(kinds)) {
    const [one, other] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    const name = node.tagName + '.' + node.className;
    ratios[name] = Math.min(ratios[name] ?? 99, ratio);
  }
  return ratios;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1024, 1400])
def test_it_fits_and_can_be_read(browser: Browser, case: Case, tmp_path: Path, scheme: str, width: int) -> None:
    text, cited, questions = case
    thrice = (*cited, *(Cited("panels", "1", chapter_span(0, 9)) for _ in range(3)))
    artifact = coverage_page(text.book, measure_text(text, thrice), text, questions)
    size = {"width": width, "height": 844}
    with opened(browser, artifact, tmp_path, viewport=size, color_scheme=scheme) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth") == width
        ratios = shown.page.evaluate(CONTRAST)
        assert {"MARK.c1", "MARK.c2", "MARK.c3", "A.number", "SPAN.gap"} <= set(ratios)
        assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}
        shown.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert shown.page.evaluate("document.documentElement.scrollWidth") == width
        notes, beside = shown.page.locator(".row .notes").first, shown.page.locator(".row:has(.notes) > p").first
        box, passage = notes.bounding_box(), beside.bounding_box()
        assert box is not None
        assert passage is not None
        assert (box["x"] > passage["x"] + passage["width"]) == (width > 1000)


def test_on_paper_shades_are_told_without_colour(browser: Browser, case: Case, tmp_path: Path) -> None:
    text, cited, questions = case
    thrice = (*cited, *(Cited("panels", "1", chapter_span(0, 9)) for _ in range(3)))
    artifact = coverage_page(text.book, measure_text(text, thrice), text, questions)
    with opened(browser, artifact, tmp_path) as shown:
        shown.page.emulate_media(media="print")
        lines = [
            shown.page.locator(f"article mark.{shade}").first.evaluate(
                "node => getComputedStyle(node).textDecorationStyle"
            )
            for shade in ("c1", "c2", "c3")
        ]
        assert len(set(lines)) == 3
        sheets = " ".join(printed(shown.page, "A4"))
        assert re.search(r"\d+ uncited This small book", sheets)
        assert "winter-oil" in sheets
        assert sheets.count("In all") == 1


def test_the_first_book_makes_a_page_of_a_reasonable_size(book_text: BookText) -> None:
    text = book_text
    asked = {f"q{index}": question("choice", id=f"q{index}") for index in range(800)}
    keys, sizes = list(text.chapters), [len(chapter.words) for chapter in text.chapters.values()]
    cited = [
        Cited(each, keys[index % len(keys)], chapter_span(start, start + 60))
        for index, each in enumerate(asked)
        if (start := index * 97 % sizes[index % len(keys)]) + 60 < sizes[index % len(keys)]
    ]
    began = perf_counter()
    content = coverage_page(text.book, measure_text(text, cited), text, asked).content
    assert perf_counter() - began < 5
    assert len(content) < 1_500_000
    assert shown_paragraphs(content.decode()) == whole_text(text)
