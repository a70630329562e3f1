"""Somebody who fills in the form of a listing in a browser."""

from playwright.async_api import Page

NAME = "Ungdomsmottagningen i Sorsele"


async def fill(page: Page) -> None:
    """Fill in what a listing for Sorsele needs."""
    await page.get_by_label("Namn", exact=True).fill(NAME)
    await page.get_by_label("Huvudman", exact=True).select_option("+")
    await page.get_by_label("Ny huvudman").fill("Sorsele hälsocentral")
    await page.get_by_label("Sammanfattning").fill("Här kan du prata om kropp, sex och känslor.")
    await page.get_by_label("Nummer", exact=True).first.fill("0980-319 200")
    for day in ("Måndag", "Tisdag"):
        await page.get_by_label(day, exact=True).fill("8–16")
    await page.get_by_label("Lägsta ålder").fill("12")
    await page.get_by_label("Högsta ålder").fill("25")
    topics = page.get_by_role("group", name="Vad kan man få hjälp med?")
    await topics.locator('input[value="sexual_health"]').check()
    await page.locator("summary", has_text="Huvudämnen").click()
    await page.locator('input[name="main_topics"][value="sexual_health"]').check()
    await page.get_by_role("group", name="Var får man bo?").get_by_label("Sorsele").check()
    await page.get_by_label("Eller namn").first.fill("Samtal med mottagningen")
