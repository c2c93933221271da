"""A line or an entry of a table of contents → how it is labelled as a heading: its form, number and title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from quizgen.book.numerals import HAN, NUMBER_WORDS, read_numeral


class Form(IntEnum):
    """The form of a heading, from one that stands above chapters to one that is merely a title."""

    PART = 0  # Part II, Book the First
    CHAPTER = 1  # Chapter 3, 第3章
    NAMED = 2  # Introduction, Appendix A
    NUMBER = 3  # 3., III. The Lamp, 3.1 Oil
    TITLE = 4  # The Lamp
    ASIDE = 5  # Contents, Index, Colophon


@dataclass(frozen=True, slots=True)
class Label:
    """``path`` are the numbers of a heading, from the chapter's down; an appendix has its ``letter`` before them."""

    form: Form
    title: str
    path: tuple[int, ...] = ()
    letter: str = ""
    is_roman: bool = False
    written: str = ""

    @property
    def number(self) -> int | None:
        return self.path[-1] if self.path else None

    @property
    def is_chapter(self) -> bool:
        """Whether the label is one of a chapter, or could be one."""
        return self.form is Form.CHAPTER or (self.form is Form.NUMBER and len(self.path) == 1 and not self.letter)


def _any(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words.split(";"), key=len, reverse=True))


_CHAPTER_WORDS = _any(
    "chapter;chap.;chap;chapitre;kapitel;capítulo;capitulo;cap.;capitolo;hoofdstuk;глава;розділ;rozdział;"
    "kapitola;kapittel;kapitlet;luku;bölüm;chương;bab;κεφάλαιο;κεφαλαιο;poglavlje;fejezet;capitol;capítol;"
    "الفصل;فصل;अध्याय;บทที่;lecture;lektion;leçon;lección;lezione;lesson;лекция;adventure;letter;canto;stave;"
    "sermon;essay;epistle"
)
_PART_WORDS = _any(
    "part;partie;teil;parte;deel;часть;частина;μέρος;μερος;část;część;del;القسم;الجزء;بخش;phần;book;buch;"
    "livre;libro;liber;boek;книга;kniha;βιβλίο;volume;vol.;band;tome;tomo;epoch;epoque;époque;period"
)
_APPENDIX_WORDS = _any(
    "ملحق;پيوست;پیوستها;"
    "appendix;anhang;annexe;appendice;apéndice;bijlage;приложение;додаток;παράρτημα;příloha;dodatek;phụ lục;"
    "bilaga;liite;ek;apêndice;付録;附录;附錄;부록;الملحق;پیوست"
)
_NAMED = _any(
    "introduction;preface;foreword;prologue;epilogue;conclusion;afterword;postscript;introductory note;"
    "prelude;vorwort;einleitung;einführung;nachwort;schlusswort;schluss;préface;avant-propos;épilogue;prólogo;"
    "prefacio;introducción;conclusión;conclusiones;epílogo;prefazione;premessa;introduzione;conclusione;"
    "conclusioni;prefácio;introdução;conclusão;voorwoord;inleiding;nawoord;предисловие;введение;заключение;"
    "послесловие;эпилог;пролог;πρόλογος;εισαγωγή;επίλογος;předmluva;úvod;závěr;wstęp;przedmowa;zakończenie;"
    "förord;inledning;forord;lời nói đầu;giới thiệu;はじめに;おわりに;序章;終章;序文;まえがき;あとがき;前言;"
    "序言;引言;序;后记;後記;结语;译者序;머리말;서문;들어가며;맺음말;مقدمة;تمهيد;خاتمة;پیشگفتار;مقدمه"
)
_ASIDES = _any(
    "sachverzeichnis;índice alfabético;índice analítico;índice remissivo;skorowidz;věcný rejstřík;اخطار قانونی;"
    "indice analitico;предметный указатель;alphabetical index;subject index;general index;sachregister;"
    "contents;table of contents;brief contents;index;imprint;colophon;uncopyright;copyright;copyright page;"
    "copyright notice;title page;titlepage;half title;halftitlepage;half title page;cover;cover page;license;"
    "legal notice;pg boilerplate;transcriber's note;transcriber's notes;transcribers' notes;"
    "list of illustrations;illustrations;list of figures;list of tables;list of examples;footnotes;endnotes;"
    "notes;bibliography;finis;the end;advertisements;also by;landmarks;fin;ende;inhalt;inhaltsverzeichnis;"
    "rechtlicher hinweis;impressum;stichwortverzeichnis;register;fußnoten;abbildungsverzeichnis;"
    "table des matières;sommaire;tabla de contenidos;tabla de contenido;sumário;内容目录;mentions légales;"
    "notes de transcription;índice;índice general;indice;sommario;nota legal;aviso legal;note legali;inhoud;"
    "inhoudsopgave;содержание;оглавление;указатель;примечания;официальное уведомление;περιεχόμενα;ευρετήριο;"
    "obsah;rejstřík;spis treści;indeks;innehåll;sisältö;indhold;innhold;mục lục;目次;索引;目录;目錄;法的通知;"
    "奥付;版权;목차;차례;찾아보기;المحتويات;فهرس;فهرست;the full project gutenberg license;"
    "full project gutenberg license;project gutenberg license;pg license;legalnotice;法律上の通知;법적 공지;"
    "إشعار قانوني;ملاحظة قانونية;note légale;юридическое уведомление;errata;corrigenda;"
    "end of the project gutenberg ebook"
)
_ROMAN = r"[IVXLCivxlc]{1,8}"
_DIGITS = r"(?a:\d{1,3})|[٠-٩۰-۹०-९๐-๙０-９]{1,3}"
_NUMERAL = rf"(?P<number>{_DIGITS}|(?a:{_ROMAN})|[^\W\d_]+)"
_AFTER = r"(?P<after>[.:)\s–—-]*)(?P<title>.*)"
_THE = r"(?:the\s+|n[o°º]\.?\s*)?"
_NUMBERED_WORD = {
    Form.CHAPTER: re.compile(rf"(?:{_CHAPTER_WORDS})\s+{_THE}{_NUMERAL}(?!\w){_AFTER}", re.IGNORECASE),
    Form.PART: re.compile(rf"(?:{_PART_WORDS})\s+{_THE}{_NUMERAL}(?!\w){_AFTER}", re.IGNORECASE),
}
_NUMBER_FIRST = {
    Form.CHAPTER: re.compile(rf"(?:the\s+)?{_NUMERAL}[.:)]?\s+(?:{_CHAPTER_WORDS})(?!\w){_AFTER}", re.IGNORECASE),
    Form.PART: re.compile(rf"(?:the\s+)?{_NUMERAL}[.:)]?\s+(?:{_PART_WORDS})(?!\w){_AFTER}", re.IGNORECASE),
}
_HAN_NUMERAL = rf"\s*(?P<number>[\d{HAN}]{{1,5}})\s*"
_HAN = {
    Form.CHAPTER: re.compile(rf"(?:第{_HAN_NUMERAL}[章回課课講讲話话])[.:：、\s]*(?P<title>.*)"),
    Form.PART: re.compile(rf"(?:第{_HAN_NUMERAL}[部編编篇卷巻册])[.:：、\s]*(?P<title>.*)"),
    Form.NUMBER: re.compile(rf"(?:第{_HAN_NUMERAL}[節节])[.:：、\s]*(?P<title>.*)"),
}
_HANGUL = {
    Form.CHAPTER: re.compile(r"제?\s*(?P<number>\d{1,3})\s*[장과](?![가-힣])[.:\s]*(?P<title>.*)"),
    Form.PART: re.compile(r"제\s*(?P<number>\d{1,3})\s*[부편](?![가-힣])[.:\s]*(?P<title>.*)"),
}
_APPENDIX = re.compile(
    rf"(?:{_APPENDIX_WORDS})(?:(?!\w)|(?<=[録录錄록]))\s*(?:(?P<letter>[A-ZА-ЯΑ-Ω]|\d{{1,2}}|[IVX]{{1,4}})(?!\w))?"
    r"[.:\s–—-]*(?P<title>.*)",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(rf"(?:{_NAMED})(?!\w)[.:\s–—-]*(?P<title>.*)", re.IGNORECASE)
_WITH_PAGE = re.compile(r"(?:,|\s{2,}|\.{2,})\s*\d{1,4}\W*$")
_ASIDE_LINE = re.compile(rf"\W*(?:{_ASIDES})\W*", re.IGNORECASE)
_PATH = re.compile(
    r"§?\s*(?:(?P<letter>[A-Z])\.)?(?P<path>\d{1,3}(?:\.\d{1,3})*)(?P<stop>[.):]?)(?:\s*[–—-])?(?:\s+(?P<title>\S.*)|)"
)
_ROMAN_LINE = re.compile(r"§?\s*(?P<number>[IVXLC]{1,8})(?:(?:[.):]|\s*[–—-])\s+(?P<title>\S.*)|[.):]?)")
_MAX_NUMBER = 200


@lru_cache(maxsize=50_000)
def read_label(line: str) -> Label:
    """The label of a line whose blanks are single."""
    if _ASIDE_LINE.fullmatch(line):
        return Label(Form.ASIDE, line)
    for forms in (_NUMBERED_WORD, _NUMBER_FIRST, _HAN, _HANGUL):
        for form, pattern in forms.items():
            if (found := pattern.fullmatch(line)) and (number := _number(found)) is not None:
                title = found["title"].strip()
                if found.groupdict().get("after", " ") or not title:
                    return Label(form, title, (number,), is_roman=_is_roman(found["number"]))
    if found := _APPENDIX.fullmatch(line):
        letter = found["letter"] or ""
        return Label(Form.NAMED, line, letter=letter)
    if _NAMED_LINE.fullmatch(line) and not _WITH_PAGE.search(line):
        return Label(Form.NAMED, line)
    if found := _ROMAN_LINE.fullmatch(line):
        number = read_numeral(found["number"]) or 0
        return Label(Form.NUMBER, found["title"] or "", (number,), is_roman=True, written=line)
    if (found := _PATH.fullmatch(line)) and _is_numbering(found):
        path = tuple(map(int, found["path"].split(".")))
        return Label(Form.NUMBER, (found["title"] or "").strip(), path, found["letter"] or "")
    return Label(Form.TITLE, line)


def _number(found: re.Match[str]) -> int | None:
    written = found["number"]
    if found.string[: found.start("number")].strip().isascii() > written.isascii():
        return None  # ``Chapter İ``, ``Part ſeven``: misread letters
    number = read_numeral(written)
    return number if number is not None and number <= _MAX_NUMBER else None


def _is_roman(written: str) -> bool:
    return re.fullmatch(_ROMAN, written) is not None and written.casefold() not in NUMBER_WORDS


def _is_numbering(found: re.Match[str]) -> bool:
    """Whether a number before a title is one of a heading: not ``3 barrels``, but ``3. Barrels``, ``3.1 Barrels``."""
    return bool(found["letter"] or found["stop"] or "." in found["path"] or not found["title"])
