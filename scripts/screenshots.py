"""Takes the pictures of docs/images from the pages with scripted replies: `python -m scripts.screenshots`."""

import asyncio
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser

from bot.gateway.messages import Message
from tests.browser.chat import open_chat
from tests.browser.chromium import chromium
from tests.browser.scripted import Scripted, served

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PHONE: Any = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
SMALL: Any = {"viewport": {"width": 320, "height": 568}, "device_scale_factor": 2}
DESKTOP: Any = {"viewport": {"width": 1280, "height": 800}}
DARK = {"color_scheme": "dark"}
ANNA = "Hej, det är Anna på ungdomsmottagningen. Jag läste det du skrev. Vill du berätta mer om nätterna?"


class Picture(NamedTuple):
    """A picture to take.

    Attributes:
        name: Of the file.
        options: Of the screen.
        says: What is written before the picture is taken; tests/browser/replies.py has the answers.
        path: The page.
    """

    name: str
    options: dict[str, Any]
    says: tuple[str, ...] = ()
    path: str = "/"


PICTURES = (
    Picture("chat-phone", PHONE),
    Picture("services-phone", PHONE, ("Jag bor i Umeå",)),
    Picture("services-phone-dark", PHONE | DARK, ("Jag kan inte sova",)),
    Picture("crisis", PHONE, ("Jag tänker göra det i natt",)),
    Picture("crisis-dark", PHONE | DARK, ("Jag orkar inte leva längre",)),
    Picture("human", PHONE, ("Kan en människa höra av sig?",)),
    Picture("chat-small", SMALL, ("Vad kan jag prova själv?",)),
    Picture("chat-desktop", DESKTOP, ("Allt är för mycket just nu",)),
    Picture("services-desktop", DESKTOP, ("Jag bor i Umeå",)),
    Picture("integritet", PHONE, path="/integritet"),
)


async def take(browser: Browser, picture: Picture) -> None:
    """Take one picture, in a browser and with a server of its own."""
    services = Scripted()
    async with served(services) as address:
        chat, context = await open_chat(browser, address, services, picture.path, **picture.options)
        await chat.says(*picture.says)
        if picture.name == "human":
            services.events.publish(Message.model_validate({"text": ANNA, "from": "human"}))
            await chat.page.locator(".message.human").wait_for()
        await chat.page.screenshot(path=IMAGES / f"{picture.name}.png")
        await context.close()


async def main() -> None:
    """Take them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        for picture in PICTURES:
            await take(browser, picture)


if __name__ == "__main__":
    asyncio.run(main())
