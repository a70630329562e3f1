"""SMS for seekers while a case is open: nothing they write is thrown away, and few words are commands."""

from dataclasses import replace

import pytest

from bot.channels.seekers import Seekers
from tests.channels.seeking import KIM, Writes, identities, sent
from tests.gateway.cases import FakeCases, case
from tests.gateway.world import FakeBrain


@pytest.fixture
async def waiting(writes: Writes, brain: FakeBrain, cases: FakeCases) -> str:
    """Kim has asked for a human, and nobody has answered yet."""
    brain.always("Menar du?", {"topic:sleep": "Sömn"})
    await writes("hej")
    conversation = brain.asked[0][0]
    cases.cases[conversation] = case(cases.clock)
    return conversation


@pytest.fixture
async def taken(waiting: str, cases: FakeCases) -> str:
    """Anna has taken the case."""
    cases.taken(waiting)
    return waiting


def said(cases: FakeCases) -> list[str]:
    return [text for _, text, _ in cases.said]


@pytest.mark.parametrize("state", ["queued", "claimed"])
async def test_however_many_texts_come_none_is_thrown_away(
    writes: Writes, seekers: Seekers, cases: FakeCases, waiting: str, state: str
) -> None:
    if state == "claimed":
        cases.taken(waiting)
    texts = [f"text {number}" for number in range(40)]
    await writes(*texts)
    assert said(cases) == texts
    told = [text for text in await sent(seekers) if "många sms" in text or "varje sms" in text]
    assert len(told) == 1
    assert "inget kommer bort" in told[0].lower()
    # What it costs is bounded all the same: what was said once, and twenty answers.
    assert len(await sent(seekers)) < 25


@pytest.mark.usefixtures("taken")
async def test_the_same_text_again_and_again_reaches_the_human(writes: Writes, cases: FakeCases) -> None:
    await writes(*["hallå"] * 8, "Autosvar: jag är på rast")
    assert said(cases) == [*["hallå"] * 8, "Autosvar: jag är på rast"]


async def test_what_does_not_reach_the_human_is_said_however_many_texts_there_were(
    writes: Writes, cases: FakeCases, waiting: str
) -> None:
    await writes(*(f"text {number}" for number in range(30)))
    cases.broken.add("person_says")
    [kept] = await writes("en till")
    assert "sparat" in kept or "spara" in kept
    cases.taken(waiting)
    told = [await writes(f"KRIS 2 suicide {number}") for number in range(14)]
    assert all("kom fram" in "".join(texts) for texts in told)


@pytest.mark.usefixtures("taken")
async def test_a_crisis_beyond_the_limit_still_reaches_the_human(writes: Writes, cases: FakeCases) -> None:
    texts = [f"KRIS 2 suicide {number}" for number in range(14)]
    await writes(*texts)
    assert said(cases) == texts


async def test_forgetting_ending_and_stopping_work_however_many_texts_there_were(
    writes: Writes, cases: FakeCases, taken: str
) -> None:
    await writes(*(f"text {number}" for number in range(30)))
    assert "verkligen avbryta" in (await writes("avbryt"))[0]
    assert "avbrutet" in (await writes("avbryt"))[0]
    cases.cases[taken] = case(cases.clock)
    [text] = await writes("GLÖM")
    assert "glömt" in text
    assert cases.forgotten
    await writes(*(f"text {number}" for number in range(30)))
    assert "START" in (await writes("STOPP"))[0]


async def test_a_human_can_be_asked_for_however_many_texts_there_were(
    writes: Writes, brain: FakeBrain, seekers: Seekers
) -> None:
    await writes(*(f"text {number}" for number in range(30)))
    [told] = [text for text in await sent(seekers) if "många sms" in text]
    assert "väntar" not in told
    before = len(brain.asked)
    brain.always("Ska jag fråga?", {"human:consent": "Ja"})
    assert (await writes("MÄNNISKA"))[0]
    assert len(brain.asked) == before + 1
    assert await writes("1")


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("text", ["mer", "1", "7", "0", "ett", "start", "människa", "visa fler"])
async def test_keywords_and_numbers_are_texts_to_a_human(
    writes: Writes, cases: FakeCases, brain: FakeBrain, text: str
) -> None:
    [receipt] = await writes(text)
    assert "Anna" in receipt
    assert said(cases) == [text]
    assert len(brain.asked) == 1


@pytest.mark.parametrize("state", ["queued", "claimed"])
async def test_help_gives_the_numbers_and_reaches_the_human(
    writes: Writes, cases: FakeCases, brain: FakeBrain, waiting: str, state: str
) -> None:
    if state == "claimed":
        cases.taken(waiting)
    texts = await writes("hjälp")
    assert "90101" in texts[0]
    assert said(cases) == ["hjälp"]
    assert ("Anna" in "".join(texts)) == (state == "claimed")
    assert len(brain.asked) == 1


@pytest.mark.usefixtures("taken")
async def test_help_that_does_not_reach_the_human_says_so(writes: Writes, cases: FakeCases) -> None:
    cases.broken.add("person_says")
    text = "\n".join(await writes("hjälp"))
    assert "90101" in text
    assert "kom fram" in text


@pytest.mark.usefixtures("waiting")
async def test_a_number_that_stands_for_nothing_is_kept_while_a_case_waits(
    writes: Writes, cases: FakeCases, brain: FakeBrain
) -> None:
    assert "numre" in (await writes("7"))[0]
    assert said(cases) == ["7"]
    assert len(brain.asked) == 1


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("text", ["sluta", "Stoppa!", "snälla sluta", "sluta skriva till mig"])
async def test_a_stop_that_may_be_meant_for_the_human_is_asked_about_and_passed_on(
    writes: Writes, seekers: Seekers, cases: FakeCases, text: str
) -> None:
    told = "\n".join(await writes(text))
    assert "STOPP" in told
    assert "Anna" in told
    assert said(cases) == [text]
    assert "START" in (await writes("stopp"))[0]
    [row] = await identities(seekers.talks)
    assert row.stopped_at is not None


@pytest.mark.usefixtures("taken")
async def test_after_start_it_is_said_that_the_human_is_still_there(
    writes: Writes, seekers: Seekers, cases: FakeCases
) -> None:
    await writes("hallå", "STOPP")
    # Whoever wants no SMS is still read.
    assert await writes("är du kvar") == []
    assert said(cases) == ["hallå", "är du kvar"]
    [text] = await writes("START")
    assert "Anna" in text
    assert "Skriv vad det gäller" not in text
    [row] = await identities(seekers.talks)
    assert (row.stopped_at, row.sealed_address is not None) == (None, True)


async def test_after_stop_and_a_crisis_what_the_answer_offers_works(
    writes: Writes, brain: FakeBrain, seekers: Seekers
) -> None:
    await writes("hej", "STOPP")
    texts = await writes("KRIS 2 suicide")
    assert texts[0].startswith("Ring 112.")
    assert "START" in "\n".join(texts)
    assert await writes("en sak till") == []
    brain.always("Ska jag fråga?", {"human:consent": "Ja", "human:no": "Nej"})
    text = "\n".join(await writes("MÄNNISKA"))
    assert "1 Ja" in text
    assert "STOPP" in text
    [row] = await identities(seekers.talks)
    assert row.stopped_at is None
    assert await writes("1") != []


@pytest.mark.usefixtures("waiting")
async def test_a_number_in_a_crisis_answer_after_stop_is_answered_and_one_from_before_is_not(
    writes: Writes, cases: FakeCases, seekers: Seekers
) -> None:
    cases.cases.clear()
    await writes("STOP")
    assert await writes("1") == []
    async with seekers.sessions.begin() as session:
        await seekers.talks.identities.offer(session, "sms", KIM, ("topic:sleep",), ())
    assert "Menar du?" in "\n".join(await writes("1"))


async def test_with_a_case_from_the_web_that_is_taken_the_way_to_end_it_is_a_word(
    writes: Writes, cases: FakeCases
) -> None:
    cases.cases["web"] = replace(case(cases.clock), state="claimed", taken_by_name="Anna")
    text = (await writes("7KMP-3WXA"))[0]
    assert "AVBRYT" in text
    assert "1 " not in text.split("\n")[-1]
    assert "verkligen avbryta" in (await writes("avbryt"))[0]
    assert "avbrutet" in (await writes("avbryt"))[0]
