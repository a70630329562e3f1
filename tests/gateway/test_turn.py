"""One turn: its order, what it keeps, and that an answer goes out whatever fails."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.answers.turn import Library
from bot.errors import ApiError
from bot.gateway.events import Events
from bot.gateway.incoming import Incoming
from bot.gateway.memory import EASED, Memory
from bot.gateway.messages import Choice, ClarifyCard, CrisisCard, Message
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway, Turn
from tests.captured import captured_logs
from tests.gateway.world import FakeAssessment, FakeBrain, FakeClock, Publish, dead, faculties, fails


@pytest.fixture
async def conversation(conversations: Conversations) -> str:
    return (await conversations.create())[0]


def said(text: str, id: str | None = None) -> Incoming:
    return Incoming.read(text, None, id)


def pressed(payload: str) -> Incoming:
    return Incoming.read(None, payload)


def words(turn: Turn) -> str:
    return turn.reply.messages[0].text


async def memory_of(conversations: Conversations, id: str) -> Memory:
    kept = await conversations.get(id)
    assert kept is not None
    return kept.memory


async def test_an_ordinary_text_is_answered_by_rasa(
    gateway: Gateway, conversation: str, brain: FakeBrain, clock: FakeClock
) -> None:
    turn = await gateway.take_turn(conversation, said("jag kan inte sova"))
    assert words(turn) == "hörde jag kan inte sova"
    assert turn.mode == "rasa"
    sender, text, metadata = brain.asked[0]
    assert (sender, text) == (conversation, "jag kan inte sova")
    assert metadata == {"memory": Memory().to_json(), "now": clock.now.isoformat(), "payload": False}


async def test_a_pressed_choice_reaches_rasa_as_an_intent(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    await gateway.take_turn(conversation, pressed("topic:sleep"))
    _, text, metadata = brain.asked[0]
    assert text == '/choose_topic{"topic": "sleep"}'
    assert metadata["payload"] is True


async def test_the_memory_of_a_reply_is_kept_and_sent_with_the_next_turn(
    gateway: Gateway, conversation: str, brain: FakeBrain, conversations: Conversations
) -> None:
    learned = Memory(municipality="2460", topics=("sleep",))
    brain.answers = lambda *_: Reply((Message(text="ok"),), learned)
    await gateway.take_turn(conversation, said("jag bor i Vännäs"))
    assert await memory_of(conversations, conversation) == replace(learned, turn=1)
    await gateway.take_turn(conversation, said("och nu då"))
    assert brain.asked[1][2]["memory"] == replace(learned, turn=1).to_json()


async def test_a_crisis_text_is_answered_at_once_and_never_reaches_rasa(
    gateway: Gateway, conversation: str, brain: FakeBrain, conversations: Conversations
) -> None:
    turn = await gateway.take_turn(conversation, said("KRIS 3 suicide jag är i Vännäs"))
    assert turn.mode == "crisis"
    assert turn.severity == 3
    assert len(turn.reply.messages) == 1
    assert isinstance(turn.reply.messages[0].card, CrisisCard)
    assert brain.asked == []
    memory = await memory_of(conversations, conversation)
    assert (memory.crisis, memory.municipality, memory.turn) == ("suicide", "2460", 1)


async def test_what_a_crisis_text_is_about_besides_is_remembered(
    gateway: Gateway, conversation: str, conversations: Conversations
) -> None:
    turn = await gateway.take_turn(conversation, said("KRIS 2 violence"))
    assert turn.reply.understood.topic == "sleep"
    assert (await memory_of(conversations, conversation)).topics == ("sleep",)


async def test_the_doors_of_what_it_is_about_stand_below_the_crisis_message(
    conversations: Conversations, events: Events, clock: FakeClock, conversation: str
) -> None:
    def guesses(text: str, memory: Memory, library: Library, now: datetime) -> Reply:  # noqa: ARG001
        card = ClarifyCard(topics=["sleep", "violence", "grief"])
        return Reply((Message(text="Vad?", card=card),), memory, Understood("topic", "sleep"))

    gateway = Gateway(conversations, events, FakeBrain(), faculties(plain_answer=guesses), clock)
    [message] = (await gateway.take_turn(conversation, said("KRIS 2 violence"))).reply.messages
    assert message.choices == [
        Choice(title="ämne sleep", payload="topic:sleep"),
        Choice(title="ämne violence", payload="topic:violence"),
    ]


async def test_the_turn_after_a_crisis_is_ordinary_and_rasa_knows_what_came_before(
    gateway: Gateway, conversation: str, brain: FakeBrain, conversations: Conversations
) -> None:
    await gateway.take_turn(conversation, said("KRIS 2 violence"))
    turn = await gateway.take_turn(conversation, said("var kan jag bo"))
    assert turn.mode == "rasa"
    assert brain.asked[0][2]["memory"]["crisis"] == "violence"
    assert (await memory_of(conversations, conversation)).crisis is None


async def test_every_text_that_is_itself_a_crisis_gets_the_crisis_message(
    gateway: Gateway, conversation: str
) -> None:
    lines = ("KRIS 2 suicide", "KRIS 2 suicide igen", "hej", "KRIS 3 suicide")
    modes = [(await gateway.take_turn(conversation, said(line))).mode for line in lines]
    assert modes == ["crisis", "crisis", "rasa", "crisis"]


async def test_who_wants_to_die_keeps_those_lines_after_another_crisis(
    gateway: Gateway, conversation: str, conversations: Conversations
) -> None:
    await gateway.take_turn(conversation, said("KRIS 2 suicide"))
    turn = await gateway.take_turn(conversation, said("KRIS 3 violence"))
    card = turn.reply.messages[0].card
    assert isinstance(card, CrisisCard)
    assert card.reason == "violence"
    assert (await memory_of(conversations, conversation)).crisis == "suicide"


async def test_who_does_the_harm_is_answered_as_that(gateway: Gateway, conversation: str) -> None:
    turn = await gateway.take_turn(conversation, said("KRIS 3 violence jag slog min fru"))
    card = turn.reply.messages[0].card
    assert isinstance(card, CrisisCard)
    assert card.reason == "harming"


async def test_who_cannot_call_hears_of_other_ways_and_of_the_same_danger(
    gateway: Gateway, conversation: str
) -> None:
    await gateway.take_turn(conversation, said("KRIS 3 suicide"))
    turn = await gateway.take_turn(conversation, said("KRIS 3 violence jag är döv kan inte ringa"))
    [message] = turn.reply.messages
    assert isinstance(message.card, CrisisCard)
    assert message.card.reason == "suicide"
    assert message.text == "Ring 112.\nsms, texttelefon"


async def test_a_crisis_after_it_had_eased_is_danger_again(
    gateway: Gateway, conversation: str, brain: FakeBrain, conversations: Conversations
) -> None:
    eased = Memory(crisis="violence", danger=3, expects=EASED)
    brain.answers = lambda *_: Reply((Message(text="ok"),), eased)
    await gateway.take_turn(conversation, said("KRIS 3 violence"))
    await gateway.take_turn(conversation, said("han gick"))
    assert (await memory_of(conversations, conversation)).crisis == "violence"
    await gateway.take_turn(conversation, said("KRIS 3 violence"))
    assert (await memory_of(conversations, conversation)).expects is None


async def test_a_line_that_only_says_it_is_over_is_no_new_crisis(
    conversations: Conversations, events: Events, clock: FakeClock, conversation: str
) -> None:
    able = faculties(assess=lambda _: FakeAssessment(3, "medical"))
    gateway = Gateway(conversations, events, FakeBrain(), able, clock)
    told = ("ambulansen är här nu", "han andas inte", "ambulansen är här nu", "ambulansen är här men han dör")
    modes = [(await gateway.take_turn(conversation, said(text))).mode for text in told]
    assert modes == ["crisis", "crisis", "rasa", "crisis"]


async def test_a_fault_in_reading_relief_leaves_the_crisis_message(
    conversations: Conversations,
    events: Events,
    clock: FakeClock,
    conversation: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    able = faculties(assess=lambda _: FakeAssessment(3, "medical"))
    gateway = Gateway(conversations, events, FakeBrain(), able, clock)
    monkeypatch.setattr("bot.gateway.turn.relieved", fails)
    assert (await gateway.take_turn(conversation, said("ambulansen är här nu"))).mode == "crisis"


async def test_a_brain_that_is_away_means_plain_search(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    brain.answers = dead
    turn = await gateway.take_turn(conversation, said("sömn"))
    assert (turn.mode, words(turn)) == ("reduced", "sökte sömn")
    turn = await gateway.take_turn(conversation, pressed("more"))
    assert (turn.mode, words(turn)) == ("reduced", "sökte more")


async def test_a_fault_in_talking_to_the_brain_means_plain_search_too(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    brain.answers = fails
    assert (await gateway.take_turn(conversation, said("sömn"))).mode == "reduced"


@pytest.mark.parametrize("broken", ["read_memory", "crisis_message", "library", "plain_answer"])
async def test_a_crisis_is_answered_whatever_else_fails(
    conversations: Conversations, events: Events, clock: FakeClock, conversation: str, broken: str
) -> None:
    able = faculties(**{broken: fails})
    gateway = Gateway(conversations, events, FakeBrain(answers=dead), able, clock)
    with captured_logs() as logs:
        turn = await gateway.take_turn(conversation, said("KRIS 3 suicide"))
    assert "112" in words(turn)
    assert isinstance(turn.reply.messages[0].card, CrisisCard)
    assert "leva" not in logs.getvalue()


async def test_when_brain_and_search_fail_an_honest_sentence_with_numbers_goes_out(
    conversations: Conversations, events: Events, clock: FakeClock, conversation: str
) -> None:
    able = faculties(plain_answer=fails, assess=fails)
    gateway = Gateway(conversations, events, FakeBrain(answers=dead), able, clock)
    turn = await gateway.take_turn(conversation, said("hej"))
    assert all(number in words(turn) for number in ("112", "1177", "116 111"))


async def test_turns_of_one_conversation_run_in_order(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    running = 0

    async def one_at_a_time() -> None:
        nonlocal running
        running += 1
        assert running == 1
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        running -= 1

    brain.answers = lambda *_: one_at_a_time()
    lines = [f"rad {number}" for number in range(20)]
    turns = await asyncio.gather(*(gateway.take_turn(conversation, said(line)) for line in lines))
    assert [text for _, text, _ in brain.asked] == lines
    assert [words(turn) for turn in turns] == [f"hörde {line}" for line in lines]
    assert [turn.reply.memory.turn for turn in turns] == list(range(1, 21))


async def test_different_conversations_run_side_by_side(
    gateway: Gateway, conversations: Conversations, brain: FakeBrain
) -> None:
    both = asyncio.Barrier(2)
    brain.answers = lambda *_: both.wait()
    ids = [(await conversations.create())[0] for _ in range(2)]
    async with asyncio.timeout(5):
        await asyncio.gather(*(gateway.take_turn(id, said("hej")) for id in ids))


async def test_a_retry_gets_the_same_answer_without_a_new_turn(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    first = await gateway.take_turn(conversation, said("hej", "m1"))
    again = await gateway.take_turn(conversation, said("hej", "m1"))
    assert again is first
    assert len(brain.asked) == 1


async def test_a_retry_while_the_first_is_under_way_waits_for_it(
    gateway: Gateway, conversation: str, brain: FakeBrain
) -> None:
    go_on = asyncio.Event()
    brain.answers = lambda *_: go_on.wait()
    tries = [asyncio.create_task(gateway.take_turn(conversation, said("hej", "m1"))) for _ in range(3)]
    await asyncio.sleep(0)
    go_on.set()
    first, second, third = await asyncio.gather(*tries)
    assert first is second is third
    assert len(brain.asked) == 1


async def test_other_words_under_a_used_id_are_a_new_message(gateway: Gateway, conversation: str) -> None:
    await gateway.take_turn(conversation, said("hej", "m1"))
    assert (await gateway.take_turn(conversation, said("KRIS 3 suicide", "m1"))).mode == "crisis"


async def test_a_client_that_goes_away_does_not_end_the_turn(
    gateway: Gateway, conversation: str, brain: FakeBrain, conversations: Conversations
) -> None:
    go_on, reached = asyncio.Event(), asyncio.Event()

    async def wait() -> Reply:
        reached.set()
        await go_on.wait()
        return Reply((Message(text="klart"),), Memory(age=15))

    brain.answers = lambda *_: wait()
    asking = asyncio.create_task(gateway.take_turn(conversation, said("hej", "m1")))
    await reached.wait()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    go_on.set()
    await gateway.settle(5)
    assert (await memory_of(conversations, conversation)).age == 15
    assert words(await gateway.take_turn(conversation, said("hej", "m1"))) == "klart"


async def test_forgetting_reaches_the_store_the_streams_and_rasa(
    gateway: Gateway, conversation: str, conversations: Conversations, brain: FakeBrain
) -> None:
    assert await gateway.forget(conversation)
    assert await conversations.get(conversation) is None
    assert brain.forgotten == [conversation]
    with pytest.raises(ApiError, match="conversation_unknown"):
        await gateway.take_turn(conversation, said("hej"))


async def test_a_turn_under_way_does_not_bring_a_forgotten_conversation_back(
    gateway: Gateway, conversation: str, conversations: Conversations, brain: FakeBrain
) -> None:
    go_on = asyncio.Event()
    brain.answers = lambda *_: go_on.wait()
    turn = asyncio.create_task(gateway.take_turn(conversation, said("hej")))
    await asyncio.sleep(0)
    forgetting = asyncio.create_task(gateway.forget(conversation))
    late = asyncio.create_task(gateway.take_turn(conversation, said("är du där")))
    go_on.set()
    await asyncio.gather(turn, forgetting)
    assert await conversations.get(conversation) is None
    with pytest.raises(ApiError, match="conversation_unknown"):
        await late


async def test_the_forget_choice_empties_the_memory_and_the_later_messages(
    gateway: Gateway,
    conversation: str,
    conversations: Conversations,
    events: Events,
    publish: Publish,
    brain: FakeBrain,
) -> None:
    brain.answers = lambda *_: Reply((Message(text="ok"),), Memory(age=15, language="en"))
    await gateway.take_turn(conversation, said("jag är 15"))
    await publish(conversation, Message(text="hej", from_="human"))
    await gateway.take_turn(conversation, pressed("forget"))
    assert await memory_of(conversations, conversation) == Memory(language="en")
    assert brain.forgotten == [conversation]
    assert await events.since(conversation, 0) == []


async def test_a_stranger_is_answered_and_leaves_nothing(
    gateway: Gateway, conversation: str, conversations: Conversations, brain: FakeBrain
) -> None:
    await gateway.take_turn(conversation, said("KRIS 2 violence"))
    turn = await gateway.take_turn(conversation, said("hej"), stranger=True)
    assert turn.mode == "rasa"
    sender, _, metadata = brain.asked[0]
    assert sender != conversation
    assert metadata["memory"] == Memory().to_json()
    assert (await memory_of(conversations, conversation)).crisis == "violence"


async def test_the_purge_tells_rasa_too(
    gateway: Gateway, conversation: str, brain: FakeBrain, clock: FakeClock
) -> None:
    clock.move(hours=24)
    assert await gateway.purge() == 1
    assert brain.forgotten == [conversation]


def test_is_crisis_never_fails(gateway: Gateway, conversations: Conversations, events: Events) -> None:
    assert gateway.is_crisis("KRIS 2 suicide")
    assert not gateway.is_crisis("hej")
    assert not gateway.is_crisis(None)
    broken: Any = Gateway(conversations, events, FakeBrain(), faculties(assess=fails), FakeClock())
    assert not broken.is_crisis("hej")
