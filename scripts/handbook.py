"""Takes the pictures of docs/redaktor.md, step by step in a Vart of its own: `python -m scripts.handbook`."""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, cast

import pytest
import typst
from PIL import Image
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from bot.cli.ports import LOOPBACK, free_port
from bot.clock import now_in_sweden
from tests.browser.chat import phone
from tests.browser.chromium import chromium
from tests.browser.editors import EDITOR, REVIEWER, Office, set_up
from tests.editor.importing import table
from tests.editor.pages.writing import NAME, fill
from tests.trained import lend_safety_net

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
DESK: Any = {"viewport": {"width": 1100, "height": 800}}
# What the leaflet and the links say; nobody asks there.
PUBLIC: Final = "https://vart.example.se"
LINES: Final = 500
# Column -> what is wrong in it, a row each.
FAULTS: Final = (
    ("telefon 1", "ring oss"),
    ("telefon 1", "0952-14"),
    ("webbplats", "javascript:alert(1)"),
    ("lägsta ålder", "30"),
    ("lägsta ålder", "tretton"),
    ("öppettider", "Mo-Fr 25:00-26:00"),
    ("ämnen", "trädgård"),
    ("område", "Atlantis"),
    ("huvudman", "Ingen som finns"),
    ("sammanfattning", "<b>Välkommen</b> hit"),
)
ROW: Final = {
    "huvudman": "Sorsele hälsocentral",
    "nivå": "kommunen",
    "sammanfattning": "Här kan du som är ung prata med någon om det som är svårt.",
    "ämnen": "Oro, ångest och panik",
    "för vem": "den som själv behöver hjälp",
    "lägsta ålder": "13",
    "högsta ålder": "25",
    "område": "Sorsele",
    "telefon 1": "0980-319 200",
    "öppettider": "Mo-Fr 08:00-16:00; PH off",
    "webbplats": "https://www.sorsele.se/",
    "källa 1 rubrik": "Kommunens lista",
}


def rows() -> Iterator[dict[str, str]]:
    """Rows as a municipality may have them in its own list, every fiftieth with a fault."""
    for number in range(LINES):
        row = {"namn": f"Träffpunkt {number + 1}"} | ROW
        if number % (LINES // len(FAULTS)) == 5:
            row |= [FAULTS[number // (LINES // len(FAULTS))]]
        yield row


class Walk:
    """A way through the editors' pages, with a picture of each step.

    Args:
        office: The pages.
        images: Where the pictures go.
    """

    def __init__(self, office: Office, images: Path) -> None:
        self.office = office
        self.images = images
        self.editor, self.reviewer, self.person = office.editor, office.reviewer, office.person

    async def shot(self, name: str, page: Page, at: Locator | None = None) -> None:
        """Take a picture of what the page shows, from `at` on when it is given."""
        if at is None:
            await page.evaluate("window.scrollTo(0, 0)")
        else:
            await at.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 16)")
        await page.evaluate("document.activeElement?.blur()")
        await page.screenshot(path=self.images / f"redaktion-{name}.png")

    async def writes(self) -> None:
        """The first day: sign in, write a listing."""
        await self.office.sign_in(self.editor, EDITOR)
        await self.office.sign_in(self.reviewer, REVIEWER)
        await self.shot("forsta", self.editor)
        await self.editor.get_by_role("link", name="Ny verksamhet").click()
        await fill(self.editor)
        await self.editor.get_by_label("Kontrollerad", exact=True).fill(f"{now_in_sweden():%Y-%m-%d}")
        await expect(self.editor.locator("#spoken-hours")).to_contain_text("måndag och tisdag 8–16")
        await expect(self.editor.locator("#preview h3", has_text=NAME)).to_be_visible()
        await self.shot("skriva", self.editor)
        await self.shot("tider", self.editor, self.editor.locator("#part-3"))
        await self.editor.get_by_role("button", name="Spara utkast").click()

    async def is_reviewed(self) -> None:
        """A second person looks at it, and it is in the chat."""
        await self.office.submit()
        await self.shot("granska", self.reviewer, self.reviewer.locator("#draft-heading"))
        await self.office.approve()
        await self.office.sees(NAME)
        await self.shot("i-chatten", self.person, self.person.locator(".service", has_text=NAME))

    async def is_wrong(self) -> None:
        """Somebody says so, and it is corrected."""
        card = self.person.locator(".service", has_text=NAME)
        async with self.person.expect_popup() as opened:
            await card.get_by_role("link", name="Stämmer inte?").click()
        report = await opened.value
        await report.wait_for_load_state()
        await self.shot("stammer-inte", report)
        await report.get_by_role("button", name="Numret stämmer inte").click()
        await expect(report.get_by_role("heading", name="Tack för hjälpen")).to_be_visible()
        await self.editor.goto(f"{self.office.address}/redaktion")
        await self.shot("att-gora", self.editor)
        await self.editor.locator(".entry", has_text=NAME).get_by_role("link", name=NAME).click()
        await self.editor.get_by_role("link", name="Ändra", exact=True).click()
        await self.editor.get_by_label("Nummer", exact=True).first.fill("0980-319 299")
        await self.editor.get_by_role("button", name="Spara utkast").click()
        await self.office.submit()
        await self.shot("rattelse", self.reviewer, self.reviewer.locator("#draft-heading"))
        await self.office.approve()
        await self.office.sees("0980-319 299")
        await self.editor.reload()
        await self.editor.get_by_role("button", name="Utrett, avsluta").click()

    async def goes_back(self) -> None:
        """The former version comes back."""
        await self.shot("historik", self.editor, self.editor.locator("#history-heading"))
        await self.editor.get_by_role("button", name=re.compile(r"Ta fram .*steg 3")).click()
        await self.shot("aterstalld", self.editor)
        await self.reviewer.goto(self.editor.url.partition("?")[0])
        await self.office.approve()
        await self.office.sees("0980-319 200")

    async def takes_in(self) -> None:
        """A list with faults, and what went out comes back without a difference."""
        file = FilePayload(name="lista.csv", mimeType="text/csv", buffer=table(rows(), encoding="cp1252"))
        await self.hands_in(file)
        await self.shot("in", self.editor)
        await self.editor.get_by_role("button", name="Spara som utkast").click()
        await self.editor.locator(".notice.good").wait_for()
        await self.shot("inlast", self.editor)
        await self.editor.get_by_role("button", name="Skicka alla till granskning").click()
        await expect(self.editor.get_by_text("490 utkast är skickade")).to_be_visible(timeout=120_000)
        await self.shot("ut", self.editor, self.editor.locator("#out-heading"))
        for kind in ("CSV", "JSON", "YAML"):
            link = self.editor.get_by_role("link", name=re.compile(rf"som {kind}"))
            async with self.editor.expect_download() as got:
                await link.click()
            download = await got.value
            data = await asyncio.to_thread((await download.path()).read_bytes)
            await self.hands_in(FilePayload(name=download.suggested_filename, mimeType="", buffer=data))
            await expect(self.editor.get_by_text("Inget ändras.")).to_be_visible()
        await self.shot("utan-skillnad", self.editor)

    async def hands_in(self, file: FilePayload) -> None:
        """Look at what a file would do."""
        await self.editor.goto(f"{self.office.address}/redaktion/in-ut")
        await self.editor.get_by_label("Fil").set_input_files(files=[file])
        await self.editor.get_by_role("button", name="Visa vad som skulle hända").click()
        await self.editor.get_by_role("heading", name="Det här skulle hända").wait_for()

    async def prints(self) -> None:
        """The leaflet, page by page."""
        await self.editor.goto(f"{self.office.address}/redaktion/in-ut")
        async with self.editor.expect_download() as got:
            await self.editor.get_by_role("link", name="Sorsele").click()
        await asyncio.to_thread(self.pages_of, await (await got.value).path())

    def pages_of(self, pdf: Path) -> None:
        """A picture of each page of a PDF."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "blad.pdf").write_bytes(pdf.read_bytes())
            for number in (1, 2):
                source = Path(folder) / f"{number}.typ"
                source.write_text(
                    "#set page(width: auto, height: auto, margin: 0pt)\n"
                    f'#image("blad.pdf", page: {number}, width: 210mm)'
                )
                picture = self.images / f"redaktion-blad-{number}.png"
                typst.compile(source, output=picture, format="png", ppi=110)
                # Black on white: few greys say it all, in a third of the bytes.
                Image.open(picture).convert("L").quantize(16).save(picture, optimize=True)

    async def looks_around(self) -> None:
        """Coverage, a question tried on drafts, the service's own answer, and away with it."""
        await self.editor.goto(f"{self.office.address}/redaktion/tackning")
        await self.shot("tackning", self.editor)
        await self.editor.goto(f"{self.office.address}/redaktion/tank-om")
        await self.editor.get_by_label("Fråga").fill("jag är orolig hela tiden")
        await self.editor.get_by_label("Kommun").select_option("Sorsele")
        await self.editor.get_by_role("button", name="Visa svaret").click()
        await self.shot("tank-om", self.editor, self.editor.locator("main"))
        await self.reviewer.locator("#more-heading").wait_for()
        await self.reviewer.get_by_role("button", name="Gör en länk").click()
        link = re.search(r"/bekrafta/\S+", await self.reviewer.locator("#sms").inner_text())
        await self.person.goto(self.office.address + (link[0] if link else "/"))
        await expect(self.person.get_by_role("button", name="Ja, allt stämmer")).to_be_visible()
        await self.shot("bekrafta", self.person)
        await self.reviewer.get_by_role("link", name=NAME).click()
        await self.reviewer.locator("summary", has_text="Avpublicera genast").click()
        await self.reviewer.get_by_label(re.compile("Varför")).fill("Numret går till fel person.")
        await self.shot("avpublicera", self.reviewer, self.reviewer.locator("#more-heading"))
        await self.reviewer.get_by_role("button", name="Avpublicera", exact=True).click()
        await self.office.sees(NAME, shown=False)


async def walk(browser: Browser, address: str, images: Path) -> None:
    """Take every picture."""
    options = (DESK, DESK, phone())
    contexts = [await browser.new_context(locale="sv-SE", **one) for one in options]
    editor, reviewer, person = [await context.new_page() for context in contexts]
    steps = Walk(Office(address, editor, reviewer, person), images)
    await steps.writes()
    await steps.is_reviewed()
    await steps.is_wrong()
    await steps.goes_back()
    await steps.takes_in()
    await steps.prints()
    await steps.looks_around()
    for context in contexts:
        await context.close()


@asynccontextmanager
async def running(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A Vart of its own with Rasa, started as an administrator does; its address."""
    port, other = (free_port(0) for _ in range(2))
    await asyncio.to_thread(lend_safety_net, folder)
    monkeypatch.setenv("VART_VAR_DIR", str(folder))
    monkeypatch.setenv("VART_PORT", str(port))
    monkeypatch.setenv("VART_ACTIONS_PORT", str(other))
    monkeypatch.setenv("VART_PUBLIC_URL", PUBLIC)
    vart = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli.main", "run"), stdout=asyncio.subprocess.PIPE
    )
    said = cast(asyncio.StreamReader, vart.stdout)
    try:
        async for line in said:
            if b"Rasa \xc3\xa4r redo" in line:
                break
        await asyncio.to_thread(set_up)
        reading = asyncio.create_task(said.read())
        yield f"http://{LOOPBACK}:{port}"
    finally:
        vart.terminate()
        await vart.wait()
    await reading


async def main() -> None:
    """Start a Vart and walk through it."""
    with pytest.MonkeyPatch.context() as monkeypatch, tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), monkeypatch) as address, chromium() as browser:
            await walk(browser, address, IMAGES)


if __name__ == "__main__":
    asyncio.run(main())
