"""The person's side of the human: nothing without a yes, nothing lost in silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.rendering.sms import render
from bot.db.models.case import Severity
from bot.gateway.events import Events
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.messages import CrisisCard, Message
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway
from tests.answers.speaking import real_library
from tests.captured import captured_logs
from tests.gateway.cases import NOBODY, STAFFED, FakeCases, later
from tests.gateway.dialogue import WANTS, Dialogue
from tests.gateway.world import FakeBrain, FakeClock, Publish, dead, faculties

NUMBER = "070-174 06 05"
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


async def test_from_the_wish_to_a_case_in_three_steps(talk: Dialogue, cases: FakeCases) -> None:
    await talk.says(WANTS)
    assert talk.states == ["offered"]
    assert talk.payloads[:3] == ["human:consent", "human:no", "human:resume"]
    assert talk.lines
    await talk.presses("human:consent")
    assert talk.states == ["consent"]
    assert talk.payloads == ["human:chat", "human:phone", "human:no"]
    for told in ("30 dagar", "7 dagar", "krypterat", "112", "avbryt", "jour"):
        assert told in talk.text
    assert cases.requests == []
    turn = await talk.presses("human:chat")
    assert talk.states == ["queued"]
    assert "7KMP-3WXA" in talk.text
    assert "11.00" in talk.text
    assert talk.payloads == ["human:standing", "human:cancel"]
    assert (turn.mode, turn.reply.understood.intent) == ("human", "talk_to_human")
    [request] = cases.requests
    assert (request.contact, request.phone, request.severity) == ("chat", None, Severity.NORMAL)


async def test_the_same_by_words_alone(talk: Dialogue, cases: FakeCases) -> None:
    await talk.says(WANTS)
    await talk.says("ja tack")
    assert talk.states == ["consent"]
    await talk.says("ja det är okej")
    assert talk.states == ["queued"]
    assert cases.requests[0].contact == "chat"


async def test_what_is_known_goes_with_the_request(
    talk: Dialogue, cases: FakeCases, conversations: Conversations
) -> None:
    memory = Memory(municipality="2460", topics=("sleep", "stress"), age=15, for_whom="self", language="en")
    await conversations.remember(talk.id, memory)
    await talk.consents()
    [request] = cases.requests
    assert (request.municipality, request.topic, request.age) == ("2460", "sleep", 15)
    assert (request.for_whom, request.language) == ("self", "en")
    assert "case code" in talk.text


@pytest.mark.parametrize("payload", ["human:chat", "human:phone"])
async def test_no_button_leads_past_the_information(talk: Dialogue, cases: FakeCases, payload: str) -> None:
    await talk.presses(payload)
    assert talk.states == ["consent"]
    assert cases.requests == []


@pytest.mark.parametrize("line", ["ja", "ring mig"])
async def test_a_yes_to_being_called_asks_for_the_number(talk: Dialogue, cases: FakeCases, line: str) -> None:
    await talk.consents("human:phone")
    turn = await talk.says(line)
    assert (turn.mode, talk.states, turn.reply.memory.expects) == ("human", ["consent"], "human_phone")
    assert cases.requests == []


async def test_a_second_case_begins_with_the_information_again(talk: Dialogue, cases: FakeCases) -> None:
    await talk.consents()
    await talk.presses("human:end")
    await talk.presses("human:chat")
    assert talk.states == ["consent"]
    assert len(cases.requests) == 1


@pytest.mark.parametrize(
    "words", ["ja men vad händer sen", "vem läser det", "jag vet inte", "okej men inte nu"]
)
async def test_a_question_is_no_yes(talk: Dialogue, cases: FakeCases, words: str) -> None:
    await talk.presses("human:consent")
    await talk.says(words)
    assert cases.requests == []
    assert talk.messages
    # The button that was shown still holds, since what it means has been told.
    await talk.presses("human:chat")
    assert talk.states == ["queued"]


@pytest.mark.parametrize("words", ["nej", "nej tack", "inte nu", "avbryt"])
@pytest.mark.parametrize("step", ["human", "human:consent"])
async def test_a_no_at_any_step_sends_nothing(
    talk: Dialogue, cases: FakeCases, step: str, words: str
) -> None:
    await talk.presses(step)
    turn = await talk.says(words)
    assert "inget" in talk.text.lower() or "ingenting" in talk.text
    assert turn.reply.understood.intent == "deny"
    await talk.says("ja")
    assert cases.requests == []


async def test_outside_staffed_hours_it_is_said_before_the_consent(talk: Dialogue, cases: FakeCases) -> None:
    cases.available = later(MONDAY + timedelta(days=1))
    await talk.says(WANTS)
    assert "8.00 i morgon" in talk.text
    await talk.presses("human:consent")
    assert "8.00 i morgon" in talk.text
    await talk.presses("human:chat")
    assert talk.states == ["held"]
    assert "8.00 i morgon" in talk.text


@pytest.mark.parametrize("line", ["när då?", "när hör ni av er?", "kan någon komma?", "hm", "va?"])
async def test_who_asks_at_the_offer_is_told_the_time_and_asked_again(
    talk: Dialogue, cases: FakeCases, line: str
) -> None:
    cases.available = later(MONDAY + timedelta(days=1))
    await talk.says(WANTS)
    for _ in range(2):
        await talk.says(line)
        assert (talk.states, talk.lines) == (["offered"], False)
        assert "8.00 i morgon" in talk.text
    await talk.says("ja")
    for _ in range(2):
        await talk.says(line)
        assert talk.states == ["consent"]
        assert "8.00 i morgon" in talk.text
    await talk.says("ja")
    assert len(cases.requests) == 1


@pytest.mark.parametrize(
    ("understood", "states"),
    [
        (Understood("more_services", None, 0.9, (("affirm", 0.9),)), ["consent"]),
        (Understood("more_services", None, 0.9, (("more_services", 0.9),)), []),
        (Understood("deny", None, 0.9), []),
        (Understood("topic", "sleep", 0.9), []),
        (Understood("out_of_scope", None, 0.9), ["offered"]),
        (Understood("talk_to_human", None, 0.9), ["offered"]),
    ],
)
async def test_at_the_offer_the_bots_reading_counts_where_it_is_sure(
    talk: Dialogue, cases: FakeCases, brain: FakeBrain, understood: Understood, states: list[str]
) -> None:
    await talk.says(WANTS)
    brain.answers = lambda _, data: Reply(
        (Message(text="så läste jag det"),), Memory.from_json(data["memory"]), understood
    )
    await talk.says("det vore fint")
    assert talk.states == states
    assert cases.requests == []


@pytest.mark.parametrize("line", ["ring mig", "här i chatten", "ring det här numret"])
async def test_a_way_to_be_reached_is_a_yes_to_the_offer(talk: Dialogue, cases: FakeCases, line: str) -> None:
    await talk.says(WANTS)
    await talk.says(line)
    assert talk.states == ["consent"]
    assert cases.requests == []


@pytest.mark.parametrize("available", [NOBODY, replace(NOBODY, possible=True)])
async def test_where_nobody_can_be_asked_the_honest_answer_stays(
    talk: Dialogue, cases: FakeCases, available: object
) -> None:
    cases.available = available  # type: ignore[assignment]
    for way in (talk.says(WANTS), talk.presses("human")):
        turn = await way
        assert turn.reply.understood.intent == "talk_to_human"
        assert talk.states == []
        assert "den här chatten" in talk.text or "koppla dig" in talk.text
        assert talk.lines


async def test_without_a_human_service_the_bot_answers_as_before(
    conversations: Conversations, events: Events, clock: FakeClock
) -> None:
    able = faculties(library=real_library, plain_answer=plain_answer, plain_payload=plain_payload)
    gateway = Gateway(conversations, events, FakeBrain(answers=dead), able, clock)
    alone = Dialogue(gateway, conversations, (await conversations.create())[0])
    for payload in ("human", "human:consent", "human:chat", "human:phone"):
        await alone.presses(payload)
        assert alone.lines
        assert alone.states == []
    for payload in ("human:no", "human:cancel", "human:resume", "helped:yes", "helped:no"):
        await alone.presses(payload)
        assert alone.text


@pytest.mark.parametrize("number", [1, 2])
async def test_the_same_number_sent_again_and_again_by_sms_ends_no_case(
    talk: Dialogue, cases: FakeCases, number: int
) -> None:
    await talk.presses("human:consent")
    for _ in range(6):
        offered = render(talk.messages).offered
        if number > len(offered):
            break  # no such number: the channel says so, and nothing happens
        incoming = Incoming.read(None, offered[number - 1], phone="+46701740605")
        talk.turn = await talk.gateway.take_turn(talk.id, incoming)
    assert len(cases.requests) == 1
    assert cases.cases[talk.id].state == "queued"


class TestPhone:
    """By phone: one number, checked, and nowhere but in the request."""

    async def test_the_number_is_asked_for_and_checked(
        self, talk: Dialogue, cases: FakeCases, brain: FakeBrain, database: Path
    ) -> None:
        with captured_logs() as logs:
            await talk.consents("human:phone")
            assert cases.requests == []
            await talk.says("070-174")
            assert NUMBER in talk.text
            await talk.says(f"mitt nummer är {NUMBER}")
        assert talk.states == ["queued"]
        assert cases.requests[0].phone == "+46701740605"
        assert cases.requests[0].contact == "phone"
        assert NUMBER not in talk.text
        assert "1740605" not in logs.getvalue()
        assert "174 06 05" not in logs.getvalue()
        assert brain.asked == []
        assert cases.said == []
        await talk.conversations.flushed()
        assert not any(b"40605" in file.read_bytes() for file in database.parent.glob("vart.db*"))

    @pytest.mark.parametrize(
        "number", ["112", "0900-123 45 67", "90101", "070-174 06 05 eller 070-174 06 06"]
    )
    async def test_a_number_nobody_should_call_is_asked_for_again(
        self, talk: Dialogue, cases: FakeCases, number: str
    ) -> None:
        await talk.consents("human:phone")
        await talk.says(number)
        assert cases.requests == []

    async def test_somebody_who_changes_their_mind_is_answered_in_the_chat(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        await talk.consents("human:phone")
        await talk.says("hellre här i chatten")
        assert cases.requests[0].contact == "chat"

    @pytest.mark.parametrize(
        "lines",
        [
            ["ring mig på 123"],
            ["0701", "112"],
            ["abc"],
            ["070"],
            ["nja vet inte"],
            ["tack"],
            ["hm", "070-174"],
        ],
    )
    async def test_the_question_stays_open_until_there_is_a_number(
        self, talk: Dialogue, cases: FakeCases, lines: list[str]
    ) -> None:
        await talk.consents("human:phone")
        for line in lines:
            await talk.says(line)
            assert talk.states == ["consent"]
            assert "070-174 06 05" in talk.text
            assert "ringa" in talk.text or "uppringd" in talk.text
            assert (await talk.memory()).expects == "human_phone"
        await talk.says(NUMBER)
        assert cases.requests[0].phone == "+46701740605"

    async def test_what_becomes_of_the_number_is_told_and_it_is_asked_for_again(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        await talk.consents("human:phone")
        for line in ("nej vänta vad händer med mitt nummer?", f"vem ser numret om jag skriver {NUMBER}?"):
            await talk.says(line)
            assert "7 dagar" in talk.text
            assert (await talk.memory()).expects == "human_phone"
        await talk.says("när ringer ni?")
        assert "på plats" in talk.text
        assert cases.requests == []
        await talk.says(NUMBER)
        assert len(cases.requests) == 1

    async def test_it_is_left_for_another_topic_a_crisis_and_a_no(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        for line in ("KRIS 2 violence", "jag kan inte sova", "nej", "avbryt"):
            await talk.consents("human:phone")
            await talk.says(line)
            assert (await talk.memory()).expects != "human_phone"
            await talk.says(NUMBER)
        assert cases.requests == []

    @pytest.mark.parametrize(
        "line", ["det här numret", "ring mig på det här numret", "ja", "call this number"]
    )
    async def test_a_number_the_channel_knows_can_be_meant(
        self, talk: Dialogue, cases: FakeCases, line: str
    ) -> None:
        own = "+46701740605"
        for text, payload in ((None, "human:consent"), ("ja, ring mig", None), (line, None)):
            assert cases.requests == []
            talk.turn = await talk.gateway.take_turn(talk.id, Incoming.read(text, payload, phone=own))
        assert cases.requests[0].phone == own
        assert own not in repr(Incoming.read("hej", None, phone=own))
        assert "1740605" not in repr(await talk.memory())

    async def test_it_can_be_pressed_where_call_me_was(self, talk: Dialogue, cases: FakeCases) -> None:
        for payload in ("human:consent", "human:phone", "human:this"):
            incoming = Incoming.read(None, payload, phone="+46701740605")
            talk.turn = await talk.gateway.take_turn(talk.id, incoming)
            if payload != "human:this":
                assert talk.payloads[1] == ("human:this" if payload == "human:phone" else "human:phone")
        assert cases.requests[0].contact == "phone"

    async def test_where_no_number_is_known_that_is_said(self, talk: Dialogue, cases: FakeCases) -> None:
        await talk.consents("human:phone")
        await talk.says("ring mig på det här numret")
        assert "ser jag inte" in talk.text or "syns inte" in talk.text
        await talk.presses("human:this")
        assert (await talk.memory()).expects == "human_phone"
        assert cases.requests == []

    async def test_the_number_may_come_at_once(self, talk: Dialogue, cases: FakeCases) -> None:
        await talk.presses("human:consent")
        await talk.says(f"ja, ring {NUMBER}")
        assert cases.requests[0].phone == "+46701740605"


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


class TestCrisis:
    """Beside the crisis message a human is offered, and nobody is told behind anybody's back."""

    @pytest.mark.parametrize(("danger", "severity"), [(2, Severity.HIGH), (3, Severity.ACUTE)])
    async def test_a_human_on_duty_is_offered_and_asked_as_fast_as_needed(
        self, talk: Dialogue, cases: FakeCases, danger: int, severity: Severity
    ) -> None:
        await talk.says(f"KRIS {danger} suicide")
        assert talk.payloads == ["human"]
        assert talk.messages[0].choices is not None
        assert talk.messages[0].choices[-1].title == "Prata med en människa här"
        assert (cases.requests, cases.said, cases.asked_about) == ([], [], [severity])
        await talk.presses("human")
        assert talk.states == ["consent"]
        await talk.presses("human:chat")
        assert cases.requests[0].severity is severity
        assert (await talk.memory()).danger == 0

    @pytest.mark.parametrize("available", [NOBODY, later(MONDAY)])
    async def test_nobody_is_promised_when_nobody_is_there(
        self, talk: Dialogue, cases: FakeCases, available: object
    ) -> None:
        cases.available = available  # type: ignore[assignment]
        await talk.says("KRIS 3 suicide")
        assert talk.payloads == []

    async def test_the_gravest_danger_counts_also_when_other_words_follow(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        for line in ("KRIS 3 suicide", "KRIS 2 suicide", "jag bor i Vännäs"):
            await talk.says(line)
        await talk.consents()
        assert cases.requests[0].severity is Severity.ACUTE

    async def test_a_crisis_in_the_middle_of_the_offer_is_answered_as_one(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        await talk.presses("human:consent")
        assert (await talk.says("KRIS 3 suicide")).mode == "crisis"
        await talk.says("ja")
        assert talk.states == ["consent"]
        assert cases.requests == []


class TestPlace:
    """Who has not said where they live is asked, where that decides whether somebody can be asked."""

    @pytest.mark.parametrize("danger", [0, 3])
    async def test_the_offer_follows_when_it_is_told(
        self, talk: Dialogue, cases: FakeCases, conversations: Conversations, danger: int
    ) -> None:
        await conversations.remember(talk.id, Memory(danger=danger))
        cases.available = replace(NOBODY, place_decides=True)
        await talk.presses("human")
        assert (talk.lines, talk.payloads[-1]) == (True, "skip:municipality")
        cases.available = STAFFED
        await talk.says("Vännäs")
        assert talk.states == ["offered"]
        await talk.says("ja")
        assert talk.states == ["consent"]

    async def test_who_will_not_tell_hears_what_can_be_done_without_and_keeps_the_wish(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        cases.available = replace(NOBODY, place_decides=True)
        await talk.says(WANTS)
        await talk.presses("skip:municipality")
        assert "kommun" in talk.text
        assert talk.lines
        cases.available = STAFFED
        await talk.says("Vännäs")
        assert talk.states == ["offered"]

    async def test_who_will_not_tell_is_offered_those_who_serve_everywhere(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        cases.available = replace(NOBODY, place_decides=True)
        await talk.says(WANTS)
        cases.available = STAFFED
        await talk.presses("skip:municipality")
        assert talk.states == ["offered"]

    async def test_the_wish_holds_when_they_live_elsewhere_after_all(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        cases.available = NOBODY
        await talk.says("jag bor i Umeå")
        await talk.says(WANTS)
        cases.available = later(MONDAY + timedelta(days=1))
        await talk.says("jag bor i Sorsele då")
        assert talk.states == ["offered"]
        await talk.says("nej tack")
        await talk.says("jag bor i Vännäs")
        assert talk.states == []

    async def test_it_is_asked_once_and_not_of_who_will_not_tell(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        cases.available = replace(NOBODY, place_decides=True)
        await talk.says(WANTS)
        assert "skip:municipality" in talk.payloads
        await talk.presses("skip:municipality")
        await talk.says(WANTS)
        assert "skip:municipality" not in talk.payloads

    async def test_where_nobody_serves_the_place_the_bot_just_goes_on(
        self, talk: Dialogue, cases: FakeCases
    ) -> None:
        cases.available = replace(NOBODY, place_decides=True)
        await talk.says(WANTS)
        cases.available = NOBODY
        turn = await talk.says("Vännäs")
        assert (talk.states, turn.reply.memory.municipality) == ([], "2460")
