"""What the person is told when something happens to their case: rows that their chat shows at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.answers.human import people
from bot.answers.turn import Library, Turn
from bot.clock import STOCKHOLM
from bot.db.models.case import Case, CaseState
from bot.directory.opening_text import date_and_clock, moment_text
from bot.escalation.cases import CHAT_STATES, Cases
from bot.escalation.unit import Unit
from bot.gateway.events import Events
from bot.gateway.memory import ForWhom, Memory
from bot.gateway.messages import Choice, HandoffCard, Message, ServicesCard

_FOR_WHOM: Final[dict[str | None, ForWhom]] = {"self": "self", "relative": "relative"}


class Tellings:
    """Tells the person, in the transaction of what is told.

    Args:
        events: Takes messages for a conversation.
        cases: Opens the code of a case.
        library: Texts and directory as they are now.
    """

    def __init__(self, events: Events, cases: Cases, library: Callable[[], Library]) -> None:
        self._events = events
        self._cases = cases
        self._library = library

    def asking_more(self, unit: Unit, case: Case) -> None:
        """Nobody has answered, and the next are asked."""
        self._tell(unit, case, "handoff.later_asking")

    def waiting(self, unit: Unit, case: Case, name: str | None) -> None:
        """Still nothing new, but nobody has forgotten them."""
        if case.state is CaseState.NOTIFYING:
            self._tell(unit, case, "handoff.later_waiting")
        else:
            self._tell(unit, case, "handoff.later_writing_soon", name=self._human(case, name))

    def opened(self, unit: Unit, case: Case) -> None:
        """The hours of duty have begun, and somebody is asked."""
        self._tell(unit, case, "handoff.later_opened")

    def held(self, unit: Unit, case: Case, opens_at: datetime) -> None:
        """Whoever was expected is not there; it waits for the next opening."""
        now, then = unit.now.astimezone(STOCKHOLM), opens_at.astimezone(STOCKHOLM)
        when = moment_text(now, then, self._language(case))
        self._tell(unit, case, "handoff.later_held", when=when)

    def taken(self, unit: Unit, case: Case, name: str) -> None:
        """Somebody has taken the case."""
        key = "handoff.later_taken_phone" if case.contact == "phone" else "handoff.later_taken"
        self._tell(unit, case, key, name=name)

    def handed_over(self, unit: Unit, case: Case, name: str) -> None:
        """Somebody else goes on with the case."""
        self._tell(unit, case, "handoff.later_handed_over", name=name)

    def returned(self, unit: Unit, case: Case) -> None:
        """Whoever had it cannot go on, and others are asked."""
        self._tell(unit, case, "handoff.later_returned")

    def exhausted(self, unit: Unit, case: Case) -> None:
        """Nobody could answer: said honestly, with what is open instead."""
        again = Choice(title=self._say(case, "choice.human_again"), payload="human")
        self._tell(unit, case, "handoff.later_exhausted", [again])
        if (alternatives := self._alternatives(unit, case)) is not None:
            self._add(unit, case, alternatives)

    def closed(self, unit: Unit, case: Case) -> None:
        """It is done: did it help?"""
        choices = [
            Choice(title=self._say(case, "choice.helped_yes"), payload="helped:yes"),
            Choice(title=self._say(case, "choice.helped_no"), payload="helped:no"),
        ]
        self._tell(unit, case, "handoff.later_closed", choices)

    def expired(self, unit: Unit, case: Case) -> None:
        """It ends, since nothing has happened for long."""
        self._tell(unit, case, "handoff.later_expired")

    def continued_elsewhere(self, unit: Unit, case: Case) -> None:
        """Somebody with the code has gone on with it in another conversation."""
        self._tell(unit, case, "handoff.later_elsewhere")

    def human(self, unit: Unit, case: Case, text: str, name: str | None = None) -> None:
        """What the human writes, under their first name where it is known."""
        language, card = self._language(case), self._card(case)
        self._add(unit, case, Message(text=text, lang=language, from_="human", name=name, card=card))

    def _tell(
        self, unit: Unit, case: Case, key: str, choices: list[Choice] | None = None, **values: str
    ) -> None:
        local = unit.now.astimezone(STOCKHOLM)
        text = self._say(case, key, time=date_and_clock(local, local, self._language(case)), **values)
        card = self._card(case)
        self._add(unit, case, Message(text=text, lang=self._language(case), choices=choices, card=card))

    def _add(self, unit: Unit, case: Case, message: Message) -> None:
        if case.conversation_id is not None:
            self._events.add(unit.session, case.conversation_id, message)
            unit.told.add(case.conversation_id)

    def _card(self, case: Case) -> HandoffCard:
        return HandoffCard(state=CHAT_STATES[case.state], case=self._cases.code_of(case))

    def _say(self, case: Case, key: str, **values: str) -> str:
        language = self._language(case)
        return self._library().texts.say(key, language, case.version, **values)

    def _human(self, case: Case, name: str | None) -> str:
        return name or self._say(case, "handoff.somebody")

    def _language(self, case: Case) -> str:
        return case.language if case.language in self._library().texts.languages else "sv"

    def _alternatives(self, unit: Unit, case: Case) -> Message | None:
        """Lines that are open now, or else those that open later; None when none is known."""
        for topics in ((case.topic,) if case.topic else (), ()):
            turn = self._turn(unit, case, topics)
            try:
                message = people(turn, self._library(), "handoff.lines_open", "handoff.lines")
            except RuntimeError:  # the directory has not been read yet
                return None
            if isinstance(message.card, ServicesCard) and message.card.services:
                return _unexplained(message, message.card)
        return None

    def _turn(self, unit: Unit, case: Case, topics: tuple[str, ...]) -> Turn:
        memory = Memory(
            municipality=case.municipality,
            age=case.age,
            for_whom=_FOR_WHOM.get(case.for_whom),
            topics=topics,
            language=self._language(case),
            turn=case.version,
        )
        return Turn(text="", memory=memory, now=unit.now, intent="talk_to_human")


def _unexplained(message: Message, card: ServicesCard) -> Message:
    """The message without the reasons for each service, which only those get who ask for them."""
    services = [service.model_copy(update={"why": None}) for service in card.services]
    return message.model_copy(update={"card": card.model_copy(update={"services": services})})
