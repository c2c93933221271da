"""What a format says of the book itself → its title, author, translator and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from quizgen.copies.formats.archive import attribute, find_named
from quizgen.copies.formats.extract import Metadata

_HEAD = 100_000
"""The letters at the beginning of a page in which its metadata are."""
_HEADER = 20_000
_LANGUAGES = {
    "arabic": "ar", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "esperanto": "eo", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "icelandic": "is", "italian": "it", "japanese": "ja", "korean": "ko",
    "latin": "la", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "spanish": "es", "swedish": "sv", "tagalog": "tl", "turkish": "tr",
    "ukrainian": "uk", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_TITLE = re.compile(
    r"(?:untitled|unknown|no title|document\d*|title|cover|index|home|none)\b.{0,3}"
    r"|.*\.(?:docx?|odt|tex|dvi|indd|qxd|pdf)|microsoft word - .*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:unknown|anonymous author|author|admin(?:istrator)?|user|owner|none|n/a)|\W*\[.*\]", re.IGNORECASE
)
_GUTENBERG = re.compile(
    r"the project gutenberg (?:e-?book|etext)(?:\s*#?\d+)?\s*(?:of|:|,)\s*|project gutenberg'?s\s+", re.I
)
_BY_LINE = re.compile(r",?\s+by\s+(\S[^,]{2,60})$")
_EDGES = " \t\r\n.,;:–—|-"


def tidy(title: str, author: str, language: str, translator: str = "") -> Metadata:
    """Metadata without what programs write there when nobody does: names of files, ``Unknown``, placeholders."""
    title, author, translator = (" ".join(each.split()) for each in (title, author, translator))
    if _GUTENBERG.match(title):
        title = _GUTENBERG.sub("", title, count=1)
        if found := _BY_LINE.search(title):
            title, author = title[: found.start()], author or found[1].strip(_EDGES)
    author = re.sub(r"\s*<[^<>]*@[^<>]*>", "", author)
    author = re.sub(r"^by\s+", "", author, flags=re.IGNORECASE)
    author = re.sub(r",\s*\d{3,4}\??\s*[-–]\s*(?:\d{3,4})?\??", "", author)
    return Metadata(
        "" if _NO_TITLE.fullmatch(title) else title.strip(_EDGES),
        "" if _NO_AUTHOR.fullmatch(author) else author.strip(" ,;"),
        language_tag(language),
        translator,
    )


def language_tag(written: str) -> str:
    """The tag of a language that is given as a tag or by its English name; empty if it is neither."""
    written = written.strip().replace("_", "-").partition(".")[0]
    named = _LANGUAGES.get(re.split(r"[\s,;(]", written.casefold())[0], "")
    return named or (written if _TAG.fullmatch(written) and written.casefold() not in ("und", "zxx", "mul") else "")


_FIELD = re.compile(r"^[ \t]*(Title|Author|Translator|Language)\s*:[ \t]*(\S.*)$", re.MULTILINE)


def read_header(text: str) -> Metadata:
    """The fields at the beginning of a text from Project Gutenberg; of a title, the first line."""
    head = text[:_HEADER]
    if "gutenberg" not in head.casefold():
        return Metadata()
    fields = {name.lower(): value for name, value in reversed(_FIELD.findall(head))}
    author = re.sub(r"\s*\(.*\)\s*$", "", fields.get("author", ""))
    return tidy(fields.get("title", ""), author, fields.get("language", ""), fields.get("translator", ""))


def read_dublin_core(root: Any) -> Metadata:
    """The Dublin Core of an EPUB's package or of a word processor's file.

    Of several creators, those count that are marked as authors, if any are.
    """
    roles = {
        (each.get("refines") or "").lstrip("#"): (each.text or "").strip()
        for each in find_named(root, "meta")
        if each.get("property") == "role"
    }

    def marked(name: str, role: str) -> list[str]:
        return [
            "".join(each.itertext())
            for each in find_named(root, name)
            if (attribute(each, "role") or roles.get(each.get("id"))) == role
        ]

    def all_of(name: str) -> list[str]:
        return ["".join(each.itertext()) for each in find_named(root, name)]

    authors, translators = marked("creator", "aut") or all_of("creator"), marked("contributor", "trl")
    title, language = next(iter(all_of("title")), ""), next(iter(all_of("language")), "")
    return tidy(title, ", ".join(authors), language, ", ".join(translators))


_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_SCALAR = re.compile(
    r"^(title|author|lang|language|translator)\s*:[ \t]*(\S.*?)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE
)


def read_front_matter(text: str) -> Metadata:
    """The fields in the front matter of a Markdown file that are plain texts, or lists in one line."""
    found = _FRONT_MATTER.match(text)
    fields = {name.lower(): value.strip("\"'[] ") for name, value in _SCALAR.findall(found[1] if found else "")}
    language = fields.get("lang") or fields.get("language", "")
    return tidy(fields.get("title", ""), fields.get("author", ""), language, fields.get("translator", ""))


_SETTING = re.compile(
    r"^\s*[\"']?(title|site_name|authors?|site_author|lang|language)[\"']?\s*[:=]\s*(.+?),?\s*$", re.MULTILINE | re.I
)


def read_settings(text: str) -> Metadata:
    """The settings of a book in `book.toml`, `mkdocs.yml`, `_config.yml` or `book.json` that stand in one line."""
    fields = {name.lower(): value.strip("\"'[] ") for name, value in reversed(_SETTING.findall(text))}
    author = fields.get("author") or fields.get("authors") or fields.get("site_author", "")
    language = fields.get("lang") or fields.get("language", "")
    return tidy(fields.get("title") or fields.get("site_name", ""), re.sub(r"[\"']", "", author), language)


def read_page_metadata(markup: str) -> Metadata:
    """The metadata of a web page: its ``meta`` elements, title and language, and the lines with its authors."""
    from lxml import etree

    head = markup[:_HEAD]
    header = read_header(unescape(re.sub(r"<[^<>]*>", "", head[:_HEADER])))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(head.replace("\x00", " ").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return header
    fields = {
        (each.get("name") or each.get("property") or "").lower(): each.get("content") or ""
        for each in root.iter("meta")
    }
    named = tidy(
        _first(fields, "dc.title", "dcterms.title", "citation_title", "og:book:title") or _page_title(root),
        _first(fields, "author", "dc.creator", "dcterms.creator", "citation_author") or ", ".join(_authors(root)),
        _first(fields, "dc.language", "dcterms.language") or _language(root),
    )
    return Metadata(
        header.title or named.title,
        header.author or named.author,
        header.language or named.language,
        header.translator,
    )


def _first(fields: dict[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name, "").strip()), "")


_BESIDE = re.compile(r"\s+[-–—|·:]\s+")
_ABOUT_PAGES = re.compile(r"documentation\b|\bdocs\b", re.IGNORECASE)


def _page_title(root: Any) -> str:
    """The title of a page without what generators of documentation add: the project's version, the title again."""
    title = " ".join("".join(next(root.iter("title"), root.makeelement("title")).itertext()).split())
    pieces = _BESIDE.split(title)
    if len(pieces) > 1 and (_ABOUT_PAGES.search(pieces[-1]) or len(set(pieces)) == 1):
        return pieces[0]
    return title


def _language(root: Any) -> str:
    """The language of the page, or of the outermost element that has one."""
    for element in root.iter("html", "body", "div", "section", "article", "main"):
        if found := element.get("lang") or element.get("xml:lang"):
            return str(found)
    return ""


_MAX_AUTHORS = 4


def _authors(root: Any) -> Iterator[str]:
    """The names that DocBook, Publican and AsciiDoc mark as authors of a book."""
    names: list[str] = []
    for element in root.iter("h2", "h3", "h4", "span", "p"):
        written = " ".join(" ".join(element.itertext()).split())
        is_author = "author" in (element.get("class") or "").split() or element.get("rel") == "author"
        if is_author and 3 < len(written) < 60 and written not in names:
            names.append(written)
    yield from names[:_MAX_AUTHORS]
