"""The real content: free of faults, without dead ends, and true to its sources' limits."""

import pytest

from bot.content.check import check_content
from bot.content.coverage import Cell, Matrix, coverage, is_door
from bot.content.layout import CONTENT
from bot.content.load import Content, as_content
from bot.content.phones import dial
from bot.content.reading import read_content
from bot.content.schema import Publication, Service

PUBLISHED = Publication.PUBLISHED
# Closed, replaced, or meant for professionals: never to be listed, not even as a draft.
NEVER = ("0771-22 00 60", "0200-77 88 20", "08-33 12 31", "010-223 57 60", "020-22 00 60")
RECALLED_SWITCHBOARDS = {"Nordmaling", "Robertsfors", "Sorsele", "Vännäs"}


@pytest.fixture(scope="module")
def content() -> Content:
    return as_content(read_content(CONTENT))


@pytest.fixture(scope="module")
def matrix(content: Content) -> Matrix:
    return coverage(content)


@pytest.fixture(scope="module")
def published(content: Content) -> list[Service]:
    return [service for service in content.services.values() if service.publication == PUBLISHED]


def test_the_content_has_no_faults_and_no_warnings() -> None:
    assert [str(fault) for fault in check_content()] == []


def test_nobody_meets_a_dead_end_in_any_of_the_fifteen_municipalities(
    content: Content, matrix: Matrix
) -> None:
    assert len(content.municipalities) == 15
    assert [(one.topic, one.municipality, one.age, one.audience) for one in matrix.dead_ends] == []


def test_every_listing_has_a_source_and_every_published_one_validates(content: Content) -> None:
    for service in content.services.values():
        assert service.sources, service.id
        assert Service.model_validate(service.model_dump(by_alias=True)) == service


def test_every_published_number_can_be_dialled_and_is_a_draft_nowhere(
    content: Content, published: list[Service]
) -> None:
    drafts = {
        dial(phone.number, content.short_numbers): service.id
        for service in content.services.values()
        for phone in service.phones
        if phone.publication != PUBLISHED
    }
    for service in published:
        for phone in service.phones:
            if phone.publication == PUBLISHED:
                assert dial(phone.number, content.short_numbers) not in drafts, service.id


def test_a_recalled_switchboard_is_marked_wherever_it_is_shown(content: Content) -> None:
    recalled = {one.name: one.switchboard for one in content.municipalities.values()}
    assert {name for name, board in recalled.items() if board.unconfirmed} == RECALLED_SWITCHBOARDS
    numbers = {recalled[name].number for name in RECALLED_SWITCHBOARDS}
    shown = [phone for service in content.services.values() for phone in service.phones]
    assert all(phone.unconfirmed for phone in shown if phone.number in numbers)
    assert not any(phone.unconfirmed for phone in shown if phone.number not in numbers)


def test_closed_numbers_are_never_listed(content: Content) -> None:
    never = {number.replace(" ", "") for number in NEVER}
    for service in content.services.values():
        assert never.isdisjoint(phone.number.replace(" ", "") for phone in service.phones), service.id


@pytest.mark.parametrize("name", ["ungdomstorget-umea", "umea-familjegarden-skogsdungen", "kim-umea"])
def test_what_needs_a_referral_is_no_door(content: Content, name: str) -> None:
    assert not is_door(content.services[name])


def test_no_shelter_is_given_an_address(content: Content) -> None:
    for service in content.services.values():
        if "kvinnojour" in service.id or "skogsdungen" in service.id:
            assert service.address is None


def test_the_words_people_read_are_calm(published: list[Service]) -> None:
    for service in published:
        for text in (service.summary, service.description, service.opening_hours_note):
            assert "!" not in (text or ""), service.id
        assert service.summary.endswith("."), service.id


def doors(matrix: Matrix, code: str, topic: str, age: int, audience: str) -> set[str]:
    found: list[Cell] = [one for one in matrix.of(topic, code) if (one.age, one.audience) == (age, audience)]
    return {door.id for door in found[0].doors}


def test_a_sixteen_year_old_in_vilhelmina_who_cannot_sleep(matrix: Matrix) -> None:
    assert {
        "kontaktcenter-barn-unga-psykisk-halsa",
        "vilhelmina-halsocentral",
        "vilhelmina-elevhalsa",
        "bris-116111",
        "1177-telefon",
    } <= doors(matrix, "2462", "sleep", 16, "self")


def test_a_grandfather_in_umea_who_worries_about_a_sixteen_year_old(matrix: Matrix) -> None:
    assert {"umea-anhorigstod", "mind-foraldralinjen", "anhoriglinjen"} <= doors(
        matrix, "2480", "relative_support", 16, "relative"
    )
    assert {
        "kontaktcenter-barn-unga-psykisk-halsa",
        "bup-vasterbotten",
        "umea-halsocentral",
        "umea-elevhalsa",
        "mind-foraldralinjen",
        "mind-sjalvmordslinjen",
    } <= doors(matrix, "2480", "low_mood", 16, "relative")


def test_an_adult_is_not_sent_to_a_door_for_the_young(content: Content) -> None:
    for name in ("kontaktcenter-barn-unga-psykisk-halsa", "ungdomsmottagningar-vasterbotten", "bris-116111"):
        limit = content.services[name].maximum_age
        assert limit is not None
        assert limit <= 25
