"""Checks that a prompt asks one thing, and that a statement claims one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import (
    AUXILIARY,
    ENGLISH,
    last_sentence,
    show_quoted,
    split_sentences,
    unquoted,
    word_set,
    words_in,
)
from quizgen.checks.english_verbs import is_auxiliary, is_finite, may_be_plain_verb
from quizgen.checks.prompts import Asking
from quizgen.checks.subject import Subject
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Severity

_INTERROGATIVE = r"(?:which|what|who|whom|whose|where|when|why|how)"

_HOW_MANY = "how (?:many|much|far|long|often|high|deep|old|large|big|fast|heavy)"

_DEMANDS = (
    "(?:calculate|cite|comment on|compare|compute|define|describe|determine|discuss|draw|evaluate|explain|find|give"
    "|identify|illustrate|indicate|justify|list|mention|name|outline|prove|provide|say|sketch|specify|state|suggest"
    "|summarise|summarize|tell|translate|write)"
)
"""Commands, each of which is a task of its own."""

_NO_TASK = (
    r"(?! (?:your|the) (?:answer|answers|result|results|solution|working|steps|reasoning|number|letter)s?\b"
    r"| (?:it|them|this|that)\b(?! is\b)| (?:in|as|to) \w+ (?:figures|places|decimals)\b| down\b)"
)
"""What follows a command that only says how to answer: “give your answer in metres”."""

_JOINED = re.compile(
    r",? (?:and|or) (?:also )?(?:(?:in|at|to|for|by|on|of|from|with|under|into|through) )?"
    rf"(?:(?:why|when|where|how|whom)(?: (?:{AUXILIARY})\b|\W*$)"
    rf"|(?:what|which|whose|{_HOW_MANY})\b(?:(?: \w+){{0,2}} (?:{AUXILIARY})\b| \w+\W*$))"
    r"|, (?:and|or) (?:who|whom) \w+|,? (?:and|or) (?:\w+ )?(?:whom|what|which)\W*$"
    rf"|\bif so,? (?:for )?{_INTERROGATIVE}\b"
    rf"|,? and (?:say|tell|state|explain) {_INTERROGATIVE}\b"
    rf"|,? (?:and|then|and then|and also|as well as) {_DEMANDS}\b{_NO_TASK}"
    r"|,? and use (?:it|them|each)\b",
    re.IGNORECASE,
)

_ANOTHER = frozenset(("and", "or", "if", "then", "as"))
"""Prefilter: ``_JOINED`` needs one of these words."""

_ASKING = re.compile(
    rf"\W*(?:(?:[\w'’-]+ ){{0,2}}?{_INTERROGATIVE}|{_DEMANDS}|work out|solve|show|balance|classify|predict|diagnose"
    r"|recommend|is|are|was|were|do|does|did|has|have|can|could)\b",
    re.IGNORECASE,
)

_TASK = re.compile(
    rf"\W*(?:(?:please|then|also|briefly|now) )*{_DEMANDS}\b{_NO_TASK}(?! (?:one|all) of\b)", re.IGNORECASE
)

_TWO_FEATURES = re.compile(
    rf"(?:what (?:is|are|was|were)|{_DEMANDS}) (?:both )?(?:the|its|their) (FEATURE)(?:, (?:the |its )?FEATURE)?"
    r",? and (?:the |its |their )?(FEATURE) (?:of|for|in)\b".replace(
        "FEATURE",
        "(?:age|area|author|birthplace|capital|cause|colour|color|composer|currency|date|definition|density|director"
        "|discoverer"
        "|effect|formula|founder|function|inventor|location|mass|meaning|name|number|origin|painter|place|purpose|role"
        "|speed|structure|symbol|symptoms|temperature|title|treatment|unit|use|value|volume|weight|winner|year)",
    ),
    re.IGNORECASE,
)


def two_questions(subject: Subject[Asking | TrueFalse]) -> Iterator[Finding]:
    """A prompt asks one thing, and a statement to be judged claims one.

    With two, a half-known answer is neither right nor wrong, and the result says nothing of either (Haladyna,
    Downing & Rodriguez 2002, rule 1: a single content). It is found by a second question, a second command (“and
    explain …”) or a second clause with a subject and a verb of its own. What it cannot see: two contents in one noun
    (“the parents of Mozart”), and a second claim in a clause with “who”, “which” or “because”.

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
    question = subject.question
    if isinstance(question, TrueFalse):
        if second := _second_claim(question.prompt):
            message = f"“{second}” is a second claim"
            yield Finding(("prompt",), message, "Make two statements of it: which one is false, if the whole is?")
        return
    second = _second_task(question.prompt)
    if second == "?":
        yield Finding(("prompt",), "this prompt asks two questions", "Make two questions of it.")
    elif second:
        yield Finding(("prompt",), f"“{second} …” asks a second thing", "Make two questions of it.")


def _second_task(prompt: str) -> str:
    """The words that begin a second task, or a question mark if there are two; empty if there is one task."""
    written = unquoted(prompt)
    if len(_QUESTION_MARK.findall(written)) > 1 and not _BLANKS.search(written):
        return "?"
    sentences = split_sentences(prompt)
    has_task_before = len(sentences) > 1 and (sentences[-2].endswith("?") or _TASK.match(sentences[-2]) is not None)
    if has_task_before and (second := _TASK.match(sentences[-1])):
        return second.group().strip()
    if _ANOTHER.isdisjoint(words_in(prompt)):
        return ""
    sentence = last_sentence(prompt)
    start = _ASKING.match(sentence)
    if start is None:
        return ""
    if (features := _TWO_FEATURES.search(sentence)) and features[1].lower() != features[2].lower():
        return f"and the {features[2]}"
    found = _JOINED.search(sentence, start.end())
    # “which log says who was on deck and who was below”: the second belongs to a subordinate clause of the first
    if found is None or re.search(rf"\b{_INTERROGATIVE}\b", sentence[start.end() : found.start()], re.IGNORECASE):
        return ""
    return found.group().strip(" ,")


_QUESTION_MARK = re.compile(r"(?<=[^\s?])\?+")

_BLANKS = re.compile(r"(?:[:=]|→) *\?|\(\?\)|\?[ ,;]+\?|\? *[=+×:]")
"""A question mark that stands for something unknown: “2 : 4 = 3 : ?”."""

# --- statements -----------------------------------------------------------------------------------

_BETWEEN_CLAIMS = re.compile(r",? (?:and|but|while|whereas|yet)(?: also)? |; ")

_BETWEEN = frozenset(("and", "but", "while", "whereas", "yet"))
"""Prefilter: two claims are joined by one of these words or a semicolon."""

_SUBORDINATING = word_set(
    "if when whenever because since although though unless until after before that which who whose whom where as than "
    "so "
    "once while whether how why what both between neither either"
)

_SUBJECTS = word_set("it he she they we")

_PRONOUNS = word_set("it he she they we this these those both")


def _second_claim(statement: str) -> str:
    """The second of two claims in a statement; empty if there is only one."""
    if ";" not in statement and _BETWEEN.isdisjoint(words_in(statement)):
        return ""
    for sentence in split_sentences(statement):
        for joint in _BETWEEN_CLAIMS.finditer(sentence):
            left, right = _words(sentence[: joint.start()]), _words(sentence[joint.end() :])
            if len(right) < 2 or right[0] == "not" or not left or left[0] in _SUBORDINATING:
                continue
            if _SUBORDINATING.intersection(left) and ("," not in joint.group() or not _is_clause(right)):
                continue
            is_second = ";" in joint.group() or right[0] in _COPULAS or right[0] in _SUBJECTS or _is_clause(right)
            if is_second and _is_clause(left):
                return show_quoted(sentence[joint.start() :]).strip(" ,;.")
    return ""


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)]


def _is_clause(words: list[str]) -> bool:
    """Whether there is a subject and a finite verb after it, both outside of a subordinate clause."""
    main = []
    for word in words:
        if word in _SUBORDINATING:
            break
        main.append(word)
    if not main or is_auxiliary(main[0]):
        return False
    for place, word in enumerate(main[1:], 1):
        before = main[place - 1]
        if is_auxiliary(word) or (is_finite(word) and before not in _NOT_BEFORE_VERBS):
            return True
        is_plural = before in _PRONOUNS or any(each.endswith("s") and not is_finite(each) for each in main[:place])
        if is_plural and may_be_plain_verb(word) and before not in _NOT_BEFORE_VERBS and place + 1 < len(main):
            return True
    return False


_NOT_BEFORE_VERBS = word_set(
    "the a an of in on at by for from to with into his her its their no any all most some many few two three four five"
)

_COPULAS = word_set("is are was were has have had does did can could will would must")


CHECKS = (Check(two_questions, Severity.WARNING, languages=ENGLISH),)
