"""A snapshot: what never gets into it, and looking up by id."""

from datetime import datetime

import pytest

from bot.content.schema import Service
from bot.directory.hours import ZONE
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from tests.factories import Parts, make_parts, make_service, make_snapshot

DAY = datetime(2026, 11, 24, 10, 30, tzinfo=ZONE)
SECRET = make_service(
    address={"text": "Hemliga gatan 1", "confidential": True},
    phones=({"number": "090-16 10 00", "publication": "draft"}, {"number": "116 111"}),
    internal_note="Ring inte före nio.",
)


def test_secrets_never_get_into_a_snapshot() -> None:
    snapshot = make_snapshot(SECRET)
    (hit,) = snapshot.search(Query(topics=("sleep",), municipality="2460"), DAY).hits
    for service in (snapshot.by_id["ungdomshalsan"], hit.service):
        assert service.address is None
        assert service.internal_note is None
        assert [phone.number for phone in service.phones] == ["116 111"]
    assert [(number.phone.number, number.tel) for number in hit.phones] == [("116 111", "116111")]


def test_a_number_that_cannot_be_dialled_is_not_shown() -> None:
    hit = make_snapshot(make_service(phones=({"number": "ring växeln"},))).hit("ungdomshalsan", DAY)
    assert hit is not None
    assert hit.phones == ()
    assert hit.opening.text == "Öppettider saknas"


def test_hours_that_cannot_be_understood_count_as_not_known() -> None:
    hit = make_snapshot(make_service(opening_hours="mån-fre 8-17")).hit("ungdomshalsan", DAY)
    assert hit is not None
    assert hit.opening.state == "unknown"
    assert hit.service.opening_hours is None


@pytest.mark.parametrize("service", [make_service(publication="draft"), make_service(status="defunct")])
def test_only_what_is_published_and_active_can_be_looked_up(service: Service) -> None:
    snapshot = make_snapshot(service)
    assert snapshot.hit(service.id, DAY) is None
    assert service.id not in snapshot.by_id


def test_what_needs_a_referral_can_be_looked_up_but_not_found() -> None:
    service = make_service(self_referral=False)
    snapshot = make_snapshot(service)
    assert snapshot.hit(service.id, DAY) is not None
    assert snapshot.search(Query(), DAY).hits == ()


def test_an_organization_that_is_missing_is_called_by_its_id() -> None:
    hit = Snapshot.build(Parts({"x": make_service(id="x")}, {})).hit("x", DAY)
    assert hit is not None
    assert hit.organization == "x-huset"


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        make_snapshot().by_id["x"] = make_service()  # type: ignore[index]


def test_an_empty_snapshot_can_be_warmed() -> None:
    make_snapshot().warm(DAY)
    make_snapshot(make_service(opening_hours="24/7")).warm(DAY)


def test_a_topic_and_a_municipality_without_a_name_are_called_something() -> None:
    service = make_service(topics=("unheard",), service_areas=("0180",))
    parts = make_parts([service])
    (hit,) = Snapshot.build(parts).search(Query(topics=("unheard",), municipality="0180"), DAY).hits
    assert hit.why[:2] == ("Hjälper också med ”unheard”", "Hör till din kommun")
