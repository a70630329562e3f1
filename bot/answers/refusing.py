"""Where somebody does not want to turn is not shown: "någon att prata med, inte BUP"."""

import re
from dataclasses import replace

from bot.answers.named import others_than
from bot.answers.readers import lexicon
from bot.answers.tried import names_in, unlisted_in
from bot.answers.turn import Library, Turn
from bot.content.schema import Level
from bot.gateway.reply import Reply
from nlu.refusal import is_refusal, reason, refused
from nlu.words import codes, terms

# Who refuses the municipality refuses all that it runs.
_MUNICIPALITY = terms("refusal", "municipality")
# Who refuses the church refuses its priest on call too.
_SAME = codes("refusal", "same")
# Who one is may be why a place does not fit, and is no matter: "inte killar.se, jag är tjej".
_WHO_ONE_IS = re.compile(
    r"(?:(?:for|eftersom|da) )?(?:jag|ja|hon|han|i|she|he) (?:ar|e|am|is) (?:ju |faktiskt |en |a )*"
    r"(?:tjej|kille|flicka|pojke|man|kvinna|vuxen|barn|girl|boy|woman|guy|adult)"
)
# A longer one tells of more.
_A_REASON = 10


def without_refused(turn: Turn, library: Library) -> Turn:
    """The turn, with the listings that its text says no to."""
    if not turn.text or turn.text.startswith("/"):
        return turn
    said = refused(turn.text)
    places = (*said, *(_SAME[place] for place in said if place in _SAME))
    ids = {id for place in places for id in names_in(place, library)}
    if not _MUNICIPALITY.isdisjoint(places):
        ids |= _run_by_the_municipality(turn, library)
    return replace(turn, refused=frozenset(ids))


def _run_by_the_municipality(turn: Turn, library: Library) -> set[str]:
    """What the municipality at hand runs itself, its switchboard among it."""
    code = turn.memory.municipality
    return {
        id
        for id, service in library.snapshot.by_id.items()
        if service.level == Level.MUNICIPAL and code in service.service_areas
    }


def refusal(turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that says it first: other places, or what it is about, which comes first."""
    if turn.memory.crisis is not None or not turn.text or turn.text.startswith("/"):
        return None
    place = _named_back(turn, library)
    if not (turn.refused or (place and turn.memory.topics)) or not is_refusal(turn.text):
        return None
    return None if _tells_of_another_matter(turn) else others_than(turn, library, turn.refused, place)


def _named_back(turn: Turn, library: Library) -> str | None:
    """What is refused that is no listing: the municipality as a whole, or somebody no listing is for."""
    places = refused(turn.text)
    if not _MUNICIPALITY.isdisjoint(places) and (name := library.municipality_name(turn.memory.municipality)):
        return f"{name} kommun"
    return next((who for place in places if (who := unlisted_in(place))), None)


def _tells_of_another_matter(turn: Turn) -> bool:
    """Whether more than a reason follows: "vill inte till kuratorn men mår skit"."""
    behind = reason(turn.text)
    if _WHO_ONE_IS.fullmatch(behind):
        return False
    return len(behind.split()) > _A_REASON or bool(lexicon().scores(behind).keys() - {*turn.memory.topics})


def remembered(reply: Reply, turn: Turn) -> Reply:
    """The reply, after which they are not shown again while the matter is the same."""
    tried = sorted({*reply.memory.tried, *turn.refused})
    return replace(reply, memory=replace(reply.memory, tried=tuple(tried)))
