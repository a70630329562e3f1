"""The dialogue around the human: offer, information, consent, chat or phone, while a case is alive."""

from dataclasses import dataclass, replace

from bot.answers import handoff as say
from bot.answers.privacy import FORGETTING
from bot.answers.turn import Turn as Spoken
from bot.gateway import case_turn, payloads, short_words
from bot.gateway.case_turn import CasesUnavailable, CaseTurn, HumanService
from bot.gateway.cases import ALIVE, TAKEN, WAITING, Availability, CaseView, Contact
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply

# As the bot reads a line that may have been meant for the question it does not know of.
_NO_ANSWER = frozenset(
    ("nonsense", "out_of_scope", "affirm", "deny", "greet", "thanks", "skip", "choose_municipality",
     "tell_age", "tell_for_whom", "feedback_good", "feedback_bad", "none_of_these")
)  # fmt: skip
# Answered by the bot, with the open question after it.
_BESIDE = frozenset(("privacy", "who_are_you"))


class Handoff(HumanService):
    """The person's side of the human service."""

    async def begin(self, conversation: str, memory: Memory, incoming: Incoming) -> "HandoffTurn":
        """Look how things stand at the beginning of a turn."""
        try:
            case, known = await self.within(self.cases.case_of(conversation), case_turn.LOOKING), True
        except CasesUnavailable:
            case, known = None, False
        return HandoffTurn(self, conversation, memory, incoming, case, known)


@dataclass(slots=True)
class HandoffTurn(CaseTurn):
    """One turn, as far as it concerns a human."""

    async def answer(self) -> Reply | None:
        """The reply, when the turn is about the human; None when it is for the bot to answer."""
        try:
            if self.incoming.payload is not None:
                reply = await self._pressed(self.incoming.payload)
            else:
                reply = await self._written(self.incoming.text or "")
        except CasesUnavailable:
            reply = say.failed(self._spoken(), self.handoff.library())
        return reply and self._noted(reply)

    async def after(self, reply: Reply) -> Reply:
        """The bot's reply with what the human service adds: the offer, the case's state, a failure."""
        if forgets(self.incoming, reply):
            return await self._forgotten(reply)
        if reply.memory.expects == say.CANCEL:
            reply = replace(reply, memory=replace(reply.memory, expects=None))
        if again := await self._still_open(reply):
            reply = again
        elif reply.understood.intent == "talk_to_human" or self._tells_place(reply):
            reply = await self._offered(reply)
        elif self._refuses_place(reply.memory):
            reply = await self._without_place(reply)
        elif self._state in WAITING and self.incoming.text:
            kept = await self._relay()
            reply = self._with(reply, "handoff.kept" if kept else "handoff.not_kept", first=kept)
        elif not self.known and self.memory.case and self.incoming.text:
            reply = self._with(reply, "handoff.unsure", first=True)
        return self._noted(reply)

    async def beside_crisis(self, message: Message, memory: Memory) -> tuple[tuple[Message, ...], Memory]:
        """The crisis message with what belongs to it: the text passed on, or a human offered.

        Nobody is ever told behind the person's back: only who has asked for a human is read by one.
        """
        if memory.expects in (*say.ON_THE_WAY, say.CANCEL):
            # Left for something graver: no short word later answers it.
            memory = replace(memory, expects=None)
        spoken = replace(self._spoken(), memory=memory)
        if self._state in TAKEN | WAITING or (not self.known and self.memory.case):
            arrived = self.known and await self._relay()
            if not arrived:
                return (message, self._notice(spoken, "handoff.not_passed_on")), memory
            await self._hasten(memory)
            if self._state in WAITING or self.case is None:
                return (message,), memory
            return (message, say.passed_on(spoken, self.handoff.library(), self.case)), memory
        if self._state in ALIVE:
            return (message, *await self._asked_faster(memory, spoken)), memory
        if not await self._staffed(memory):
            return (message,), memory
        choices = [say.human_here(spoken, self.handoff.library()), *(message.choices or ())]
        return (message.model_copy(update={"choices": choices}),), replace(memory, expects=say.OFFERED)

    async def _pressed(self, payload: str) -> Reply | None:
        spoken, library = self._spoken(payloads.parse(payload).intent), self.handoff.library()
        word, _, value = payload.partition(":")
        if word == "helped":
            return await self._rated(helped=value == "yes")
        if word != "human" or (not value and not await self._asks_anew()):
            return None
        if value in ("cancel", "end"):
            return await self._ended(spoken, sure=value == "end")
        if value == "resume":
            return say.ask_code(spoken, library)
        if self.case is not None and self._state in ALIVE:
            if value == "this" and self.memory.expects == say.PHONE:
                return await self._chosen_number(self._own)
            return await self._stands(self.case, spoken, anew=value not in ("no", "standing"))
        return say.declined(spoken, library) if value == "no" else await self._towards(value, spoken)

    async def _asks_anew(self) -> bool:
        """Whether a plain `human` is answered here at once: asked beside a crisis, or with a case alive."""
        return self._state in ALIVE or self.memory.danger > 0

    async def _towards(self, value: str, spoken: Spoken) -> Reply:
        """The next step towards a human, never past the plain information."""
        library = self.handoff.library()
        if value in ("chat", "phone", "this") and say.INFORMED in self.memory.asked:
            if value == "chat":
                return await self._requested("chat")
            return await self._chosen_number(self._own if value == "this" else None)
        available = await self._availability(self.memory)
        if not available.possible:
            return self._placed(say.nobody(spoken, library), available)
        return say.information(spoken, library, available)

    async def _written(self, text: str) -> Reply | None:
        spoken, library = self._spoken("talk_to_human"), self.handoff.library()
        code = short_words.case_code(text)
        if code and (reply := await self._resumed(code, text, spoken)):
            return reply
        if self.case is None or self._state not in ALIVE:
            return await self._replied(text)
        if short_words.says_stop(text):
            return await self._ended(self._spoken("deny"), sure=self.memory.expects == say.CANCEL)
        if short_words.says_forget(text):
            return None
        if self._state not in TAKEN:
            return await self._said_waiting(text, self.case)
        if await self._relay():
            return say.relayed(spoken, library, self.case)
        return say.not_relayed(spoken, library)

    async def _said_waiting(self, text: str, case: CaseView) -> Reply | None:
        """A line that is about the case nobody has yet; once somebody has it, a yes may be meant for them."""
        expects, spoken = self.memory.expects, self._spoken("talk_to_human")
        if expects == say.CANCEL and short_words.says_yes(text):
            return await self._ended(self._spoken("deny"), sure=True)
        if expects in (say.CANCEL, say.PHONE) and short_words.says_no(text):
            return await self._refused()
        asked = expects == say.PHONE
        if asked or short_words.wants_a_call(text):
            reply = await self._chosen(text, say.PHONE if asked else say.CONSENT)
            if reply is not None:
                return reply
        if short_words.asks_how_it_stands(text):
            return await self._kept(say.standing(spoken, self.handoff.library(), case))
        return None

    async def _replied(self, text: str) -> Reply | None:
        """A typed answer to what the last reply asked about a human."""
        expects, library = self.memory.expects, self.handoff.library()
        if self._state == "closed" and self.memory.case:
            # The first words since the end, where it was asked whether it helped.
            helped = short_words.says_helped(text)
            return None if helped is None else await self._rated(helped)
        if expects not in (*say.ON_THE_WAY, say.CODE):
            return None
        if short_words.says_no(text) or short_words.says_stop(text):
            return await self._refused()
        if expects == say.OFFERED and short_words.agrees(text):
            return await self._towards("consent", self._spoken("affirm"))
        if expects == say.CODE:
            spoken = self._spoken("talk_to_human")
            mistyped = short_words.looks_like_a_code(text)
            return say.ask_code(spoken, library, "handoff.code_unknown") if mistyped else None
        if expects != say.OFFERED and (reply := await self._chosen(text, expects)):
            return reply
        return await self._question(self.memory) if short_words.asks_how_it_stands(text) else None

    async def _chosen(self, text: str, expects: str) -> Reply | None:
        """How they want to be reached, in words; a plain yes is a yes to what was asked."""
        asked_number = expects == say.PHONE
        if short_words.asks_about_number(text):
            return await self._question(self.memory, "handoff.phone_kept")
        if number := short_words.phone_number(text):
            return await self._requested("phone", number)
        if short_words.says_chat(text) or (not asked_number and short_words.says_yes(text)):
            return await self._requested("chat")
        if short_words.says_this_number(text):
            return await self._chosen_number(self._own, "handoff.phone_unseen")
        if short_words.says_phone(text) or short_words.says_yes(text):
            return await self._chosen_number(self._own if asked_number else None)
        if short_words.looks_like_a_number(text) and (asked_number or short_words.mentions_phone(text)):
            return await self._chosen_number(None, "handoff.phone_wrong")
        return None

    async def _chosen_number(self, number: str | None, first: str | None = None) -> Reply:
        """A case with the number to be called on; while it is not known, the question for it."""
        if number:
            return await self._requested("phone", number)
        return say.ask_phone(self._spoken("affirm"), self.handoff.library(), bool(self._own), first)

    async def _question(self, memory: Memory, first: str | None = None) -> Reply:
        """What is open once more, with when somebody is there, or after another text (a key)."""
        spoken, library = self._spoken("talk_to_human"), self.handoff.library()
        spoken = replace(spoken, memory=replace(memory, turn=spoken.memory.turn))
        expects = self.memory.expects
        if first and (expects == say.PHONE or self._state in ALIVE):
            return say.ask_phone(spoken, library, bool(self._own), first)
        available = await self._availability(memory)
        if not available.possible:
            return self._placed(say.nobody(spoken, library), available)
        if expects == say.PHONE:
            return say.ask_phone_later(spoken, library, available, bool(self._own))
        if expects == say.OFFERED:
            return say.offer_again(spoken, library, available)
        return say.consent_again(spoken, library, available, first)

    async def _still_open(self, reply: Reply) -> Reply | None:
        """The open question again, when the bot can only guess what a short line meant."""
        text, expects = self.incoming.text, self.memory.expects
        open_now = expects == say.PHONE if self._state in ALIVE else expects in say.ON_THE_WAY
        if not open_now or self._tells_place(reply) or not (text and short_words.is_short(text)):
            return None
        # A yes that the bot took for one to what it had shown before.
        likeliest = next((name for name, _ in reply.understood.ranking), None)
        intent = "affirm" if likeliest == "affirm" else reply.understood.intent
        if intent == "affirm" and expects == say.OFFERED:
            return await self._towards("consent", self._spoken("affirm"))
        if intent == "deny" and (expects != say.PHONE or short_words.begins_with_no(text)):
            return await self._refused()
        guessed = intent in _NO_ANSWER or reply.memory.expects in ("clarify", "lost")
        guessed = guessed or (intent == "talk_to_human" and expects != say.OFFERED)
        if not guessed and intent not in _BESIDE:
            return None
        wrong = "handoff.phone_wrong" if guessed and expects == say.PHONE else None
        try:
            again = await self._question(reply.memory, wrong)
        except CasesUnavailable:
            return None  # then what the bot made of it is all there is
        messages = again.messages if guessed else (*reply.messages, *again.messages)
        return await self._kept(replace(again, messages=messages, understood=reply.understood))

    async def _refused(self) -> Reply:
        """A no to the open question: nothing is sent, or a case stands as it did."""
        spoken, library = self._spoken("deny"), self.handoff.library()
        if self.case is None or self._state not in ALIVE:
            return say.declined(spoken, library)
        return await self._kept(say.standing(spoken, library, self.case))

    async def _requested(self, contact: Contact, phone: str | None = None) -> Reply:
        case = await self._request(self.memory, contact, phone)
        reply = say.requested(self._spoken("talk_to_human"), self.handoff.library(), case)
        # The next request begins with the plain information again, and with what happens until then.
        asked = tuple(slot for slot in reply.memory.asked if slot not in (say.INFORMED, say.WISH))
        return replace(reply, memory=replace(reply.memory, danger=0, asked=asked))

    async def _stands(self, case: CaseView, spoken: Spoken, anew: bool) -> Reply:
        """Where a case stands; with `anew` those whom nobody reached are asked once more."""
        if anew and case.state == "exhausted":
            case = await self._request(self.memory, case.contact)
        return say.standing(spoken, self.handoff.library(), case)

    async def _asked_faster(self, memory: Memory, spoken: Spoken) -> tuple[Message, ...]:
        """Ask again in a case that nobody answered, now that it is graver; and say so."""
        await self._hasten(memory)
        if self.case is None or self._state not in WAITING:
            return ()
        return say.standing(spoken, self.handoff.library(), self.case).messages

    async def _resumed(self, code: str, text: str, spoken: Spoken) -> Reply | None:
        """Back to a case by its code; a text that only holds something like a code may be anything."""
        library = self.handoff.library()
        meant = self.memory.expects == say.CODE or short_words.looks_like_a_code(text)
        if not self.handoff.guesses.take(self.conversation):
            return say.ask_code(spoken, library, "handoff.code_too_often") if meant else None
        work = self.handoff.cases.resume(code, self.conversation)
        case = await self.handoff.within(work, case_turn.ASKING)
        if case is None:
            return say.ask_code(spoken, library, "handoff.code_unknown") if meant else None
        self.case, self.known = case, True
        return say.back(spoken, library, case)

    async def _ended(self, spoken: Spoken, sure: bool) -> Reply:
        """End the case, once it is certain that it was meant."""
        library = self.handoff.library()
        if self.case is not None and self._state in ALIVE and not sure:
            return say.sure_to_cancel(spoken, library, self.case)
        try:
            work = self.handoff.cases.cancel(self.conversation)
            case = await self.handoff.within(work, case_turn.ASKING)
        except CasesUnavailable:
            return say.not_ended(spoken, library)
        self.case = None
        return say.cancelled(spoken, library, case) if case else say.nothing_to_cancel(spoken, library)

    async def _rated(self, helped: bool) -> Reply:
        spoken = self._spoken("feedback_good" if helped else "feedback_bad")
        try:
            work = self.handoff.cases.rate(self.conversation, "good" if helped else "bad")
            await self.handoff.within(work, case_turn.ASKING)
        except CasesUnavailable:
            pass  # that they told is worth a thank-you, kept or not
        return say.rated(spoken, self.handoff.library(), helped)

    async def _offered(self, reply: Reply) -> Reply:
        """The bot understood that a human is wanted: the offer, where there is anybody to ask."""
        spoken = replace(self._spoken("talk_to_human"), memory=reply.memory)
        library = self.handoff.library()
        if self.case is not None and self._state in ALIVE:
            try:
                standing = await self._stands(self.case, spoken, anew=True)
            except CasesUnavailable:
                return say.failed(spoken, library)
            return await self._kept(standing)
        try:
            available = await self._availability(reply.memory)
        except CasesUnavailable:
            return reply
        if not available.possible or not (available.staffed or available.opens_at):
            return self._placed(reply, available)
        offer = say.offer(spoken, library, available)
        return replace(offer, understood=reply.understood)

    def _placed(self, reply: Reply, available: Availability) -> Reply:
        """The reply that nobody can be asked, with the question where they live if that may change it."""
        memory = say.wishing(reply.memory)
        reply = replace(reply, memory=memory)
        if not available.place_decides or say.PLACE in memory.asked or "municipality" in memory.refused:
            return reply
        spoken = replace(self._spoken(), memory=memory)
        return say.ask_place(reply, spoken, self.handoff.library())

    async def _without_place(self, reply: Reply) -> Reply:
        """They will not say where they live: those who serve everywhere, or what can be done without."""
        offer = await self._offered(reply)
        if offer.memory.expects == say.OFFERED:
            return offer
        spoken = replace(self._spoken(), memory=reply.memory)
        return replace(say.without_place(spoken, self.handoff.library()), understood=reply.understood)

    @property
    def _asked_place(self) -> bool:
        """Whether it was just asked where they live, to find them a human."""
        return self.memory.expects == "municipality" and say.PLACE in self.memory.asked

    def _refuses_place(self, memory: Memory) -> bool:
        """Whether the turn says that they will not say where they live."""
        return self._asked_place and self._state not in ALIVE and "municipality" in memory.refused

    def _tells_place(self, reply: Reply) -> bool:
        """Whether the turn says where they live, or that it is elsewhere, while they wish for a human."""
        place = reply.memory.municipality
        if self._state in ALIVE or place is None:
            return False
        moved = place != self.memory.municipality and reply.understood.intent != "topic"
        return self._asked_place or (moved and say.WISH in self.memory.asked)

    async def _forgotten(self, reply: Reply) -> Reply:
        if await self.handoff.forget(self.conversation):
            self.case = None
            return self._noted(reply)
        if not self.memory.case and self.case is None:
            return reply
        return self._noted(self._with(reply, "handoff.not_ended"))


def forgets(incoming: Incoming, reply: Reply) -> bool:
    """Whether a turn forgets the person, pressed or written; to ask whether they mean it forgets nothing."""
    asks = reply.memory.expects == FORGETTING
    return incoming.payload == "forget" or (reply.understood.intent == "delete_my_data" and not asks)
