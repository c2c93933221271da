"""A check that explanations say whose view they give, in a book of argument."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, word_set
from quizgen.checks.subject import Subject
from quizgen.checks.unwritten import is_unwritten
from quizgen.kinds.kind import explanation_of
from quizgen.model.diagnostics import Finding, Route, Severity
from quizgen.text.names import fold_words, read_names


def unattributed_explanation(subject: Subject) -> Iterator[Finding]:
    """In a book of argument, an explanation says whose view it is.

    Such a book says in `book.yaml` to whom its views belong, `attribute: Trotsky`. The name stands in the explanation,
    or a pronoun does whose name stands in the question, or another person's name beside a verb of saying. What it
    cannot see: whether the rest of the explanation is that view, or is stated as a fact.

    Bad:
        kind: short
        prompt: "What spoils the glass?"
        answer: "soda"
        explanation: "Soda is the ruin of every lamp."
    Good:
        kind: short
        prompt: "What spoils the glass?"
        answer: "soda"
        explanation: "Keeper calls soda the ruin of every lamp."
    """
    name = subject.attribution
    if not name:
        return
    known = fold_words(name)
    titles = fold_words(subject.book.title) if subject.book else frozenset()
    asked = fold_words("\n".join(text for route, text in subject.texts if route != _EXPLANATION))
    for route, text in explanation_of(subject.question):
        words = fold_words(text)
        is_named = known & words or titles <= words or (known & asked and _HIS_VIEW.search(text) is not None)
        if not is_named and not is_unwritten(text) and not _has_a_holder(text):
            hint = f"Write “{name} holds that …”, or whose view it is."
            yield Finding(route, "the explanation does not say whose view it is", hint)


def _has_a_holder(text: str) -> bool:
    """Whether somebody, a body of persons or the book says or holds something: ``Lenin told``, ``officials took``."""
    return (
        _CLAIM.search(text) is not None
        or _BODY.search(text) is not None
        or any(
            name.written.lower() not in _NO_NAMES
            and (
                (_SAYS_AT_ONCE if name.opens else _SAYS).match(text, name.end) is not None
                or _TO_NAME.search(text[max(0, name.start - 16) : name.start]) is not None
            )
            for name in read_names(text)
        )
    )


_EXPLANATION: Route = ("explanation",)
_NO_NAMES = word_set(
    "he she they it we you this that these those the a an his her their its for in on at by to of as so but and or not "
    "if when while since because what who which how where why there here only both each every all some many no nobody"
)
_VIEW = (
    r"(?:views?|phrase|eyes|opinion|account|judge?ment|analysis|words|sense|reading|claim|argument|thesis|theory|terms"
    r"|report|reply|answer|image|point)"
)
_REGULAR = (
    "argue claim call insist admit declare demand promise expect warn quote report announce propose conclude describe "
    "name fear note believe present answer attack reply repli deny deni grant trace recall count compare want ask "
    "explain add judge consider regard object show mention reject infer predict reproach accuse praise concede refuse "
    "remark list doubt stress trust treat define reckon suppose welcome blame maintain assign assert stat "
    "suggest assum emphasiz emphasis underlin"
)
_IRREGULAR = (
    "say says said write writes wrote hold holds held see sees saw tell tells told think thinks thought take takes "
    "took teach teaches taught speak speaks spoke find finds found mean means meant make makes made give gives gave "
    "put puts inferred admitted set sets draw draws drew"
)
_VERB = f"(?:(?:{_REGULAR.replace(' ', '|')})(?:e?[sd])?|{_IRREGULAR.replace(' ', '|')})"
_HIS_VIEW = re.compile(
    rf"\b(?:he|she|they)(?:[, ]+\w+)? {_VERB}\b|\b(?:his|her|their)(?: own)? {_VIEW}\b|\b(?:for|to) (?:him|her|them)\b"
    rf"|\b{_VERB} (?:he|she|they)\b|\b(?:he|she|they) (?:does|do|did|has|is|was|would|could|uses?|leaves?|lets?)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"(?:['’]s?)?(?:,? \w+,?){{0,2}}? (?:{_VERB}|(?:own )?{_VIEW})\b")
_SAYS_AT_ONCE = re.compile(
    rf"(?:, [^,]{{1,40}},)? (?:also |alone |himself |herself )?{_VERB}\b|['’]s? (?:own )?{_VIEW}\b"
)
_TO_NAME = re.compile(rf"\b(?:according to|for|by|{_VERB})\s+$|(?:^|[.;:] )To\s+$", re.IGNORECASE)
_CLAIM = re.compile(
    rf"\bofficial (?:\w+ )?{_VIEW}|\b(?:official|prevailing|usual) (?:doctrine|theory|explanation|version)"
    r"|\bthe (?:book|author|essay|treatise|pamphlet|dialogue)\b|\baccording to\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:officials?|economists?|planners?|critics|opponents|defenders|committee|commission|board|faculty|court|press"
    r"|government|party|congress|program|resolution|constitution|newspapers?|platform|church|academy|textbooks?"
    rf"|physicians|scientists|philosophers|historians|doctrine|faction|opposition|leaders)\b(?: \w+){{0,4}}? {_VERB}\b",
    re.IGNORECASE,
)

CHECKS = (Check(unattributed_explanation, Severity.WARNING, languages=ENGLISH, is_on=False),)
