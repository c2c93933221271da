"""Code, tables, verse and pictures on cards: what stands in the fields, and what is seen on a narrow phone."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest

from quizgen.outputs.anki.notes import Note, render_notes
from tests.blocks import MEDIA, items_with_blocks
from tests.outputs.anki.test_cards import Show, Sides, render, show
from tests.outputs.anki.test_package import Reader, deck_of, package_of

__all__ = ["show"]

ITEMS = items_with_blocks()
NOTES: dict[str, Note] = {note.id: note for note in render_notes(deck_of(ITEMS))}
WHY = MEDIA["why.png"].name


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """The cards, with their pictures inside, as no folder of media lies beside them here."""
    sides = render(tmp_path_factory.mktemp("cards"), *ITEMS)

    def filled(html: str) -> str:
        for media in MEDIA.values():
            html = html.replace(media.name, f"data:image/png;base64,{base64.b64encode(media.content).decode()}")
        return html

    return {name: (filled(front), filled(back)) for name, (front, back) in sides.items()}


def test_code_in_an_option_keeps_its_lines_in_the_field() -> None:
    options = NOTES["code"].fields[2]
    assert "<pre><code><span>for i in range(3):</span>\n<span>    print(i)</span></code></pre></li>" in options
    assert "&lt;span&gt;while True:&lt;/span&gt;\n&lt;span&gt;    pass&lt;/span&gt;" in options, "its why"
    assert "<li><code>x  =  1</code></li>" in options


def test_deletions_stand_within_code() -> None:
    assert (
        NOTES["cloze"]
        .fields[0]
        .startswith(
            "<pre><code><span>for {{c1::i}} in x:</span>\n<span>    print({{c2::i::what?}})</span></code></pre>"
        )
    )


def test_a_picture_that_only_a_script_shows_is_named_once_more_hidden() -> None:
    options = NOTES["pictures"].fields[2]
    assert f'data-why="See &lt;img src=&#34;{WHY}&#34; alt=&#34;why&#34;&gt;"' in options
    assert options.endswith(f'</ul><div class="pictures" hidden><img src="{WHY}" alt=""></div>')
    hidden = {name for name, note in NOTES.items() if any('class="pictures"' in field for field in note.fields)}
    assert hidden == {"pictures"}, "what is shown by an element of the note needs none"


def test_ankis_media_check_finds_none_unused_and_none_missing(tmp_path: Path) -> None:
    package = package_of(deck_of(ITEMS))
    packed = json.loads(zipfile.ZipFile(io.BytesIO(package.content)).read("media"))
    assert set(packed.values()) == {media.name for media in MEDIA.values()}
    reader = Reader(tmp_path)
    reader.take(package)
    found = reader.collection.media.check()
    assert (list(found.missing), list(found.unused)) == ([], [])
    assert {path.name for path in Path(reader.collection.media.dir()).iterdir()} == set(packed.values())
    reader.collection.close()


@pytest.mark.parametrize("width", [320, 768])
def test_no_card_is_wider_than_the_phone(width: int, cards: Sides, show: Show) -> None:
    for name, sides in cards.items():
        for side in sides:
            page = show(side)
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") == width, name
            page.close()


def test_a_long_line_wraps_with_marks_on_a_phone(cards: Sides, show: Show) -> None:
    page = show(cards["code"][0])
    page.set_viewport_size({"width": 320, "height": 700})
    rows = page.locator(".prompt pre code > span").evaluate_all(
        """lines => lines.map((line) => {
          const height = parseFloat(getComputedStyle(line).lineHeight);
          const mark = parseFloat(getComputedStyle(line, "::after").height);
          return [line.getBoundingClientRect().height / height, mark / height].map(Math.round);
        })"""
    )
    assert rows[:4] == [[1, 0], [0, 0], [1, 0], [1, 0]]
    assert rows[4][0] >= 4 and rows[4][1] == rows[4][0] - 1


def test_code_chosen_and_explained(cards: Sides, show: Show) -> None:
    page = show(cards["code"][0])
    page.locator(".option", has_text="while True").click()
    assert page.locator(".why").inner_text() == "It never ends:\n\nwhile True:\n    pass"
    assert page.locator(".right pre").inner_text() == "for i in range(3):\n    print(i)"


def test_a_picture_in_a_why_is_seen_once_it_is_revealed(cards: Sides, show: Show) -> None:
    page = show(cards["pictures"][0])
    assert page.locator("img:visible").count() == 4, "one asked about, and three to choose from"
    page.locator(".option", has_text="other").click()
    picture = page.locator(".why img")
    assert picture.is_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 700
    assert all(box["height"] < 250 for one in page.locator(".option img").all() if (box := one.bounding_box()))


def test_a_table_and_verse_on_a_card(cards: Sides, show: Show) -> None:
    page = show(cards["table"][0])
    cells = page.locator(".prompt td")
    aligned = cells.evaluate_all("all => all.map((cell) => getComputedStyle(cell).textAlign)")
    assert aligned == ["left", "right", "center"] * 2
    assert page.locator(".option table").count() == 1
    verse = show(cards["verse"][0]).locator(".prompt p").last
    assert verse.inner_text().split("\n")[1] == "\u00a0\u00a0In the forests of the night;"


@pytest.mark.parametrize(("theme", "ground"), [("", "rgba(0, 0, 0, 0)"), ("nightMode", "rgb(255, 255, 255)")])
def test_a_picture_has_a_light_ground_at_night(theme: str, ground: str, cards: Sides, show: Show) -> None:
    page = show(cards["pictures"][0].replace('class="card card1"', f'class="card card1 {theme}"'))
    assert page.locator(".options img").first.evaluate("one => getComputedStyle(one).backgroundColor") == ground
