"""Everything we publish keeps HSDS 3.0."""

import pytest

from bot.content.load import Content
from bot.content.schema import Publication
from bot.directory.seed import seed
from bot.gateway.store import Sessions
from bot.hsds.ids import uuid_of
from bot.hsds.service import full, simple
from bot.hsds.shelf import Shelf
from tests.factories import make_service
from tests.hsds.conftest import Put
from tests.hsds.standard import faults

EVERYTHING = make_service(
    id="allt",
    description="Mer om det.",
    minimum_age=13,
    maximum_age=25,
    not_for="Den som är äldre",
    self_referral=False,
    phones=({"number": "0935-140 00", "label": "växeln"}, {"number": "1177", "unconfirmed": True}),
    sms="0935-140 00",
    chat="https://www.example.se/chatt",
    email="hej@example.se",
    address={"text": "Storgatan 1, 911 81 Vännäs"},
    opening_hours="Mo-Th 18:00-02:00; PH off",
    opening_hours_note="Skoltid",
    languages=("sv", "so", "sma"),
    interpretation_services=True,
    cost="Gratis",
    anonymity="Du kan vara anonym",
)


async def test_every_published_listing_of_content_validates(
    sessions: Sessions, shelf: Shelf, content: Content
) -> None:
    async with sessions() as session:
        await seed(session, content)
    published = await shelf.published()
    expected = {
        one.id
        for one in content.services.values()
        if one.publication == Publication.PUBLISHED and one.status == "active"
    }
    assert {one.listing.id for one in published.values()} == expected
    for one in published.values():
        assert list(faults(full(one, shelf.words, shelf.clock()))) == [], one.listing.id
        assert list(faults(simple(one, shelf.clock()))) == [], one.listing.id


async def test_a_listing_with_everything_validates_and_fills_every_part(put: Put, shelf: Shelf) -> None:
    await put(EVERYTHING)
    (one,) = (await shelf.published()).values()
    told = full(one, shelf.words, shelf.clock())
    assert list(faults(told)) == []
    assert [name for name, value in told.items() if value in ([], "", {})] == []
    assert told["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "911 81"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "umo"),
        ("status", "closed"),
        ("name", None),
        ("minimum_age", "13"),
        ("url", "umo.se"),
        ("last_modified", "2026-11-22 10:00:00"),
        ("assured_date", "i november"),
        ("phones", [{"id": "88e72f14-0355-5fbd-a011-092349517933"}]),
        ("fone", "112"),
    ],
)
async def test_the_check_itself_finds_faults(put: Put, shelf: Shelf, field: str, value: object) -> None:
    await put(EVERYTHING)
    (one,) = (await shelf.published()).values()
    assert list(faults(full(one, shelf.words, shelf.clock()) | {field: value}))


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("service", "bris-116111", "88e72f14-0355-5fbd-a011-092349517933"),
        ("organization", "bris", "88107267-7df7-5f3e-9b45-e38c311c6362"),
    ],
)
def test_ids_stay_the_same_for_ever(kind: str, name: str, expected: str) -> None:
    assert uuid_of(kind, name) == expected


def test_ids_of_different_things_differ() -> None:
    assert len({uuid_of("a", "b c"), uuid_of("a", "b", "c"), uuid_of("a b", "c"), uuid_of("a", "bc")}) == 4
