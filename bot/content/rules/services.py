"""Listings: what they refer to exists, their numbers can be dialled, and somebody can be reached."""

from collections.abc import Iterator

from bot.content import layout
from bot.content.faults import Fault
from bot.content.phones import dial
from bot.content.reading import Located, Reading
from bot.content.rules import hours
from bot.content.schema import Municipality, Publication, Service, ShortNumber
from bot.content.topics import TOPIC_IDS


class _Known:
    """What listings may refer to."""

    def __init__(self, reading: Reading) -> None:
        self.organizations = {located.model.id for located in reading.organizations}
        self.municipalities: dict[str, Municipality] = {
            located.model.code: located.model for located in reading.municipalities
        }
        counties = {municipality.county for municipality in self.municipalities.values()}
        self.areas = {layout.WHOLE_COUNTRY, *counties, *self.municipalities}
        self.short_numbers: dict[str, ShortNumber] = {
            located.model.number: located.model for located in reading.short_numbers
        }
        switchboards = (municipality.switchboard for municipality in self.municipalities.values())
        self.unconfirmed = {
            tel for board in switchboards if board.unconfirmed and (tel := self.dialled(board.number))
        }

    def dialled(self, number: str) -> str | None:
        """The digits of a number, or None when it cannot be dialled."""
        try:
            return dial(number, self.short_numbers)
        except ValueError:
            return None


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in the listings."""
    known = _Known(reading)
    for located in reading.services:
        yield from _references(located, known)
        yield from _folder(located, known)
        yield from _phones(located, known)
        yield from hours.check(located)
        yield from _way_in(located)
    yield from _drafts_shown_elsewhere(reading, known)


def _references(located: Located[Service], known: _Known) -> Iterator[Fault]:
    service = located.model
    if service.organization not in known.organizations:
        yield located.fault(f"okänd organisation: {service.organization}", "organization")
    for index, topic in enumerate(service.topics):
        if topic not in TOPIC_IDS:
            yield located.fault(f"okänt ämne: {topic}", "topics", index)
    for index, area in enumerate(service.service_areas):
        if area not in known.areas:
            yield located.fault(f"okänt område: {area}", "service_areas", index)
    for name in ("topics", "main_topics", "service_areas", "for", "languages"):
        values = getattr(service, "for_" if name == "for" else name)
        if len(set(values)) < len(values):
            yield located.fault(f"{name}: samma värde står två gånger", name)


def _folder(located: Located[Service], known: _Known) -> Iterator[Fault]:
    areas = located.model.service_areas
    if not known.areas.issuperset(areas):
        return
    right = layout.service_folder(areas, known.municipalities)
    if (folder := located.document.path.parent.name) != right:
        yield located.fault(f"ligger i mappen {folder}, men områdena hör till {right}", "service_areas")


def _phones(located: Located[Service], known: _Known) -> Iterator[Fault]:
    for index, phone in enumerate(located.model.phones):
        where, tel = ("phones", index, "number"), known.dialled(phone.number)
        shown_as_sure = phone.publication == Publication.PUBLISHED and not phone.unconfirmed
        if tel is None:
            yield located.fault(f"telefonnumret går inte att ringa: {phone.number}", *where)
        elif tel in known.unconfirmed and shown_as_sure:
            yield located.fault("växelnumret är inte kontrollerat: skriv unconfirmed: true", *where)
    if located.model.sms and known.dialled(located.model.sms) is None:
        yield located.fault(f"sms-numret går inte att nå: {located.model.sms}", "sms")


def _way_in(located: Located[Service]) -> Iterator[Fault]:
    service = located.model
    if service.publication != Publication.PUBLISHED or not service.self_referral:
        return
    published = any(phone.publication == Publication.PUBLISHED for phone in service.phones)
    if not (published or service.chat or service.sms or service.email or service.url or service.address):
        yield located.fault(
            "publicerad utan väg in: telefon, chatt, sms, e-post, webb eller adress", "publication"
        )


def _drafts_shown_elsewhere(reading: Reading, known: _Known) -> Iterator[Fault]:
    """A number that waits for confirmation in one listing must not be published in another."""
    waiting = {
        tel: located.model.id
        for located in reading.services
        for phone in located.model.phones
        if phone.publication != Publication.PUBLISHED and (tel := known.dialled(phone.number))
    }
    for located in reading.services:
        for index, phone in enumerate(located.model.phones):
            tel = known.dialled(phone.number)
            if phone.publication == Publication.PUBLISHED and tel in waiting:
                message = f"numret är ett utkast i {waiting[tel]} men publicerat här"
                yield located.fault(message, "phones", index, "number")
