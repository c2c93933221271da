"""An element of a web page → whether it is outside of the running text: navigation, notes, marks, what is invisible."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_LEFT_OUT = frozenset({
    "annotation", "annotation-xml", "applet", "audio", "button", "canvas", "datalist", "embed", "frameset", "head",
    "iframe", "input", "map", "nav", "noframes", "noscript", "object", "option", "rp", "rt", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
"""Elements that are invisible or controls, and ruby annotations (their base text is kept)."""
_NO_TEXT = frozenset({
    "doc-endnote", "doc-endnotes", "doc-footnote", "doc-noteref", "doc-pagebreak", "doc-toc", "endnote", "endnotes",
    "fnref", "footnote", "footnote-backref", "footnote-ref", "footnoteref", "footnotes", "landmarks", "navigation",
    "noteref", "page-list", "pagebreak", "rearnote", "rearnotes", "toc",
})  # fmt: skip
"""Roles (DPUB-ARIA), types (EPUB) and classes of parts outside the running text: notes, contents, page marks.

A note left in would interrupt the paragraph or passage that refers to it.
"""
_NO_PART = frozenset({
    "colophon", "copyright-page", "cover", "doc-colophon", "doc-cover", "halftitlepage", "imprint", "loi", "lot",
    "titlepage", "banner", "contentinfo", "search",
})  # fmt: skip
"""Types and roles of what stands around a book or a site; as classes, these names are used for other things too."""
_FURNITURE = frozenset({
    # any site
    "breadcrumb", "breadcrumbs", "edit-link", "edit-page", "edit-this-page", "noprint", "permalink", "searchbox",
    "skip-link", "skip-nav", "skip-to-content", "skiplink",
    "line-number", "linenum", "linenumber", "lineno", "linenos",
    # DocBook, Publican, TeX4ht, Texinfo
    "docnav", "navfooter", "navheader", "crosslinks", "nav-panel",
    # Sphinx and its themes
    "bd-header", "bd-sidebar", "bd-toc", "headerlink", "mobile-header", "prev-next-area", "prev-next-footer", "related",
    "related-pages", "rst-footer-buttons", "rst-versions", "sidebar-drawer", "sphinxsidebar", "toc-drawer",
    "toctree-wrapper", "wy-breadcrumbs", "wy-nav-side", "wy-nav-top",
    # mdBook, GitBook, MkDocs, Docusaurus, Jupyter
    "anchor-link", "book-header", "book-summary", "hash-link", "md-footer", "md-header", "md-search", "md-sidebar",
    "md-skip", "md-tabs", "menu-bar", "mobile-nav-chapters", "nav-chapters", "nav-wide-wrapper", "nav-wrapper",
    "navbar", "pagination-nav", "search-wrapper", "searchbar-outer", "theme-doc-breadcrumbs",
    "theme-doc-sidebar-container", "theme-doc-toc-mobile", "theme-edit-this-page",
    # MediaWiki
    "catlinks", "mw-editsection", "mw-jump-link", "mw-navigation", "mw-panel", "navbox", "printfooter",
    # Project Gutenberg
    "pg-boilerplate", "pg-footer", "pg-header", "pgfooter", "pgheader", "tnote", "transcriber-note",
    "transcriber-notes", "transcribers-note", "transcribers-notes", "transnote", "transnotes",
})  # fmt: skip
"""Classes and ids by which tools that make books mark navigation, search, links to a place, and notes on the copy."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PAGE_MARK = re.compile(r"pg|page|folio", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\[({]?\s*(?:p(?:age|g)?\b\.?)?\s*[\divxlc]{0,6}\s*[\])}]?", re.IGNORECASE)
_MAX_MARK_LETTERS = 16
_NOTE_MARK = re.compile(r"[\[({]?\s*(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,5})\s*[\])}]?", re.IGNORECASE)
_SURE_MARK = re.compile(r"[\[({]?\s*(?:\d{1,3}|[*†‡§¶#]{1,3}|\U0001f517)\s*[\])}]?|[\[({]\s*\w{1,5}\s*[\])}]")
_INITIAL = re.compile(r"[\"'“‘«„]?[^\W\d_]")
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{3}|[^\w\s])\Z")


def is_left_out(element: Any, tag: str, written_before: Callable[[], str]) -> bool:
    """Whether an element is no part of the text; ``written_before`` gives the letters directly before it."""
    if tag in _LEFT_OUT:
        return True
    if tag in ("html", "body"):
        return tag == "body" and not _NO_PART.isdisjoint((element.get("epub:type") or "").lower().split())
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    types = f"{element.get('role') or ''} {element.get('epub:type') or ''}".lower().split()
    classes = (element.get("class") or "").lower().split()
    names = [*types, *classes, *(element.get("id") or "").lower().split()]
    if not _NO_PART.isdisjoint(types) or not _NO_TEXT.isdisjoint((*types, *classes)):
        return True
    if not _FURNITURE.isdisjoint(names):
        return True
    if tag == "footer" and element.getparent() is not None and element.getparent().tag == "body":
        return True  # of the site; one of a quotation or a chapter is a signature
    if any(_PAGE_MARK.match(name) for name in names) and _PAGE_NUMBER.fullmatch(_text_of(element)):
        return True
    return tag in ("sup", "a") and _is_note_mark(element, tag, written_before)


def _is_note_mark(element: Any, tag: str, written_before: Callable[[], str]) -> bool:
    """Whether an element is a note mark: a superscript, or a bracketed or numeric link inside the page.

    ``10²``, ``m²``, ``1ˢᵗ`` and ``Mˡˡᵉ`` are not: a superscript without a link counts only if it is digits or signs
    after a longer word or a punctuation mark.
    """
    mark = _text_of(element).strip()
    links = [element.get("href")] if tag == "a" else [each.get("href") for each in element.iter("a")]
    is_link = any("#" in (link or "") for link in links)
    if tag == "a":
        return is_link and _SURE_MARK.fullmatch(mark) is not None
    if is_link:
        return _NOTE_MARK.fullmatch(mark) is not None
    return _SURE_MARK.fullmatch(mark) is not None and _BEFORE_MARK.search(written_before()) is not None


def _text_of(element: Any) -> str:
    """The first letters of an element's text; enough to tell whether it is a mark."""
    text = ""
    for piece in element.itertext():
        text = f"{text}{piece}".lstrip()
        if len(text.rstrip()) > 2 * _MAX_MARK_LETTERS:
            break
    return text.strip()


_INITIALS = frozenset({
    "drop-cap", "dropcap", "dropcaps", "dropped-cap", "first-letter", "firstletter", "initial", "initial-cap",
    "lettrine", "raisedcap",
})  # fmt: skip


def find_initial(element: Any, tag: str) -> str:
    """The letter that an element sets large at the beginning of a chapter, with a quotation mark before it if any.

    It is a picture of one letter, or an element of such a class. Other elements have none.
    """
    classes = (element.get("class") or "").lower().split()
    if tag != "img" and _INITIALS.isdisjoint(classes):
        return ""
    letter = (element.get("alt") or "").strip() if tag == "img" else _text_of(element)
    return letter if _INITIAL.fullmatch(letter) and (letter[-1].isupper() or tag != "img") else ""


# --- links around the text --------------------------------------------------------------------

_LEADS_ON = frozenset({"contents", "first", "home", "index", "last", "next", "prev", "previous", "start", "up", "top"})
_KEYS = frozenset("pnuhit")
"""The access keys by which DocBook, Sphinx and Texinfo mark links to the previous page, the next one and others."""


_EDIT = re.compile(r"^https?://[^/]+/.*/edit/", re.IGNORECASE)
"""The address at which a forge shows the source of a page for editing."""


def leads_on(link: Any) -> bool:
    """Whether a link leads through the pages of a book or site, as it says itself, or to the page's source."""
    if _EDIT.match(link.get("href") or ""):
        return True
    relations = (link.get("rel") or "").lower().split()
    return not _LEADS_ON.isdisjoint(relations) or (link.get("accesskey") or "").lower() in _KEYS


def is_local(link: Any) -> bool:
    """Whether a link leads to another place of the page or to another page beside it."""
    address = link.get("href")
    return bool(address) and re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE) is None
