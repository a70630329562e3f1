"""What is refused says why, keeps what was written, and leads on to what the role may open."""

import pytest

from bot.accounts.roles import Role
from tests.accounts.site import Visitor
from tests.editor.pages.site import EditorSite, publish

SOS = "/redaktion/verksamheter/sos-112"


@pytest.fixture
async def anna(site: EditorSite) -> Visitor:
    """An editor of the whole country."""
    return await site.writer("anna", ("SE",))


async def test_a_step_taken_twice_leads_back_to_the_listing(site: EditorSite, anna: Visitor) -> None:
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    id = await publish(site, anna, bo)
    path = f"/redaktion/verksamheter/{id}"
    link = f'<a href="{path}">Till verksamheten</a>'
    await bo.goes(path)
    await bo.sends(f"{path}/godkann", revision=2)
    assert (bo.page.status_code, link in bo.text) == (409, True)
    await anna.goes(path)
    await anna.sends(f"{path}/avpublicera", reason="Fel nummer")
    await anna.goes(path)
    await anna.sends(f"{path}/avpublicera", reason="Fel nummer")
    assert (anna.page.status_code, link in anna.text) == (409, True)


async def test_only_pages_that_the_role_may_open_are_offered(site: EditorSite, anna: Visitor) -> None:
    assert (await anna.goes("/jour")).status_code == 403
    assert 'href="/redaktion"' in anna.text
    assert 'href="/jour"' not in anna.text
    carin = await site.writer("carin", ("SE",), Role.COORDINATOR)
    assert (await carin.goes("/redaktion")).status_code == 403
    assert 'href="/redaktion"' not in carin.text
    assert 'href="/jour"' not in carin.text


async def test_a_comment_that_is_too_long_is_told_so_and_given_back(anna: Visitor) -> None:
    await anna.goes(SOS)
    await anna.sends(f"{SOS}/kommentera", text="å" * 2_001 + "<slut>")
    assert anna.page.status_code == 422
    assert "Texten får ha högst 2000 tecken. Inget är sparat." in anna.text
    assert "å" * 2_001 + "&lt;slut&gt;</textarea>" in anna.text


async def test_a_new_line_counts_as_one_character_as_the_browser_counts_it(anna: Visitor) -> None:
    await anna.goes(SOS)
    await anna.sends(f"{SOS}/kommentera", text="å\r\n" * 1_000)
    assert anna.page.status_code == 200
    assert "Kommentaren är sparad." in anna.text


async def test_a_search_that_is_too_long_is_made_with_what_fits(anna: Visitor) -> None:
    await anna.goes(f"/redaktion/verksamheter?q={'x' * 201}&lage=utkast")
    assert anna.page.status_code == 422
    assert "Sökningen får ha högst 200 tecken." in anna.text
    assert f'value="{"x" * 200}"' in anna.text
    assert '<option value="utkast" selected>' in anna.text


async def test_a_number_in_an_address_is_named_and_not_repeated(anna: Visitor) -> None:
    for query, sentence in (
        ("?sida=hemligt", "Sidans nummer ska vara ett heltal."),
        ("?sida=0", "Sidans nummer ska vara minst 1."),
        ("/sos-112/jamfor?fran=1", "Versionen att jämföra med saknas."),
    ):
        assert (await anna.goes(f"/redaktion/verksamheter{query}")).status_code == 422
        assert sentence in anna.text
        assert "hemligt" not in anna.text


async def test_a_question_with_faults_is_asked_for_again_with_what_was_filled_in(anna: Visitor) -> None:
    await anna.goes("/redaktion/tank-om")
    await anna.posts("/redaktion/tank-om", text=" ", place="2422")
    assert anna.page.status_code == 422
    assert "Skriv en fråga först" in anna.text
    assert '<option value="2422" selected>' in anna.text
    await anna.posts("/redaktion/tank-om", text="jag sover illa", age="sexton")
    assert "Åldern ska vara ett tal mellan 0 och 120" in anna.text
    assert ">jag sover illa</textarea>" in anna.text
    assert 'value="sexton"' in anna.text
    await anna.posts("/redaktion/tank-om", text="å" * 501)
    assert "Frågan får ha högst 500 tecken." in anna.text


async def test_a_number_too_long_to_text_is_asked_for_again(anna: Visitor) -> None:
    await anna.goes(SOS)
    await anna.sends(f"{SOS}/fraga", sms_to="070" * 20)
    assert anna.page.status_code == 422
    assert "Numret går inte att skicka sms till." in anna.text
