"""SMS for seekers: the same brain, in at most two SMS, with words and numbers instead of buttons."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.seekers import Seekers
from bot.db.models.sms import SmsOutbox
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply, Understood
from bot.gateway.turn import Turn
from bot.sms.gsm7 import segments
from tests.channels.seeking import KIM, Writes, identities, sent
from tests.gateway.cases import FakeCases, case
from tests.gateway.world import FakeBrain, FakeClock


async def test_cost_and_privacy_are_said_once_and_after_the_answer(writes: Writes, seekers: Seekers) -> None:
    first = await writes("jag kan inte sova")
    assert first[0] == "hörde jag kan inte sova"
    assert "kostar" in first[1]
    assert "GLÖM" in first[1]
    assert await writes("tack") == ["hörde tack"]
    assert set(await sent(seekers, "sealed_to")) == {KIM}
    assert all(segments(text) <= 2 for text in await sent(seekers))


async def test_numbers_choose_and_words_ask_for_more_a_human_and_to_be_forgotten(
    writes: Writes, brain: FakeBrain
) -> None:
    brain.always("Menar du?", {"topic:sleep": "Sömn", "more": "Visa fler", "topic:stress": "Oro"})
    [first, *_] = await writes("oklart")
    assert first.split("\n")[1:] == ["1 Sömn", "2 Oro"]

    await writes("2", "1.", "MER", "Människa", "nr 1 tack")
    assert [text for _, text, _ in brain.asked[1:]] == [
        '/choose_topic{"topic": "stress"}',
        '/choose_topic{"topic": "sleep"}',
        "/more_services",
        "/talk_to_human",
        '/choose_topic{"topic": "sleep"}',
    ]


async def test_a_number_that_was_not_offered_is_not_taken_for_an_age(
    writes: Writes, brain: FakeBrain
) -> None:
    brain.always("Menar du?", {"topic:sleep": "Sömn", "topic:stress": "Oro"})
    await writes("oklart")
    [text] = await writes("7")
    assert "1, 2" in text
    assert len(brain.asked) == 1
    await writes("1")
    assert brain.asked[-1][1] == '/choose_topic{"topic": "sleep"}'


async def test_a_number_with_nothing_to_choose_is_a_text_when_it_may_be_an_age(
    writes: Writes, brain: FakeBrain
) -> None:
    await writes("hej", "15", "8")
    assert [text for _, text, _ in brain.asked[1:]] == ["15", "8"]


@pytest.mark.parametrize("number", ["1", "0", "ett", "Two"])
async def test_a_small_number_with_nothing_to_choose_is_nobodys_age(
    writes: Writes, brain: FakeBrain, number: str
) -> None:
    first, about = await writes(number)
    assert "siffr" in first
    assert "kostar" in about
    await writes("hej")
    [text] = await writes(number)
    assert "MÄNNISKA" in text
    assert [text for _, text, _ in brain.asked] == ["hej"]


async def test_a_number_in_letters_chooses_too(writes: Writes, brain: FakeBrain) -> None:
    brain.always("Menar du?", {"topic:sleep": "Sömn", "topic:stress": "Oro"})
    await writes("oklart", "två")
    assert brain.asked[-1][1] == '/choose_topic{"topic": "stress"}'


async def test_a_number_that_answers_a_human_ends_no_case(
    writes: Writes, seekers: Seekers, brain: FakeBrain, cases: FakeCases
) -> None:
    brain.always("Skickat.", {"human:cancel": "Avbryt"})
    await writes("hej")
    conversation = brain.asked[0][0]
    cases.cases[conversation] = case(cases.clock)
    cases.taken(conversation)
    asked = Message.model_validate({"text": "Hur många syskon har du?", "from": "human", "name": "Anna"})
    await seekers.deliver(KIM, asked, 1)
    await writes("1")
    assert [text for _, text, _ in cases.said] == ["1"]
    assert cases.cases[conversation].state == "claimed"


async def test_the_number_they_write_from_can_be_meant(
    writes: Writes, seekers: Seekers, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Incoming] = []
    take = seekers.talks.gateway.take_turn

    async def listening(conversation: str, incoming: Incoming, stranger: bool = False) -> Turn:
        taken.append(incoming)
        return await take(conversation, incoming, stranger)

    monkeypatch.setattr(seekers.talks.gateway, "take_turn", listening)
    await writes("ring mig på det här numret", "människa")
    assert [incoming.phone for incoming in taken] == [KIM, KIM]


async def test_what_did_not_fit_comes_with_more(writes: Writes, brain: FakeBrain) -> None:
    words = [f"mening nummer {number} om vad som gäller här" for number in range(40)]
    brain.always(". ".join(words) + ".")
    got = (await writes("berätta"))[:2]
    while "MER" in got[-1]:
        more = await writes("mer")
        assert len(more) <= 2
        got += more
    text = "\n".join(got)
    assert [text.count(f"mening nummer {number} om") for number in range(40)] == [1] * 40
    assert len(brain.asked) == 1


async def test_danger_comes_first_whatever_was_said_before(writes: Writes) -> None:
    await writes("STOPP")
    assert await writes("hej") == []
    assert (await writes("KRIS 3 suicide"))[0].startswith("Ring 112.")
    for _ in range(30):
        await writes("samma text")
    assert (await writes("KRIS 2 suicide"))[0].startswith("Ring 112.")


async def test_stop_is_confirmed_once_and_then_there_is_silence(writes: Writes, seekers: Seekers) -> None:
    await writes("hej")
    [stopped] = await writes("Stopp!")
    assert "START" in stopped
    assert await writes("sluta", "hej", "mer") == []
    [row] = await identities(seekers.talks)
    await seekers.talks.identities.forget("sms", KIM)
    await seekers.talks.identities.purge()
    # Forgotten, but for the wish not to get anything.
    [row] = await identities(seekers.talks)
    assert (row.conversation_id, row.stopped_at is not None) == (None, True)
    [_, about] = await writes("START")
    assert "kostar" in about
    assert (await writes("hej"))[0] == "hörde hej"


@pytest.mark.parametrize("word", ["STOPP", "STOP"])
async def test_whoever_has_the_case_is_told_once_of_a_stop(
    writes: Writes, seekers: Seekers, cases: FakeCases, word: str
) -> None:
    await writes("hej")
    [row] = await identities(seekers.talks)
    await writes(word, word, "START")
    assert cases.silent == [row.conversation_id]


async def test_a_stop_holds_also_when_nobody_can_be_told(writes: Writes, cases: FakeCases) -> None:
    cases.broken.add("silenced")
    await writes("hej")
    [stopped] = await writes("STOPP")
    assert "START" in stopped
    assert await writes("hej") == []


@pytest.mark.parametrize("word", ["STOP", "stopall", "Unsubscribe", "END", "quit", "CANCEL"])
async def test_to_the_providers_own_words_it_is_the_provider_that_answers(writes: Writes, word: str) -> None:
    assert await writes(word) == []
    assert await writes("hej") == []


async def test_who_wants_no_sms_can_still_be_forgotten(writes: Writes, seekers: Seekers) -> None:
    await writes("hej", "STOPP")
    [text] = await writes("GLÖM")
    assert "glömt" in text
    [row] = await identities(seekers.talks)
    assert (row.conversation_id, row.stopped_at is not None) == (None, True)
    assert await writes("hej") == []


@pytest.mark.parametrize("word", ["HJÄLP", "MÄNNISKA", "MER"])
async def test_cost_and_privacy_are_said_also_when_the_first_sms_is_a_keyword(
    writes: Writes, word: str
) -> None:
    assert "kostar" in (await writes(word))[-1]


async def test_cost_and_privacy_are_said_in_the_language_of_the_answer(
    writes: Writes, brain: FakeBrain
) -> None:
    english = Reply((Message(text="Hello", lang="en"),), Memory(language="en"))
    brain.answers = lambda *_: english
    [_, about] = await writes("I cannot sleep")
    assert "costs" in about


async def test_beside_a_language_that_vart_has_few_words_for_the_rest_is_english(
    writes: Writes, brain: FakeBrain
) -> None:
    arabic = Reply((Message(text="مرحبا", lang="ar"),), Memory())
    brain.answers = lambda *_: arabic
    [_, about] = await writes("مرحبا")
    assert "costs" in about


async def test_what_it_costs_waits_until_a_crisis_is_over_and_is_said_once(
    writes: Writes, seekers: Seekers
) -> None:
    assert len(await writes("KRIS 3 suicide")) == 1
    assert len(await writes("KRIS 3 suicide igen")) == 1
    assert "kostar" in (await writes("tack"))[-1]
    await writes("och en sak", "KRIS 2 suicide", "tack igen", "KRIS 3 suicide", "hej")
    assert len([text for text in await sent(seekers) if "kostar" in text]) == 1


async def test_the_first_start_begins_and_welcomes_nobody_back(writes: Writes, brain: FakeBrain) -> None:
    [hello, about] = await writes("START")
    assert "tillbaka" not in hello
    assert "kostar" in about
    assert brain.asked[0][1] == "/greet"
    [again] = await writes("start")
    assert "tillbaka" in again or "igen" in again


async def test_what_it_costs_goes_along_in_the_second_sms_where_there_is_room(
    writes: Writes, seekers: Seekers, brain: FakeBrain
) -> None:
    brain.always("En mening som är ganska lång och säger något. " * 7)
    first, second = await writes("hej", sid="SM-same")
    assert "kostar" not in first
    assert "kostar" in second
    assert segments(second) <= 2
    await writes("hej", sid="SM-same")
    assert len(await sent(seekers)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "stopp tack", "Stoppa!", "sluta skicka sms till mig", "sluta", "Sluta nu, tack", "sluta smsa mig",
        "inga fler sms", "skicka inga fler sms", "stop texting me", "Please stop", "no more texts please",
        "snälla sluta skriva till mig", "Jag vill inte ha fler sms.",
    ],
)  # fmt: skip
async def test_a_wish_for_no_more_sms_may_be_said_in_other_words(
    writes: Writes, brain: FakeBrain, text: str
) -> None:
    [stopped] = await writes(text)
    assert "START" in stopped
    assert await writes("hej") == []
    assert brain.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "kan inte sluta tänka", "stoppa mobbningen", "hur får jag honom att sluta skicka sms till mig",
        "han slutar inte skriva till mig", "sluta skicka bilder på mig", "jag vill sluta skolan",
        "sluta röka", "inga fler sms från pappa", "stopp i avloppet", "how do I stop texting him",
    ],
)  # fmt: skip
async def test_a_sentence_about_something_else_is_no_wish_for_silence(
    writes: Writes, brain: FakeBrain, text: str
) -> None:
    await writes(text)
    assert brain.asked[0][1] == text


async def test_help_names_the_numbers(writes: Writes, brain: FakeBrain) -> None:
    for word in ("HJÄLP", "hjalp", "HELP", "info"):
        [text, *_] = await writes(word)
        assert "112" in text
        assert "90101" in text
    assert brain.asked == []


async def test_the_same_text_again_and_again_ends_the_loop_until_another_comes(
    writes: Writes, brain: FakeBrain, clock: FakeClock
) -> None:
    for _ in range(9):
        await writes("Jag kör bil och svarar senare")
    assert len(brain.asked) == 5
    assert (await writes("nu då"))[0] == "hörde nu då"
    for _ in range(9):
        await writes("Jag kör bil och svarar senare")
    clock.now += timedelta(hours=2)
    assert await writes("Jag kör bil och svarar senare") != []


async def test_a_telephone_that_answers_by_itself_gets_no_answer(writes: Writes) -> None:
    assert await writes("Autosvar: jag är på semester", "Out of office until Monday") == []


@pytest.mark.parametrize("sender", ["Vardguiden", "71700", "", "+46"])
async def test_who_is_no_person_gets_no_answer(writes: Writes, brain: FakeBrain, sender: str) -> None:
    assert await writes("KRIS 3 suicide", sender=sender) == []
    assert brain.asked == []


async def test_who_writes_too_much_is_told_once(writes: Writes, seekers: Seekers, brain: FakeBrain) -> None:
    for number in range(30):
        await writes(f"text {number}")
    texts = await sent(seekers)
    assert len([text for text in texts if "många sms" in text]) == 1
    assert len(brain.asked) == 20
    assert (await writes("hej", sender="+46701740606"))[0] == "hörde hej"


async def test_the_same_sms_handled_again_is_one_answer(writes: Writes, seekers: Seekers) -> None:
    for _ in range(3):
        await writes("hej", sid="SM-same")
    assert (await sent(seekers)).count("hörde hej") == 1


async def test_a_picture_without_words_is_answered(writes: Writes, brain: FakeBrain) -> None:
    [text, *_] = await writes("")
    assert "läsa text" in text or "läser bara text" in text
    assert brain.asked == []


async def test_forgetting_takes_the_words_out_of_what_was_sent(
    writes: Writes, seekers: Seekers, brain: FakeBrain
) -> None:
    await writes("hej")
    async with seekers.sessions.begin() as session:
        for row in await session.scalars(select(SmsOutbox)):
            row.state = "delivered"
    [text] = await writes("GLÖM")
    assert "glömt" in text
    assert set((await sent(seekers))[:-1]) == {""}
    async with seekers.sessions() as session:
        hashes = list(await session.scalars(select(SmsOutbox.to_hash).order_by(SmsOutbox.id)))
    assert set(hashes[:-1]) == {""}
    assert await identities(seekers.talks) == []
    conversation = brain.asked[0][0]
    await writes("hej igen")
    assert brain.asked[-1][0] != conversation


async def test_a_wish_in_words_to_be_forgotten_says_what_holds_for_sms(
    writes: Writes, brain: FakeBrain
) -> None:
    brain.always("sidan", understood=Understood("delete_my_data"))
    [text] = [
        text for text in await writes("kan du glömma allt jag skrev") if "sidan" in text or "glömt" in text
    ]
    assert "sidan" not in text


async def test_the_number_is_kept_only_while_a_case_is_alive(
    writes: Writes, seekers: Seekers, cases: FakeCases
) -> None:
    await writes("hej")
    [row] = await identities(seekers.talks)
    assert row.sealed_address is None
    cases.cases[row.conversation_id or ""] = case(cases.clock)
    await writes("mer om mig")
    [row] = await identities(seekers.talks)
    assert seekers.talks.identities.vault.open(row.sealed_address or b"").decode() == KIM
    assert KIM not in repr([row.address_hash, row.offered, row.rest])


async def test_a_case_from_the_web_goes_on_by_sms(writes: Writes, seekers: Seekers, cases: FakeCases) -> None:
    cases.cases["web"] = replace(case(cases.clock), code="7KMP-3WXA")
    texts = await writes("7KMP-3WXA")
    assert cases.guessed
    [row] = await identities(seekers.talks)
    assert row.sealed_address is not None
    assert any("Välkommen tillbaka" in text or "Bra att du är tillbaka" in text for text in texts)


async def test_after_a_day_the_conversation_begins_anew(
    writes: Writes, brain: FakeBrain, clock: FakeClock, seekers: Seekers
) -> None:
    await writes("hej")
    clock.now += timedelta(hours=25)
    await seekers.talks.gateway.purge()
    first = await writes("hej")
    assert brain.asked[0][0] != brain.asked[1][0]
    assert "kostar" in first[1]
