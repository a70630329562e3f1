"""Writing through the pages: to the chat, faults at the boxes, two at once, a session that ended."""

import html
import re
from typing import Any

import pytest

from bot.accounts.roles import Role
from bot.content.schema import Publication
from bot.editor.views import Filter
from tests.accounts.site import PASSWORD, Visitor
from tests.editor.pages.site import BOXES, SORSELE, EditorSite, publish

NEW = "/redaktion/verksamheter/ny/skriv"


def faults(page: str) -> dict[str, str]:
    """What is said at each box."""
    some = r'id="faults-([^"]+)" data-live>((?:<span class="fault \w+">[^<]*</span>)+)</span>'
    return {
        name: html.unescape(re.sub(r"<[^>]+>", " ", said)).strip() for name, said in re.findall(some, page)
    }


def value(page: str, name: str) -> str:
    """What stands in a box."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


async def reviewer(site: EditorSite) -> Visitor:
    return await site.writer("bo", ("24",), Role.REVIEWER)


async def test_a_new_listing_is_live_only_when_a_second_person_has_said_so(site: EditorSite) -> None:
    anna = await site.writer("anna", (SORSELE,), Role.EDITOR, Role.REVIEWER)
    await anna.goes(NEW)
    await anna.posts(NEW, do="save", **BOXES)
    path = anna.path
    assert "Utkastet är sparat" in anna.text
    await anna.sends(f"{path}/granska", revision=1)
    assert "Godkänn" not in anna.text
    assert (await anna.sends(f"{path}/godkann", revision=2)).status_code == 403
    await site.directory.refresh()
    id = path.rpartition("/")[2]
    assert id not in site.directory.snapshot.by_id

    bo = await reviewer(site)
    await bo.goes(path)
    for words in ("Sorsele hälsocentral", "måndag 8–16, tisdag 8–12 och 13–16, röda dagar stängt", "svenska"):
        assert f"<ins>{words}</ins>" in bo.text
    await bo.sends(f"{path}/godkann", revision=2)
    assert "Visas nu" in bo.text
    await site.directory.refresh()
    assert (
        site.directory.snapshot.by_id[id].opening_hours
        == "Mo 08:00-16:00; Tu 08:00-12:00,13:00-16:00; PH off"
    )


async def test_faults_stand_at_their_boxes_and_nothing_typed_is_lost(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    wrong = {
        "phones.0.number": "ring <b>oss</b>",
        "url": "javascript:alert(1)",
        "hours.Mo": "25–26",
        "minimum_age": "30",
        "maximum_age": "20",
        "exceptions.0.first": "2026-12-24",
        "exceptions.0.last": "2026-12-01",
    }
    await anna.posts(NEW, do="save", **(BOXES | wrong))
    assert anna.page.status_code == 422
    said = faults(anna.text)
    assert {"url", "hours.Mo", "exceptions.0.first"} <= said.keys()
    for name, text in wrong.items():
        assert value(anna.text, name) == text
    await anna.posts(NEW, do="look", **(BOXES | wrong | {"hours.Mo": "", "exceptions.0.last": "", "url": ""}))
    assert faults(anna.text).keys() == {"minimum_age"}
    await anna.posts(NEW, do="look", **(BOXES | {"phones.0.number": "ring <b>oss</b>"}))
    assert "phones.0.number" in faults(anna.text)
    assert value(anna.text, "phones.0.number") == "ring <b>oss</b>"
    assert (await site.editor.listings.find(Filter(text="Ungdomsmottagningen i Sorsele"))).total == 0


@pytest.mark.parametrize(
    ("boxes", "at"),
    [
        ({"topics": ["ingen"], "main_topics": [], "service_areas": ["9999"]}, {"topics", "service_areas"}),
        ({"for": ["alla"], "name": ""}, {"for", "name"}),
    ],
)
async def test_each_fault_above_the_form_leads_to_its_box(
    site: EditorSite, boxes: dict[str, Any], at: set[str]
) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    await anna.posts(NEW, do="look", **(BOXES | boxes))
    led = set(re.findall(r'href="#faults-([^"]+)"', anna.text))
    assert led == at
    assert led <= set(re.findall(r'id="faults-([^"]+)"', anna.text))


async def test_looking_saves_nothing_and_shows_the_card_on_every_channel(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    await anna.posts(NEW, do="look", **BOXES)
    assert faults(anna.text) == {}
    for words in ("Öppet nu: ja.", "Som sms", "+46 980 31 92 00", "Ring 0980-319 200"):
        assert words in anna.text
    assert await site.editor.freshness.work_list(()) == ()
    assert "Sorsele hälsocentral" not in {one.name for one in await site.editor.listings.organizations()}


async def test_two_who_write_in_different_fields_are_put_together(site: EditorSite) -> None:
    anna, bo = await site.writer(), await reviewer(site)
    id = await publish(site, anna, bo)
    path = f"/redaktion/verksamheter/{id}/andra"
    first, second = await _boxes(anna, path), await _boxes(bo, path)
    await bo.posts(path, **(second | {"do": "save", "cost": "Gratis"}))
    await anna.posts(path, **(first | {"do": "save", "not_for": "Akuta besvär"}))
    assert "tillsammans med det som någon annan hade ändrat" in anna.text
    draft = (await site.editor.listings.get(id)).draft
    assert draft is not None
    assert (draft.data["cost"], draft.data["not_for"]) == ("Gratis", "Akuta besvär")


async def test_two_who_write_in_the_same_field_choose(site: EditorSite) -> None:
    anna, bo = await site.writer(), await reviewer(site)
    id = await publish(site, anna, bo)
    path = f"/redaktion/verksamheter/{id}/andra"
    first, second = await _boxes(anna, path), await _boxes(bo, path)
    await bo.posts(path, **(second | {"do": "save", "cost": "100 kronor", "not_for": "Vuxna"}))
    await anna.posts(path, **(first | {"do": "save", "cost": "Gratis <b>", "sms": "070-1740605"}))
    assert anna.page.status_code == 409
    assert "Bo har sparat medan du skrev" in anna.text
    assert "Gratis &lt;b&gt;" in anna.text
    carried = {name: html.unescape(text) for name, text in anna.hidden().items()}
    merge = f"/redaktion/verksamheter/{id}/sammanfoga"

    await anna.posts(merge, **(carried | {"do": "look", "choose.cost": "mine"}))
    assert value(anna.text, "cost") == "Gratis <b>"
    assert value(anna.text, "not_for") == "Vuxna"
    await anna.posts(merge, **(carried | {"do": "save", "choose.cost": "theirs"}))
    draft = (await site.editor.listings.get(id)).draft
    assert draft is not None
    assert (draft.data["cost"], draft.data["not_for"], draft.data["sms"]) == (
        "100 kronor",
        "Vuxna",
        "070-1740605",
    )


async def test_what_was_typed_comes_back_after_logging_in_again(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    site.clock.move(minutes=31)
    await anna.posts(NEW, do="save", **(BOXES | {"name": "Långt skrivet <i>namn</i>"}))
    assert "Det du skrev finns kvar" in anna.text
    assert "Långt skrivet" not in anna.text
    await anna.sends("/logga-in", name="anna", password="fel")
    await anna.sends("/logga-in", name="anna", password="korrekt-häst-batteri")
    assert "Du är inloggad igen" in anna.text
    await anna.sends(NEW)
    assert value(anna.text, "name") == "Långt skrivet <i>namn</i>"
    assert "inte sparat än" in anna.text
    assert value(anna.text, "phones.0.number") == BOXES["phones.0.number"]


@pytest.mark.parametrize("wrong", [1, 5])
async def test_what_was_typed_survives_wrong_codes(site: EditorSite, wrong: int) -> None:
    await site.account("cia", roles=(Role.ADMINISTRATOR,), areas=(SORSELE,))
    cia = await site.signed_in("cia")
    await cia.goes(NEW)
    site.clock.move(minutes=31)
    await cia.posts(NEW, do="save", **BOXES)
    await cia.sends("/logga-in", name="cia", password=PASSWORD)
    for _ in range(wrong):
        await cia.gives_code("000000" if site.code != "000000" else "111111")
    if wrong == 5:
        assert "för många gånger" in cia.text
        site.clock.move(minutes=5)
        await cia.sends("/logga-in", name="cia", password=PASSWORD)
    await cia.sends("/logga-in/kod/ny")
    await cia.gives_code()
    assert "Du är inloggad igen" in cia.text
    await cia.sends(NEW)
    assert value(cia.text, "name") == BOXES["name"]


async def test_a_form_of_an_earlier_session_is_shown_again_not_thrown_away(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    old = anna.hidden()["csrf"]
    await anna.sends("/logga-ut")
    await anna.gives_password("anna")
    await anna.posts(NEW, **(BOXES | {"do": "save", "csrf": old}))
    assert "Allt du skrev finns kvar" in anna.text
    assert value(anna.text, "name") == BOXES["name"]


async def test_another_site_can_neither_save_nor_put_words_into_the_form(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    assert (await anna.posts(NEW, "https://evil.test", do="save", **BOXES)).status_code == 403
    site.clock.move(minutes=31)
    await anna.posts(NEW, "https://evil.test", do="save", **BOXES)
    assert "finns kvar" not in anna.text


async def test_what_was_sealed_elsewhere_opens_nothing(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes(NEW)
    await anna.posts(NEW, kept="påhittat")
    assert anna.page.status_code == 200
    assert value(anna.text, "name") == ""


async def test_a_former_version_comes_back_and_one_can_be_taken_down_at_once(site: EditorSite) -> None:
    anna, bo = await site.writer(), await reviewer(site)
    id = await publish(site, anna, bo)
    path = f"/redaktion/verksamheter/{id}"
    boxes = await _boxes(anna, f"{path}/andra")
    await anna.posts(f"{path}/andra", **(boxes | {"do": "save", "cost": "500 kronor"}))
    await anna.sends(f"{path}/granska", revision=4)
    await bo.goes(path)
    assert "500 kronor" in bo.text
    await bo.sends(f"{path}/godkann", revision=5)
    await bo.sends(f"{path}/ta-fram", revision=3)
    assert "tidigare versionen är ett utkast" in bo.text
    await anna.goes(path)
    await bo.sends(f"{path}/avpublicera", reason="")
    assert "Skriv varför" in bo.text
    assert "Visas nu" in bo.text
    await bo.sends(f"{path}/avpublicera", reason="Numret går till fel person")
    assert "Visas nu" not in bo.text
    service = (await site.editor.listings.get(id)).service
    assert service is not None
    assert service.publication is Publication.DRAFT


async def _boxes(visitor: Visitor, path: str) -> dict[str, Any]:
    """The boxes of the form as a browser would send them."""
    page = (await visitor.goes(path)).text
    form = page[page.index('id="listing-form"') :]
    form = form[: form.index("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="(\w+)"', tag)
        assert name
        text = html.unescape((re.search(r'value="([^"]*)"', tag) or ["", ""])[1])
        if kind and kind[1] in {"checkbox", "radio"}:
            if " checked" in tag:
                found.setdefault(name[1], []).append(text)
        else:
            found[name[1]] = text
    for name_, body in re.findall(r'<select id="[^"]*" name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name_] = html.unescape(chosen[1]) if chosen else ""
    for name_, body in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name_] = html.unescape(body)
    return found
