"""What members of staff say by SMS, and what it does to cases and people."""

import pytest

from bot.db.models.case import CaseState, Severity
from bot.sms.gsm7 import segments
from tests.escalation.world import UMEA, World, number_of


@pytest.mark.parametrize("words", ["1 JA", "1ja", "JA1", "1 Ja!", "ja", "Jag tar 1"])
async def test_a_yes_in_any_form_takes_the_case(world: World, words: str) -> None:
    await world.staff("Anna")
    conversation, case = await world.ask()
    assert await world.says("Anna", words)
    view = await world.escalation.case_of(conversation)
    assert view is not None
    assert (view.state, view.taken_by_name, view.taken_at) == ("claimed", "Anna", world.clock.now)
    assert "Anna" in (await world.told(conversation))[-1]
    assert (await world.audit(case.id))[-1] == "take"


async def test_only_what_is_possible_is_offered(world: World) -> None:
    await world.staff("Anna")
    await world.ask()
    [offer] = await world.sms_to("Anna")
    assert "Svara 1 JA eller 1 NEJ. Läs:" in offer
    assert "KLAR" not in offer


async def test_a_stranger_is_no_member_of_staff(world: World) -> None:
    await world.staff("Anna")
    await world.ask()
    assert not await world.says("Nils", "1 JA")
    assert await world.sms_to("Nils") == []


async def test_the_first_yes_wins_and_the_others_are_told_to_stand_down(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    _, case = await world.ask()
    await world.says("Anna", "1 JA")
    assert await world.sms_to("Bo", "notice") == ["Ärende 1: Anna tog det 11.00. Du behöver inte göra något."]
    await world.says("Bo", "1 JA")
    assert (await world.sms_to("Bo", "notice"))[1] == (await world.sms_to("Bo", "notice"))[0]
    taken = await world.case(case.id)
    assert taken.taken_by is not None
    assert taken.version == 3


async def test_a_no_passes_on_at_once_once(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    await world.staff("Cilla", 2)
    await world.staff("Disa", 3)
    _, case = await world.ask()
    await world.says("Anna", "1 NEJ")
    assert (await world.case(case.id)).step == 2
    # Bo was asked in a step that is over already.
    await world.says("Bo", "1 NEJ")
    assert (await world.case(case.id)).step == 2
    assert await world.sms_to("Disa") == []


async def test_a_no_gives_nobody_up_who_may_still_answer(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    _, case = await world.ask()
    await world.says("Anna", "1 NEJ")
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
    await world.says("Bo", "nej")
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED


async def test_a_late_yes_opens_an_exhausted_case_again(world: World) -> None:
    await world.staff("Anna")
    conversation, case = await world.ask()
    await world.pass_time(minutes=2)
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED
    await world.pass_time(minutes=30)
    await world.says("Anna", "1 JA")
    assert (await world.case(case.id)).state is CaseState.ACKED
    assert "Anna" in (await world.told(conversation))[-1]


async def test_texts_go_both_ways_and_neither_sees_a_number(world: World) -> None:
    await world.staff("Anna")
    conversation, case = await world.ask(text="jag är rädd")
    await world.escalation.person_says(conversation, "är någon där?", "web:1")
    assert await world.sms_to("Anna", "relay") == []
    await world.says("Anna", "JA")
    assert await world.sms_to("Anna", "relay") == ["1: jag är rädd\när någon där?"]
    await world.says("Anna", "Hej, jag heter Anna.\nHur är det nu?")
    assert (await world.case(case.id)).state is CaseState.IN_CONTACT
    await world.escalation.person_says(conversation, "bättre", "web:2")
    assert (await world.sms_to("Anna", "relay"))[1:] == ["1: bättre"]
    human = [message for message in await world.messages(conversation) if message["from"] == "human"]
    assert [message["text"] for message in human] == ["Hej, jag heter Anna.\nHur är det nu?"]
    assert number_of("Anna") not in str(await world.messages(conversation))
    assert await world.said(case.id) == [
        ("person", "jag är rädd"),
        ("person", "är någon där?"),
        ("human", "Hej, jag heter Anna.\nHur är det nu?"),
        ("person", "bättre"),
    ]


async def test_whoever_takes_a_case_is_told_what_it_is_about(world: World) -> None:
    await world.staff("Anna")
    await world.ask(topic="sleep", for_whom="relative", language="en")
    await world.says("Anna", "1 JA")
    label = world.library.label("sleep", "sv").lower()
    about = f"Ärende 1 är ditt. Gäller: {label}, 15 år, någon nära frågar, språk: en."
    assert (await world.sms_to("Anna"))[1].startswith(about)


async def test_only_whoever_takes_a_case_by_phone_gets_the_number(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    number = "+46701740699"
    _, case = await world.ask(contact="phone", phone=number)
    await world.says("Anna", "1 JA")
    assert number in (await world.sms_to("Anna"))[1]
    assert number not in " ".join(await world.sms_to("Bo"))
    assert "reveal" in await world.audit(case.id)
    await world.says("Anna", "ringer")
    await world.pass_time(minutes=10)
    assert (await world.case(case.id)).state is CaseState.IN_CONTACT


async def test_numbers_are_the_smallest_free_ones_of_each_phone(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", municipalities=[UMEA])
    for _ in range(3):
        await world.ask()
    await world.ask(municipality=UMEA)
    assert [sms.split(",")[0] for sms in await world.sms_to("Anna")] == [
        f"Vart: ärende {code}" for code in (1, 2, 3, 4)
    ]
    assert [sms.split(",")[0] for sms in await world.sms_to("Bo")] == ["Vart: ärende 1"]
    await world.says("Anna", "2 JA")
    await world.says("Anna", "2 KLAR")
    await world.ask()
    assert (await world.sms_to("Anna", "offer"))[-1].startswith("Vart: ärende 2,")


async def test_a_yes_alone_is_never_guessed_at(world: World) -> None:
    await world.staff("Anna")
    cases = [(await world.ask())[1].id for _ in range(2)]
    await world.says("Anna", "ja")
    answer = (await world.sms_to("Anna", "notice"))[-1]
    assert answer == "Vilket ärende? Svara med numret först, till exempel 1 JA. Öppna: 1, 2."
    assert {(await world.case(number)).state for number in cases} == {CaseState.NOTIFYING}


async def test_a_yes_without_anything_offered_does_not_reach_the_person_by_mistake(world: World) -> None:
    await world.staff("Anna")
    conversation, _ = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "ja")
    assert "Är det till personen, skriv 1:" in (await world.sms_to("Anna"))[-1]
    assert all(message["from"] == "bot" for message in await world.messages(conversation))
    await world.says("Anna", "1: ja")
    assert (await world.told(conversation))[-1] == "ja"


async def test_with_several_cases_a_text_needs_its_number(world: World) -> None:
    await world.staff("Anna")
    chats = [(await world.ask())[0] for _ in range(2)]
    await world.says("Anna", "1 JA")
    await world.says("Anna", "2 JA")
    await world.says("Anna", "Hej, hur är det?")
    assert (await world.sms_to("Anna"))[-1].startswith("Inget är skickat. Vilket ärende gäller det?")
    await world.says("Anna", "2: Hej, hur är det?")
    said = [[one["text"] for one in await world.messages(chat) if one["from"] == "human"] for chat in chats]
    assert said == [[], ["Hej, hur är det?"]]


async def test_done_asks_the_person_whether_it_helped(world: World) -> None:
    await world.staff("Anna")
    conversation, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 KLAR")
    assert (await world.case(case.id)).state is CaseState.CLOSED
    last = (await world.messages(conversation))[-1]
    assert [choice["payload"] for choice in last["choices"]] == ["helped:yes", "helped:no"]  # type: ignore[attr-defined]
    view = await world.escalation.case_of(conversation)
    assert view is not None
    assert view.state == "closed"
    await world.escalation.rate(conversation, "bad")
    await world.escalation.rate(conversation, "good")
    assert (await world.case(case.id)).feedback == "bad"
    assert await world.escalation.case_of(conversation) is None


@pytest.mark.parametrize("words", ["1 KLAR", "1 SLÄPP", "1: hej", "1 RINGER"])
async def test_who_has_not_taken_a_case_cannot_end_it_or_write_in_it(world: World, words: str) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    conversation, case = await world.ask()
    await world.says("Bo", words)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
    assert "Svara 1 JA om du tar det" in (await world.sms_to("Bo"))[-1]
    await world.says("Anna", "1 JA")
    await world.says("Bo", words)
    assert (await world.case(case.id)).state is CaseState.ACKED
    assert "Anna tog det" in (await world.sms_to("Bo"))[-1]
    assert all(message["from"] == "bot" for message in await world.messages(conversation))


async def test_letting_go_asks_the_others_and_not_oneself(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    conversation, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej, snart kommer Bo.")
    await world.says("Anna", "SLÄPP")
    stored = await world.case(case.id)
    assert (stored.state, stored.taken_by, stored.step) == (CaseState.NOTIFYING, None, 1)
    assert (len(await world.sms_to("Anna", "offer")), len(await world.sms_to("Bo", "offer"))) == (1, 2)
    assert "frågar andra nu" in (await world.told(conversation))[-1]
    await world.says("Bo", "1 JA")
    assert (await world.case(case.id)).state is CaseState.ACKED


async def test_who_is_silent_loses_the_case_and_can_take_it_back(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    _, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.pass_time(minutes=3)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
    assert "har gått vidare till andra" in (await world.sms_to("Anna"))[-1]
    await world.says("Anna", "1 JA")
    assert (await world.case(case.id)).state is CaseState.ACKED


async def test_a_person_left_without_an_answer_is_given_to_others_after_a_reminder(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    conversation, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej.")
    await world.escalation.person_says(conversation, "hej", "web:1")
    await world.pass_time(minutes=10)
    assert "personen väntar på svar" in (await world.sms_to("Anna"))[-1]
    assert (await world.case(case.id)).state is CaseState.IN_CONTACT
    await world.pass_time(minutes=10)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


async def test_an_answer_stops_the_reminder(world: World) -> None:
    await world.staff("Anna")
    conversation, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej.")
    await world.escalation.person_says(conversation, "hej", "web:1")
    await world.pass_time(minutes=5)
    await world.says("Anna", "Berätta.")
    before = await world.sms_to("Anna")
    for _ in range(6):
        await world.pass_time(minutes=10)
    assert await world.sms_to("Anna") == before
    assert (await world.case(case.id)).state is CaseState.IN_CONTACT
    await world.pass_time(hours=24)
    assert (await world.case(case.id)).state is CaseState.CLOSED


async def test_a_text_just_before_the_reminder_has_run_out_is_waited_for_anew(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    conversation, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "Hej.")
    await world.escalation.person_says(conversation, "hej", "web:1")
    await world.pass_time(minutes=10)
    await world.says("Anna", "Berätta.")
    await world.pass_time(minutes=5)
    await world.escalation.person_says(conversation, "det är svårt", "web:2")
    await world.pass_time(minutes=5)  # the reminder's time is up, and has been answered
    await world.pass_time(minutes=5)
    reminders = [text for text in await world.sms_to("Anna") if "personen väntar på svar" in text]
    assert len(reminders) == 2
    await world.pass_time(minutes=10)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


async def test_whoever_is_active_again_but_stopped_is_told_how_to_come_back(world: World) -> None:
    await world.staff("Anna")
    await world.says("Anna", "STOPP")
    await world.says("Anna", "AKTIV")
    assert "START" in (await world.sms_to("Anna"))[-1]
    await world.says("Anna", "START")
    assert "Du är aktiv" in (await world.sms_to("Anna"))[-1]


async def test_stop_turns_the_phone_off_and_start_brings_it_back(world: World) -> None:
    anna = await world.staff("Anna")
    await world.staff("Bo", 2)
    _, first = await world.ask()
    await world.says("Anna", "STOPP")
    assert (await world.case(first.id)).step == 2
    assert await world.alarms() == ["staff_stopped"]
    before = await world.sms_to("Anna")
    await world.ask()
    assert await world.sms_to("Anna") == before
    await world.escalation.pause(anna.id, False)
    await world.ask()
    assert await world.sms_to("Anna") == before  # nobody else can bring a phone back
    await world.says("Anna", "START")
    await world.ask()
    assert len(await world.sms_to("Anna", "offer")) == 2


async def test_everybody_in_the_first_step_says_stop(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    conversation, case = await world.ask()
    await world.says("Anna", "STOP")
    await world.says("Bo", "stopp")
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED
    assert "kunde svara" in (await world.told(conversation))[0]
    assert sorted(await world.alarms()) == ["no_staff", "staff_stopped", "staff_stopped"]
    assert (await world.ask(await world.chat()))[1].state == "exhausted"


async def test_stop_from_whoever_has_a_case_gives_it_to_others(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    _, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "STOP")
    stored = await world.case(case.id)
    assert (stored.state, stored.step) == (CaseState.NOTIFYING, 2)


async def test_a_pause_passes_on_what_waits_and_keeps_what_is_taken(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    _, mine = await world.ask()
    await world.says("Anna", "1 JA")
    _, other = await world.ask()
    await world.says("Anna", "paus")
    assert (await world.case(mine.id)).state is CaseState.ACKED
    assert (await world.case(other.id)).step == 2
    await world.says("Anna", "aktiv")
    _, third = await world.ask()
    assert (await world.case(third.id)).step == 1


async def test_a_question_mark_lists_the_open_cases(world: World) -> None:
    await world.staff("Anna")
    await world.says("Anna", "?")
    assert (await world.sms_to("Anna"))[-1] == "Du har inga öppna ärenden."
    await world.ask()
    await world.ask(severity=Severity.NORMAL, municipality=UMEA)
    await world.says("Anna", "1 JA")
    world.clock.move(minutes=3)
    await world.says("Anna", "?")
    assert (await world.sms_to("Anna"))[-1].splitlines()[:2] == [
        "1: Vännäs, AKUT, ditt.",
        "2: Umeå, VANLIGT, väntar 3 min.",
    ]


async def test_long_texts_arrive_whole_and_in_order(world: World) -> None:
    await world.staff("Anna")
    conversation, _ = await world.ask()
    await world.says("Anna", "1 JA")
    text = " ".join(f"mening {number} med å ä ö." for number in range(100))
    await world.escalation.person_says(conversation, text, "web:1")
    parts = await world.sms_to("Anna", "relay")
    assert max(segments(part) for part in parts) <= 2
    assert "".join(part.partition(") ")[2] for part in parts) == f"1: {text}"
    await world.says("Anna", text)
    assert text in await world.told(conversation)


async def test_a_machine_that_answers_by_itself_does_not_go_on_for_ever(world: World) -> None:
    await world.staff("Anna")
    for _ in range(20):
        await world.says("Anna", "Jag är på semester till måndag.")
    assert len(await world.sms_to("Anna")) == 5
    await world.ask()
    await world.says("Anna", "1 JA")
    assert "Ärende 1 är ditt" in (await world.sms_to("Anna"))[-1]


async def test_a_picture_without_words_is_answered(world: World) -> None:
    await world.staff("Anna")
    await world.says("Anna", "")
    assert await world.sms_to("Anna") == ["Jag kan bara ta emot text. Skriv det du vill säga."]
