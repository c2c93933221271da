"""Checks that a prompt asks something, and that it can be answered with the options covered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from quizgen.checks.check import Check
from quizgen.checks.english import AUXILIARY, ENGLISH, unquoted, word_set
from quizgen.checks.english_verbs import TASKS, is_auxiliary, is_finite
from quizgen.checks.subject import Subject
from quizgen.checks.unwritten import is_unwritten
from quizgen.kinds.choice import Choice
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.short import Short
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.words import split_words

Asking: TypeAlias = Choice | Multiple | Short | Numeric | Order | Match
"""The kinds whose prompt asks for one thing."""

_OPEN_ENDS = word_set(
    "is are was were be been being am called named known as the a an of by to at in on for with from because that than "
    "into onto has have had when if where who which whose and or until about between among after before does did can "
    "could will would must should may might cannot through under over towards against since while except without per "
    "contains includes consists comprises means denotes equals becomes produces requires digests secretes represents "
    "refers belongs occurs happens lies involves absorbs emits lacks governs regulates controls resembles not n it "
    "they he she we you"
)


def prompt_is_no_question(subject: Subject[Asking | Essay]) -> Iterator[Finding]:
    """A prompt asks something: a question, a task (“Factorise x² − 9”, “7 × 8 =”), or a sentence to be completed.

    If it only names a topic, the reader has to guess from the options what is asked (Haladyna, Downing &
    Rodriguez 2002, rules 14 and 15). A task is known by its verb, or by an article or the like after its first word;
    one in an unusual verb without an article is taken for a topic.

    Bad:
        kind: short
        prompt: "The light at Grey Head."
        answer: "eleven miles"
    Good:
        kind: short
        prompt: "How far to the north is the light at Grey Head?"
        answer: "eleven miles"
    """
    prompt = subject.question.prompt
    if is_unwritten(prompt):
        return
    written = _CODE.sub(" code ", unquoted(prompt)).strip()
    if written == "quoted":  # a prompt that stands in quotation marks as a whole
        written = prompt.strip()[1:-1]
    is_selection = isinstance(subject.question, Choice | Multiple)
    if "?" not in written and not _is_task(written) and not _is_incomplete(written, is_selection=is_selection):
        yield Finding(
            ("prompt",), "this prompt asks nothing", "Write a question, a task, or a sentence with a gap (`___`)."
        )


_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)

_UNFINISHED = re.compile(
    r"_{2,}|…|\.\.\.|-{3,}|\[\s*\]|\(\s*\)|\[(?:blank|gap)\]|□|:\W*$"
    r"|(?:[=→⟶⇒⇌≈≡≅↦]|[-=]>|\\(?:x?(?:long)?(?:right)?arrow|to|approx|equiv|rightleftharpoons)(?:\[\w*\])?)[\s$*_.]*$"
)
"""A gap, a colon, or a sign of equality or an arrow at the end."""

_STARTS = re.compile(
    r"(?:^(?:quoted +)?|[.,;:!–—]\s+|\n|\b(?:and|quoted) +(?:then )?)[\W_\d]*(?:(?:please|now|next|first|then|finally"
    r"|[^\W\d_]+ly),? )?"
    r"([^\W\d_]+)(?=((?: [^\W_]+)?))",
    re.IGNORECASE,
)
"""The first word of a sentence or a clause, and the one after it."""

_NOUNS_TOO = word_set(
    "balance bandage budget cast cause charge circle claim comment cook copy date design draft draw factor figure film "
    "filter forecast form group guess heat index label light list log look map mark match model monitor note number "
    "order pair paint pass place plan play plot point position post practice praise present prime print process "
    "project "
    "query question rank rate record report rhyme round rule run scale scan score season sentence separate sequence "
    "set "
    "shade sketch sort spot square stage state steam store structure study sum support survey test time trace track "
    "treat tune type use value"
)
"""Verbs of tasks that are nouns or adjectives as well: commands only before an article, a number or the like."""

_DETERMINER = "(?:the|a|an|this|these|those|each|every|all|both|any|his|her|its|their|your|whether)"

_NO_COMMANDS = word_set(
    "about above across after against all along although among an and any around as at because before behind below "
    "beneath beside besides between beyond both but by despite down during each either enough even every everyone "
    "everything except few for from given half he her here his how however i if in inside into it its just like many "
    "more most much my near nearly neither no none nor not nothing of off on once one only onto or our out outside "
    "over "
    "past per quite rather regarding she since so some such than that the their them then there these they this those "
    "though through throughout till to too toward towards twice under underneath unless unlike until up upon us very "
    "via "
    "was we were what whatever when whenever where whereas whether which while who whom whose why with within without "
    "yet you your a is are am has have had do does did can could will would shall should must may might be being been"
)

_COMMAND = re.compile(
    rf"(?:^|[.;:!]\s+)[\W_\d]*([^\W\d_]+) {_DETERMINER}\b",
)
"""A word at the start of a sentence before an article or the like."""

_ADDRESSED = re.compile(
    r"\b(?:your task|you (?:are (?:asked|to)|must|should|need to|have to)|i would like you to|try to|be sure to"
    r"|(?:how|what) about|true or false|yes or no)\b",
    re.IGNORECASE,
)

_ASKED = re.compile(
    rf"(?:^|[.;:]\s)\W*(?:(?:in|at|to|for|by|on|of|from|with|under|into|through|since|until) )?"
    rf"(?:(?:which|who|whom|whose)\b|(?:what|where|when|why|how)\b.*\b(?:{AUXILIARY})\b|(?:{AUXILIARY}) (?:the|a|an"
    "|it|there) )",
    re.IGNORECASE,
)

_CALCULATED = re.compile(
    r"[+−×÷*/√∫∑%^=<>≤≥]|\\(?:frac|sqrt|int|sum|times|cdot|div)|\b(?:log|sin|cos|tan|ln|lim)(?![a-z])|\d [-–] \d"
)


def _is_task(written: str) -> bool:
    """Whether a prompt sets a task, or asks without a question mark."""
    if any(_is_command(verb.lower(), following.strip().lower()) for verb, following in _STARTS.findall(written)):
        return True
    if _ADDRESSED.search(written) or _ASKED.search(written):
        return True
    return any(map(_may_be_command, _COMMAND.findall(written)))


def _is_command(verb: str, following: str) -> bool:
    if verb not in TASKS or following == "of":
        return verb == "think"
    return verb not in _NOUNS_TOO or re.fullmatch(rf"{_DETERMINER}|\W*|\d\w*|{_COUNTED}", following) is not None


def _may_be_command(word: str) -> bool:
    """Whether a word before an article may be the imperative of an unusual verb."""
    lower = word.lower()
    if lower in _NO_COMMANDS or (lower.endswith("s") and not lower.endswith("ss")):
        return False
    return word[1:].islower() and not lower.endswith(("ing", "ly", "ed", "tion", "ness"))


_COUNTED = (
    "and|them|it|up|quoted|code|one|two|three|four|five|six|seven|eight|nine|ten|out|how|why|what|which|in|from|by|with"
    "|for"
)


def _is_incomplete(written: str, *, is_selection: bool) -> bool:
    """Whether a prompt is a sentence or a calculation that the answer completes."""
    if _UNFINISHED.search(written):
        return True
    plain = re.sub(r"\\[a-z]+", "", written)
    if _CALCULATED.search(written) and not re.search(
        r"(?!(?:log|sin|cos|tan|lim)(?![a-z]))(?<![A-Za-z])[A-Za-zÀ-ž]{3,}", plain
    ):
        return True
    if written.rstrip("\"'”’*)").endswith((".", "!")):
        return False
    words = split_words(written)
    if words and (words[-1] in _OPEN_ENDS or words[-2:-1] in _BEFORE_VERBS):
        return True
    return is_selection and not _RELATIVE.search(written) and _has_verb(words)


def _has_verb(words: tuple[str, ...]) -> bool:
    return any(is_auxiliary(word) for word in words[1:]) or any(
        is_finite(word) and following in _AFTER_VERBS for word, following in pairwise(words[1:])
    )


_AFTER_VERBS = word_set("the a an by from into in on to with when its their his her")


_BEFORE_VERBS = tuple((word,) for word in ("to", "can", "cannot", "will", "must", "should", "may", "might", "would"))

_RELATIVE = re.compile(r"\b(?:that|who|which|whose|whom|where|when|why|how|what|as)\b")

_VERDICTS = word_set(
    "true correct right false wrong incorrect untrue accurate inaccurate valid invalid mistaken erroneous fact lie myth"
)

_VERDICT = f"(?:{'|'.join(sorted(_VERDICTS))})"

_CLAIMS = (
    "(?:statements?|sentences?|claims?|assertions?|options?|answers?|choices?|alternatives?|propositions?|facts?"
    "|descriptions?|remarks?|responses?|items?|things?)"
)

_OF_THESE = "(?: of (?:the following|these|those|them|the)(?: \\w+)?)?"

_ON_MATTER = r"(?: (?:on|about|of|for|to|in|concerning|regarding|with regard to|when it comes to)(?: \w+){1,9}?)?"

_HOLDS = (
    r"(?:(?:is|are|was|were|must be|can be|could be|may be)(?: (?:not|always|never|definitely|actually|certainly|also"
    f"|factually|entirely|partly|completely|a|an|the|most|least|generally|considered|said to be|regarded as)){{0,3}} "
    f"{_VERDICT}"
    r"|(?:do |does )?(?:not )?(?:holds?|appl(?:y|ies)|fits?)(?: true)?)"
)

_UNFOCUSED = re.compile(
    r"(?:(?:regarding|concerning|about|of|as to|as for|with regard to|in|on|when it comes to|for)(?: \w+){1,6} )?"
    rf"(?:(?:which|what)(?: one| ones)?{_OF_THESE}(?: (?:true|false|correct))?(?: {_CLAIMS})?{_ON_MATTER} {_HOLDS}"
    rf"{_ON_MATTER}"
    r"|(?:(?:please|now) )?(?:select|choose|tick|mark|pick|identify|find|spot|name|circle|underline|indicate|determine"
    rf"|decide on|give|point out)(?: the| all| any| every| one| two| three| single| only| that| following| most| \d)*"
    rf" {_VERDICT} (?:\w+ )?{_CLAIMS}{_OF_THESE}{_ON_MATTER}(?: below| from the list| here| given)?"
    r"|(?:select|choose|tick|mark|pick|identify|find|spot|circle|underline|indicate|decide|say|state|determine)"
    f"(?: the| all| which)*(?: {_CLAIMS})?{_OF_THESE}{_ON_MATTER}(?: that| which| what)?(?: (?:is|are|holds?)(?: "
    f"not)? {_VERDICT}"
    rf"| appl(?:y|ies)){_ON_MATTER}"
    rf"|(?:spot|find|identify|name|which is) the (?:lie|myth|falsehood|untruth|truth|true fact){_ON_MATTER}"
    rf"|the following (?:\w+ )?(?:is|are) {_VERDICT}{_ON_MATTER}"
    rf"|(?:(?:only|just) )?(?:one|two|three) of (?:the following|these)(?: \w+)?{_ON_MATTER} (?:is|are) "
    f"{_VERDICT}{_ON_MATTER}"
    r"(?: which(?: one| ones| is it| are they)?)?"
    "|what (?:can|could|may|do|does|did|is|are|have)(?: (?:be|one|you|we))? (?:said|say|know|known|learned|learnt"
    "|learn"
    r"|note|noted|stated|observed|concluded|conclude|state)(?: to be true)? (?:of|about)(?: \w+){1,5}"
    rf"|(?:which|what) {_CLAIMS}(?: can| could| may) be (?:made|said)(?: true)?{_ON_MATTER})"
)
"""A prompt, in its words alone, that only asks for what is true."""

_SWEEPING = _VERDICTS | word_set(
    "said say know known learned learnt learn note noted stated observed concluded conclude state apply applies fit "
    "fits "
    "hold holds made lies myths falsehood untruth truth"
)
"""Prefilter: ``_UNFOCUSED`` needs one of these words."""

_STATEMENT = re.compile(
    rf"of (?:the following|these|those) (?!{_CLAIMS}\b)\w+ (?:is|are|was)|^(?:which|what) (?:{_VERDICT})\b "
    rf"(?!{_CLAIMS}\b)"
    r"|\bright (?:of|to|side|angles?)\b|\b(?:did|would|should) (?:the|a|an|he|she)\b|\b(?:an?|the) (?:statements?"
    r"|sentences?) (?:is|are)\b"
)
"""What looks like such a prompt, and asks for a thing of a certain kind."""


def unfocused_prompt(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """A prompt can be answered with the options covered: not “Which of the following is true?”.

    Such a prompt joins several true-false items that share a topic at most; whoever knows the matter must still
    read and weigh every option (Haladyna, Downing & Rodriguez 2002, rule 15; NBME: cover the options). It is found by
    the turn of phrase, and in a beginning of two words; a longer prompt that only names a topic passes.

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
    is_stub = (
        is_short and (prompt.rstrip().endswith(":") or len(words) < _FEW_WORDS) and _OPEN.search(prompt) is not None
    )
    if is_stub or (not _SWEEPING.isdisjoint(words) and _is_sweeping(" ".join(words))):
        message = f"“{prompt}” does not say what is asked"
        yield Finding(("prompt",), message, "Ask for one thing, so that it can be answered with the options covered.")


def _is_sweeping(prompt: str) -> bool:
    if _UNFOCUSED.fullmatch(prompt) is None or _STATEMENT.search(prompt) is not None:
        return False
    return _FITTING.search(prompt) is None or _CLAIM.search(prompt) is not None


_FITTING = re.compile(r"\b(?:fits?|holds?)\b")

_CLAIM = re.compile(rf"\b{_CLAIMS}\b|\btrue\b")


_FEW_WORDS = 3

_OPEN = re.compile(r"(?::|\b(?:is|are|was|were))\W*$")


CHECKS = (
    Check(prompt_is_no_question, Severity.WARNING, languages=ENGLISH),
    Check(unfocused_prompt, Severity.WARNING, languages=ENGLISH),
)
