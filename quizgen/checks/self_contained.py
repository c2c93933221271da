"""Checks that a question refers to nothing that its reader does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, show_quoted, unquoted, word_set, words_in
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.kinds.question import Prompted, Question, Recalled
from quizgen.model.diagnostics import Finding, Severity

_TEXTS = "passage|text|excerpt|extract|paragraph|chapter|section|reading|article|book|page|quotation"

_SAYS = (
    "say|state|describe|mention|argue|explain|tell|suggest|imply|claim|refer|quote|name|write|think|believe|mean|list|"
    "conclude|point|compare|see|call|give|discuss|show"
)

_NEEDS_THE_BOOK = re.compile(
    rf"\baccording to (?:the|this) (?:{_TEXTS}|author|writer)\b(?! of (?!this\b|the (?:{_TEXTS})\b))"
    rf"|\bin (?:this|the (?:above|following|preceding|foregoing|quoted|cited)) (?:{_TEXTS})\b"
    r"(?! of\b| between\b| from\b)"
    r"|\bin the (?:first|second|third|fourth|fifth|last|final|opening|closing)"
    r" (?:paragraph|passage|sentence)\b(?! of\b)"
    r"|\bbased on (?:the|this) (?:reading|passage|text|excerpt|extract)\b(?! of\b)"
    r"|\bas the (?:author|writer) (?:puts|says|sees|has) it\b"
    r"|\b(?:in|from) the (?:text|excerpt|extract)\b(?! of\b)"
    r"|\bin the passage\b(?! (?:of|between|from|to|through)\b)"
    rf"|\b(?:the|this) (?:passage|text|excerpt|extract|paragraph|author|writer) (?:{_SAYS})e?s\b"
    rf"|\b(?:does|did) (?:the|this) (?:passage|text|excerpt|extract|paragraph|author|writer) (?:\w+ )?(?:{_SAYS})\b"
    rf"|\b(?:author|writer) of (?:this|the) (?:text|passage|excerpt|book|article)\b"
    r"|\b(?:mentioned|described|quoted|cited|stated|named|listed|given|said|say|says|discussed|explained)(?: \w+)?"
    r" (?:above|earlier|previously|further up)\b(?! (?:all|than|in|on)\b)"
    rf"|\b(?:above|preceding|foregoing) (?:{_TEXTS}|statement)\b"
    r"|\bon page \d"
    rf"|\b(?:idea|theme|topic|tone|purpose|thesis|title|subject|message) of (?:the|this) (?:{_TEXTS})\b(?! of\b)"
    r"|\b(?:the|in the) (?:previous|preceding|last|next) question\b",
    re.IGNORECASE,
)

_BOOKISH = frozenset(_TEXTS.split("|")) | word_set(
    "author writer sentence above earlier previously further statement question page"
)
"""Prefilter: ``_NEEDS_THE_BOOK`` needs one of these words."""

# --- pictures, tables, code -------------------------------------------------------------------------

_EXHIBITS = (
    "diagrams?|figures?|graphs?|charts?|tables?|maps?|pictures?|images?|photos?|photographs?|drawings?|illustrations?"
    "|sketch|sketches|plots?|code|snippets?|program|programme|listing|function|script|algorithm|query|poems?|stanza"
    "|verse|lines?"
    "|equations?|formula|formulae|expression|data|scores?|recording|clip|video|audio|dialogue|conversation|cartoon"
    "|painting"
    "|circuit|sequence|melody|piece|bars?|sentences?|reaction|structure|molecule|triangle|shape|object|spectrum|x-ray"
    "|text"
    "|passage|excerpt|extract|paragraph|letter|email|advertisement|case|scenario|statement|word|phrase|chord|rhythm"
    "|source|document"
)

_SHOWN = (
    "diagram|figure|graph|chart|table|map|picture|image|photo|photograph|drawing|illustration|sketch|plot|snippet"
    "|listing"
    "|cartoon|recording|clip|video|flowchart|screenshot|scatter plot|pie chart|bar chart|infographic|timeline"
)
"""What is nearly never talked about in a question unless the reader is to look at it."""

_GIVEN = (
    "shown|given|provided|depicted|displayed|pictured|marked|labelled|labeled|highlighted|underlined|circled|printed"
    "|reproduced|illustrated|drawn"
)

_NOT_QUALIFIED = r"(?! (?:of|that|which|for|whose|who|where|between|with|from|made|drawn by|by)\b|[-’']| +quoted\b)"

_NEEDS_AN_EXHIBIT = re.compile(
    rf"\b(?:the|this|these|that|each) (?:\w+ ){{0,2}}?(?:{_EXHIBITS}) (?:{_GIVEN} )?"
    "(?:below|above|opposite|overleaf|on the (?:right|left|next page|board|screen|slide)|here|attached|at the "
    r"top)\b(?! (?:the|a|an|all|zero|sea|ground|\d)\b)"
    rf"|\b(?:above|accompanying|attached|adjacent|enclosed|displayed) (?:\w+ )?(?:{_EXHIBITS})\b"
    rf"|\b(?:{_GIVEN}|seen|visible|indicated|represented)(?: \w+)?(?: \w+)? (?:in|on|by) (?:the|this) (?:\w+ "
    rf")?(?:{_SHOWN})\b{_NOT_QUALIFIED}"
    rf"|\b(?:study|look at|refer to|consult|examine|using|use|inspect|consider|see|read|from|based on|according to"
    rf"|with the help of|in|on) (?:the|this) (?:{_SHOWN})\b{_NOT_QUALIFIED}(?! (?!is|are|was|shows?|what|which|who"
    r"|how|to|and|find|name)[a-z]+\b(?<!below)(?<!above))"
    rf"|\b(?:the|this) (?:{_SHOWN}) (?:shows?|illustrates?|depicts?|represents?|indicates?|suggests?)\b"
    rf"|\b(?:does|do|did|is|can) (?:the|this) (?:{_SHOWN}|code|program|function|script|query|poem|painting) "
    "(?:show|illustrate|depict|represent|indicate|suggest|print|output|return|produce|tell|describe|display|mean"
    r"|called)\b"
    rf"|\bthis (?:{_SHOWN}|code|program|function|script|query|poem|painting|equation|melody|molecule|circuit|sentence"
    r"|extract)\b"
    r"|\b(?:figure|fig\.|table|diagram|graph|exhibit|source|image|picture|map) (?:\d+(?:\.\d+)?|[A-D])\b(?! (?:of"
    "|skat))"
    rf"|\b(?:{_GIVEN}|listed|written|described|quoted|drawn) (?:\w+ ){{0,4}}?(?:below|above|overleaf)\b(?! (?:the|a"
    r"|zero|sea)\b)"
    rf"|\b(?:listen to|watch|hear|play) (?:the|this) (?:{_SHOWN})\b"
    r"|\b(?:in|of) the (?:first|second|third|fourth|last|final|opening|closing) (?:stanza|verse|line)\b(?! of\b)"
    r"|\b(?:does|did|is|was|has) the (?:poet|speaker|narrator)\b(?=[^A-Z]*$)(?! quoted)"
    r"|\bas shown (?:here|below|above)\b|\bas (?:you )?(?:can (?:be )?)?see[n]? (?:below|above|here|in the)\b"
    r"|\bmarked (?:with )?(?:[A-Z]|\d)\b(?= |\W*$)",
    re.IGNORECASE,
)

_FOLLOWING = re.compile(
    rf"(?<!of )\bthe following (?:\w+ )?({_EXHIBITS})\b(?! of\b)",
    re.IGNORECASE,
)
"""What the prompt announces, to stand after it."""

_NOUNS = frozenset(re.findall(r"[a-z]+", f"{_EXHIBITS} {_SHOWN}"))

_NOUNS_BOTH = _NOUNS | frozenset(noun.removesuffix("s") for noun in _NOUNS)

_EXHIBIT_WORDS = _NOUNS_BOTH | word_set(
    "poet speaker narrator listed written described quoted below above overleaf stanza verse line fig as shown marked "
    "exhibit seen see"
)
"""Prefilter: a reference to an exhibit has one of these words."""

_EXHIBIT = re.compile(
    r"!\[|```|~~~|`[^`]+`|^ {4,}\S|^ *\|.*\|\s*$|^ *>|<(?:img|table|pre|code)\b|\$[^$]+\$|https?://", re.MULTILINE
)
"""A picture, code, a table, a quoted passage or a formula in a prompt."""

_LONG_QUOTATION = re.compile(r"(?<!\w)'[^']+\s[^']+\s[^']+'(?!\w)|[“\"«„‘](?:[^”\"»“’]+\s){2}[^”\"»“’]*[”\"»“’]")

_AFTER_COLON = re.compile(r":\s*\S[^:]*\w")

# --- what was said in class ---------------------------------------------------------------------------

_LESSON = (
    "(?:lecture|lesson|seminar|tutorial|slides?|homework|handout|worksheet|workbook|textbook|coursebook|class notes"
    "|notes"
    "|webinar|workshop|practical|lab session|presentation)"
)

_COURSE = (
    rf"(?:class|the course|this course|the module|the unit|this unit|the lab|the video|the reading|(?:the )?{_LESSON})"
)

_STUDY = (
    "(?:saw|seen|see|learned|learnt|learn|discussed|discuss|studied|study|heard|hear|covered|cover|read|watched|watch"
    "|practised|practiced|did|done|do|met|meet|talked about|talk about|looked at|look at|worked on|noted|used|went "
    "through"
    "|listened to|dealt with)"
)

_TOLD = (
    "(?:mentioned|discussed|stated|explained|described|noted|indicated|defined|demonstrated|seen|said|shown|listed"
    "|named"
    "|quoted|pointed out|taught|studied|learned|learnt|covered|introduced|treated|presented|used|done|carried out"
    "|given)"
)

_TOLD_WORDS = frozenset(re.findall("[a-z]+", _TOLD))
"""Prefilter: “as mentioned” and the like have one of these words after “as”."""

_TEACHER = "(?:teacher|lecturer|professor|instructor|tutor|trainer)"

_LAST = "(?:last|previous|yesterday['’]s|today['’]s|this week['’]s|last week['’]s|the last|the previous)"

_TASK = "(?:question|exercise|item|problem|task)"

_NEEDS_THE_CLASS = re.compile(
    rf"\b(?:we|you)(?: have|['’]ve|['’]ll)?(?: all| just| already| both)? {_STUDY}\b.{{0,40}}?"
    rf"\b(?:(?:in|during|from|at|on) (?:our |your |this |{_LAST} |a previous )?(?:\w+ )?{_COURSE}"
    r"|on (?:mon|tues|wednes|thurs|fri)day)\b"
    rf"|\bas (?:we|you) (?:have |should |will )?(?:{_STUDY}|know|remember|recall)\b"
    rf"|\b(?:we|you)(?: have|['’]ve)? {_STUDY}(?: \w+){{0,4}} (?:last|yesterday|earlier|together|today|before|so far"
    r"|already)\b"
    rf"|\b(?:in|during|from|at|on|consult|see|use|check|read|open|refer to|according to) (?:our|your|{_LAST}|the) "
    rf"(?:\w+ )?{_LESSON}\b(?! (?:of|for|by|that|to)\b)"
    r"|\b(?:in|during) (?:our class|class)\b(?! (?:struggle|war|conflict))"
    rf"|\b{_LAST} (?:lesson|lecture|class|reading|session|homework|unit|module|seminar)\b|['’]s (?:class|homework"
    r"|lesson|lecture)\b"
    r"|\b(?:week|lesson|lecture|today|yesterday)['’]s (?:text|topic|video|story|chapter|experiment|reading)\b"
    rf"|\b(?:your|our|my) {_TEACHER}\b"
    rf"|\bthe {_TEACHER} (?:said|told|explained|showed|mentioned|gave|named|recommended)\b|\bdid the {_TEACHER}\b"
    rf"|\b{_TOLD} (?:in|during) {_COURSE}\b"
    rf"|\bas {_TOLD}(?: before| earlier| previously| above| below| already)?(?=,| in (?:the|our|class))"
    r"|\bon (?:slide|page|p\.|worksheet|handout) \d|\b(?:from|on) the (?:board|handout|worksheet|slide)\b"
    r"|\b(?:previous|preceding|earlier) (?:chapter|section|part|unit|module)\b"
    rf"|\b(?:previous|preceding|last|next|earlier|above) {_TASK}\b|\b(?:question|exercise) \d+\b(?! of\b)"
    r"|\byour answer (?:to|above|from)\b|\bthe (?:experiment|example|exercise|text|story|poem|film|book) (?:we|you) "
    r"\w+",
    re.IGNORECASE,
)

_CLASS_WORDS = word_set(
    "we you class lecture lesson seminar tutorial course chapter section part slides slide homework handout worksheet "
    "workbook textbook "
    "today yesterday reading last previous coursebook notes teacher lecturer professor instructor tutor trainer coach "
    "board question "
    "exercise item "
    "problem "
    "task answer teachers module unit practical lab week session workshop"
)
"""Prefilter: ``_NEEDS_THE_CLASS`` needs one of these words."""


_ELSEWHERE = re.compile(r"\b(?:question|page|book|chapter|section)\b", re.IGNORECASE)
"""Words for what a reader does not see even beside a stimulus."""


def not_self_contained(subject: Subject) -> Iterator[Finding]:
    """A question names what it is about: no “in this passage”, “the diagram”, “as we saw in class”.

    On a card or a sheet no lesson stands beside it, and no passage but its `stimulus`. Name the person, the book, the
    date, or put the picture, the table or the code into the prompt (NBME: the stem contains all that is needed). It is
    found by the turn of phrase. What it cannot see: a “he” or “this process” whose noun is nowhere, and whether the
    picture in the prompt is the one that is meant.

    Bad:
        kind: short
        prompt: "According to the passage, what did the predecessor use?"
        answer: "vinegar"
    Good:
        kind: short
        prompt: "With what had the keeper's predecessor cleaned the glass?"
        answer: "vinegar"
    """
    for field, text in _written(subject.question):
        if found := _reference(text, subject):
            message = f"“{show_quoted(found)}” refers to something that the reader does not see"
            yield Finding(
                (field,), message, "Name the person, the book or the matter itself, or put it into the prompt."
            )


def _written(question: Question) -> tuple[tuple[str, str], ...]:
    if isinstance(question, Prompted):
        return (("prompt", question.prompt),)
    if isinstance(question, Cloze):
        return (("text", question.text),)
    if isinstance(question, Recalled):
        return tuple(zip(question.sides, (question.headword, question.meaning), strict=True))
    return ()


def _reference(text: str, subject: Subject) -> str:
    """The words that refer to something else than the question; empty if there are none."""
    words = words_in(text)
    plain = unquoted(text)
    may_be_of_class = not _CLASS_WORDS.isdisjoint(words) or ("as" in words and not _TOLD_WORDS.isdisjoint(words))
    if may_be_of_class and (found := _NEEDS_THE_CLASS.search(plain)):
        return found.group()
    if subject.stimulus is not None:
        found = _NEEDS_THE_BOOK.search(text) if not _BOOKISH.isdisjoint(words) else None
        return found.group() if found and _ELSEWHERE.search(found.group()) else ""
    if not _BOOKISH.isdisjoint(words) and (found := _NEEDS_THE_BOOK.search(text)):
        return found.group()
    if _EXHIBIT_WORDS.isdisjoint(words) or _EXHIBIT.search(text):
        return ""
    has_text = _LONG_QUOTATION.search(text) is not None or "\n" in text.strip()
    if not has_text and (found := _FOLLOWING.search(plain)) and not _AFTER_COLON.search(plain, found.end()):
        is_of_options = isinstance(subject.question, Choice | Multiple | Match | Order) and found[1].lower().endswith(
            "s"
        )
        return "" if is_of_options else found.group()
    for found in _NEEDS_AN_EXHIBIT.finditer(plain):
        if not has_text and not _is_introduced(plain, found):
            return found.group().strip()
    return ""


def _is_introduced(text: str, found: re.Match[str]) -> bool:
    """Whether the prompt has named before what it points at: “A circuit has a lamp. What does this circuit need?”"""
    nouns = [word for word in re.findall(r"[a-z]+", found.group().lower()) if word in _NOUNS_BOTH]
    before = text[: found.start()].lower()
    if re.search(r"\bthis\b", found.group(), re.IGNORECASE) and re.search(r"\w.*[.!?]\s", before):
        return True
    return any(re.search(rf"\b(?:an?|two|three|every|each)\b[^.?!]*\b{noun}", before) for noun in nouns)


CHECKS = (Check(not_self_contained, Severity.WARNING, languages=ENGLISH),)
