"""Listings as rows: what is written can be read again."""

import random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from bot.content.schema import Service
from bot.db.models.address import Address
from bot.db.models.organization import Organization
from bot.db.models.origin import Origin
from bot.db.models.phone import Phone
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import all_services, read_service, storable, write_service
from tests.directory.conftest import Sessions
from tests.directory.test_search_properties import any_service
from tests.factories import make_service

FULL = make_service(
    topics=("sleep", "anxiety", "npf"),
    main_topics=("npf", "sleep"),
    description="Längre text.",
    minimum_age=13,
    maximum_age=25,
    not_for="Akuta lägen",
    sms="072-000 00 00",
    chat="https://www.example.se/chatt",
    email="hej@example.se",
    address={"text": "Umevägen 1"},
    opening_hours="24/7",
    opening_hours_note="Telefontid 8–9",
    languages=("sv", "sma"),
    interpretation_services=True,
    cost="Gratis",
    anonymity="Du får vara anonym",
    service_areas=("2460", "24", "SE"),
    phones=(
        {"number": "116 111", "label": "jour"},
        {"number": "090-16 10 00", "publication": "draft", "unconfirmed": True},
    ),
    sources=({"url": "https://www.example.se", "date": "2026"}, {"title": "Broschyr"}),
    internal_note="Bara för oss.",
)


async def _stored(sessions: Sessions, *services: Service) -> list[Service]:
    async with sessions() as session, session.begin():
        for owner in {service.organization for service in services}:
            session.add(Organization(id=owner, name=owner, origin=Origin.EDITOR))
        for service in services:
            row = ServiceRow(origin=Origin.EDITOR)
            write_service(row, service)
            session.add(row)
    async with sessions() as session:
        return [read_service(row) async for row in all_services(session)]


async def test_a_full_listing_comes_back_as_it_was(sessions: Sessions) -> None:
    (back,) = await _stored(sessions, FULL)
    assert back == storable(FULL)
    assert back.model_copy(update={"main_topics": FULL.main_topics}) == FULL


async def test_more_than_a_page_comes_back_in_order(sessions: Sessions) -> None:
    dice = random.Random(1)  # noqa: S311 (made-up data)
    services = [any_service(f"listing-{number:03}", dice) for number in range(405)]
    assert await _stored(sessions, *reversed(services)) == [storable(service) for service in services]


async def test_a_confidential_address_is_never_stored(sessions: Sessions) -> None:
    secret = make_service(address={"text": "Hemliga gatan 1", "confidential": True})
    (back,) = await _stored(sessions, secret)
    assert back.address is None
    async with sessions() as session:
        assert (await session.scalars(select(Address))).all() == []


async def test_writing_again_replaces_what_hangs_on_a_listing(sessions: Sessions) -> None:
    await _stored(sessions, FULL)
    short = make_service(topics=("anxiety", "sleep"), main_topics=("anxiety",), phones=())
    async with sessions() as session, session.begin():
        row = await session.get_one(ServiceRow, FULL.id)
        write_service(row, short)
    async with sessions() as session:
        assert [read_service(row) async for row in all_services(session)] == [short]
        assert (await session.scalars(select(Phone))).all() == []


async def test_a_listing_cannot_belong_to_nobody(sessions: Sessions) -> None:
    async with sessions() as session:
        row = ServiceRow(origin=Origin.EDITOR)
        write_service(row, make_service())
        session.add(row)
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_the_organization_is_only_loaded_when_asked_for(sessions: Sessions) -> None:
    await _stored(sessions, FULL)
    async with sessions() as session:
        statement = select(ServiceRow).options(selectinload(ServiceRow.organization))
        row = (await session.scalars(statement)).one()
        assert row.organization.id == FULL.organization
