"""The link in ``book.yaml`` by which mistakes are reported: a web address or a mail address, with a question's id."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from quizgen.model.fields import Text

_PLACE = "{id}"

_NOT_IN_ADDRESSES = re.compile(r"[\s\"<>\\^`|{}\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})")
"""What stands percent-encoded in every address (RFC 3986, section 2), but for letters of other scripts."""

_MAIL = r"[^@,/]+@[^@,/]+"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_page = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets around what is no IPv6 address, or a port that is none
        return False
    return is_page or (parts.scheme == "mailto" and re.fullmatch(f"{_MAIL}(,{_MAIL})*", parts.path) is not None)


def _report_link(text: str) -> str:
    around = text.replace(_PLACE, "x")
    if found := _NOT_IN_ADDRESSES.search(around):
        message = "`{sign}` stands in no address, but for the place of the question's id, `{place}`"
        raise PydanticCustomError("report_sign", message, {"sign": found[0], "place": _PLACE})
    if not _is_address(around):
        raise PydanticCustomError("report_link", "this begins neither as `https://…` nor as `mailto:name@…`")
    return text


ReportLink = Annotated[Text, AfterValidator(_report_link)]
"""An ``https:`` or ``mailto:`` address; ``{id}`` in it is the place of a question's id."""


def address_for(link: str, question_id: str = "") -> str:
    """The address at which a mistake in a question is reported, or without an id one in the deck."""
    return quote(link.replace(_PLACE, quote(question_id, safe="")), safe="%/:=&?~#+!$,;'@()*[]")
