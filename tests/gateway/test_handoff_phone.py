"""Wanting to be called: one number, checked, asked for until it is given, refused or left."""

from pathlib import Path

import pytest

from bot.gateway.incoming import Incoming
from tests.captured import captured_logs
from tests.gateway.cases import FakeCases
from tests.gateway.dialogue import Dialogue
from tests.gateway.world import FakeBrain

NUMBER = "070-174 06 05"


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
