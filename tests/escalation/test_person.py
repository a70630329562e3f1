"""What the person can do: ask again, write, cancel, come back with the code, be forgotten."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.sms import SmsOutbox
from bot.escalation.escalation import CaseGone
from tests.escalation.world import DAYTIME, World, request

SEEKER = "+46701740699"


async def test_asking_again_is_the_same_case(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    _, again = await world.ask(chat)
    assert (again.id, again.version, again.code) == (case.id, case.version, case.code)
    assert len(await world.sms_to("Anna")) == 1


async def test_asking_again_after_nobody_answered_asks_everybody_again(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "nej")
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED
    _, again = await world.ask(chat)
    assert (again.id, again.state, again.step) == (case.id, "queued", 1)
    assert len(await world.sms_to("Anna", "offer")) == 2


async def test_what_becomes_urgent_is_asked_at_once(world: World) -> None:
    await world.staff("Anna", hours=DAYTIME)
    await world.staff("Bo", 2)
    world.clock.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    chat, case = await world.ask(severity=Severity.NORMAL)
    _, again = await world.ask(chat, severity=Severity.ACUTE)
    assert (again.id, again.severity, again.state) == (case.id, Severity.ACUTE, "queued")
    assert "AKUT" in (await world.sms_to("Anna"))[1]
    await world.pass_time(minutes=2)
    assert (await world.case(case.id)).step == 2
    _, calmer = await world.ask(chat, severity=Severity.NORMAL)
    assert calmer.severity is Severity.ACUTE


@pytest.mark.parametrize("words", ["1 JA", "1: Hej, Anna här."])
async def test_what_becomes_acute_with_somebody_stays_with_them_and_is_acute_when_given_back(
    world: World, words: str
) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    chat, case = await world.ask(severity=Severity.NORMAL)
    await world.says("Anna", "1 JA")
    await world.says("Anna", words)
    taken = await world.case(case.id)
    _, again = await world.ask(chat, severity=Severity.ACUTE)
    assert (again.state, again.taken_by_name, again.severity) == (
        "claimed" if words == "1 JA" else "active",
        "Anna",
        Severity.ACUTE,
    )
    assert (await world.case(case.id)).version == taken.version
    await world.says("Anna", "1 SLÄPP")
    assert "AKUT" in (await world.sms_to("Bo", "offer"))[-1]
    # And with the times of what is acute: somebody else after two minutes, not after fifteen.
    await world.pass_time(minutes=2)
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED


async def test_a_corrected_number_takes_the_place_of_the_wrong_one(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask(contact="phone", phone="+46701740699")
    await world.ask(chat, contact="phone", phone="+46701740605")
    stored = await world.case(case.id)
    assert world.phones.open(stored.sealed_phone or b"").decode() == "+46701740605"


async def test_what_becomes_acute_with_nobody_there_keeps_waiting(world: World) -> None:
    await world.staff("Anna", hours=DAYTIME)
    world.clock.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    chat, _ = await world.ask(severity=Severity.NORMAL)
    _, again = await world.ask(chat, severity=Severity.ACUTE)
    assert (again.severity, again.state) == (Severity.ACUTE, "held")
    assert again.opens_at is not None
    world.clock.now = again.opens_at
    await world.escalation.tick()
    assert "AKUT" in (await world.sms_to("Anna"))[0]


async def test_a_closed_case_is_followed_by_a_new_one(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 KLAR")
    _, another = await world.ask(chat)
    assert another.id != case.id
    assert another.code != case.code


async def test_a_text_is_kept_and_passed_on_once(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    for _ in range(2):
        await world.escalation.person_says(chat, "hej", "web:1")
    assert await world.said(case.id) == [("person", "hej")]
    assert await world.sms_to("Anna", "relay") == ["1: hej"]
    # Another conversation's client may number its messages alike.
    other, _ = await world.ask()
    await world.says("Anna", "2 JA")
    await world.escalation.person_says(other, "hallå", "web:1")
    assert await world.sms_to("Anna", "relay") == ["1: hej", "2: hallå"]


async def test_cancelling_tells_those_who_were_asked(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    view = await world.escalation.cancel(chat)
    assert view is not None
    assert view.state == "cancelled"
    assert await world.sms_to("Anna", "notice") == ["Ärende 1 är avslutat. Du behöver inte göra något."]
    assert await world.escalation.cancel(chat) is None
    assert await world.escalation.case_of(chat) is None
    await world.says("Anna", "1 JA")
    assert (await world.case(case.id)).state is CaseState.CANCELLED
    with pytest.raises(CaseGone):
        await world.escalation.person_says(chat, "hej", "web:1")


async def test_coming_back_with_the_code_from_another_conversation(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej, Anna här.")
    other = await world.chat()
    view = await world.escalation.resume(case.code, other)
    assert view is not None
    assert (view.id, view.state) == (case.id, "active")
    assert await world.escalation.case_of(chat) is None
    assert "på ett annat ställe" in (await world.told(chat))[-1]
    [again] = await world.messages(other)
    assert (again["text"], again["from"], again["name"]) == ("Hej, Anna här.", "human", "Anna")
    await world.escalation.person_says(other, "nu är jag här", "web:1")
    assert (await world.sms_to("Anna", "relay"))[-1] == "1: nu är jag här"
    await world.says("Anna", "Bra.")
    assert (await world.told(other))[-1] == "Bra."


async def test_a_code_opens_nothing_else(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    other, own = await world.ask()
    assert await world.escalation.resume("2222-222A", chat) is None
    assert await world.escalation.resume(case.code, other) is None
    assert own.id != case.id
    await world.escalation.cancel(chat)
    assert await world.escalation.resume(case.code, await world.chat()) is None


async def test_coming_back_keeps_the_timers(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    _, case = await world.ask()
    other = await world.chat()
    await world.escalation.resume(case.code, other)
    await world.pass_time(minutes=2)
    assert (await world.case(case.id)).step == 2
    assert len(await world.told(other)) == 1


async def test_being_forgotten_ends_the_case_and_deletes_everything_said(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask(contact="phone", phone="+46701740699", text="hemligt", topic="sleep")
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej.")
    await world.escalation.forget(chat)
    assert await world.said(case.id) == []
    stored = await world.case(case.id)
    assert (stored.state, stored.sealed_phone, stored.conversation_id) == (CaseState.CANCELLED, None, None)
    assert (stored.age, stored.for_whom, stored.topic) == (None, None, None)
    async with world.sessions() as session:
        rows = (await session.scalars(select(SmsOutbox).where(SmsOutbox.case_id == case.id))).all()
    left = [world.phones.open(row.sealed_body).decode() for row in rows if row.sealed_body]
    assert left == ["Ärende 1 är avslutat. Du behöver inte göra något."]
    assert await world.escalation.case_of(chat) is None
    await world.says("Anna", "1: är du kvar?")
    assert (await world.sms_to("Anna"))[-1].startswith("Inget är skickat. Du har inget ärende 1")


@pytest.mark.parametrize(
    ("phone", "then"), [(None, "Det du skriver når fram"), (SEEKER, "ringa")], ids=["chat", "phone"]
)
async def test_a_stop_to_sms_is_told_to_the_one_who_has_the_case(
    world: World, phone: str | None, then: str
) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    chat, _ = await world.ask(text="hemligt", contact="phone" if phone else "chat", phone=phone)
    await world.escalation.silenced(chat)
    assert all("STOPP" not in text for text in await world.sms_to("Anna"))
    await world.says("Anna", "1 JA")
    before = await world.sms_to("Anna"), await world.sms_to("Bo")
    for _ in range(2):
        await world.escalation.silenced(chat)
    [told] = (await world.sms_to("Anna"))[len(before[0]) :]
    assert told.startswith("Ärende 1: personen har svarat STOPP och får inga fler sms.")
    assert then in told
    assert "hemligt" not in told
    assert SEEKER not in told
    assert await world.sms_to("Bo") == before[1]
    await world.escalation.silenced(await world.chat())


async def test_nothing_that_was_said_is_readable_in_the_database(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask(contact="phone", phone="+46701740699", text="hemligt ett")
    await world.says("Anna", "1 JA")
    await world.escalation.person_says(chat, "hemligt två", "web:1")
    await world.says("Anna", "hemligt tre")
    async with world.sessions() as session:
        connection = await session.connection()
        names = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
        for table in names:
            rows = (await connection.exec_driver_sql(f'SELECT * FROM "{table}"')).all()  # noqa: S608 (our own)
            assert "hemligt" not in str(rows)
            assert "701740699" not in str(rows)
            assert case.code not in str(rows)


async def test_a_case_in_another_language_is_told_in_it(world: World) -> None:
    await world.staff("Anna")
    english, _ = await world.ask(language="en")
    tigrinya, _ = await world.ask(language="ti")
    await world.says("Anna", "1 JA")
    await world.says("Anna", "2 JA")
    assert "writes" in (await world.told(english))[0]
    assert "skriver" in (await world.told(tigrinya))[0]
    assert [message["lang"] for message in await world.messages(tigrinya)] == ["sv"]


async def test_there_is_one_open_case_for_a_conversation_whatever_happens(world: World) -> None:
    await world.staff("Anna")
    chat, _ = await world.ask()
    for severity in Severity:
        await world.escalation.request(chat, request(severity))
    async with world.sessions() as session:
        assert len((await session.scalars(select(Case))).all()) == 1
