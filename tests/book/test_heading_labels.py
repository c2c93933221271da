"""Labels of headings in the languages and scripts that books have."""

from __future__ import annotations

import pytest

from quizgen.book.heading_labels import Form, read_label


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Chapter 3", 3, ""),
        ("CHAP. II.", 2, ""),
        ("CHAPTER XIV: The Lamp Room", 14, "The Lamp Room"),
        ("ADVENTURE I.", 1, ""),
        ("Chapter the First", 1, ""),
        ("Capítulo primero.", 1, ""),
        ("Kapitel 3. Das Öl", 3, "Das Öl"),
        ("Erstes Kapitel", 1, ""),
        ("Chapitre premier", 1, ""),
        ("Глава вторая", 2, ""),
        ("Глава 12. Масло", 12, "Масло"),
        ("Κεφάλαιο 4. Το λάδι", 4, "Το λάδι"),
        ("الفصل الثالث", 3, ""),
        ("فصل ۲. روغن", 2, "روغن"),
        ("Chương 5. Dầu", 5, "Dầu"),
        ("第3章 油", 3, "油"),
        ("第十二章", 12, ""),
        ("第 7 章 灯", 7, "灯"),
        ("제2장 기름", 2, "기름"),
        ("2장. 기름", 2, "기름"),
    ],
)
def test_chapters(line: str, number: int, title: str) -> None:
    label = read_label(line)
    assert (label.form, label.number, label.title) == (Form.CHAPTER, number, title)


@pytest.mark.parametrize(
    ("line", "path", "letter", "title"),
    [
        ("3.", (3,), "", ""),
        ("III. The Lamp", (3,), "", "The Lamp"),
        ("XL", (40,), "", ""),
        ("1.1. Oil", (1, 1), "", "Oil"),
        ("12.3.4 Wicks", (12, 3, 4), "", "Wicks"),
        ("A.2. Tables", (2,), "A", "Tables"),
    ],
)
def test_numbers(line: str, path: tuple[int, ...], letter: str, title: str) -> None:
    label = read_label(line)
    assert (label.form, label.path, label.letter, label.title) == (Form.NUMBER, path, letter, title)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Part II", Form.PART),
        ("BOOK THE FIRST.", Form.PART),
        ("Zweiter Teil", Form.PART),
        ("第二部", Form.PART),
        ("Introduction", Form.NAMED),
        ("Vorwort", Form.NAMED),
        ("はじめに", Form.NAMED),
        ("Предисловие", Form.NAMED),
        ("Appendix B. Tables", Form.NAMED),
        ("付録B 表", Form.NAMED),
        ("CONTENTS.", Form.ASIDE),
        ("Inhaltsverzeichnis", Form.ASIDE),
        ("目次", Form.ASIDE),
        ("Оглавление", Form.ASIDE),
        ("3 barrels", Form.TITLE),
        ("In chapter 3", Form.TITLE),
        ("Chapter 13, the clock", Form.TITLE),
        ("Conclusion, general, 480", Form.TITLE),
        ("Letter to a captain", Form.TITLE),
        ("Book of Hours", Form.TITLE),
    ],
)
def test_other_forms(line: str, form: Form) -> None:
    assert read_label(line).form is form


def test_an_appendix_has_its_letter() -> None:
    assert [read_label(line).letter for line in ("Appendix B. Tables", "Anhang C", "付録B 表")] == ["B", "C", "B"]
