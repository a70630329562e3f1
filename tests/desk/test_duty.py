"""The roster, presence, alarms and the local outbox at the desk."""

import re

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.accounts.roles import Role
from bot.db.models.case import Alarm
from bot.db.models.sms import SmsInbound
from bot.db.models.staff import Staff
from bot.settings import Settings
from tests.desk.site import ANNA, BO, EVA, SEEKER, WORDS, DeskSite
from tests.factories import UMEA, VANNAS


def rows(page: str) -> dict[str, str]:
    """Who stands on the roster, and how they are."""
    return dict(re.findall(r'<h2>(.*?)</h2>\s*<p class="tags"><span class="tag[ \w]*">(.*?)</span>', page))


async def test_who_is_on_duty_stands_first(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, hours="Mo-Fr 08:00-10:30")
    await site.staff("Bo", BO, step=2)
    await site.staff("Eva", EVA, places=(UMEA,))
    await site.staff("Ulf", SEEKER, places=(), paused_at=site.clock(), step=3)
    anna = await site.at_desk()
    await anna.goes("/jour/jourlista")
    assert rows(anna.text) == {"Anna (du)": "Inte jour nu", "Bo": "Har jour nu"}
    assert list(rows(anna.text)) == ["Bo", "Anna (du)"]
    assert ANNA not in anna.text
    site.clock.move(hours=-1)
    await anna.goes("/jour/jourlista")
    assert rows(anna.text)["Anna (du)"] == "Har jour nu"


async def test_the_whole_country_sees_those_who_serve_everywhere(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, places=(), paused_at=site.clock())
    await site.staff("Bo", BO, places=(UMEA,), stopped_at=site.clock())
    eva = await site.at_desk("eva", EVA, areas=("SE",))
    await eva.goes("/jour/jourlista")
    assert rows(eva.text) == {"Anna": "Paus", "Bo": "Telefonen är avstängd för sms"}


async def test_a_pause_for_oneself_passes_cases_on(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    await site.staff("Bo", BO, step=2)
    case = await site.case()
    anna = await site.at_desk()
    await anna.goes("/jour/jourlista")
    await anna.sends("/jour/jourlista/jag", paused=1)
    assert "Du har paus" in anna.text
    assert rows(anna.text)["Anna (du)"] == "Paus"
    again = await site.escalation.case_of(site.conversation)
    assert again is not None
    assert (again.id, again.step) == (case.id, 2)
    await anna.sends("/jour/jourlista/jag", paused=0)
    assert rows(anna.text)["Anna (du)"] == "Har jour nu"


async def test_whose_phone_is_off_is_not_told_to_be_active(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, stopped_at=site.clock())
    anna = await site.at_desk()
    await anna.goes("/jour/jourlista")
    assert "Sms:a START" in anna.text
    assert "Du är aktiv" not in anna.text


async def test_who_is_not_on_the_roster_has_no_pause(site: DeskSite) -> None:
    eva = await site.at_desk("eva", EVA)
    await eva.goes("/jour/jourlista")
    assert "står inte på jourlistan" in eva.text
    await eva.goes("/jour/larm")
    assert (await eva.sends("/jour/jourlista/jag", csrf=await _csrf(site, "eva"))).status_code == 403


async def test_a_row_of_somebody_who_left_is_nobodys(site: DeskSite) -> None:
    await site.staff("Anna", ANNA, removed_at=site.clock())
    anna = await site.at_desk()
    assert "står inte på jourlistan" in anna.text


async def test_an_account_linked_to_a_row_acts_as_it_and_nobody_else_does(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    eva = await site.at_desk("eva", EVA)
    async with site.sessions.begin() as session:
        account = await site.sign_in.accounts.find("eva")
        assert account is not None
        row = await session.get(Staff, anna_id)
        assert row is not None
        row.account_id = account.id
    await eva.goes("/jour/jourlista")
    assert "Anna (du)" in rows(eva.text)
    other = await site.at_desk("anna", ANNA)
    await other.goes("/jour/jourlista")
    assert "Anna (du)" not in rows(other.text)


async def test_alarms_are_shown_in_ones_areas_until_somebody_has_seen_them(site: DeskSite) -> None:
    staff = await site.staff("Bo", BO, places=(UMEA,))
    await site.alarm("roster_gap", "here", details={"municipality": VANNAS, "step": 2})
    await site.alarm("roster_gap", "there", details={"municipality": UMEA})
    there = await site.alarm("staff_stopped", "bo", staff_id=staff)
    stuck = await site.alarm("sms_stuck", "all")
    anna = await site.at_desk()
    assert "Larm (2)" in anna.text
    await anna.goes("/jour/larm")
    assert anna.text.count("Markera som sett") == 2
    assert "Vännäs, steg 2" in anna.text
    assert (await anna.sends(f"/jour/larm/{there}")).status_code == 404
    await anna.goes("/jour/larm")
    await anna.sends(f"/jour/larm/{stuck}")
    assert anna.text.count("Markera som sett") == 1
    async with site.sessions() as session:
        seen = await session.scalars(select(Alarm.id).where(Alarm.seen_at.is_not(None)))
        assert list(seen) == [stuck]


async def test_the_local_outbox_shows_sms_but_no_codes(site: DeskSite) -> None:
    await site.staff("Anna", ANNA)
    await site.case()
    anna = await site.at_desk()
    await anna.goes("/jour/sms")
    assert "Vart: ärende 1, Vännäs, VANLIGT. Svara 1 JA" in anna.text
    assert "engångskod" in anna.text
    assert not any(line.rpartition(" ")[2] in anna.text for line in site.console)
    assert WORDS[:10] not in anna.text


async def test_sms_of_other_areas_push_none_out_of_the_local_outbox(
    site: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.local_sms.MOST", 2)
    await site.staff("Anna", ANNA)
    await site.staff("Bo", BO, places=(UMEA,))
    anna = await site.at_desk()
    await site.case()
    for _ in range(5):
        await site.case(UMEA)
    await anna.goes("/jour/sms")
    assert "Vännäs, VANLIGT" in anna.text
    assert "Umeå" not in anna.text


async def test_an_sms_can_be_answered_as_somebody_on_the_roster(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    anna = await site.at_desk()
    await anna.goes("/jour/sms")
    await anna.sends("/jour/sms", staff=anna_id, text="1 JA")
    assert f'<option value="{anna_id}" selected>' in anna.text
    assert "Sms:et är mottaget" in anna.text
    for work in await site.services.sms.inbox.due(10):
        await work
    view = await site.escalation.case_of(site.conversation)
    assert view is not None
    assert (view.id, view.state, view.taken_by_name) == (case.id, "claimed", "Anna")
    async with site.sessions() as session:
        [stored] = await session.scalars(select(SmsInbound))
    assert stored.handled_at is not None


async def test_reading_the_words_of_a_person_there_is_an_opening_too(site: DeskSite) -> None:
    anna_id = await site.staff("Anna", ANNA)
    case = await site.case()
    await site.escalation.take(case.id, anna_id)
    eva = await site.at_desk("eva", EVA)
    await eva.goes("/jour/sms")
    assert WORDS[:10] in eva.text
    account = await site.sign_in.accounts.find("eva")
    assert account is not None
    assert await site.audit(case.id) == [(f"account:{account.id}", "texts")]


async def test_nobody_answers_for_staff_outside_their_areas(site: DeskSite) -> None:
    bo = await site.staff("Bo", BO, places=(UMEA,))
    await site.case(UMEA)
    anna = await site.at_desk()
    await anna.goes("/jour/sms")
    assert "ärende 1" not in anna.text
    assert (await anna.sends("/jour/sms", staff=bo, text="1 JA")).status_code == 404
    async with site.sessions() as session:
        assert (await session.scalars(select(SmsInbound))).all() == []


@pytest.mark.parametrize("path", ["/jour/sms"])
async def test_with_a_provider_the_outbox_is_not_there(site: DeskSite, path: str) -> None:
    anna_id = await site.staff("Anna", ANNA)
    anna = await site.at_desk()
    await anna.goes(path)
    site.services.settings = Settings(
        _env_file=None,
        twilio_account_sid="AC1",
        twilio_auth_token=SecretStr("hemligt"),
        twilio_from="+46700000000",
    )
    assert (await anna.sends(path, staff=anna_id, text="1 JA")).status_code == 404
    assert (await anna.goes(path)).status_code == 404
    assert ">Sms</a>" not in (await anna.goes("/jour")).text


async def test_an_administrator_has_the_same_desk(site: DeskSite) -> None:
    eva = await site.at_desk("eva", EVA, roles=(Role.ADMINISTRATOR,))
    for path in ("/jour", "/jour/jourlista", "/jour/larm", "/jour/sms"):
        assert (await eva.goes(path)).status_code == 200


async def _csrf(site: DeskSite, login: str) -> str:
    visitor = await site.signed_in(login)
    return visitor.hidden()["csrf"]
