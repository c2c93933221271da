"""The pages of a study guide: which there are, what is on them, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quizgen.assembly.guide import GuideText, StudyGuide, assemble_guides, sort_key
from quizgen.assembly.quiz import Item, Theme
from quizgen.model.stimulus import Objective
from tests.samples import BOOK, item

AIM = Objective(id="oil", text="Say how much oil a lamp burns")


def term(name: str, *, chapter: str | None = "1", **changes: Any) -> Item:
    return item("term", chapter=chapter, id=f"term-{sort_key(name, 'en').replace(' ', '-')}", term=name, **changes)


def date(year: str, *, chapter: str | None = "1") -> Item:
    return item("date", chapter=chapter, id=f"date-{sort_key(year, 'en').replace(' ', '-')}", date=year)


def pages(
    *items: Item, said: dict[str | None, GuideText] | None = None, aims: tuple[tuple[str | None, Objective], ...] = ()
) -> tuple[StudyGuide, ...]:
    return assemble_guides("guide", BOOK, items, said or {}, aims, Theme())


def test_a_chapter_has_a_page_if_there_is_something_for_it() -> None:
    assert pages() == ()
    assert pages(item("choice"), item("essay")) == (), "other questions are not on it"
    assert pages(term("wick", retired="true"), term("lens", draft="true")) == ()
    assert pages(said={"1": GuideText()}) == ()
    for made in (
        pages(term("wick")),
        pages(item("person")),
        pages(date("1904")),
        pages(aims=(("1", AIM),)),
        pages(said={"1": GuideText(thesis="A light is care.")}),
        pages(said={"1": GuideText(places=("ch. 1 §1",))}),
    ):
        (page,) = made
        assert (page.name, page.chapter, page.whole) == ("guide-1", BOOK.chapter("1"), "")


def test_the_whole_book_has_a_page_where_there_are_two_chapters_or_something_of_its_own() -> None:
    whole, intro, one = pages(term("wick"), term("light", chapter="intro"))
    assert [page.name for page in (whole, intro, one)] == ["guide", "guide-intro", "guide-1"]
    assert (whole.chapter, intro.whole, one.whole) == (None, "guide", "guide")
    assert [page.name for page in whole.chapters] == ["guide-intro", "guide-1"]
    whole, one = pages(term("wick"), term("light", chapter=None))
    assert [entry.name for entry in whole.terms] == ["light", "wick"]
    assert [entry.name for entry in one.terms] == ["wick"]
    (whole,) = pages(said={None: GuideText(thesis="A keeper counts.")})
    assert whole.said.thesis == "A keeper counts."


def test_a_chapter_keeps_the_order_of_its_file_and_the_glossary_is_sorted() -> None:
    named = [term(name) for name in ("the scissors", "Étatisme", "“Who shall prevail?”", "kulak", "*caste*", "an end")]
    whole, one = pages(*named, aims=((None, AIM),))
    assert [entry.name for entry in one.terms] == [
        *("the scissors", "Étatisme", "“Who shall prevail?”", "kulak", "*caste*", "an end")
    ]
    assert [entry.name for entry in whole.terms] == [
        *("*caste*", "an end", "Étatisme", "kulak", "the scissors", "“Who shall prevail?”")
    ]


@pytest.mark.parametrize(
    ("name", "language", "key"),
    [
        ("The NEP", "en", "nep"),
        ("theory", "en", "theory"),
        ("die Schere", "de", "schere"),
        ("die Schere", "en", "die schere"),
        ("l'étatisme", "fr", "etatisme"),
        ("L’État", "fr", "etat"),
        ("los soviets", "es", "soviets"),
        ("gli Stati", "it", "stati"),
        ("$\\ce{H2O}$", "en", "ce h2o"),
        ("צר", "he", "צר"),
    ],
)
def test_what_a_name_is_sorted_by(name: str, language: str, key: str) -> None:
    assert sort_key(name, language) == key


def test_people_are_looked_up_by_their_family_names() -> None:
    names = ("Karl Radek", "Lenin", "Zinoviev and Kamenev", "Beatrice and Sidney Webb", "Chiang Kai-shek")
    more = ("Peter the Great", "Louis XIV", "Marx, Karl", "Victor Serge (writer)", "the predecessor")
    people = [item("person", id=f"p{n}", person=name) for n, name in enumerate((*names, *more))]
    whole, _ = pages(*people, aims=((None, AIM),))
    assert [entry.name for entry in whole.people] == [
        *("Chiang Kai-shek", "Lenin", "Louis XIV", "Marx, Karl", "Peter the Great", "the predecessor"),
        *("Karl Radek", "Victor Serge (writer)", "Beatrice and Sidney Webb", "Zinoviev and Kamenev"),
    ]


def test_what_two_chapters_say_of_one_term_stands_together() -> None:
    own = replace(term("the NEP", definition="market again"), places=("ch. 1 §2",))
    other = replace(term("NEP", chapter="intro", definition="a retreat"), places=("Intro",))
    whole, *_ = pages(own, other)
    (entry,) = whole.terms
    assert entry.name == "NEP"
    assert [(sense.text, sense.places) for sense in entry.senses] == [
        ("a retreat", ("Intro",)),
        ("market again", ("ch. 1 §2",)),
    ]


def test_events_are_in_the_order_of_time_and_those_without_a_year_come_last() -> None:
    years = ("1936", "March 1921", "the 19th century", "44 BC", "1921")
    (page,) = pages(*map(date, years))
    assert [event.date for event in page.events] == ["44 BC", "1921", "March 1921", "1936", "the 19th century"]
    assert page.events[-1].span is None


def test_objectives_stand_on_the_page_of_their_chapter() -> None:
    of_book = Objective(id="all", text="Weigh it")
    whole, one = pages(aims=(("1", AIM), (None, of_book)))
    assert one.objectives == (AIM,)
    assert whole.objectives == (of_book,)
