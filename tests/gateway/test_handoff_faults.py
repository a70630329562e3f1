"""The human service slow, broken or guessed at: every turn is answered, nothing is half forgotten."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers import handoff as said
from bot.gateway import case_turn
from bot.gateway.limits import Guesses
from bot.gateway.memory import Memory
from bot.gateway.messages import CrisisCard, Message
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from tests.captured import captured_logs
from tests.gateway.cases import FakeCases, case, later
from tests.gateway.dialogue import WANTS, Dialogue
from tests.gateway.world import FakeBrain, FakeClock

CODE = "7KMP-3WXA"
CANARY = "zebrafinkar"
EVERYTHING = frozenset(
    ("availability", "request", "case_of", "person_says", "cancel", "forget", "rate", "resume")
)


@pytest.fixture(autouse=True)
def nothing_said_is_logged() -> Iterator[None]:
    with captured_logs() as logs:
        yield
    assert CANARY not in logs.getvalue()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long in these tests."""
    for name in ("LOOKING", "RELAYING", "ASKING"):
        monkeypatch.setattr(case_turn, name, 0.02)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("way", ["broken", "hanging"])
class TestAway:
    """Everything that is asked of the human service fails, or never ends."""

    async def test_every_turn_is_answered(self, talk: Dialogue, cases: FakeCases, way: str) -> None:
        setattr(cases, way, set(EVERYTHING))
        for payload in (
            "human",
            "human:consent",
            "human:chat",
            "human:phone",
            "human:no",
            "human:cancel",
            "human:end",
        ):
            await talk.presses(payload)
            assert talk.text
        for text in (WANTS, "ja", CANARY, CODE, "avbryt", "jag kan inte sova"):
            await talk.says(text)
            assert talk.text
        begun = time.monotonic()
        turn = await talk.says("KRIS 3 suicide")
        assert time.monotonic() - begun < 1
        assert turn.mode == "crisis"
        assert isinstance(talk.messages[0].card, CrisisCard)

    async def test_a_request_that_failed_is_no_promise(
        self, talk: Dialogue, cases: FakeCases, way: str
    ) -> None:
        setattr(cases, way, {"request"})
        await talk.consents()
        assert talk.states == []
        assert "inte lova" in talk.text
        assert talk.lines
        assert (await talk.memory()).case is False
        # And it can be tried again without going through everything.
        setattr(cases, way, set())
        await talk.presses("human:chat")
        assert talk.states == ["queued"]

    async def test_words_that_may_not_have_reached_the_human_are_not_said_to_have(
        self, talk: Dialogue, cases: FakeCases, way: str
    ) -> None:
        await talk.consents()
        setattr(cases, way, {"person_says"})
        await talk.says("jag kan inte sova")
        assert talk.lines
        assert "spara" in talk.messages[-1].text
        cases.taken(talk.id)
        await talk.says(CANARY)
        assert talk.states == []
        assert "kom fram" in talk.text
        assert talk.lines
        await talk.says("KRIS 3 suicide")
        assert isinstance(talk.messages[0].card, CrisisCard)
        assert "kom fram" in talk.messages[1].text

    async def test_a_case_nobody_can_look_at_is_not_taken_for_none(
        self, talk: Dialogue, cases: FakeCases, way: str
    ) -> None:
        await talk.consents()
        cases.taken(talk.id)
        setattr(cases, way, {"case_of"})
        for _ in range(2):
            await talk.says("jag kan inte sova")
            assert "kommit fram" in talk.text or "kom kanske inte fram" in talk.text
            assert talk.lines
        await talk.says("KRIS 2 suicide")
        assert talk.payloads == []
        assert len(talk.messages) == 2

    async def test_an_end_that_failed_is_said(self, talk: Dialogue, cases: FakeCases, way: str) -> None:
        await talk.consents()
        setattr(cases, way, {"cancel", "forget"})
        await talk.presses("human:end")
        assert talk.states == []
        await talk.presses("forget")
        assert "avsluta" in talk.text
        assert (await talk.memory()).case is True

    async def test_what_cannot_be_forgotten_now_is_forgotten_later(
        self, talk: Dialogue, cases: FakeCases, way: str, database: Path
    ) -> None:
        await talk.consents()
        setattr(cases, way, {"forget"})
        assert not await talk.gateway.forget(talk.id)
        # Nobody finds it, but it stays until its case can be found through it.
        assert await talk.conversations.get(talk.id) is None
        assert ids(database) == [talk.id]
        setattr(cases, way, set())
        await talk.gateway.purge()
        assert cases.forgotten == [talk.id]
        assert ids(database) == []


def ids(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM conversation")]


async def test_a_texts_that_cannot_be_said_breaks_no_turn(
    talk: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise KeyError(CANARY)

    for name in ("offer", "information", "standing", "human_here"):
        monkeypatch.setattr(said, name, broken)
    await talk.says(WANTS)
    assert talk.lines
    await talk.presses("human:consent")
    assert talk.lines
    assert (await talk.says("KRIS 3 suicide")).mode == "crisis"


async def test_forgetting_a_conversation_forgets_its_case_first(
    talk: Dialogue, cases: FakeCases, brain: FakeBrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.consents()
    order: list[str] = []
    forget_case, forget = cases.forget, talk.conversations.forget

    async def first(id: str) -> None:
        order.append("case")
        await forget_case(id)

    async def then(id: str) -> bool:
        order.append("conversation")
        return await forget(id)

    monkeypatch.setattr(cases, "forget", first)
    monkeypatch.setattr(talk.conversations, "forget", then)
    assert await talk.gateway.forget(talk.id)
    assert order == ["case", "conversation"]
    assert brain.forgotten == [talk.id]


async def test_the_look_at_a_case_happens_once_a_turn(talk: Dialogue, cases: FakeCases) -> None:
    looked = 0
    look = cases.case_of

    async def counted(id: str) -> object:
        nonlocal looked
        looked += 1
        return await look(id)

    cases.case_of = counted  # type: ignore[method-assign, assignment]
    for number, text in enumerate(("hej", WANTS, "ja", "ja", "jag kan inte sova", "KRIS 3 suicide"), 1):
        await talk.says(text)
        assert looked == number


class TestCode:
    """Back to a case by its code, from anywhere, and no way to guess one."""

    @pytest.fixture
    def elsewhere(self, cases: FakeCases, clock: FakeClock) -> FakeCases:
        cases.cases["elsewhere"] = case(
            clock, code=CODE, state="claimed", taken_by_name="Anna", taken_at=clock()
        )
        return cases

    @pytest.mark.parametrize("text", [CODE, "7kmp 3wxa", "7KMP3WXA", f"hej, min kod är {CODE.lower()}."])
    async def test_the_code_brings_the_case_here(
        self, talk: Dialogue, elsewhere: FakeCases, text: str
    ) -> None:
        await talk.says(text)
        assert talk.states == ["claimed"]
        assert "tillbaka" in talk.text
        await talk.says("nu är jag här")
        assert elsewhere.said[0][:2] == (talk.id, "nu är jag här")

    async def test_it_can_be_asked_for(self, talk: Dialogue, elsewhere: FakeCases) -> None:
        await talk.presses("human:resume")
        assert "ärendekod" in talk.text
        await talk.says("7KMP-3WXB")
        assert "hittar" in talk.text
        await talk.says("7KMPO3WX")
        assert "hittar" in talk.text
        assert len(elsewhere.guessed) == 1
        await talk.says(CODE)
        assert talk.states == ["claimed"]

    async def test_a_conversation_has_few_guesses(self, talk: Dialogue, elsewhere: FakeCases) -> None:
        for number in range(2, 10):
            await talk.says(f"{number}AAA-AAAA")
        assert "vänta" in talk.text.lower()
        assert len(elsewhere.guessed) == 5
        await talk.says(CODE)
        assert len(elsewhere.guessed) == 5
        # Whatever else is said is answered as ever.
        await talk.says("jag kan inte sova")
        assert talk.lines

    async def test_everybody_together_has_few_guesses_too(
        self, talk: Dialogue, elsewhere: FakeCases, conversations: Conversations
    ) -> None:
        for number in range(120):
            other = Dialogue(talk.gateway, conversations, (await conversations.create())[0])
            await other.says(f"AAAA-{2 + number % 8}AA{'BCDEFGHJKLMNPQR'[number // 8]}")
        assert len(elsewhere.guessed) == 100

    def test_guesses_come_back_with_time(self, clock: FakeClock) -> None:
        guesses = Guesses(clock.seconds)
        assert [guesses.take("a") for _ in range(6)] == [True] * 5 + [False]
        clock.move(minutes=1)
        assert not guesses.take("a")
        clock.move(minutes=1)
        assert guesses.take("a")


class TestKept:
    """A conversation with a case outlives its 24 idle hours."""

    @pytest.fixture
    async def restarted(self, sessions: Sessions, clock: FakeClock) -> Conversations:
        return Conversations(sessions, clock)

    @pytest.mark.parametrize(
        ("state", "closed", "kept"),
        [
            ("held", None, True),
            ("notifying", None, True),
            ("acked", None, True),
            ("in_contact", None, True),
            ("exhausted", None, True),
            ("closed", 1, True),
            ("closed", 25, False),
            ("cancelled", 25, False),
        ],
    )
    async def test_the_purge_skips_it(
        self,
        conversations: Conversations,
        restarted: Conversations,
        database: Path,
        clock: FakeClock,
        state: str,
        closed: int | None,
        kept: bool,
    ) -> None:
        idle, _ = await conversations.create()
        other, secret = await conversations.create()
        clock.move(hours=49)
        closed_at = None if closed is None else clock() - timedelta(hours=closed)
        add_case(database, other, state, closed_at)
        for store in (conversations, restarted):
            found = await store.get(other)
            assert (found is not None) is kept
            assert await store.get(idle) is None
        gone = await conversations.purge()
        assert set(gone) == ({idle} if kept else {idle, other})
        assert ids(database) == ([other] if kept else [])
        if kept:
            assert (await conversations.open(other, secret)).memory == Memory()

    async def test_somebody_on_a_weekend_comes_back_to_it(
        self, conversations: Conversations, database: Path, clock: FakeClock
    ) -> None:
        id, secret = await conversations.create()
        add_case(database, id, "held", None)
        clock.move(hours=60)
        await conversations.purge()
        await conversations.remember(id, Memory(age=15))
        assert (await conversations.open(id, secret)).memory.age == 15


def add_case(database: Path, conversation: str, state: str, closed_at: datetime | None) -> None:
    """A row as bot.escalation writes it."""
    values = {
        "conversation_id": conversation,
        "code_hash": "a",
        "sealed_code": b"",
        "state": state,
        "severity": "normal",
        "version": 1,
        "step": 0,
        "policy_version": "1",
        "language": "sv",
        "contact": "chat",
        "created_at": "2026-11-23 10:00:00.000000",
        "closed_at": closed_at and closed_at.strftime("%Y-%m-%d %H:%M:%S.%f"),
    }
    marks = ", ".join(f":{name}" for name in values)
    with sqlite3.connect(database) as connection:
        connection.execute(f"INSERT INTO escalation_case ({', '.join(values)}) VALUES ({marks})", values)  # noqa: S608


STEPS = st.sampled_from(
    (
        "human", "human:consent", "human:chat", "human:phone", "human:no", "human:cancel", "human:end",
        "human:standing", "human:this", "human:resume", "helped:yes", "helped:no", "forget",
        "restart", "topic:sleep", "lang:en",
        "= ja", "= nej", "= avbryt", "= glöm mig", "= 070-174 06 05", "= 070", f"= {CODE}", f"= {WANTS}",
        "= KRIS 3 suicide", "= jag kan inte sova", "= chatten", "= ring mig", "= när då?",
        "= det här numret", "= vad händer med mitt nummer?",
        "! taken", "! active", "! exhausted", "! closed", "! broken", "! whole", "! closed for today",
    )
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
async def test_whatever_order_things_come_in(
    steps: list[str], human_gateway: Gateway, conversations: Conversations, cases: FakeCases, clock: FakeClock
) -> None:
    """No case without the information before it, no turn without an answer, no words kept without a case."""
    talk = Dialogue(human_gateway, conversations, (await conversations.create())[0])
    cases.cases.clear()
    cases.broken.clear()
    told = False
    for step in steps:
        kind, _, rest = step.partition(" ")
        if kind == "!":
            happens(rest, cases, talk.id, clock)
            continue
        requests, said = len(cases.requests), len(cases.said)
        before = cases.cases.get(talk.id)
        await (talk.says(rest) if kind == "=" else talk.presses(step))
        assert talk.messages
        assert all(isinstance(message, Message) and message.text for message in talk.messages)
        if len(cases.requests) > requests:
            assert told
            told = False
        assert len(cases.said) == said or (before is not None and before.state != "closed")
        told = told or "consent" in talk.states


def happens(what: str, cases: FakeCases, conversation: str, clock: FakeClock) -> None:
    """Something happens to the case, if there is one, or to the human service."""
    if what in ("broken", "whole"):
        cases.broken = {"request", "person_says", "case_of"} if what == "broken" else set()
    elif what == "closed for today":
        cases.available = later(clock() + timedelta(hours=20))
    elif conversation in cases.cases and what == "taken":
        cases.taken(conversation)
    elif conversation in cases.cases:
        cases.moves(conversation, state=what)
