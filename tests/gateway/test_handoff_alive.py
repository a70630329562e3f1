"""While a case is alive: what is written goes to it, how it stands, and how it ends."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.db.models.case import Severity
from bot.gateway.events import Events
from bot.gateway.memory import Memory
from bot.gateway.messages import CrisisCard, Message
from tests.gateway.cases import FakeCases
from tests.gateway.dialogue import WANTS, Dialogue
from tests.gateway.world import FakeBrain, FakeClock, Publish

NUMBER = "070-174 06 05"
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class TestAlive:
    """While somebody is asked, or has answered."""

    @pytest.fixture
    async def waiting(self, talk: Dialogue) -> Dialogue:
        await talk.consents()
        return talk

    @pytest.fixture
    async def taken(self, waiting: Dialogue, cases: FakeCases, clock: FakeClock) -> Dialogue:
        clock.move(minutes=2)
        cases.taken(waiting.id)
        return waiting

    async def test_asked_again_it_is_the_same_case(self, waiting: Dialogue, cases: FakeCases) -> None:
        for press in ("human", "human:consent", "human:chat", "human:no"):
            await waiting.presses(press)
            assert waiting.states == ["queued"]
        await waiting.says(WANTS)
        assert waiting.states == ["queued"]
        assert "Skickat 11.00" in waiting.text or "skickades 11.00" in waiting.text
        assert len(cases.requests) == 1

    async def test_while_waiting_the_bot_answers_and_the_words_are_kept(
        self, waiting: Dialogue, cases: FakeCases
    ) -> None:
        turn = await waiting.says("jag kan inte sova")
        assert turn.mode == "reduced"
        assert turn.reply.understood.topic == "sleep"
        assert waiting.lines
        assert [text for _, text, _ in cases.said] == ["jag kan inte sova"]
        await waiting.presses("tips")
        assert len(cases.said) == 1

    async def test_once_taken_words_go_to_the_human_and_the_bot_is_quiet(
        self, taken: Dialogue, cases: FakeCases, brain: FakeBrain
    ) -> None:
        asked = len(brain.asked)
        for state in ("claimed", "active"):
            cases.moves(taken.id, state=state)
            turn = await taken.says("jag kan inte sova")
            [message] = taken.messages
            assert taken.states == [state]
            assert "Anna" in message.text
            assert "11.02" in message.text
            assert message.choices is None
            assert turn.mode == "human"
            assert turn.reply.understood.intent
        assert [text for _, text, _ in cases.said] == ["jag kan inte sova"] * 2
        assert len(brain.asked) == asked
        # A button is for the bot.
        await taken.presses("topic:sleep")
        assert taken.lines

    async def test_who_asks_is_told_who_has_taken_it_and_when(
        self, taken: Dialogue, cases: FakeCases
    ) -> None:
        await taken.presses("human")
        assert "Anna" in taken.text
        assert "11.02" in taken.text
        assert "human:cancel" in taken.payloads
        cases.moves(taken.id, contact="phone")
        await taken.presses("human")
        assert "ringe" in taken.text
        cases.moves(taken.id, taken_by_name=None, state="active")
        await taken.presses("human")
        assert taken.text[0].isupper()

    async def test_the_same_text_sent_again_has_the_same_origin(
        self, taken: Dialogue, cases: FakeCases
    ) -> None:
        await taken.says("är du där", "m1")
        taken.gateway._replies.forget(taken.id)
        await taken.says("är du där", "m1")
        await taken.says("är du där", "m2")
        await taken.says("är du där")
        await taken.says("är du där")
        origins = [origin for _, _, origin in cases.said]
        assert origins[0] == origins[1]
        assert len(set(origins)) == 4
        assert all(len(origin) <= 120 for origin in origins)

    async def test_a_crisis_is_answered_first_and_passed_on(self, taken: Dialogue, cases: FakeCases) -> None:
        turn = await taken.says("KRIS 3 suicide")
        assert turn.mode == "crisis"
        assert isinstance(taken.messages[0].card, CrisisCard)
        assert taken.states == ["claimed"]
        assert [text for _, text, _ in cases.said] == ["KRIS 3 suicide"]

    @pytest.mark.parametrize("state", ["held", "queued"])
    async def test_a_crisis_while_waiting_is_kept_for_the_human(
        self, waiting: Dialogue, cases: FakeCases, state: str
    ) -> None:
        cases.moves(waiting.id, state=state)
        await waiting.says("KRIS 2 violence")
        assert len(waiting.messages) == 1
        assert not any(payload.startswith("human") for payload in waiting.payloads)
        assert len(cases.said) == 1

    async def test_a_case_that_waits_goes_faster(self, waiting: Dialogue, cases: FakeCases) -> None:
        await waiting.says("KRIS 3 suicide")
        assert cases.hastened == [Severity.ACUTE]
        assert [text for _, text, _ in cases.said] == ["KRIS 3 suicide"]
        cases.moves(waiting.id, severity=Severity.ACUTE)
        await waiting.says("KRIS 3 suicide")
        assert cases.hastened == [Severity.ACUTE]

    @pytest.mark.parametrize("state", ["claimed", "active", "exhausted"])
    async def test_a_case_is_graver_in_every_state(
        self, waiting: Dialogue, cases: FakeCases, state: str
    ) -> None:
        cases.taken(waiting.id, state=state)
        await waiting.says("KRIS 2 violence")
        assert cases.hastened == [Severity.HIGH]
        cases.moves(waiting.id, severity=Severity.ACUTE)
        await waiting.says("KRIS 2 violence")
        assert cases.hastened == [Severity.HIGH]

    async def test_a_case_nobody_answered_is_asked_again_when_it_is_grave(
        self, waiting: Dialogue, cases: FakeCases
    ) -> None:
        cases.moves(waiting.id, state="exhausted")
        cases.again = "queued"
        await waiting.says("KRIS 3 suicide")
        assert isinstance(waiting.messages[0].card, CrisisCard)
        assert waiting.states == ["queued"]

    async def test_a_case_that_cannot_go_faster_still_gets_the_words(
        self, waiting: Dialogue, cases: FakeCases
    ) -> None:
        cases.broken = {"request"}
        await waiting.says("KRIS 3 suicide")
        assert len(waiting.messages) == len(cases.said) == 1

    async def test_when_nobody_could_answer_the_bot_goes_on_and_keeps_no_words(
        self, waiting: Dialogue, cases: FakeCases
    ) -> None:
        cases.moves(waiting.id, state="exhausted")
        await waiting.says("jag kan inte sova")
        assert cases.said == []
        await waiting.presses("human")
        assert waiting.states == ["exhausted"]
        assert waiting.lines
        assert waiting.payloads == ["human", "human:cancel"]

    @pytest.mark.parametrize("way", ["word", "button"])
    async def test_when_nobody_could_answer_everybody_can_be_asked_again(
        self, waiting: Dialogue, cases: FakeCases, way: str
    ) -> None:
        cases.moves(waiting.id, state="exhausted")
        cases.again = "queued"
        await (waiting.says(WANTS) if way == "word" else waiting.presses("human"))
        assert waiting.states == ["queued"]
        assert len(cases.hastened) == 1
        cases.moves(waiting.id, state="exhausted")
        await waiting.presses("human:no")
        assert len(cases.hastened) == 1

    @pytest.mark.parametrize("state", ["held", "queued", "claimed", "active", "exhausted"])
    @pytest.mark.parametrize("way", ["word", "button"])
    async def test_it_ends_on_the_persons_word(
        self, waiting: Dialogue, cases: FakeCases, state: str, way: str
    ) -> None:
        cases.moves(waiting.id, state=state)
        await (waiting.says("Avbryt.") if way == "word" else waiting.presses("human:cancel"))
        assert waiting.states == [state]
        assert waiting.payloads == ["human:end", "human:no"]
        assert state == cases.cases[waiting.id].state
        await (waiting.says("avbryt") if way == "word" else waiting.presses("human:end"))
        assert waiting.states == ["cancelled"]
        assert waiting.payloads == ["forget"]
        assert cases.said == []
        assert (await waiting.memory()).case is False
        await waiting.presses("human:cancel")
        assert "inget" in waiting.text

    @pytest.mark.parametrize("state", ["queued", "active"])
    @pytest.mark.parametrize("way", ["word", "button"])
    async def test_who_did_not_mean_to_end_it_keeps_it(
        self, waiting: Dialogue, cases: FakeCases, state: str, way: str
    ) -> None:
        cases.moves(waiting.id, state=state)
        await waiting.says("avbryt")
        await (waiting.says("nej") if way == "word" else waiting.presses("human:no"))
        await waiting.says("ja")
        assert cases.cases[waiting.id].state == state
        # Long after, the word asks anew.
        await waiting.says("avbryt")
        assert waiting.payloads == ["human:end", "human:no"]

    async def test_a_yes_ends_it_at_once_and_only_then(self, waiting: Dialogue, cases: FakeCases) -> None:
        for between in ("jag kan inte sova", "KRIS 3 suicide"):
            await waiting.says("avbryt")
            await waiting.says(between)
            await waiting.says("ja")
            assert waiting.id in cases.cases
        await waiting.says("avbryt")
        await waiting.says("ja")
        assert waiting.states == ["cancelled"]

    async def test_a_yes_that_may_be_meant_for_the_human_ends_nothing(
        self, waiting: Dialogue, cases: FakeCases
    ) -> None:
        await waiting.says("avbryt")
        cases.taken(waiting.id)
        await waiting.says("ja")
        assert [text for _, text, _ in cases.said] == ["ja"]
        assert waiting.id in cases.cases

    @pytest.mark.parametrize(
        "line", ["när då?", "har ni glömt mig", "när hör ni av er?", "kan någon komma?", "how long?"]
    )
    async def test_who_asks_how_it_goes_is_told_and_heard(
        self, waiting: Dialogue, cases: FakeCases, line: str
    ) -> None:
        opens = MONDAY + timedelta(days=1)
        cases.moves(waiting.id, state="held", opens_at=opens)
        await waiting.says(line)
        assert "8.00 i morgon" in waiting.text
        assert waiting.states == ["held"]
        assert [text for _, text, _ in cases.said] == [line]
        cases.moves(waiting.id, state="exhausted")
        await waiting.says(line)
        assert waiting.states == ["exhausted"]
        assert len(cases.said) == 1

    async def test_how_it_goes_can_be_pressed(self, waiting: Dialogue) -> None:
        await waiting.presses("human:standing")
        assert waiting.states == ["queued"]

    async def test_what_is_kept_for_the_human_is_said_to_be(self, waiting: Dialogue) -> None:
        await waiting.says("jag kan inte sova")
        assert "människa" in waiting.messages[0].text
        assert "läsa" in waiting.messages[0].text or "sparas" in waiting.messages[0].text
        assert waiting.lines

    @pytest.mark.parametrize("line", ["call me on this number", "ring mig"])
    async def test_who_wants_to_be_called_after_all_is_asked_for_the_number(
        self, waiting: Dialogue, cases: FakeCases, line: str
    ) -> None:
        await waiting.says(line)
        assert (await waiting.memory()).expects == "human_phone"
        await waiting.says("0701")
        await waiting.says(NUMBER)
        assert waiting.states == ["queued"]
        assert cases.phones == ["+46701740605"]
        await waiting.says(f"ring mig på {NUMBER} i stället")
        assert len(cases.phones) == 2

    async def test_a_no_to_being_called_leaves_the_case_as_it_is(self, waiting: Dialogue) -> None:
        await waiting.says("ring mig")
        await waiting.says("nej")
        assert waiting.states == ["queued"]
        assert (await waiting.memory()).expects is None

    @pytest.mark.parametrize("state", ["queued", "active"])
    @pytest.mark.parametrize("way", ["word", "button"])
    async def test_forget_me_ends_it_and_deletes(
        self, waiting: Dialogue, cases: FakeCases, events: Events, publish: Publish, state: str, way: str
    ) -> None:
        cases.moves(waiting.id, state=state)
        await publish(waiting.id, Message(text="hej", from_="human", name="Anna"))
        await (waiting.says("glöm mig") if way == "word" else waiting.presses("forget"))
        assert cases.forgotten == [waiting.id]
        assert cases.said == []
        assert await events.since(waiting.id, 0) == []
        assert await waiting.memory() == Memory(turn=(await waiting.memory()).turn)

    @pytest.mark.parametrize(("answer", "kept"), [("yes", "good"), ("no", "bad")])
    async def test_whether_it_helped(self, taken: Dialogue, cases: FakeCases, answer: str, kept: str) -> None:
        cases.moves(taken.id, state="closed")
        turn = await taken.presses(f"helped:{answer}")
        assert cases.rated == [(taken.id, kept)]
        assert turn.reply.understood.intent == f"feedback_{kept}"
        assert ("human" in taken.payloads) == taken.lines == (answer == "no")

    @pytest.mark.parametrize(
        ("line", "kept"),
        [("ja", "good"), ("Ja, det hjälpte", "good"), ("nej", "bad"), ("Nej, inte riktigt", "bad")],
    )
    async def test_whether_it_helped_in_words(
        self, taken: Dialogue, cases: FakeCases, line: str, kept: str
    ) -> None:
        cases.moves(taken.id, state="closed")
        turn = await taken.says(line)
        assert cases.rated == [(taken.id, kept)]
        assert turn.reply.understood.intent == f"feedback_{kept}"

    async def test_a_yes_to_something_else_after_the_end_rates_nothing(
        self, taken: Dialogue, cases: FakeCases
    ) -> None:
        cases.moves(taken.id, state="closed")
        await taken.says("jag kan inte sova")
        await taken.says("ja")
        assert cases.rated == []

    async def test_a_closed_case_lets_the_bot_answer_again(self, taken: Dialogue, cases: FakeCases) -> None:
        cases.moves(taken.id, state="closed")
        assert (await taken.says("jag kan inte sova")).mode == "reduced"
        assert cases.said == []
        await taken.says(WANTS)
        assert taken.states == ["offered"]
