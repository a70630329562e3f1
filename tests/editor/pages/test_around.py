"""Around the listings: who may, the work list, reports, confirmation, coverage, what if, in and out."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.accounts.roles import Role
from bot.editor.links import Finding, store
from bot.editor.pages.public_pages import WRONG
from bot.gateway.brain import NoBrain
from bot.gateway.memory import Memory
from bot.gateway.messages import Message, ServicesCard
from bot.gateway.reply import Reply, Understood
from tests.accounts.site import ADDRESS, Visitor
from tests.editor.importing import ROW, table
from tests.editor.pages.site import BOXES, SORSELE, EditorSite, publish

PAGES = (
    "/redaktion", "/redaktion/verksamheter", "/redaktion/verksamheter/ny/skriv", "/redaktion/tackning",
    "/redaktion/tank-om", "/redaktion/in-ut", "/redaktion/ut/verksamheter.csv", "/redaktion/ut/content.zip",
)  # fmt: skip


async def test_nobody_else_comes_in(site: EditorSite) -> None:
    stranger = site.browser()
    for path in PAGES:
        await stranger.goes(path)
        assert stranger.path == "/logga-in"
    coordinator = await site.writer("carin", ("SE",), Role.COORDINATOR)
    for path in PAGES:
        assert (await coordinator.goes(path)).status_code == 403


@pytest.mark.parametrize("number", [-1, 2**31, 10**30])
async def test_a_number_that_no_database_holds_is_no_fault_of_ours(site: EditorSite, number: int) -> None:
    anna = await site.writer()
    id = await publish(site, anna, await site.writer("bo", ("24",), Role.REVIEWER))
    path = f"/redaktion/verksamheter/{id}"
    for compared in (f"fran={number}&till=1", f"fran=0&till={number}"):
        assert (await anna.goes(f"{path}/jamfor?{compared}")).status_code == 422
    for action in (f"{path}/granska", f"/redaktion/rapporter/{number}/avsluta"):
        await anna.goes(path)
        assert (await anna.posts(action, revision=str(number))).status_code == 422


async def test_an_editor_stays_in_their_areas(site: EditorSite) -> None:
    anna = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    id = await publish(site, anna, bo)
    eva = await site.writer("eva", ("2460",))
    path = f"/redaktion/verksamheter/{id}"
    for page in (path, f"{path}/andra", f"{path}/jamfor?fran=0&till=1"):
        assert (await eva.goes(page)).status_code == 403
    await eva.goes("/redaktion")
    assert (await eva.sends(f"{path}/avpublicera", reason="nej")).status_code == 403
    assert (await eva.goes(f"/redaktion/ut/blad/{SORSELE}")).status_code == 404
    await eva.goes("/redaktion/verksamheter/ny/skriv")
    assert (await eva.posts("/redaktion/verksamheter/ny/skriv", do="save", **BOXES)).status_code == 403
    nobody = await site.writer("nils", ())
    assert "inget område" in nobody.text or "inget område" in (await nobody.goes("/redaktion")).text


async def test_an_editor_may_not_approve(site: EditorSite) -> None:
    anna, eva = await site.writer(), await site.writer("eva")
    await anna.goes("/redaktion/verksamheter/ny/skriv")
    await anna.posts("/redaktion/verksamheter/ny/skriv", do="save", **BOXES)
    await anna.sends(f"{anna.path}/granska", revision=1)
    await eva.goes(anna.path)
    assert "väntar på någon som får granska" in eva.text
    assert (await eva.sends(f"{anna.path}/godkann", revision=2)).status_code == 403


async def test_a_report_comes_into_the_work_list_and_one_click_says_it_is_true(site: EditorSite) -> None:
    anna = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    id = await publish(site, anna, bo)
    person = site.browser("198.51.100.7")
    await person.goes(f"{WRONG}/{id}")
    for _ in range(30):
        await person.posts(f"{WRONG}/{id}", kind="phone")
        assert "Tack för hjälpen" in person.text
    await person.posts(f"{WRONG}/{id}", kind="<script>")
    await anna.goes("/redaktion")
    # Thirty from one address are one; a second address is a second person.
    assert "Numret stämmer inte" in anna.text
    assert "har sagt det" not in anna.text
    await site.browser("198.51.100.8").posts(f"{WRONG}/{id}", kind="phone")
    await anna.goes("/redaktion")
    assert "Numret stämmer inte (2 har sagt det)" in anna.text
    await anna.goes(f"/redaktion/verksamheter/{id}")
    report = re.search(r"/redaktion/rapporter/(\d+)/avsluta", anna.text)
    assert report
    await anna.sends(report[0])
    assert "Någon säger att det inte stämmer" not in anna.text
    site.clock.move(days=400)
    anna = site.browser()
    await anna.gives_password("anna")
    await anna.goes("/redaktion")
    assert f'href="/redaktion/verksamheter/{id}"' in anna.text
    assert "skulle ha gjorts senast" in anna.text
    await anna.sends(f"/redaktion/verksamheter/{id}/stammer", back="lista")
    assert anna.path == "/redaktion"
    assert f'href="/redaktion/verksamheter/{id}"' not in anna.text


async def test_a_link_that_does_not_answer_is_nobodys_word(site: EditorSite) -> None:
    anna = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    url = "https://www.sorsele.se/motet"
    id = await publish(site, anna, bo, url=url)
    async with site.sessions.begin() as session:
        await store(session, {url: Finding.GONE}, site.clock())
    await anna.goes(f"/redaktion/verksamheter/{id}")
    assert "Webbadresser att titta på" in anna.text
    assert "Någon säger att det inte stämmer" not in anna.text


async def test_what_is_not_there_cannot_be_reported(site: EditorSite) -> None:
    person = site.browser()
    assert (await person.goes(f"{WRONG}/finns-inte")).status_code == 404
    assert (await person.posts(f"{WRONG}/finns-inte", kind="phone")).status_code == 404


@pytest.mark.parametrize("answer", ["right", "propose"])
async def test_a_service_answers_by_its_link_once(site: EditorSite, answer: str) -> None:
    anna = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    extra = {"phones.1.number": "0980-319 291", "phones.1.publication": "draft"}
    id = await publish(site, anna, bo, **extra)
    await anna.sends(f"/redaktion/verksamheter/{id}/fraga", sms_to="hej")
    assert anna.page.status_code == 422
    await anna.sends(f"/redaktion/verksamheter/{id}/fraga", sms_to="070-174 06 05")
    link = re.search(r"/bekrafta/[\w-]+", anna.text)
    assert link
    service = site.browser()
    await service.goes(link[0])
    assert "0980-319 291" not in service.text
    words = {
        "phones.0.number": "0980-319 299",
        "hours.mode": "unknown",
        "summary": BOXES["summary"],
        "status": "active",
    }
    await service.posts(link[0], do=answer, **words)
    assert "Tack" in service.text
    view = await site.editor.listings.get(id)
    if answer == "right":
        assert view.draft is None
    else:
        assert view.draft is not None
        assert [phone["number"] for phone in view.draft.data["phones"]] == ["0980-319 299", "0980-319 291"]
    assert (await service.posts(link[0], do="right")).status_code == 410
    assert (await service.goes("/bekrafta/" + "a" * 54)).status_code == 410


async def test_coverage_leads_to_a_form_that_is_begun(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes("/redaktion/tackning")
    assert anna.text.count('class="spot ') == 40 + 4
    link = re.search(r'href="(/redaktion/verksamheter/ny/skriv\?amne=sleep[^"]*)"', anna.text)
    assert link
    await anna.goes(link[1].replace("&amp;", "&"))
    assert 'name="topics" value="sleep" checked' in anna.text
    assert f'name="service_areas" value="{SORSELE}" checked' in anna.text


async def test_what_would_be_answered_with_the_draft(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes("/redaktion/verksamheter/ny/skriv")
    await anna.posts("/redaktion/verksamheter/ny/skriv", do="save", **BOXES)
    id = anna.path.rpartition("/")[2]
    question = {"text": "jag vill prata om preventivmedel", "place": SORSELE, "age": "16"}
    await anna.goes("/redaktion/tank-om")
    await anna.posts("/redaktion/tank-om", draft=[id], **question)
    assert f"<h3>{BOXES['name']}</h3>" in anna.text
    await anna.posts("/redaktion/tank-om", draft=[], **question)
    assert f"<h3>{BOXES['name']}</h3>" not in anna.text
    await anna.posts("/redaktion/tank-om", text="jag vill inte leva")
    assert "90101" in anna.text


class Rasa(NoBrain):
    """Reads every question as one about a topic, and answers with what is live."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        self.forgotten: list[str] = []

    async def reply(self, sender: str, text: str, metadata: dict[str, Any]) -> Reply:
        assert (text, metadata["memory"]["municipality"]) == ("en grej bara", SORSELE)
        self.sender = sender
        return Reply(self.messages, Memory(), Understood("topic", "sexual_health"))

    async def forget(self, sender: str) -> None:
        self.forgotten.append(sender)


async def test_a_question_is_read_as_in_the_chat_and_answered_with_the_draft(site: EditorSite) -> None:
    anna = await site.writer()
    await anna.goes("/redaktion/verksamheter/ny/skriv")
    await anna.posts("/redaktion/verksamheter/ny/skriv", do="save", **BOXES)
    draft = anna.path.rpartition("/")[2]
    card = ServicesCard(topic="sexual_health", municipality=None, more=False, services=[])
    for message, shown in ((Message(text="x", card=card), True), (Message(text="Hej på dig"), False)):
        rasa = site.services.brain = Rasa(message)
        await anna.goes("/redaktion/tank-om")
        await anna.posts("/redaktion/tank-om", text="en grej bara", place=SORSELE, draft=[draft])
        assert "på samma sätt som i chatten" in anna.text
        assert (f"<h3>{BOXES['name']}</h3>" in anna.text) == shown
        assert ("Hej på dig" in anna.text) != shown
        assert rasa.forgotten == [rasa.sender]


async def test_what_is_taken_out_comes_in_without_a_difference(site: EditorSite) -> None:
    anna = await site.writer("anna", ("SE",))
    listed = [one for one in site.content.services.values() if one.publication == "published"]
    for kind, name in (("csv", "verksamheter.csv"), ("json", "verksamheter.json"), ("zip", "content.zip")):
        data = (await anna.goes(f"/redaktion/ut/{name}")).content
        await _upload(anna, data, f"lista.{kind}")
        assert f"Inget ändras. Filen säger detsamma som Vart om {len(listed)} verksamheter" in anna.text
    one, two = [(await anna.goes("/redaktion/ut/content.zip")).content for _ in range(2)]
    assert one == two
    assert "organizations.yml" in zipfile.ZipFile(io.BytesIO(one)).namelist()
    assert (await anna.goes("/redaktion/ut/verksamheter.exe")).status_code == 404


async def test_only_what_lies_in_the_own_area_is_taken_out(site: EditorSite) -> None:
    anna = await site.writer()
    own = {
        one.id
        for one in site.content.services.values()
        if one.publication == "published" and set(one.service_areas) == {SORSELE}
    }
    assert own
    table = (await anna.goes("/redaktion/ut/verksamheter.csv")).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table), delimiter=";")
    assert {row[head.index("id")] for row in rows} == own
    assert {one["id"] for one in (await anna.goes("/redaktion/ut/verksamheter.json")).json()} == own
    files = zipfile.ZipFile(io.BytesIO((await anna.goes("/redaktion/ut/content.zip")).content)).namelist()
    assert {Path(name).stem for name in files if name.startswith("services/")} == own


async def test_a_table_is_shown_first_and_then_becomes_drafts(site: EditorSite) -> None:
    anna = await site.writer("anna", ("SE",))
    rows = (await anna.goes("/redaktion/ut/verksamheter.csv")).content.decode("utf-8-sig").splitlines()
    head = rows[0].split(";")
    cells = rows[1].split(";")
    cells[head.index("id")], cells[head.index("namn")] = "ny-en", "En alldeles ny verksamhet"
    bad = list(cells)
    bad[head.index("id")], bad[head.index("telefon 1")] = "ny-tva", "ring oss"
    data = "\r\n".join(";".join(row) for row in (head, cells, bad)).encode("cp1252", "replace")
    await _upload(anna, data, "lista.csv")
    assert "1 ny, 1 fel. Inget är sparat än." in anna.text
    assert "rad 3: telefon 1" in anna.text
    token = anna.hidden()["token"]
    eva = await site.writer("eva", ("SE",))
    await eva.goes("/redaktion/in-ut")
    await eva.posts("/redaktion/in-ut/spara", token=token)
    assert "Filen finns inte kvar" in eva.text
    await anna.sends("/redaktion/in-ut/spara", token=token)
    assert "1 utkast är sparat" in anna.text
    await anna.sends("/redaktion/in-ut/granska", drafts=f"{anna.hidden()['drafts']} ny-tva umo")
    assert "1 utkast är skickat" in anna.text
    assert re.findall(r'verksamheter/([a-z-]+)">\1</a>', anna.text) == ["ny-tva", "umo"]
    view = await site.editor.listings.get("ny-en")
    assert view.service is None
    assert view.draft is not None
    assert view.draft.state == "review"


async def test_of_a_long_table_the_first_are_shown_and_all_become_drafts(
    site: EditorSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.editor.pages.transfer_pages._MOST_SHOWN", 2)
    anna = await site.writer("anna", ("SE",))
    rows = [ROW | {"id": f"motet-{number}", "namn": f"Mötet {number}"} for number in range(5)]
    await _upload(
        anna, table(rows + [row | {"id": f"fel-{row['id']}", "ämnen": "slep"} for row in rows]), "a.csv"
    )
    assert len(re.findall(r"<h3>Mötet \d</h3>", anna.text)) == 2
    assert "Här visas de 2 första. 3 till sparas på samma sätt." in anna.text
    assert anna.text.count('<li class="error">') == 2
    assert "3 till syns när du har rättat dem" in anna.text
    await anna.sends("/redaktion/in-ut/spara", token=anna.hidden()["token"])
    assert "5 utkast är sparade" in anna.text


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "Filen är tom"), (b"PK\x03\x04", "går inte att öppna"), (b"x" * 80_000, "")]
)
async def test_what_is_no_table_is_said(site: EditorSite, data: bytes, sentence: str) -> None:
    anna = await site.writer()
    await _upload(anna, data, "lista.csv")
    assert anna.page.status_code in {200, 422}
    assert sentence in anna.text


async def test_a_large_file_is_only_read_from_somebody_with_a_session(site: EditorSite) -> None:
    stranger = site.browser()
    answer = await stranger.http.post("/redaktion/in-ut", content=b"x" * 80_000)
    assert answer.status_code == 413
    pretended = await stranger.http.post(
        "/redaktion/in-ut", content=b"x" * 80_000, headers={"Cookie": "__Host-vart=nonsense"}
    )
    assert pretended.status_code == 413
    anna = await site.writer()
    assert (await anna.http.post("/redaktion/tank-om", content=b"x" * 80_000)).status_code == 413


async def test_the_leaflet_of_the_municipality(site: EditorSite) -> None:
    anna = await site.writer()
    data = (await anna.goes(f"/redaktion/ut/blad/{SORSELE}")).content
    assert len(PdfReader(io.BytesIO(data)).pages) == 2


async def _upload(visitor: Visitor, data: bytes, name: str) -> None:
    await visitor.goes("/redaktion/in-ut")
    visitor.page = await visitor.http.post(
        "/redaktion/in-ut",
        data={"csrf": visitor.hidden()["csrf"]},
        files={"file": (name, data)},
        headers={"Origin": ADDRESS},
    )
