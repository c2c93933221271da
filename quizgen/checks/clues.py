"""Checks for clues in the form of a question, which give its answer away to a reader who does not know the subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

import Stemmer

from quizgen.checks.check import Check
from quizgen.checks.combined_options import K_TYPE, is_about_options, is_lettered, joins_others
from quizgen.checks.english import ENGLISH, is_name, unquoted, word_set
from quizgen.checks.subject import Option, Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.words import split_words

_MIN_DIFFERENCE = 9
"""In characters: a key that exceeds the longest distractor by less does not look longer."""

_FEW_WORDS = 2
"""A key of no more words, apart from an article, is as long as its words are."""

_MIN_LONG_TEXT = 30
"""In characters: two words so long look long all the same."""

_ARTICLES = frozenset(("a", "an", "the"))

_NUMBER_WORDS = word_set(
    "and a half one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)


_COUNTS = _NUMBER_WORDS - {"and", "a", "half"}


def longest_key(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """The right answer is not by far the longest option.

    Writers qualify what has to be defensible; readers who know nothing have learned to choose the longest option
    (Haladyna, Downing & Rodriguez 2002, rule 24). It counts as by far the longest if the longest distractor has
    less than four fifths of its characters. Single words, names and numbers are as long as they are. What it cannot
    see: a key that is more exact than its distractors at the same length.

    Bad:
        kind: choice
        prompt: "Why is a scratched panel worse than a cracked one?"
        answer: "It spreads the beam, so that a captain believes the light to be farther off."
        distractors: ["It costs more.", "It breaks sooner.", "It collects soot."]
    Good:
        kind: choice
        prompt: "Why is a scratched panel worse than a cracked one?"
        answer: "The light seems farther off."
        distractors: ["It costs more to replace.", "It breaks in the next gale.", "It collects more soot."]
    """
    key = min([option for option in subject.options if option.is_right], key=lambda option: len(option.text))
    longest = max([len(distractor.text) for distractor in subject.question.distractors])
    if longest >= 0.8 * len(key.text) or len(key.text) - longest < _MIN_DIFFERENCE:
        return
    if is_about_options(key) or is_lettered(key):
        return
    is_short = (
        len(key.text) < _MIN_LONG_TEXT and len([word for word in key.words if word not in _ARTICLES]) <= _FEW_WORDS
    )
    is_word = len(key.words) < _FEW_WORDS
    if not (is_word or is_short or is_name(key.text) or _NUMBER_WORDS.issuperset(key.words)):
        message = f"the right answer has {len(key.text)} characters, the longest distractor {longest}"
        yield Finding(key.route, message, "Shorten the answer, or give a distractor as much detail.")


_ABSOLUTE = word_set(
    "always never all none only every nobody nowhere everyone everybody everything invariably solely exclusively "
    "entirely completely absolutely totally"
)
_ABSOLUTE_OR_NOTHING = _ABSOLUTE | {"nothing"}
_ABSOLUTE_HINTS = _ABSOLUTE_OR_NOTHING | word_set("circumstances exception case cases times")
"""Prefilter: an option with an absolute word or phrase has one of these words."""
_AS_ABSOLUTE = _ABSOLUTE | word_set("no nothing nobody nowhere each any entire whole wholly entirely")
_NOT_ABSOLUTE = re.compile(
    r"\b(?:not (?:only|all|every|always)|at all|after all|above all|first of all|once and for all"
    r"|all (?:over|round|around|day|night|along|right|hands|but|the (?:same|time|way)|of a sudden)"
    r"|all (?:two|three|four|five|six|seven|eight|nine|ten)|(?:of|for|to|by) all$|(?:the|an|his|her|its|their) only"
    r"|every (?:day|week|month|year|hour|other))\b"
)
_ASKS_FOR_IT = re.compile(r"\bhow (?:often|many|much)\b|\b(?:always|never|ever|all|none|only|every)\b")


def absolute_word(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """“Always”, “never”, “all”, “none”, “only” or “every” do not mark the distractors alone.

    Few things are true without exception, and readers know it: they strike such options out (Haladyna, Downing &
    Rodriguez 2002, rule 28a). It is found where two distractors or more have such a word; where the right answer has
    one too, the prompt asks for it, or it stands in a title or a quotation, it tells nothing. What it cannot see:
    sweeping claims in other words (“the whole of Europe”, “must”).

    Bad:
        kind: choice
        prompt: "How does a captain tell one light from another?"
        answer: "by its pace"
        distractors: ["always by its colour", "only by its height", "by its keeper"]
    Good:
        kind: choice
        prompt: "How does a captain tell one light from another?"
        answer: "by its pace"
        distractors: ["by its colour", "by its height", "by its keeper"]
    """
    options = subject.options
    if _ABSOLUTE_HINTS.isdisjoint(subject.option_words) or _ASKS_FOR_IT.search(subject.question.prompt.lower()):
        return
    if any(_AS_ABSOLUTE.intersection(option.words) for option in options if option.is_right):
        return
    found = [(option, word) for option in options if (word := _absolute(option))]
    if len(found) > 1:
        option, word = found[0]
        words = " and ".join(f"“{each}”" for each in dict.fromkeys(word for _, word in found))
        message = (
            f"{words} mark{'s' if ' and ' not in words else ''} {len(found)} distractors, and not the right answer"
        )
        yield Finding(option.route, message, "Say the same without the word, or let the right answer have one too.")


def _absolute(option: Option) -> str:
    """The absolute word or phrase in an option; empty if there is none, or if it is a title or the whole option."""
    if len(option.words) < 2 or is_name(option.text):
        return ""
    words = option.words if unquoted(option.text) == option.text else split_words(unquoted(option.text))
    if found := _ABSOLUTE_PHRASE.search(written := " ".join(words)):
        return found.group()
    if _ABSOLUTE_OR_NOTHING.isdisjoint(words):
        return ""
    left = _NOT_ABSOLUTE.sub(" ", written).replace("nothing but", "only").split()
    return next((word for word in left if word in _ABSOLUTE), "")


_ABSOLUTE_PHRASE = re.compile(
    r"\b(?:under no circumstances|without exception|in (?:every|all|no) cases?|at all times|under all circumstances)\b"
)


# --- shared words -------------------------------------------------------------------------------

_STEMMER = Stemmer.Stemmer("english", 0)  # 0 turns its cache off: `_content_stem` has one
_SEPARATE_ENDINGS = ("ism", "ist", "ists", "ivity")
# Porter's rules would give these words the stem of an unrelated one: police, universe, organ, genus.
_IRREGULAR = {
    "policy": "policy",
    "policies": "policy",
    "university": "university",
    "universities": "university",
    "organize": "organize",
    "organized": "organize",
    "organization": "organize",
    "general": "general",
    "generals": "general",
}

_MIN_PART = 5
"""Letters that a stem needs to be recognised inside a longer word."""

_FUNCTION_WORDS = word_set(
    # articles, pronouns, prepositions, conjunctions
    "a an the this that these those it its he his him she her they them their we our you your i me my who whom whose "
    "which what when where why how and or nor but if than then so as of in on at by to for from with without into "
    "onto out up down off over under above below through between among about against after before during since until "
    "while because though although within upon toward towards behind beside along across near like there here not no "
    "never always all any some none only each every both either neither other another such same own one's oneself "
    # auxiliaries and all-purpose verbs
    "be is are was were been being am do does did done doing have has had having can could will would shall should may "
    "might must make makes made making give gives gave given take takes took taken get gets got go goes went gone come "
    "comes came put puts keep keeps kept let lets use uses used using call calls called name names named mean means "
    "meant show shows showed shown tell tells told say says said know knows knew known find finds found see sees saw "
    "seen become becomes became need needs needed want wants wanted work works worked set sets happen happens happened "
    "follow follows followed lie lies lay stand stands stood bring brings brought hold holds held "
    # all-purpose nouns and adjectives
    "thing things way ways kind kinds sort part parts time times year years day days number numbers word words man men "
    "people person first second third last next new old good great small large big high low long short many much more "
    "most less least few several very too also just even still yet again once twice half quarter different main "
    "certain true false right wrong following statement answer term example cause causes caused reason purpose result "
    "effect place places side end one two three four five six seven eight nine ten eleven twelve hundred thousand "
    "million billion per cent percent far well often later earlier early late soon ago now"
)


def _stem(word: str) -> str:
    """Porter's stem, but keeping ``socialism`` apart from ``social``, and ``productivity`` from ``production``."""
    word = word.removesuffix("'s")
    if word.endswith(_SEPARATE_ENDINGS):
        return word
    stem: str = _IRREGULAR.get(word) or _STEMMER.stemWord(word)
    return stem


@lru_cache(maxsize=20_000)
def _content_stem(word: str) -> str:
    """The stem of a content word; empty for a function word or a figure."""
    return "" if word in _FUNCTION_WORDS or word[0].isdigit() else _stem(word)


_NOTHING = frozenset({""})


def _stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset(map(_content_stem, words)) - _NOTHING


def _stems_of_longer(words: Iterable[str]) -> frozenset[str]:
    """The stems of the content words that have three letters or more."""
    return _stems([word for word in words if len(word) > 2])


def clang(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No telling word of the prompt returns in the right answer alone.

    Readers who know nothing choose the option that sounds like the question (Haladyna, Downing & Rodriguez 2002,
    rule 28b, “clang associations”). Words are compared by their stems (Porter's), small ones are left out. Where a
    distractor echoes the prompt as well nothing is given away, nor by a minority of several right answers. What it
    cannot see: an echo in another word of the same meaning or root (“rain”, “pluvial”).

    Bad:
        kind: choice
        prompt: "Why did the inspector question the order of oil?"
        answer: "The barrels of oil were unequal."
        distractors: ["The boat had come too late.", "The lens had been scratched.", "The weight had fallen down."]
    Good:
        kind: choice
        prompt: "Why did the inspector question the order of oil?"
        answer: "Two seasons had unequal shares."
        distractors: ["The boat had come too late.", "The lens had been scratched.", "The weight had fallen down."]
    """
    options = subject.options
    prompt = _stems_of_longer(split_words(unquoted(subject.question.prompt)))
    right = [option for option in options if option.is_right]
    echoing = [
        (option, echo) for option in right if (echo := _echo(option, prompt)) and (echo := echo - _in_all(options))
    ]
    if not echoing or 2 * len(echoing) < len(right):
        return
    if any(_echo(option, prompt) - _in_all(options) for option in options if not option.is_right):
        return
    for option, echo in echoing:
        word = next(word for word in option.normalised if _stem(word) in echo)
        message = f"“{word}” echoes the prompt, and no distractor does"
        yield Finding(option.route, message, "Say it in another word, or use the word in a distractor too.")


def _echo(option: Option, prompt: frozenset[str]) -> frozenset[str]:
    """The stems that an option shares with the prompt, whole or as part of a longer stem."""
    stems = _stems_of_longer(option.normalised)
    joined = " ".join(prompt)
    return frozenset([stem for stem in stems if stem in prompt or _is_part_of_any(stem, prompt, joined)])


def _is_part_of_any(stem: str, words: frozenset[str], joined: str) -> bool:
    """Whether a stem is part of one of the words, or one of them part of it.

    ``joined`` has all words in one string, for a fast first test.
    """
    if len(stem) < _MIN_PART:
        return any(len(stem) > 3 and word.startswith(stem) and word[len(stem) :] in _ENDINGS for word in words)
    if stem[:_MIN_PART] not in joined and stem[-_MIN_PART:] not in joined:
        return any(len(word) > 3 and stem.startswith(word) and stem[len(word) :] in _ENDINGS for word in words)
    return any(_is_within(stem, word) or _is_within(word, stem) for word in words if word in stem or stem in word)


_ENDINGS = frozenset(("i", "ful", "less", "fal", "ation", "ment", "ship", "man", "proof", "like"))
"""What makes a longer stem of a short one: ``salty``, ``rainfall``."""


def _is_within(part: str, whole: str) -> bool:
    """Whether a stem of at least five letters begins or ends a longer one: ``break`` in ``breakwater``."""
    if len(part) < _MIN_PART or len(whole) <= len(part) or whole in _IRREGULAR.values():
        return False
    return (whole.startswith(part) and not whole.endswith(_SEPARATE_ENDINGS)) or (
        whole.endswith(part) and len(whole) > len(part) + 3
    )


def _in_all(options: tuple[Option, ...]) -> frozenset[str]:
    return frozenset.intersection(*[_stems_of_longer(option.normalised) for option in options])


_ABOUT_FORM = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat) (?:\w+ )?(?:sentence|clause|spelling|form|line|version|translation)\b"
)
"""A prompt that asks for one of several forms of the same words."""


def _features(words: tuple[str, ...]) -> frozenset[str]:
    """The stems of the content words, and the numbers that count something: “four” in “four sharps”."""
    counting = [word for word, counted in pairwise(words) if word in _COUNTS and _content_stem(counted)]
    return _stems(words).union(counting)


def convergence(subject: Subject[Choice]) -> Iterator[Finding]:
    """The right answer is not the one that shares something with each of several distractors.

    A writer who varies the right answer to get distractors leaves it in the middle: the test-wise choose the option
    that has most in common with the others (NBME guide, “convergence strategy”; Haladyna, Downing & Rodriguez 2002,
    rule 28e). It is found where the right answer shares one telling word with one distractor and another with a
    second, and no distractor has so much in common with the rest. What it cannot see: what options share in meaning and
    not in words.

    Bad:
        kind: choice
        prompt: "With what was the glass cleaned on Mondays?"
        answer: "spirit and a dry cloth"
        distractors: ["spirit and a wet sponge", "vinegar and a dry cloth", "oil and paper"]
    Good:
        kind: choice
        prompt: "With what was the glass cleaned on Mondays?"
        answer: "spirit and a dry cloth"
        distractors: ["spirit and a wet sponge", "vinegar and a dry cloth", "vinegar and a wet sponge"]
    """
    key = subject.options[0]
    if joins_others(key, subject.options) or K_TYPE.fullmatch(key.text) or _ABOUT_FORM.search(subject.question.prompt):
        return
    stems = [_features(option.words) for option in subject.options]
    in_all = frozenset.intersection(*stems)
    features = [each - in_all for each in stems]
    shared = [features[0] & other for other in features[1:]]
    if not any(a - b and b - a for a, b in combinations(filter(None, shared), 2)):
        return
    common = [sum(len(each & other) for other in features if other is not each) for each in features]
    if common[0] > max(common[1:]):
        told = frozenset().union(*shared)
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(key.words) if {word, _stem(word)} & told)
        message = f"the right answer shares {words} with several distractors, more than any of them"
        yield Finding(key.route, message, "Let distractors share words among themselves too, or vary them all.")


CHECKS = (
    Check(longest_key, Severity.WARNING, languages=ENGLISH),
    Check(absolute_word, Severity.WARNING, languages=ENGLISH),
    Check(clang, Severity.WARNING, languages=ENGLISH),
    Check(convergence, Severity.WARNING, languages=ENGLISH),
)
