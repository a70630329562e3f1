"""The person's side of the human: nothing without a yes, nothing lost in silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.rendering.sms import render
from bot.db.models.case import Severity
from bot.gateway.events import Events
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.reply import Understood
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway
from tests.answers.speaking import real_library
from tests.gateway.cases import NOBODY, STAFFED, FakeCases, later
from tests.gateway.dialogue import WANTS, Dialogue
from tests.gateway.world import FakeBrain, FakeClock, dead, faculties

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
    brain.always("så läste jag det", understood=understood)
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
