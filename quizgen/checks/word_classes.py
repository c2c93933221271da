"""English words of one meaning or one root → one word, so that questions in other words can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.checks.english_verbs import base_form, is_verb

_SYNONYMS = (
    "large big great huge|small little tiny|largest biggest greatest|smallest littlest|author writer|write author pen"
    "|begin start commence|end finish conclude cease|invent devise|discover detect|build construct erect"
    "|produce manufacture generate|absorb imbibe|release emit discharge|fall collapse|kill murder assassinate slay"
    "|rule govern reign|defeat beat vanquish|show display exhibit|need require|contain include comprise"
    "|transport convey carry|convert transform change turn|receive obtain acquire gain get|happen occur"
    "|connect link join unite|divide separate split|use employ utilise utilize|help aid assist|protect guard shield"
    "|stop halt prevent|increase rise grow|decrease decline drop shrink diminish|quick fast rapid swift|speed velocity"
    "|whole entire complete|main chief principal primary|kind sort type|disease illness sickness|doctor physician"
    "|buy purchase|city town|country nation|war conflict|law statute|purpose aim goal objective|role function job task"
    "|cause reason|result outcome consequence effect|part component constituent|possess own|live dwell reside inhabit"
    "|die perish|marry wed|speak talk|teach instruct|choose select pick|permit allow|forbid prohibit ban|describe "
    "depict portray"
    "|measure gauge|money currency|ship vessel boat|car automobile|plane aircraft aeroplane airplane|film movie"
    "|picture image|song tune|king monarch|symbol sign|size magnitude|quantity amount|border boundary frontier"
    "|method technique procedure|mistake error|famous renowned|rich wealthy|strong powerful|cold chilly|hot warm|old "
    "ancient"
    "|sum total|subtract deduct|locate situate lie|high height tall|long length|deep depth|wide width broad|heavy "
    "weight weigh"
    "|colour color|mean meaning signify denote|define definition|establish found|die death|birth born|beginning start"
    "|discover discovery|invent invention|arrive arrival|grow growth|lose loss|marry marriage|choose choice|near "
    "close|nearest closest|lead command head|chemistry chemical"
    "|physics physical|history historical|politics political|biology biological|mathematics mathematical|music musical"
    "|economy economic economics|grammar grammatical|electricity electric electrical|geography geographical"
)
"""Groups of words; the first of each stands for the others, in the first group that has them."""

_ONE_WORD: dict[str, str] = {}
for _group in _SYNONYMS.split("|"):
    _first, *_others = _group.split()
    for _other in _others:
        _ONE_WORD.setdefault(_other, _ONE_WORD.get(_first, _first))

_PHRASES = (
    (r"(?:take|takes|took|taken|taking) (?:up|in)", "absorb"),
    (r"(?:give|gives|gave|given|giving|send|sends|sent) (?:off|out)", "release"),
    (r"(?:come|comes|came|coming|go|goes|went|fall|falls|fell|fallen) down", "fall"),
    (
        "(?:bring|brings|brought) about|(?:lead|leads|led) to|(?:result|results|resulted) in|(?:give|gives|gave) "
        "rise to",
        "cause",
    ),
    (r"(?:carry|carries|carried|carrying) out", "perform"),
    (r"(?:find|finds|found|finding) out", "discover"),
    (r"(?:set|sets|setting) up", "found"),
    (
        "(?:make|makes|made|making) up|(?:consist|consists|consisted) of|(?:is|are|was|were) (?:made|composed) (?:up "
        ")?(?:of|from)",
        "compose",
    ),
    (r"(?:break|breaks|broke|broken|breaking) down", "decompose"),
    (r"(?:take|takes|took|taken|taking) place", "happen"),
    (r"(?:break|breaks|broke|broken) out", "begin"),
    (r"(?:blow|blows|blew|blown) up", "explode"),
    (r"(?:get|gets|got) rid of", "remove"),
    (r"(?:pass|passes|passed) away", "die"),
    (r"(?:stand|stands|stood) for|(?:is|are) short for", "mean"),
    (r"solar system", "solarsystem"),
    (r"(?:in|during) (?:which|what) year|what year|in (?:which|what) century", "when"),
    (r"(?:in|at) (?:which|what) (?:place|town|city|country)", "where"),
)
_PHRASE = re.compile("|".join(rf"\b({words})\b" for words, _ in _PHRASES))

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred"
_NUMERALS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}
_NUMERALS |= {word: str(number) for number, word in zip(range(30, 110, 10), _TENS.split(), strict=True)}

_OPPOSED = (
    "large small|largest smallest|high low|highest lowest|long short|longest shortest|first last|early late"
    "|before after|north south|east west|northern southern|eastern western|left right|upper lower|top bottom"
    "|inner outer|increase decrease|rise fall|more less|most least|maximum minimum|positive negative"
    "|male female|man woman|old new"
    "|oldest youngest|hot cold|above below|begin end|absorb release|import export|winner loser|buy sell|major minor"
    "|strong weak|quick slow|numerator denominator|anode cathode|artery vein|husband wife|mother father|son daughter"
    "|brother sister|king queen|acid base|plant animal|proton electron|singular plural|active passive|sunrise sunset"
    "|day night|summer winter|open close|inside outside|birth death|die born|win lose|create destroy"
)
_OPPOSITES = frozenset(frozenset(pair.split()) for pair in _OPPOSED.split("|"))


def spell_out(text: str) -> str:
    """A text in lower case, with verbs of two words replaced by one (``take up`` by ``absorb``)."""
    return _PHRASE.sub(lambda found: _PHRASES[(found.lastindex or 1) - 1][1], text.lower())


@lru_cache(maxsize=20_000)
def same_word(word: str) -> str:
    """The one word that stands for a word, its forms and its common synonyms; figures stand for numbers."""
    word = word.removesuffix("'s")
    if word in _NUMERALS:
        return _NUMERALS[word]
    if word in _ONE_WORD:
        return _ONE_WORD[word]
    base = base_form(word)
    if base == word and word.endswith(("er", "or")):  # the painter paints, the inventor invents
        base = next((verb for verb in (word[:-2], word[:-1]) if len(verb) > 3 and is_verb(verb)), word)
    return _ONE_WORD.get(base, base)


def are_opposites(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one set of words has the opposite of a word in the other."""
    return any(frozenset((a, b)) in _OPPOSITES for a in one for b in other)
