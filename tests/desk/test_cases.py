"""Cases at the desk: only those in one's areas, the most urgent first, with what was said since then."""

import re

import pytest

from bot.accounts.roles import Role
from bot.db.models.case import Severity
from tests.accounts.site import Visitor
from tests.desk.site import ANNA, BO, EVA, SEEKER, WORDS, DeskSite
from tests.factories import UMEA, VANNAS


def listed(visitor: Visitor) -> list[int]:
    """The cases on the page, in order."""
    return [int(found) for found in re.findall(r'href="/jour/arenden/(\d+)" id="case-', visitor.text)]


def buttons(visitor: Visitor) -> set[str]:
    """The ids of the buttons of the page."""
    return set(re.findall(r'<button[^>]* id="([\w-]+)"', visitor.text))


async def test_the_most_urgent_come_first(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, step=2)
    slow = await site.case()
    site.clock.move(minutes=3)
    quick = await site.case(severity=Severity.HIGH)
    acute = await site.case(severity=Severity.ACUTE)
    later = await site.case()
    anna = await site.at_desk()

    assert listed(anna) == [acute.id, quick.id, slow.id, later.id]
    assert "4 ärenden väntar på svar" in anna.text
    assert "(4) Ärenden" in anna.text
    assert "Har väntat 3 min" in anna.text
    assert WORDS[:10] not in anna.text


async def test_a_taken_case_stands_after_those_that_wait(site: DeskSite) -> None:
    bo = await site.staff("Bo", BO)
    taken, waiting = await site.case(), await site.case()
    await site.escalation.take(taken.id, bo)
    anna = await site.at_desk()

    assert listed(anna) == [waiting.id, taken.id]
    assert "1 ärende väntar" in anna.text


async def test_a_case_in_another_language_says_which(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case(language="en")
    anna = await site.at_desk()
    assert (await anna.goes(f"/jour/arenden/{case.id}")).status_code == 200
    assert "<dt>Språk</dt><dd>engelska</dd>" in anna.text


async def test_other_municipalities_are_not_there(site: DeskSite) -> None:
    await site.staff("Bo", BO, places=())
    here, there, nowhere = await site.case(), await site.case(UMEA), await site.case(None)
    await site.staff("Anna", ANNA, step=3)
    anna = await site.at_desk()
    assert listed(anna) == [here.id]
    for hidden in (there, nowhere):
        assert (await anna.goes(f"/jour/arenden/{hidden.id}")).status_code == 404
    for number in (0, 999, 2**31, 10**30):
        assert (await anna.goes(f"/jour/arenden/{number}")).status_code == 404
    county = await site.at_desk("eva", EVA, areas=("24",))
    assert set(listed(county)) == {here.id, there.id}
    country = await site.at_desk("ove", SEEKER, areas=("SE",))
    assert set(listed(country)) == {here.id, there.id, nowhere.id}
    nobody = await site.at_desk("ulf", BO, areas=())
    assert listed(nobody) == [here.id, there.id, nowhere.id]


async def test_an_account_without_areas_or_offers_sees_nothing(site: DeskSite) -> None:
    await site.staff("Bo", BO)
    case = await site.case()
    ulf = await site.at_desk("ulf", SEEKER, areas=())
    assert listed(ulf) == []
    assert (await ulf.goes(f"/jour/arenden/{case.id}")).status_code == 404


async def test_who_was_asked_may_see_it_wherever_it_is(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, places=())
    case = await site.case(UMEA)
    anna = await site.at_desk()
    assert listed(anna) == [case.id]
    assert (await anna.goes(f"/jour/arenden/{case.id}")).status_code == 200


async def test_a_case_shows_the_number_it_has_by_sms_on_each_phone(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    elsewhere = await site.case()
    await site.staff("Bo", BO)
    case = await site.case()
    await site.escalation.cancel(site.conversation)
    case = await site.case()
    for login, phone, said in (
        ("anna", ANNA, "I din telefon: 2. Bo: 1."),
        ("bo", BO, "I din telefon: 1. Anna: 2."),
        ("eva", EVA, "Anna: 2. Bo: 1."),
    ):
        desk = await site.at_desk(login, phone)
        for page in ("/jour", f"/jour/arenden/{case.id}"):
            await desk.goes(page)
            assert said in desk.text
        await desk.goes(f"/jour/arenden/{elsewhere.id}")
        assert said not in desk.text
    await site.escalation.cancel(site.conversation)
    await desk.goes(f"/jour/arenden/{case.id}")
    assert "Nummer per sms" not in desk.text


async def test_texts_open_on_request_and_the_audit_says_so(site: DeskSite) -> None:
    await site.staff("Bo", BO)
    case = await site.case()
    anna = await site.at_desk(phone=SEEKER, areas=("24",))
    await anna.goes(f"/jour/arenden/{case.id}")
    assert "jag orkar" not in anna.text
    assert await site.audit(case.id) == []
    await anna.sends(f"/jour/arenden/{case.id}/visa", what="texts")

    assert "jag orkar inte mer &lt;b&gt;nu&lt;/b&gt;" in anna.text
    account = await site.sign_in.accounts.find("anna")
    assert account is not None
    assert await site.audit(case.id) == [(f"account:{account.id}", "texts")]
    await anna.goes(f"/jour/arenden/{case.id}", **{"Vart-Live": "1"})
    assert "jag orkar" in anna.text
    assert len(await site.audit(case.id)) == 1
    site.clock.move(minutes=29)
    await anna.goes("/jour")
    site.clock.move(minutes=2)
    await anna.goes(f"/jour/arenden/{case.id}")
    assert "jag orkar" not in anna.text
    assert "Anna öppnade samtalet" in anna.text


async def test_for_the_one_who_has_it_looking_is_opening(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case()
    anna = await site.at_desk()
    await anna.goes(f"/jour/arenden/{case.id}")
    assert "jag orkar" not in anna.text
    # With the code one could go on as the person.
    assert "Ärendekod" not in anna.text
    await anna.sends(f"/jour/arenden/{case.id}/ta")

    assert "Ärendekod" in anna.text
    assert "Ärendet är ditt" in anna.text
    assert "jag orkar" in anna.text
    assert [what for _, what in await site.audit(case.id)] == ["texts"]


async def test_the_number_is_for_the_one_who_has_the_case_alone(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case(contact="phone", phone=SEEKER)
    anna = await site.at_desk()
    eva = await site.at_desk("eva", EVA, areas=("24",), roles=(Role.ADMINISTRATOR, Role.DESK))
    path = f"/jour/arenden/{case.id}"
    await anna.goes(path)
    await anna.sends(f"{path}/ta")
    assert SEEKER not in anna.text
    await eva.goes(path)
    assert (await eva.sends(f"{path}/visa", what="phone")).status_code == 403
    await anna.goes(path)
    assert SEEKER not in anna.text
    await anna.sends(f"{path}/visa", what="phone")

    assert f'href="tel:{SEEKER}"' in anna.text
    account = await site.sign_in.accounts.find("anna")
    assert account is not None
    assert (f"account:{account.id}", "phone") in await site.audit(case.id)
    await anna.sends(f"{path}/ringer")
    assert "Samtal pågår" in anna.text


async def test_take_answer_and_close(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case()
    anna = await site.at_desk()
    path = f"/jour/arenden/{case.id}"
    await anna.goes(path)
    assert buttons(anna) == {"take", "show-texts"}
    await anna.sends(f"{path}/ta")
    assert {"close", "release"} <= buttons(anna)
    await anna.sends(f"{path}/svara", text="Hej, jag heter Anna\r\noch lyssnar.")
    assert "Skickat." in anna.text
    assert "Samtal pågår" in anna.text
    assert any("Hej, jag heter Anna" in text for text in await site.told())
    await anna.sends(f"{path}/avsluta", outcome="got_help")

    assert "Avslutat" in anna.text
    assert "Fick hjälp" in anna.text
    assert buttons(anna) == set()
    await anna.goes("/jour")
    assert listed(anna) == []


async def test_the_same_form_twice_is_one_message(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    path = f"/jour/arenden/{case.id}"
    await anna.goes(path)
    fields = anna.hidden() | {"text": "Hej, här är jag."}
    for _ in range(2):
        await anna.http.post(f"{path}/svara", data=fields, headers={"Origin": "https://vart.test"})
    await anna.goes(path)

    assert anna.text.count("Hej, här är jag.") == 1


@pytest.mark.parametrize(("text", "said"), [("  \r\n ", "Skriv något"), ("å" * 1_001, "för lång")])
async def test_what_cannot_be_sent_is_said(site: DeskSite, text: str, said: str) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    await anna.goes(f"/jour/arenden/{case.id}")
    await anna.sends(f"/jour/arenden/{case.id}/svara", text=text)
    assert said in anna.text
    assert not any("å" * 20 in each for each in await site.told())


async def test_somebody_else_was_faster(site: DeskSite) -> None:
    bo = await site.staff("Bo", BO)
    await site.staff("Anna", ANNA)
    case = await site.case()
    anna = await site.at_desk()
    await anna.goes(f"/jour/arenden/{case.id}")
    await site.escalation.take(case.id, bo)
    await anna.sends(f"/jour/arenden/{case.id}/ta")

    assert "Någon annan hann före" in anna.text
    assert "Bo har det" in anna.text
    assert "take" not in buttons(anna)


async def test_what_is_done_on_an_old_page_changes_nothing(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    path = f"/jour/arenden/{case.id}"
    await anna.goes(path)
    await site.escalation.human_says(case.id, anna_id, "Hej", "web:1")
    await anna.sends(f"{path}/avsluta", outcome="wrong")
    assert "har ärendet ändrats" in anna.text
    await anna.sends(f"{path}/avsluta", outcome="referred")
    assert "Hänvisad vidare" in anna.text
    await anna.sends(f"{path}/svara", text="för sent", form_id="abcdefghij", version=1)
    assert "hann före" in anna.text or "redan avslutat" in anna.text


@pytest.mark.parametrize("version", [-1, 2**31, 2**63, 10**30])
async def test_a_version_that_no_database_holds_is_no_fault_of_ours(site: DeskSite, version: int) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    for action, fields in (("avsluta", {"outcome": "wrong"}), ("slapp", {}), ("lamna", {"to": 10**30})):
        await anna.goes(f"/jour/arenden/{case.id}")
        answer = await anna.sends(f"/jour/arenden/{case.id}/{action}", **fields | {"version": version})
        assert answer.status_code == 422, action


async def test_hand_over_to_somebody_who_serves_the_place(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    bo, eva = await site.staff("Bo", BO), await site.staff("Eva", EVA, places=(UMEA,))
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    path = f"/jour/arenden/{case.id}"
    await anna.goes(path)
    assert f'<option value="{bo}">Bo' in anna.text
    assert f'<option value="{eva}">' not in anna.text
    assert (await anna.sends(f"{path}/lamna", to=eva)).status_code == 422
    await anna.goes(path)
    await anna.sends(f"{path}/lamna", to=bo)

    assert "överlämnat" in anna.text
    assert "Bo har det" in anna.text


async def test_hand_back_asks_the_next(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    await site.staff("Bo", BO, step=2)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    anna = await site.at_desk()
    await anna.goes(f"/jour/arenden/{case.id}")
    await anna.sends(f"/jour/arenden/{case.id}/slapp")
    assert "lämnat tillbaka" in anna.text
    assert "Ingen har svarat än" in anna.text


async def test_who_is_not_on_the_roster_may_read_and_not_act(site: DeskSite) -> None:
    await site.staff("Bo", BO)
    case = await site.case()
    eva = await site.at_desk("eva", EVA, roles=(Role.ADMINISTRATOR,))
    path = f"/jour/arenden/{case.id}"
    await eva.goes(path)
    assert "take" not in buttons(eva)
    for action, fields in (
        ("ta", {}), ("slapp", {}), ("lamna", {"to": 1}), ("avsluta", {"outcome": "wrong"}),
        ("svara", {"text": "hej", "form_id": "abcdefghij"}), ("ringer", {}),
    ):  # fmt: skip
        await eva.goes(path)
        answer = await eva.sends(f"{path}/{action}", **fields)
        assert (answer.status_code, "inte på jourlistan" in answer.text) == (403, True), action


async def test_every_action_is_refused_outside_the_areas(site: DeskSite) -> None:
    await site.staff("Bo", BO, places=(UMEA,))
    await site.staff("Anna", ANNA)
    case, own = await site.case(UMEA), await site.case(VANNAS)
    anna = await site.at_desk()
    for action, fields in (
        ("ta", {}), ("slapp", {}), ("lamna", {"to": 1}), ("avsluta", {"outcome": "wrong"}),
        ("svara", {"text": "hej", "form_id": "abcdefghij"}), ("visa", {"what": "texts"}), ("ringer", {}),
    ):  # fmt: skip
        await anna.goes(f"/jour/arenden/{own.id}")
        answer = await anna.sends(f"/jour/arenden/{case.id}/{action}", **fields)
        assert answer.status_code == 404, action
    assert await site.audit(case.id) == []


async def test_texts_that_are_deleted_are_said_to_be(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    await site.escalation.forget(site.conversation)
    anna = await site.at_desk()
    await anna.goes(f"/jour/arenden/{case.id}")
    assert anna.page.status_code == 200
    assert "jag orkar" not in anna.text
