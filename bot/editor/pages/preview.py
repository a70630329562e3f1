"""A listing as a sixteen-year-old in a municipality sees it: on the web, on Telegram and as SMS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from bot.answers.parts import line_of
from bot.channels.rendering import sms, telegram
from bot.editor.listings import Listings
from bot.editor.refusals import Faulty
from bot.gateway.messages import Message, Service, ServicesCard

AGE: Final = 16


@dataclass(frozen=True, slots=True)
class Preview:
    """The card, and the same on the channels that have no cards.

    Attributes:
        card: As the chat page shows it.
        hidden: Why the person would not see it; None when they would.
        telegram: The messages, as safe HTML with line breaks.
        sms: The texts.
        place: Code of the municipality.
    """

    card: Service
    hidden: str | None
    telegram: tuple[Markup, ...]
    sms: tuple[str, ...]
    place: str | None


async def preview_of(listings: Listings, data: Mapping[str, Any], place: str | None) -> Preview | None:
    """The preview of a draft; None while it has faults.

    Args:
        listings: The listings.
        data: Fields.
        place: Code of the municipality.
    """
    try:
        card = await listings.preview(data, place, AGE)
    except (Faulty, ValueError):
        return None
    why = card.why[0] if card.why else ""
    message = Message(
        text=f"Här är en plats att vända sig till.\n\n{line_of(card)}",
        card=ServicesCard(topic=None, municipality=None, more=False, services=[card]),
    )
    return Preview(
        card=card,
        hidden=why if why.startswith("Visas") else None,
        # Telegram's own markup: every word in it has been escaped by the renderer.
        telegram=tuple(Markup(bubble.html.replace("\n", "<br>")) for bubble in telegram.render(message)),  # noqa: S704
        sms=sms.render([message]).texts,
        place=place,
    )
