"""What a text of staff is for: a case of theirs, Vart, or nobody; never somebody else's person."""

import pytest

from bot.db.models.case import CaseState
from bot.sms.gsm7 import segments
from tests.escalation.world import World


async def said_to(world: World, chats: list[str]) -> list[list[object]]:
    """What humans have said in each chat."""
    return [[one["text"] for one in await world.messages(chat) if one["from"] == "human"] for chat in chats]


async def two_of_two(world: World) -> list[str]:
    """Anna has only case 1, Bo only case 2, on both phones."""
    await world.staff("Anna")
    await world.staff("Bo")
    chats = [(await world.ask())[0] for _ in range(2)]
    await world.says("Anna", "1 JA")
    await world.says("Bo", "2 JA")
    return chats


@pytest.mark.parametrize(
    "words",
    [
        "Ärende 2: hej",
        "ärende 9: Hej Lisa, jag ringer soc nu",
        "9 Hej Lisa, jag ringer soc nu",
        "2 Hej, jag ringer soc nu",
        "till 2 hej",
        "#2 hej",
        "2 frågor: hur mår du?",
        "2",
        "1 och 2: hej",
        "arende 2 hej",
    ],
)
async def test_a_text_for_another_case_reaches_nobody(world: World, words: str) -> None:
    chats = await two_of_two(world)
    await world.says("Anna", words)
    assert await said_to(world, chats) == [[], []]
    assert (await world.sms_to("Anna", "notice"))[-1].startswith("Inget är skickat.")


@pytest.mark.parametrize(
    "before", ["1: ", "1 ", "1, ", "ärende 1: ", "Ärende 1 ", "till 1: ", "#1 ", "till ärende 1 "]
)
async def test_the_number_of_ones_own_case_is_not_passed_on(world: World, before: str) -> None:
    chats = await two_of_two(world)
    await world.says("Anna", f"{before}Hej Lisa, hur är det?")
    assert await said_to(world, chats) == [["Hej Lisa, hur är det?"], []]


async def test_a_number_that_is_nobodys_case_is_part_of_the_text(world: World) -> None:
    chats = await two_of_two(world)
    for words in ("10 minuter till", "8.30 passar", "1177 svarar dygnet runt"):
        await world.says("Anna", words)
    assert await said_to(world, chats) == [["10 minuter till", "8.30 passar", "1177 svarar dygnet runt"], []]


async def test_a_number_of_the_desk_is_asked_about_too(world: World) -> None:
    await world.staff("Anna")
    for _ in range(2):
        chat, _ = await world.ask()
        await world.says("Anna", "1 JA")
        await world.escalation.cancel(chat)
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", f"{case.id} minuter till")
    assert (await world.sms_to("Anna"))[-1] == (
        "Inget är skickat. Är 3 ett ärende eller en del av texten? "
        "Är det till personen, skriv 1: och hela texten."
    )
    await world.says("Anna", "1: 3 minuter till")
    assert await said_to(world, [chat]) == [["3 minuter till"]]


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("klarr 1", "Menade du 1 KLAR? Då avslutas ärendet."),
        ("1 slap", "Menade du 1 SLÄPP? Då lämnar du ärendet vidare."),
        ("1 jaa", "Är det till personen, skriv 1: och hela texten."),
        ("ja 1 och 2", "Är det till personen, skriv 1: och hela texten."),
        ("KLAR och tack", "Menade du 1 KLAR? Då avslutas ärendet."),
        ("KLAR TACK HEJ", "Menade du 1 KLAR? Då avslutas ärendet."),
        ("Okej jag släpper den här", "Menade du 1 SLÄPP? Då lämnar du ärendet vidare."),
        ("1 paus", "Menade du PAUS? Då får du inga nya ärenden."),
    ],
)
async def test_what_is_nearly_a_code_word_is_asked_about(world: World, words: str, question: str) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", words)
    assert (await world.case(case.id)).state is CaseState.ACKED
    answer = (await world.sms_to("Anna"))[-1]
    assert answer.startswith(f"Inget är skickat. {question}")
    assert segments(answer) <= 2
    await world.says("Anna", f"1: {words}!?")
    assert await said_to(world, [chat]) == [[f"{words}!?"]]


async def test_an_offer_is_not_taken_by_a_slip(world: World) -> None:
    await world.staff("Anna")
    _, case = await world.ask()
    await world.says("Anna", "1 jaa")
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
    assert (await world.sms_to("Anna"))[-1] == "Inget är skickat. Menade du 1 JA? Då tar du ärendet."


async def test_pause_in_english_is_a_pause(world: World) -> None:
    await world.staff("Anna")
    await world.says("Anna", "pause")
    assert (await world.sms_to("Anna"))[-1].startswith("Du är pausad")


async def test_a_no_to_the_person_is_asked_about_once(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1: nej")
    assert (await world.sms_to("Anna"))[-1] == (
        "Inget är skickat. 1 NEJ lämnar ärende 1 vidare. "
        "Ska personen få svaret nej, skicka 1: nej en gång till."
    )
    assert await said_to(world, [chat]) == [[]]
    await world.says("Anna", "1: nej")
    assert await said_to(world, [chat]) == [["nej"]]
    assert (await world.case(case.id)).state is CaseState.IN_CONTACT


async def test_who_writes_in_a_case_that_is_not_theirs_any_more_is_told_that_nothing_was_sent(
    world: World,
) -> None:
    await world.staff("Anna")
    await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 SLÄPP")
    await world.says("Anna", "1: hej")
    assert (await world.sms_to("Anna"))[-1] == (
        "Inget är skickat. Ärende 1 är inte taget. Svara 1 JA om du tar det."
    )


async def test_whoever_has_a_case_is_told_every_time_that_nothing_was_sent(world: World) -> None:
    await world.staff("Anna")
    await world.ask()
    await world.says("Anna", "1 JA")
    for _ in range(8):
        await world.says("Anna", "9: hej")
    answer = (
        "Inget är skickat. Du har inget ärende 9. Öppna: 1. Är det till personen, skriv 1: och hela texten."
    )
    assert (await world.sms_to("Anna")).count(answer) == 8


@pytest.mark.parametrize(("severity", "mark"), [(0, ""), (1, ""), (2, "LÄS NU: "), (3, "AKUT: ")])
async def test_a_crisis_text_stands_out_among_the_others(world: World, severity: int, mark: str) -> None:
    await world.staff("Anna")
    chat, _ = await world.ask()
    await world.says("Anna", "1 JA")
    text = f"KRIS {severity} suicide"
    await world.escalation.person_says(chat, text, "web:1")
    assert await world.sms_to("Anna", "relay") == [f"{mark}1: {text}"]


async def test_a_text_is_passed_on_when_nothing_can_tell_how_dangerous_it_is(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.escalation.person_says(chat, "KRIS x suicide", "web:1")
    assert await world.sms_to("Anna", "relay") == ["1: KRIS x suicide"]
    await world.says("Anna", "1 KLAR")
    assert (await world.case(case.id)).state is CaseState.CLOSED


async def test_after_a_crisis_text_the_end_is_asked_about_once(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    for number in range(2):
        await world.escalation.person_says(chat, "KRIS 2 suicide", f"web:{number}")
        await world.says("Anna", "1 KLAR")
        assert (await world.case(case.id)).state is CaseState.ACKED
        assert (await world.sms_to("Anna"))[-1] == (
            "Ärende 1 är inte avslutat än. Det senaste personen skrev kan betyda fara. "
            "Läs det, och svara 1 KLAR igen om ni är klara."
        )
    await world.says("Anna", "klar")
    assert (await world.case(case.id)).state is CaseState.CLOSED


async def test_after_a_calm_text_the_end_is_not_asked_about(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.escalation.person_says(chat, "KRIS 3 suicide", "web:1")
    await world.escalation.person_says(chat, "det är bättre nu", "web:2")
    await world.says("Anna", "1 KLAR")
    assert (await world.case(case.id)).state is CaseState.CLOSED
