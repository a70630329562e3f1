"""What was swallowed, or done to a throat, or that there is nowhere to sleep, in languages not Vart's own.

By words, whatever their order: who swallowed and tablets, or a word of strangling. They weigh only where
danger was heard, so that a word too many costs little and one that is missed may cost a life.
"""

from nlu.bags import Bag
from nlu.words import terms

_TOOK = Bag(terms("abroad", "took"))
_TABLETS = Bag(terms("abroad", "tablets", "medicine"))
_STRANGLES = Bag(terms("abroad", "strangles"))
_TO_SLEEP, _NOWHERE = Bag(terms("abroad", "to_sleep")), Bag(terms("abroad", "nowhere"))
_HOMELESS = Bag(terms("abroad", "homeless"))


def tells_of_swallowing(text: str) -> bool:
    """Whether tablets or medicine were swallowed."""
    return bool(_TOOK.count(text)) and bool(_TABLETS.count(text))


def tells_of_strangling(text: str) -> bool:
    """Whether somebody was strangled."""
    return bool(_STRANGLES.count(text))


def tells_of_no_roof(text: str) -> bool:
    """Whether there is nowhere to sleep."""
    nowhere = bool(_TO_SLEEP.count(text)) and bool(_NOWHERE.count(text))
    return nowhere or bool(_HOMELESS.count(text))
