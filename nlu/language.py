"""Which language a message is written in: by script first, then by small common words."""

import re
from functools import lru_cache
from itertools import pairwise

import simplemma

from nlu.scripts import by_script
from nlu.text import words
from nlu.words import codes, records, terms

_LANGUAGES = (
    *("sv", "en", "so", "no", "de", "fi", "es", "fr", "pl", "tr", "ku"),
    *("ro", "sq", "bs", "vi", "it", "pt"),
)
# What people write or speak that Vart has no sentence of.
UNWRITTEN = terms("languages", "unwritten")
_ANSWERED = ("sv", "en")
_SETS = {language: terms("languages", language) for language in _LANGUAGES}
_SHARED, _SLANG = terms("languages", "shared"), terms("languages", "slang")
_NAMED, _ASKS = codes("languages", "named"), terms("languages", "ask_for_a_language")
# A shared word counts this much; the letters å, ä, ö count as much as one and a half telling words.
_LITTLE = 0.3
_SWEDISH_LETTERS = 1.5
_ENOUGH = 1.8
# A word that only the Swedish or only the English dictionary holds.
_IN_DICTIONARY = 0.8
_SHORTEST = 3
# Swedish has it for "in", which no word that is only English follows: "I took 30 paracetamol".
_ENGLISH_I = "i"
# Letters and endings of a language that none of the others has, each word with one a telling word.
_SHAPES = {str(one["language"]): re.compile(str(one["shape"])) for one in records("languages", "shapes")}
# A text this long is a sentence: it changes the language of a conversation.
_SENTENCE = 3


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language, or None when too little tells.

    Scripts decide at once; for Latin letters at least two telling words, or a text that is
    nothing but one, and more of them than of Swedish.
    """
    if told := by_script(text):
        return told[0]
    bag = [word.folded for word in words(text)]
    if not bag:
        return None
    scores = {language: _score(bag, language) for language in _LANGUAGES}
    for word in bag:
        if only := _dictionary(word):
            scores[only] += _IN_DICTIONARY
    scores["en"] += sum(first == _ENGLISH_I and _dictionary(after) == "en" for first, after in pairwise(bag))
    if re.search(r"[åäö]", text.casefold()):
        scores["sv"] += _SWEDISH_LETTERS
    for language, shape in _SHAPES.items():
        scores[language] += sum(shape.search(word.text.casefold()) is not None for word in words(text))
    best = max(scores, key=lambda language: (scores[language], language == "sv"))
    # "die" alone may be slang; "I will die" is not.
    few = len(bag) <= 2 and not _SLANG.issuperset(bag)
    return best if scores[best] >= _ENOUGH or (scores[best] >= 1 and few) else None


def is_sure(text: str) -> bool:
    """Whether a text tells its language surely enough to change that of a conversation."""
    told = by_script(text)
    return told[1] if told else len(words(text)) >= _SENTENCE


def _score(bag: list[str], language: str) -> float:
    """How much the small words tell of a language; "yo" tells Spanish in "yo estoy" but not in "yo bror"."""
    known = [word for word in bag if word in _SETS[language]]
    # Swedish and English are answered in full, so that nothing is lost where one of them is meant.
    two = len(_SLANG.intersection(known)) > 1
    tells = language in _ANSWERED or two or any(_tells(word) for word in known)
    little = _SHARED if tells else _SHARED | _SLANG
    return sum(_LITTLE if word in little else 1.0 for word in known)


def _tells(word: str) -> bool:
    return word not in _SHARED and word not in _SLANG


def named(text: str) -> str | None:
    """The language that a message names last, as "på finska"."""
    return next((_NAMED[word.folded] for word in reversed(words(text)) if word.folded in _NAMED), None)


def asked_for(text: str) -> str | None:
    """The language a message names when it says nothing else: "svenska", "answer in Swedish please"."""
    asks = all(word.folded in _NAMED or word.folded in _ASKS for word in words(text))
    return named(text) if asks else None


@lru_cache(maxsize=20_000)
def _dictionary(folded: str) -> str | None:
    """The one of Swedish and English whose dictionary alone holds a word."""
    if len(folded) < _SHORTEST or any(folded in known for known in _SETS.values()):
        return None
    # Low memory: a fifth of the megabytes, in the app and in Rasa; slower by microseconds a new word.
    swedish, english = (simplemma.is_known(folded, lang=lang, low_memory=True) for lang in ("sv", "en"))
    return None if swedish == english else "sv" if swedish else "en"
