"""What an SMS from a member of staff does."""

from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy import CursorResult, func, select, update

from bot.db.models.case import CaseState
from bot.db.models.sms import SmsInbound, SmsOutbox
from bot.db.models.staff import Staff
from bot.escalation import notices as say
from bot.escalation.cases import CaseMoved, name_of_owner
from bot.escalation.duty import Duty
from bot.escalation.machine import TAKEN
from bot.escalation.moves import Moves
from bot.escalation.near import near_command
from bot.escalation.offers import Known, is_some_case, known_to
from bot.escalation.roster import staff_with_phone
from bot.escalation.unit import Unit
from bot.escalation.words import ONESELF, Aim, Said, Word, read_words
from bot.sms.arrivals import EMPTIED
from bot.vault import Fingerprints

# Answers to what was no command: another machine on the line would go on for ever.
_MOST_HINTS: Final = 5
# With a case of theirs they would take silence for "sent".
_MOST_HINTS_IN_A_CASE: Final = 60
_HINT: Final = "hint"
_ONLY_TEXT: Final = "Jag kan bara ta emot text. Skriv det du vill säga."
# From this severity on a text is a crisis (bot/safety).
_CRISIS: Final = 2
_NOT_SENT: Final = "Inget är skickat."
# What a code word would have done, for those who nearly wrote it.
_DOES: Final = {
    Word.YES: "tar du ärendet",
    Word.NO: "lämnar du ärendet vidare",
    Word.DONE: "avslutas ärendet",
    Word.LET_GO: "lämnar du ärendet vidare",
    Word.CALLING: "antecknas att du ringer",
    Word.PAUSE: "får du inga nya ärenden",
    Word.ACTIVE: "kan du få ärenden igen",
    Word.LIST: "visas dina ärenden",
    Word.STOP: "får du inga sms alls",
    Word.START: "får du sms igen",
}


class StaffTalk:
    """Does what members of staff say by SMS.

    Args:
        moves: Moves cases.
        duty: Who is there and who is not.
        fingerprints: Keyed hashes of numbers.
    """

    def __init__(self, moves: Moves, duty: Duty, fingerprints: Fingerprints) -> None:
        self._moves = moves
        self._duty = duty
        self._fingerprints = fingerprints
        self._for_case: dict[Word, Callable[[Unit, Staff, Known, str], Awaitable[None]]] = {
            Word.YES: self._yes,
            Word.NO: self._no,
            Word.DONE: self._done,
            Word.LET_GO: self._let_go,
            Word.CALLING: self._calling,
        }

    async def hear(self, unit: Unit, phone: str, text: str, sid: str) -> bool:
        """Do what an SMS says, once; False when nobody on the roster has the number."""
        staff = await staff_with_phone(unit.session, self._fingerprints, phone)
        if staff is None:
            return False
        if not await self._is_first(unit, sid):
            return True
        said = read_words(text)
        if said.word in self._for_case:
            await self._command(unit, staff, said.word, said, sid)
        elif said.word is not None:
            await self._oneself(unit, staff, said.word, sid)
        else:
            await self._text(unit, staff, said, sid)
        return True

    async def _is_first(self, unit: Unit, sid: str) -> bool:
        """Mark an SMS as worked on, in the transaction of what it does; False when it has been."""
        done = {"handled_at": unit.now, "next_at": None, **EMPTIED}
        mine = update(SmsInbound).where(SmsInbound.sid == sid, SmsInbound.handled_at.is_(None))
        marked = await unit.session.execute(mine.values(done).execution_options(synchronize_session=False))
        if isinstance(marked, CursorResult) and marked.rowcount == 1:
            return True
        if await unit.session.scalar(select(SmsInbound.sid).where(SmsInbound.sid == sid)) is not None:
            return False
        # It did not come through the inbox.
        unit.session.add(SmsInbound(sid=sid, received_at=unit.now, handled_at=unit.now, **EMPTIED))
        return True

    async def _oneself(self, unit: Unit, staff: Staff, word: Word, sid: str) -> None:
        if word is Word.STOP:
            # The provider takes no more SMS for this phone: an answer would only be refused.
            await self._duty.stop(unit, staff)
            return
        if word is Word.LIST:
            known = await known_to(unit.session, staff)
            places = {one.case.id: self._moves.place(one.case) for one in known}
            self._answer(unit, staff, sid, say.listed(known, places, unit.now))
            return
        if word is Word.PAUSE:
            await self._duty.pause(unit, staff)
            self._answer(
                unit, staff, sid, "Du är pausad och får inga nya ärenden. Svara AKTIV när du är tillbaka."
            )
            return
        await self._duty.resume(unit, staff, after_stop=word is Word.START)
        if staff.stopped_at is not None:
            words = "Din telefon är avstängd för ärenden. Svara START för att slå på den."
        else:
            words = "Du är aktiv och kan få ärenden enligt jourlistan."
        self._answer(unit, staff, sid, words)

    async def _command(self, unit: Unit, staff: Staff, word: Word, said: Said, sid: str) -> None:
        known = await known_to(unit.session, staff)
        if said.code is not None:
            meant = [one for one in known if one.offer.code == said.code]
        elif word in {Word.YES, Word.NO}:
            meant = [one for one in known if one.can_be_taken]
        else:
            meant = [one for one in known if one.is_mine]
        if len(meant) != 1:
            self._answer(unit, staff, sid, _which(word, said.code, meant, known))
            return
        await self._lock(unit, meant[0])
        if said.text and word in {Word.YES, Word.NO} and meant[0].is_mine:
            # "3: ja" to whom it has been told that this is how a yes reaches the person.
            if word is Word.YES or await self._is_sure_of_no(unit, staff, meant[0]):
                await self._moves.speak(unit, meant[0].case, staff, said.text, f"sms:{sid}")
            return
        await self._for_case[word](unit, staff, meant[0], sid)

    async def _yes(self, unit: Unit, staff: Staff, one: Known, sid: str) -> None:
        offer, case = one
        if one.is_mine:
            self._answer(
                unit,
                staff,
                sid,
                f"Du har redan ärende {offer.code}. Är det till personen, skriv {offer.code}: och din text.",
            )
            return
        try:
            await self._moves.take(unit, case, staff)
        except CaseMoved:
            await self._not_theirs(unit, staff, one, sid)

    async def _no(self, unit: Unit, staff: Staff, one: Known, sid: str) -> None:
        if one.is_mine:
            await self._let_go(unit, staff, one, sid)
            return
        await self._moves.decline(unit, one.case, staff)
        self._answer(unit, staff, sid, f"Tack. Ärende {one.offer.code} går till någon annan.")

    async def _done(self, unit: Unit, staff: Staff, one: Known, sid: str) -> None:
        if await self._theirs(unit, staff, one, sid) and await self._is_sure_of_the_end(unit, staff, one):
            await self._moves.close(unit, one.case, f"staff:{staff.id}", None, staff_id=staff.id)
            self._answer(unit, staff, sid, f"Ärende {one.offer.code} är avslutat. Tack.")

    async def _let_go(self, unit: Unit, staff: Staff, one: Known, sid: str) -> None:
        if await self._theirs(unit, staff, one, sid):
            await self._moves.give_back(unit, one.case, f"staff:{staff.id}", staff=staff)
            self._answer(unit, staff, sid, f"Ärende {one.offer.code} är lämnat vidare. Tack.")

    async def _calling(self, unit: Unit, staff: Staff, one: Known, sid: str) -> None:
        if await self._theirs(unit, staff, one, sid):
            await self._moves.speak(unit, one.case, staff, None, "")
            code = one.offer.code
            self._answer(unit, staff, sid, f"Tack. Svara {code} KLAR när ni är klara, eller {code} SLÄPP.")

    async def _text(self, unit: Unit, staff: Staff, said: Said, sid: str) -> None:
        known = await known_to(unit.session, staff)
        question = await self._question(unit, said, known)
        if question is not None:
            await self._hint(unit, staff, sid, question, known)
            return
        [one] = _addressed(said, known)
        await self._lock(unit, one)
        if not one.is_mine:
            await self._not_theirs(unit, staff, one, sid, f"{_NOT_SENT} ")
            return
        if one.case.conversation_id is None:
            self._answer(unit, staff, sid, f"Ärende {one.offer.code}: personen har lämnat chatten.")
        await self._moves.speak(unit, one.case, staff, said.text, f"sms:{sid}")

    async def _question(self, unit: Unit, said: Said, known: list[Known]) -> str | None:
        """What has to be asked before a text goes anywhere; None when it is clear to whom it goes."""
        mine = [one for one in known if one.is_mine]
        if said.aim is Aim.PERHAPS and mine and await is_some_case(unit.session, said.code or 0):
            return f"{_NOT_SENT} Är {said.code} ett ärende eller en del av texten? {_as_text(mine)}"
        waiting = any(one.can_be_taken for one in known)
        if said.aim is not Aim.NAMED and (word := near_command(said.text, waiting=waiting)):
            question = _nearly(word, said, known)
            if question is not None:
                return question
        if not said.text:
            return _ONLY_TEXT if said.code is None else f"{_NOT_SENT} {_as_text(mine)}".rstrip()
        meant = _addressed(said, known)
        return None if len(meant) == 1 else _whom(said, meant, known)

    async def _is_sure_of_no(self, unit: Unit, staff: Staff, one: Known) -> bool:
        """Whether "3: nej" is for the person; "3 NEJ" hands the case on, and looks nearly the same."""
        code = one.offer.code
        return await self._is_sure(
            unit,
            staff,
            f"no:{one.case.id}",
            f"{_NOT_SENT} {code} NEJ lämnar ärende {code} vidare. "
            f"Ska personen få svaret nej, skicka {code}: nej en gång till.",
        )

    async def _is_sure_of_the_end(self, unit: Unit, staff: Staff, one: Known) -> bool:
        """Whether a case may end; after a crisis text of the person that is asked once."""
        said = await self._moves.cases.messages(unit.session, one.case, "person")
        if not said or self._moves.danger(said[-1][1]) < _CRISIS:
            return True
        code = one.offer.code
        return await self._is_sure(
            unit,
            staff,
            f"done:{said[-1][0].id}",
            f"Ärende {code} är inte avslutat än. Det senaste personen skrev kan betyda fara. "
            f"Läs det, och svara {code} KLAR igen om ni är klara.",
        )

    async def _is_sure(self, unit: Unit, staff: Staff, about: str, question: str) -> bool:
        """Ask something once; whether it has been asked before."""
        reference = f"sure:{staff.id}:{about}"
        asked = select(SmsOutbox.id).where(SmsOutbox.reference == reference)
        if await unit.session.scalar(asked) is not None:
            return True
        self._moves.notices.answer(unit, staff, reference, question)
        return False

    async def _theirs(self, unit: Unit, staff: Staff, one: Known, sid: str) -> bool:
        if not one.is_mine:
            await self._not_theirs(unit, staff, one, sid)
        return one.is_mine

    async def _not_theirs(self, unit: Unit, staff: Staff, one: Known, sid: str, before: str = "") -> None:
        offer, case = one
        if case.state in TAKEN:
            words = say.theirs(offer.code, await name_of_owner(unit.session, case), case.taken_at)
        elif case.state in {CaseState.CLOSED, CaseState.CANCELLED}:
            words = _gone(offer.code)
        else:
            words = f"Ärende {offer.code} är inte taget. Svara {offer.code} JA om du tar det."
        self._answer(unit, staff, sid, f"{before}{words}")

    async def _lock(self, unit: Unit, one: Known) -> None:
        """Lock the case that is meant, and look again: it may have moved since it was read."""
        await self._moves.cases.lock(unit, one.case.id)
        await unit.session.refresh(one.offer)

    def _answer(self, unit: Unit, staff: Staff, sid: str, text: str) -> None:
        self._moves.notices.answer(unit, staff, f"answer:{sid}", text)

    async def _hint(self, unit: Unit, staff: Staff, sid: str, text: str, known: list[Known]) -> None:
        """Say what can be done with a text that leads nowhere, a few times an hour."""
        most = _MOST_HINTS_IN_A_CASE if any(one.is_mine for one in known) else _MOST_HINTS
        since = unit.now.replace(minute=0, second=0, microsecond=0)
        hints = select(func.count()).where(
            SmsOutbox.staff_id == staff.id,
            SmsOutbox.reference.startswith(f"{_HINT}:"),
            SmsOutbox.created_at >= since,
        )
        if (await unit.session.scalar(hints) or 0) < most:
            self._moves.notices.answer(unit, staff, f"{_HINT}:{sid}", text)


def _which(word: Word, code: int | None, meant: list[Known], known: list[Known]) -> str:
    """The answer when it is not clear which case a code word is about; never a guess."""
    if code is not None:
        return _no_such(code, known)
    if meant:
        return (
            f"Vilket ärende? Svara med numret först, till exempel {_example(meant, word)}. {_numbers(meant)}"
        )
    if word in {Word.YES, Word.NO}:
        mine = [one for one in known if one.is_mine]
        if mine:
            code = mine[0].offer.code
            return f"Inget nytt ärende väntar på svar. Är det till personen, skriv {code}: och din text."
        return "Inget ärende väntar på svar från dig."
    waiting = [one for one in known if one.can_be_taken]
    return _take_first(waiting) if waiting else "Du har inget öppet ärende."


def _addressed(said: Said, known: list[Known]) -> list[Known]:
    """The cases that a text may be for."""
    if said.aim in {Aim.NAMED, Aim.LOOSE}:
        return [one for one in known if one.offer.code == said.code]
    return [one for one in known if one.is_mine]


def _whom(said: Said, meant: list[Known], known: list[Known]) -> str:
    """The answer when it is not clear to whom a text goes; it has gone to nobody."""
    if meant:
        example = f"{meant[0].offer.code}: och din text"
        return f"{_NOT_SENT} Vilket ärende gäller det? Skriv till exempel {example}. {_numbers(meant)}"
    if said.code is not None and said.aim is not Aim.PERHAPS:
        mine = [one for one in known if one.is_mine]
        return f"{_NOT_SENT} {_no_such(said.code, known)} {_as_text(mine)}".rstrip()
    waiting = [one for one in known if one.can_be_taken]
    if waiting:
        return f"{_NOT_SENT} {_take_first(waiting)}"
    return "Inget är skickat, för du har inget öppet ärende. Svara ? för att se dina ärenden."


def _nearly(word: Word, said: Said, known: list[Known]) -> str | None:
    """The question after what was nearly a code word; None when there is nothing it could be about."""
    mine = [one for one in known if one.is_mine]
    if word in ONESELF:
        example: str | None = word.value.upper()
    else:
        to_answer = [one for one in known if one.can_be_taken and word in {Word.YES, Word.NO}]
        about = to_answer + (mine if word is not Word.YES else [])
        named = [one for one in about if one.offer.code == said.code] or about
        example = _example(named, word) if named else None
    if example is None:
        return f"{_NOT_SENT} {_as_text(mine)}" if mine else None
    return f"{_NOT_SENT} Menade du {example}? Då {_DOES[word]}. {_as_text(mine)}".rstrip()


def _as_text(mine: list[Known]) -> str:
    """How a text reaches the person, whatever stands in it."""
    if not mine:
        return ""
    codes = " eller ".join(f"{one.offer.code}:" for one in mine)
    return f"Är det till personen, skriv {codes} och hela texten."


def _no_such(code: int, known: list[Known]) -> str:
    shown = [one for one in known if one.is_mine or one.can_be_taken]
    words = f"Du har inget ärende {code}."
    return f"{words} {_numbers(shown)}" if shown else words


def _take_first(waiting: list[Known]) -> str:
    code = waiting[0].offer.code
    return f"Svara {code} JA om du tar ärende {code}. {_numbers(waiting)}"


def _numbers(known: list[Known]) -> str:
    return f"Öppna: {', '.join(str(one.offer.code) for one in known)}."


def _example(known: list[Known], word: Word) -> str:
    return f"{known[0].offer.code} {word.value.upper()}"


def _gone(code: int) -> str:
    return f"Ärende {code} är redan avslutat."
