"""A sentence that was not understood is kept only after a yes, stripped, with no trace of who said it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.db.models.learning import LearntSentence
from bot.gateway.events import Events
from bot.gateway.learning import Learning
from bot.gateway.learnt import Learnt, Sentence
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from tests.answers.speaking import real_library
from tests.captured import captured_logs
from tests.gateway.cases import FakeCases, case
from tests.gateway.dialogue import Dialogue
from tests.gateway.world import FakeAssessment, FakeBrain, FakeClock, assess, faculties, fails

SAID = "allt är blått i taket hos Khaldoon 070-174 06 05"
KEPT = "allt är blått i taket hos"
QUESTION = ["learn:yes", "learn:no"]


def lost(text: str, metadata: dict[str, Any]) -> Reply:
    """A brain that never understands, but for starting over and being asked to forget."""
    memory = Memory.from_json(metadata["memory"])
    if text == "/restart":
        return Reply((Message(text="Då börjar vi om."),), Memory(), Understood("restart"))
    if text == "glöm mig":
        return Reply((Message(text="Glömt."),), Memory(), Understood("delete_my_data"))
    understood = Understood("nonsense", None, 0.1, (("sleep", 0.1), ("anxiety", 0.05)))
    return Reply((Message(text="Jag förstår inte."),), replace(memory, expects="lost"), understood)


def slight(text: str) -> FakeAssessment:
    """A safety net that sees something in dark words that is no crisis."""
    return FakeAssessment(1) if "mörkt" in text else assess(text)


@pytest.fixture
def learnt(sessions: Sessions, clock: FakeClock) -> Learnt:
    return Learnt(sessions, clock)


@pytest.fixture
def learning(learnt: Learnt, clock: FakeClock) -> Learning:
    return Learning(learnt, real_library, clock, most=3)


@pytest.fixture
async def opened(
    conversations: Conversations,
    events: Events,
    brain: FakeBrain,
    clock: FakeClock,
    cases: FakeCases,
    learning: Learning,
) -> Callable[..., Awaitable[Dialogue]]:
    """A new conversation with a Vart that understands nothing."""
    brain.answers = lost

    async def open_one(**able: Any) -> Dialogue:
        faculties_ = faculties(**({"library": real_library, "assess": slight} | able))
        gateway = Gateway(conversations, events, brain, faculties_, clock, cases, learning=learning)
        return Dialogue(gateway, conversations, (await conversations.create())[0])

    return open_one


@pytest.fixture
async def lost_talk(opened: Callable[..., Awaitable[Dialogue]]) -> Dialogue:
    return await opened()


async def kept(learnt: Learnt) -> list[str]:
    return [one.text for one in await learnt.all()]


async def test_it_asks_beside_the_choices_and_keeps_nothing_yet(lost_talk: Dialogue, learnt: Learnt) -> None:
    await lost_talk.says(SAID)
    assert lost_talk.messages[0].text == "Jag förstår inte."
    assert lost_talk.messages[1].text.startswith("Får vi spara")
    assert lost_talk.payloads == QUESTION
    assert await kept(learnt) == []
    assert "blått" not in json.dumps((await lost_talk.memory()).to_json())


async def test_a_yes_keeps_the_sentence_and_nothing_that_leads_back(
    lost_talk: Dialogue, learnt: Learnt, clock: FakeClock, brain: FakeBrain
) -> None:
    await lost_talk.says(SAID)
    clock.move(minutes=9)
    turn = await lost_talk.presses("learn:yes")
    assert (turn.mode, turn.reply.understood.intent) == ("learning", "affirm")
    assert len(brain.asked) == 1
    [one] = await learnt.all()
    assert (one.text, one.language, one.guess, one.day) == (KEPT, "sv", "sleep", clock().date())
    assert {column.name for column in LearntSentence.__table__.columns} == {
        "id", "day", "text", "language", "guess",
    }  # fmt: skip
    assert lost_talk.id not in one.id


@pytest.mark.parametrize(("word", "count"), [("ja tack", 1), ("nej", 0)])
async def test_the_next_words_may_be_the_answer(
    lost_talk: Dialogue, learnt: Learnt, word: str, count: int
) -> None:
    await lost_talk.says(SAID)
    assert (await lost_talk.says(word)).mode == "learning"
    assert len(await kept(learnt)) == count


async def test_a_yes_to_something_else_is_no_yes(lost_talk: Dialogue, learnt: Learnt) -> None:
    await lost_talk.says(SAID)
    await lost_talk.says("det är en sak till")
    assert (await lost_talk.says("ja")).mode == "rasa"
    assert await kept(learnt) == []


async def test_a_no_drops_it_for_good(lost_talk: Dialogue, learnt: Learnt, learning: Learning) -> None:
    await lost_talk.says(SAID)
    await lost_talk.presses("learn:no")
    assert len(learning) == 0
    await lost_talk.presses("learn:yes")
    assert await kept(learnt) == []


async def test_it_asks_once_also_after_starting_over(lost_talk: Dialogue) -> None:
    await lost_talk.says(SAID)
    await lost_talk.presses("restart")
    await lost_talk.says(SAID)
    assert lost_talk.payloads == []


async def test_it_does_not_ask_when_it_understood(lost_talk: Dialogue, brain: FakeBrain) -> None:
    brain.answers = None
    await lost_talk.says(SAID)
    assert lost_talk.payloads == []


async def test_it_does_not_ask_for_what_holds_nothing_to_keep(
    lost_talk: Dialogue, learning: Learning
) -> None:
    await lost_talk.says("Anna Kjellström 070-174 06 05")
    assert lost_talk.payloads == []
    assert len(learning) == 0


async def test_after_ten_minutes_there_is_nothing_to_keep(
    lost_talk: Dialogue, learnt: Learnt, learning: Learning, clock: FakeClock
) -> None:
    await lost_talk.says(SAID)
    clock.move(minutes=10)
    await lost_talk.presses("learn:yes")
    assert await kept(learnt) == []
    await lost_talk.gateway.purge()
    assert len(learning) == 0


async def test_the_purge_drops_what_nobody_answers(
    lost_talk: Dialogue, learning: Learning, clock: FakeClock
) -> None:
    await lost_talk.says(SAID)
    clock.move(minutes=10)
    await lost_talk.gateway.purge()
    assert len(learning) == 0


async def test_only_so_many_wait(
    opened: Callable[..., Awaitable[Dialogue]], learning: Learning, learnt: Learnt
) -> None:
    talks = [await opened() for _ in range(4)]
    for talk in talks:
        await talk.says(SAID)
    assert len(learning) == 3
    for talk in talks:
        await talk.presses("learn:yes")
    assert len(await kept(learnt)) == 3


@pytest.mark.parametrize("how", ["pressed", "written", "left"])
async def test_who_is_forgotten_leaves_no_sentence(lost_talk: Dialogue, learning: Learning, how: str) -> None:
    await lost_talk.says(SAID)
    if how == "pressed":
        await lost_talk.presses("forget")
    elif how == "written":
        await lost_talk.says("glöm mig")
    else:
        await lost_talk.gateway.forget(lost_talk.id)
    assert len(learning) == 0


@pytest.mark.parametrize("danger", ["KRIS 3 suicide", "KRIS 2 violence", "allt är så mörkt i taket"])
async def test_danger_drops_what_waits(
    lost_talk: Dialogue, learning: Learning, learnt: Learnt, danger: str
) -> None:
    await lost_talk.says(SAID)
    await lost_talk.says(danger)
    assert len(learning) == 0
    await lost_talk.presses("learn:yes")
    assert await kept(learnt) == []


async def test_slight_danger_is_never_asked_for(lost_talk: Dialogue, learning: Learning) -> None:
    await lost_talk.says("allt är så mörkt i taket hos oss")
    assert lost_talk.payloads == []
    assert len(learning) == 0


async def test_it_never_asks_after_a_crisis(lost_talk: Dialogue) -> None:
    await lost_talk.says("KRIS 3 suicide")
    for _ in range(2):
        await lost_talk.says(SAID)
        assert lost_talk.payloads == []


async def test_a_text_the_safety_net_could_not_read_is_never_asked_for(
    opened: Callable[..., Awaitable[Dialogue]],
) -> None:
    talk = await opened(assess=fails)
    await talk.says(SAID)
    assert talk.payloads == []


async def test_it_never_asks_while_a_human_is_in_contact(
    lost_talk: Dialogue, cases: FakeCases, clock: FakeClock
) -> None:
    cases.cases[lost_talk.id] = case(clock)
    await lost_talk.says(SAID)
    assert not set(QUESTION) & set(lost_talk.payloads)


async def test_it_never_asks_when_nobody_can_tell_about_a_human(
    lost_talk: Dialogue, cases: FakeCases
) -> None:
    cases.broken.add("case_of")
    await lost_talk.says(SAID)
    assert not set(QUESTION) & set(lost_talk.payloads)


async def test_a_human_who_came_meanwhile_drops_what_waits(
    lost_talk: Dialogue, cases: FakeCases, clock: FakeClock, learnt: Learnt
) -> None:
    await lost_talk.says(SAID)
    cases.cases[lost_talk.id] = case(clock)
    await lost_talk.presses("learn:yes")
    assert await kept(learnt) == []


async def test_a_database_that_is_away_is_told_and_logs_no_word(
    lost_talk: Dialogue, learnt: Learnt, learning: Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: Sentence) -> None:
        raise OperationalError("INSERT", {"text": KEPT}, Exception(KEPT))

    monkeypatch.setattr(learnt, "keep", away)
    with captured_logs() as stream:
        await lost_talk.says(SAID)
        turn = await lost_talk.presses("learn:yes")
    assert turn.mode == "learning"
    assert any(words in lost_talk.text for words in ("gick inte att spara", "kunde inte sparas"))
    assert "sentence_not_kept" in stream.getvalue()
    assert "blått" not in stream.getvalue()
    assert len(learning) == 0


async def test_learning_that_breaks_costs_no_answer(
    lost_talk: Dialogue, learning: Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "answer", fails)
    monkeypatch.setattr(learning, "after", fails)
    await lost_talk.says(SAID)
    assert lost_talk.text == "Jag förstår inte."


async def test_without_rasa_and_database_a_press_is_still_answered(
    lost_talk: Dialogue, brain: FakeBrain
) -> None:
    brain.answers = fails
    assert (await lost_talk.presses("learn:yes")).mode == "learning"
    assert lost_talk.messages[0].text


async def test_only_ids_of_ours_are_a_guess() -> None:
    assert Understood("nonsense", None, None, (("sleep", 0.2),)).guess == "sleep"
    assert Understood("nonsense", None, None, ((SAID, 0.2),)).guess is None
    assert Understood("nonsense").guess is None
