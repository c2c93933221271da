"""Checks that a prompt asks exactly one thing, and contains all that is needed to answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from quizgen.checks.check import Check
from quizgen.checks.english import AUXILIARY, ENGLISH, last_sentence, unquoted, word_set, words_in
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.question import Prompted
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.words import split_words

Asking: TypeAlias = Choice | Multiple | Short | Numeric | Order | Match
"""The kinds whose prompt asks for one thing."""

_COMMANDS = word_set(
    "match order put arrange name give complete choose select pick state list explain compare discuss judge describe "
    "assess show say tell write calculate compute work reckon find fill identify define rank sort mark tick decide "
    "consider outline analyse analyze evaluate argue trace set weigh examine place assign connect join pair estimate "
    "read translate add correct suggest sketch draw draft plan imagine suppose summarise summarize contrast apply "
    "use take turn bring defend justify criticise criticize develop design propose formulate test"
)

_OPEN_ENDS = word_set(
    "is are was were be been being called named known as the a an of by to at in on for with from because that than "
    "into has have had when if where who which whose and or until about between after before does did can could will "
    "would must should through under over towards against since while except means n"
)


def prompt_is_no_question(subject: Subject[Asking | Essay]) -> Iterator[Finding]:
    """A prompt asks something: a question, a task, or a sentence to be completed.

    If it only names a topic, the reader has to guess from the options what is asked (Haladyna, Downing &
    Rodriguez 2002, rules 14 and 15).

    Bad:
        kind: short
        prompt: "The light at Grey Head."
        answer: "eleven miles"
    Good:
        kind: short
        prompt: "How far to the north is the light at Grey Head?"
        answer: "eleven miles"
    """
    written = unquoted(subject.question.prompt)
    if "?" in written or _UNFINISHED.search(written):
        return
    starts = _STARTS.findall(written)
    if any(start.lower() in _COMMANDS for start in starts):
        return
    words = split_words(written)
    if words and words[-1] in _OPEN_ENDS and not written.rstrip().endswith("."):
        return
    yield Finding(
        ("prompt",), "this prompt asks nothing", "Write a question, a task, or a sentence with a gap (`___`)."
    )


_UNFINISHED = re.compile(r"_{2,}|…|\.\.\.|:\W*$")

_STARTS = re.compile(r"(?:^|[.,;:!–—]\s+|\band (?:then )?)[\W_]*([^\W_]+)")

_VERDICTS = word_set("true correct right false wrong incorrect untrue accurate")

_VERDICT = "(?:true|correct|right|false|wrong|incorrect|untrue|accurate)"

_UNFOCUSED = re.compile(
    r"(?:(?:regarding|concerning|about|of|as to|as for)(?: \w+){1,4} )?"
    r"(?:which|what)(?: one)?(?: of (?:the following|these|those)(?: \w+)?)?"
    r"(?: (?:statements?|sentences?|claims?|assertions?))?"
    rf"(?: (?:on|about|of|concerning|regarding)(?: \w+){{1,5}}?)? (?:is|are|was|were|holds?) (?:not )?{_VERDICT}"
    r"(?: (?:of|about|for)(?: \w+){1,7})?"
    rf"|(?:select|choose|tick|mark|pick)(?: the| all)* (?:{_VERDICT}) (?:statements?|answers?|options?|sentences?)"
    rf"|the following (?:\w+ )?(?:is|are) {_VERDICT}(?: (?:of|about|for)(?: \w+){{1,7}})?"
    r"|what can (?:be said|one say|you say) (?:of|about)(?: \w+){1,5}"
)

_SWEEPING = _VERDICTS | {"said", "say"}
"""Prefilter: ``_UNFOCUSED`` needs one of these words."""

_STATEMENT = re.compile(
    r"of (?:the following|these|those) (?!statements?|sentences?|claims?|assertions?)\w+ (?:is|are|was)"
)


def unfocused_prompt(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """A prompt can be answered with the options covered: not “Which of the following is true?”.

    Such a prompt joins several true-false items that share a topic at most; whoever knows the matter must still
    read and weigh every option (Haladyna, Downing & Rodriguez 2002, rule 15; NBME: cover the options).

    Bad:
        kind: choice
        prompt: "Which of the following is true?"
        answer: "The lens has sixteen panels."
        distractors: ["The lamp burns whale oil.", "The clock strikes at noon."]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "twelve"]
    """
    prompt = subject.question.prompt
    words = split_words(prompt)
    is_short = len(words) < max(3, min([len(option.words) for option in subject.options]))
    is_stub = is_short and _OPEN.search(prompt) is not None
    if is_stub or (not _SWEEPING.isdisjoint(words) and _is_sweeping(" ".join(words))):
        message = f"“{prompt}” does not say what is asked"
        yield Finding(("prompt",), message, "Ask for one thing, so that it can be answered with the options covered.")


def _is_sweeping(prompt: str) -> bool:
    return _UNFOCUSED.fullmatch(prompt) is not None and _STATEMENT.search(prompt) is None


_OPEN = re.compile(r"(?::|\b(?:is|are|was|were))\W*$")

_INTERROGATIVE = r"(?:which|what|who|whom|whose|where|when|why|how)"

_HOW_MANY = "how (?:many|much|far|long|often|high|deep|old|large|big)"

_JOINED = re.compile(
    r",? (?:and|or) (?:(?:in|at|to|for|by|on|of|from|with|under) )?"
    rf"(?:(?:why|when|where|how)(?: (?:{AUXILIARY})\b|\W*$)"
    rf"|(?:what|which|whose|{_HOW_MANY})\b(?:(?: \w+){{0,2}} (?:{AUXILIARY})\b| \w+\W*$))"
    r"|, (?:and|or) (?:who|whom) \w+|,? (?:and|or) (?:\w+ )?(?:whom|what|which)\W*$"
    rf"|\bif so,? (?:for )?{_INTERROGATIVE}\b"
    rf"|,? and (?:say|tell|state|explain) {_INTERROGATIVE}\b",
    re.IGNORECASE,
)

_ANOTHER = frozenset(("and", "or", "if"))
"""Prefilter: ``_JOINED`` needs one of these words."""

_ASKING = re.compile(
    rf"\W*(?:(?:[\w'’-]+ ){{0,2}}?{_INTERROGATIVE}|name|give|is|are|was|were)\b",
    re.IGNORECASE,
)


def two_questions(subject: Subject[Asking]) -> Iterator[Finding]:
    """A prompt asks one thing.

    With two, a half-known answer is neither right nor wrong, and the result says nothing of either (Haladyna,
    Downing & Rodriguez 2002, rule 1: a single content).

    Bad:
        kind: short
        prompt: "How often is the clock wound, and how far does its weight fall?"
        answer: "twice; nine metres"
    Good:
        kind: numeric
        prompt: "How many metres does the weight of the clock fall?"
        answer: 9
        unit: metres
    """
    prompt = subject.question.prompt
    if unquoted(prompt).count("?") > 1:
        yield Finding(("prompt",), "this prompt asks two questions", "Make two questions of it.")
        return
    if _ANOTHER.isdisjoint(words_in(prompt)):
        return
    sentence = last_sentence(prompt)
    start = _ASKING.match(sentence)
    found = _JOINED.search(sentence, start.end()) if start else None
    if start is None or found is None:
        return
    # “which log says who was on deck and who was below”: the second belongs to a subordinate clause of the first
    if not re.search(rf"\b{_INTERROGATIVE}\b", sentence[start.end() : found.start()], re.IGNORECASE):
        message = f"“{found.group().strip(' ,')} …” asks a second thing"
        yield Finding(("prompt",), message, "Make two questions of it.")


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

_ELSEWHERE = re.compile(r"\b(?:question|page|book|chapter|section)\b", re.IGNORECASE)
"""Words for what a reader does not see even beside a stimulus."""

_BOOKISH = frozenset(_TEXTS.split("|")) | word_set(
    "author writer sentence above earlier previously further statement question page"
)
"""Prefilter: ``_NEEDS_THE_BOOK`` needs one of these words."""


def not_self_contained(subject: Subject) -> Iterator[Finding]:
    """A question names what it is about: no “in this passage”, no “the author says above”.

    On a card or a sheet no passage stands beside it, unless the question has a `stimulus`. Name the person, the book,
    the date (NBME: the stem contains all that is needed).

    Bad:
        kind: short
        prompt: "According to the passage, what did the predecessor use?"
        answer: "vinegar"
    Good:
        kind: short
        prompt: "With what had the keeper's predecessor cleaned the glass?"
        answer: "vinegar"
    """
    question = subject.question
    written: tuple[tuple[str, str], ...] = ()
    if isinstance(question, Prompted):
        written = (("prompt", question.prompt),)
    elif isinstance(question, Cloze):
        written = (("text", question.text),)
    elif isinstance(question, Term):
        written = (("term", question.term), ("definition", question.definition))
    for field, text in written:
        if _BOOKISH.isdisjoint(words_in(text)):
            continue
        if (found := _NEEDS_THE_BOOK.search(text)) and (subject.stimulus is None or _ELSEWHERE.search(found.group())):
            message = f"“{found.group()}” refers to something that the reader does not see"
            yield Finding((field,), message, "Name the person, the book or the matter itself.")


CHECKS = (
    Check(prompt_is_no_question, Severity.WARNING, languages=ENGLISH),
    Check(unfocused_prompt, Severity.WARNING, languages=ENGLISH),
    Check(two_questions, Severity.WARNING, languages=ENGLISH),
    Check(not_self_contained, Severity.WARNING, languages=ENGLISH),
)
