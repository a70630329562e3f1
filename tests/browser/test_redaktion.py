"""The editors' pages in a real browser: accessible, on a telephone, without script, and with the keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.accounts.roles import Role
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.db.models.editor import UnansweredQuestion
from tests import serving
from tests.accounts.site import PASSWORD, Visitor
from tests.browser.chat import TALL, phone, schemes
from tests.browser.test_axe import faults
from tests.editor.pages.site import SORSELE, EditorSite, publish
from tests.editor.pages.writing import fill
from tests.gateway.world import FakeClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
# Everything is on the screen at once, so that no colour is left unmeasured out of view.
WIDE = phone(1400, TALL)
NEW = "/redaktion/verksamheter/ny/skriv"


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[EditorSite]:
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    upgrade(url)
    engine = create_engine(url)
    made = EditorSite(session_factory(engine), FakeClock(), folder=tmp_path)
    await made.start()
    yield made
    await made.stop()
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def address(site: EditorSite) -> AsyncIterator[str]:
    async with serving.served(site.app) as made:
        yield made


async def everything(site: EditorSite) -> tuple[str, str]:
    """A listing with a report, a comment and a draft in review; its page, and the link to its service."""
    anna: Visitor = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER, Role.COORDINATOR)
    id = await publish(site, anna, bo)
    async with site.sessions.begin() as session:
        asked = {"intent": "nonsense", "topic": "sleep", "municipality": SORSELE, "count": 23}
        session.add(UnansweredQuestion(day=site.clock().date(), **asked))
    path = f"/redaktion/verksamheter/{id}"
    await site.editor.reports.add(id, "hours")
    await anna.goes(path)
    await anna.sends(f"{path}/kommentera", text="Ring och fråga om sommaren.")
    await anna.sends(f"{path}/fraga")
    link = anna.text[anna.text.index("/bekrafta/") :].split()[0]
    view = await site.editor.listings.get(id)
    assert view.service is not None
    fields = {**view.history[-1].data, "cost": "Gratis", "phones": [{"number": "0980-319 299"}]}
    draft = await site.editor.listings.save_draft(id, fields, 1, view.revision)
    await site.editor.listings.submit(id, draft.revision, 1)
    return path, link


async def signed_in(browser: Browser, address: str, login: str = "bo", **options: object) -> Page:
    """A browser in which somebody has signed in."""
    context = await browser.new_context(locale="sv-SE", **options)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(f"{address}/redaktion")
    await page.get_by_label("Användarnamn").fill(login)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.wait_for_url(f"{address}/redaktion")
    return page


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_on_any_page_and_each_fits_a_telephone(
    browser: Browser, site: EditorSite, address: str, scheme: str
) -> None:
    path, link = await everything(site)
    page = await signed_in(browser, address, **(WIDE | {"color_scheme": scheme}))
    id = path.rpartition("/")[2]
    paths = (
        "/redaktion", "/redaktion/verksamheter", path, f"{path}/andra", f"{path}/jamfor?fran=3&till=4", NEW,
        "/redaktion/tackning", "/redaktion/tank-om", "/redaktion/in-ut", link, f"/stammer-inte/{id}",
        "/statistik",
    )  # fmt: skip
    for one in paths:
        await page.goto(address + one)
        for summary in await page.locator("details summary").all():
            await summary.click()
        assert await faults(page) == [], one
        await page.set_viewport_size(phone(320)["viewport"])
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320, one
        await page.set_viewport_size(WIDE["viewport"])
    await page.goto(f"{address}/statistik")
    await expect(page.get_by_role("table").first).to_contain_text("20")  # in steps of five
    await page.goto(address + NEW)
    await page.get_by_label("Måndag", exact=True).fill("25–26")
    await page.get_by_role("button", name="Spara utkast").click()
    await expect(page.locator("[id='faults-hours.Mo']")).to_contain_text("Det klockslaget finns inte")
    assert await faults(page) == []
    await page.goto(f"{address}/redaktion/tank-om")
    await page.get_by_label("Fråga").fill("jag kan inte sova")
    await page.get_by_role("button", name="Visa svaret").click()
    await expect(page.get_by_role("heading", name="Så skulle Vart svara")).to_be_visible()
    assert await faults(page) == []
    await page.context.close()


async def test_a_listing_is_written_without_script_and_with_the_keyboard(
    browser: Browser, site: EditorSite, address: str
) -> None:
    await site.writer()
    page = await signed_in(browser, address, "anna", java_script_enabled=False, **phone())
    await page.goto(address + NEW)
    await fill(page)
    await page.get_by_role("button", name="Kontrollera och förhandsvisa").last.press("Enter")
    await expect(page.locator("#preview")).to_contain_text("Ring 0980-319 200")
    await page.get_by_role("button", name="Spara utkast").press("Enter")
    await expect(page.get_by_role("status").first).to_contain_text("Utkastet är sparat.")
    await page.get_by_role("button", name="Skicka till granskning").press("Enter")
    await expect(page.get_by_role("status").first).to_contain_text("Utkastet är skickat.")
    await page.context.close()


async def test_what_was_typed_comes_back_after_the_login(
    browser: Browser, site: EditorSite, address: str
) -> None:
    await site.writer()
    page = await signed_in(browser, address, "anna")
    await page.goto(address + NEW)
    await fill(page)
    site.clock.move(minutes=31)
    await page.get_by_role("button", name="Spara utkast").click()
    assert await faults(page) == []
    await page.get_by_label("Användarnamn").fill("anna")
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("button", name="Tillbaka till det du skrev").click()
    await expect(page.get_by_label("Sammanfattning")).to_have_value(
        "Här kan du prata om kropp, sex och känslor."
    )
    await page.get_by_role("button", name="Spara utkast").click()
    await expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
    await page.context.close()
