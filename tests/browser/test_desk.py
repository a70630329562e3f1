"""The desk in a real browser: live without reloading, accessible, also on a telephone and without script."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.db.models.case import Severity
from tests import serving
from tests.accounts.site import PASSWORD
from tests.browser.chat import phone, schemes
from tests.browser.test_axe import faults
from tests.desk.site import ANNA, BO, EVA, WORDS, DeskSite, make_library
from tests.factories import VANNAS
from tests.gateway.world import FakeClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PATHS = ("/jour", "/jour/arenden/1", "/jour/jourlista", "/jour/larm", "/jour/sms")
# Notes what is added to the live region.
LISTEN = """() => {
    window.heard = [];
    new MutationObserver((changes) => {
        for (const change of changes)
            for (const node of change.addedNodes) window.heard.push(node.textContent);
    }).observe(document.getElementById('news'), { childList: true });
}"""


@dataclass
class DeskPage:
    """A page of the desk, signed in."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    async def opens(self, path: str) -> None:
        """Go to a page of it."""
        await self.page.goto(self.address + path)


SignIn = Callable[..., Awaitable[DeskPage]]


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[DeskSite]:
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    upgrade(url)
    engine = create_engine(url)
    made = DeskSite(session_factory(engine), FakeClock(), library=make_library())
    await made.conversations.start()
    yield made
    await made.conversations.stop()
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def sign_in(browser: Browser, site: DeskSite) -> AsyncIterator[SignIn]:
    """Signs in as Anna, through the pages; none of them may break."""
    pages: list[DeskPage] = []
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving.served(site.app))
        await site.account(areas=("24",), phone=ANNA)

        async def opener(path: str = "/jour", **options: Any) -> DeskPage:
            context = await browser.new_context(locale="sv-SE", **(phone() | options))
            stack.push_async_callback(context.close)
            desk = DeskPage(await context.new_page(), address)
            desk.page.on("pageerror", lambda error: desk.faults.append(str(error)))
            desk.page.on(
                "console",
                lambda line: desk.faults.append(line.text) if "Content Security" in line.text else None,
            )
            pages.append(desk)
            await desk.opens(path)
            await desk.page.get_by_label("Användarnamn").fill("anna")
            await desk.page.get_by_label("Lösenord").fill(PASSWORD)
            await desk.page.get_by_role("button", name="Logga in").click()
            await desk.page.get_by_label("Kod").fill(site.code)
            await desk.page.get_by_role("button", name="Fortsätt").click()
            await desk.page.wait_for_url(address + path)
            return desk

        yield opener
        assert [page.faults for page in pages if page.faults] == []


async def everything(site: DeskSite) -> None:
    """A roster, a case of each kind and an alarm."""
    anna = await site.staff("Anna", ANNA)
    await site.staff("Bo", BO, paused_at=site.clock())
    await site.staff("Eva", EVA, step=2, stopped_at=site.clock())
    case = await site.case(severity=Severity.ACUTE)
    await site.escalation.take(case.id, anna)
    await site.escalation.human_says(case.id, anna, "Hej, jag heter Anna.", "web:1")
    await site.case(severity=Severity.HIGH)
    await site.case()
    await site.alarm("roster_gap", "1", details={"municipality": VANNAS, "step": 1})


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_on_any_page(site: DeskSite, sign_in: SignIn, scheme: str) -> None:
    await everything(site)
    desk = await sign_in(color_scheme=scheme)
    for path in PATHS:
        await desk.opens(path)
        for summary in await desk.page.locator("details summary").all():
            await summary.click()
        assert await faults(desk.page) == [], path


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_on_the_way_in(browser: Browser, site: DeskSite, scheme: str) -> None:
    await site.account(phone=ANNA)
    async with serving.served(site.app) as address:
        context = await browser.new_context(**(phone() | {"color_scheme": scheme}))
        page = await context.new_page()
        await page.goto(address + "/logga-in")
        assert await faults(page) == []
        await page.get_by_label("Användarnamn").fill("anna")
        await page.get_by_label("Lösenord").fill("fel lösenord")
        await page.get_by_role("button", name="Logga in").click()
        await expect(page.get_by_role("alert")).to_have_text("Namnet eller lösenordet stämmer inte.")
        assert await faults(page) == []
        await page.get_by_label("Lösenord").fill(PASSWORD)
        await page.get_by_role("button", name="Logga in").click()
        await page.get_by_label("Kod").wait_for()
        assert await faults(page) == []
        await page.goto(address + "/jour/finns-inte")
        await context.close()


async def test_every_page_fits_a_telephone(site: DeskSite, sign_in: SignIn) -> None:
    await everything(site)
    desk = await sign_in(**phone(width=320, height=568))
    for path in PATHS:
        await desk.opens(path)
        wide = await desk.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, path


async def test_a_new_case_comes_without_reloading(site: DeskSite, sign_in: SignIn) -> None:
    await site.staff("Anna", ANNA)
    desk = await sign_in()
    await expect(desk.page.locator("#summary")).to_have_text("Inget ärende väntar på svar.")
    await desk.page.evaluate("window.same = true")
    case = await site.case(severity=Severity.ACUTE)

    await expect(desk.page.locator("#summary")).to_have_text("1 ärende väntar på svar.")
    await expect(desk.page.get_by_role("link", name=f"Ärende {case.id}, Vännäs")).to_be_visible()
    await expect(desk.page).to_have_title("(1) Ärenden – Vart jour")
    assert await desk.page.evaluate("window.same")


async def test_what_the_person_writes_comes_while_one_answers(site: DeskSite, sign_in: SignIn) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case()
    desk = await sign_in(f"/jour/arenden/{case.id}")
    await desk.page.get_by_role("button", name="Ta ärendet").click()
    box = desk.page.get_by_label("Skriv till personen")
    await box.fill("Hej, jag läser")
    await site.escalation.person_says(site.conversation, "är du <i>där</i>?", "web:2")

    await expect(desk.page.locator("#talk li.person")).to_have_count(2)
    await expect(desk.page.locator("#talk li.person").last).to_contain_text("är du <i>där</i>?")
    await expect(box).to_have_value("Hej, jag läser")
    await expect(box).to_be_focused()
    await desk.page.get_by_role("button", name="Skicka").click()
    await expect(desk.page.locator("#talk li.human")).to_contain_text("Hej, jag läser")
    await expect(desk.page.locator("#talk")).to_contain_text(WORDS)


async def test_what_the_person_writes_is_read_aloud_once(site: DeskSite, sign_in: SignIn) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case()
    desk = await sign_in(f"/jour/arenden/{case.id}")
    await desk.page.get_by_role("button", name="Ta ärendet").click()
    await expect(desk.page.locator("#talk li.person")).to_have_count(1)
    await expect(desk.page.locator("#news")).to_have_role("log")
    await desk.page.evaluate(LISTEN)
    await site.escalation.person_says(site.conversation, "är du <i>där</i>?", "web:2")
    await expect(desk.page.locator("#talk li.person")).to_have_count(2)
    await site.escalation.person_says(site.conversation, "hallå", "web:3")
    await expect(desk.page.locator("#talk li.person")).to_have_count(3)

    assert await desk.page.evaluate("window.heard") == ["Personen: är du <i>där</i>?", "Personen: hallå"]
    await expect(desk.page.locator("#news")).to_be_empty()


async def test_who_has_been_logged_out_is_told(site: DeskSite, sign_in: SignIn) -> None:
    desk = await sign_in()
    await site.sign_in.accounts.disable("anna")

    await expect(desk.page.locator("#stale")).to_contain_text("Du är utloggad")


async def test_the_desk_works_without_script_and_with_the_keyboard(site: DeskSite, sign_in: SignIn) -> None:
    await site.staff("Anna", ANNA)
    case = await site.case()
    desk = await sign_in(java_script_enabled=False)
    page = desk.page
    await page.get_by_role("link", name=f"Ärende {case.id}, Vännäs").press("Enter")
    await page.get_by_role("button", name="Ta ärendet").press("Enter")
    await page.get_by_label("Skriv till personen").fill("Hej")
    await page.get_by_role("button", name="Skicka").press("Enter")
    await page.get_by_label("Hur gick det?").select_option("got_help")
    await page.get_by_role("button", name="Avsluta ärendet").press("Enter")

    await expect(page.get_by_role("status").first).to_have_text("Ärendet är avslutat.")
    await page.get_by_role("button", name="Logga ut").press("Enter")
    await expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
