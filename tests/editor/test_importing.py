"""Importing listings: what a file would do, what it does, and that nothing of anybody's is lost."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.load import load_content
from bot.content.transfer import take
from bot.db.engine import create_engine, session_factory
from bot.editor.importing import importer
from bot.editor.importing.applying import apply
from bot.editor.importing.plan import Plan, Reader, Reference
from bot.editor.importing.reading import read
from bot.editor.importing.sheet import UnreadableError
from bot.gateway.store import Sessions
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.editor.importing import ROW, Office, table
from tests.factories import SWEDEN
from tests.gateway.fixtures import database, empty_database, sessions  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock

FAULTS: dict[str, dict[str, str]] = {
    "rad 11: telefon 1: Numret går inte att ringa": {"telefon 1": "ring 0935"},
    "rad 61: lägsta ålder: Åldrarna står i fel ordning": {"lägsta ålder": "25", "högsta ålder": "13"},
    "rad 111: webbplats: Skriv hela adressen": {"webbplats": "javascript:alert(1)"},
    "rad 161: öppettider:": {"öppettider": "mån-fre 8-17"},
    "rad 211: sammanfattning: Skriv bara vanlig text": {
        "sammanfattning": "Här får du <b>hjälp</b> av oss alla."
    },
    "rad 261: ämnen: ”slep” finns inte. Menar du ”sleep”?": {"ämnen": "stress, slep"},
    "rad 311: huvudman: ”Umeå komun” finns inte. Menar du ”umeå kommun”?": {"huvudman": "Umeå komun"},
    "rad 361: namn: Skriv vad verksamheten heter": {"namn": ""},
    "rad 411: område: ”9999” finns inte.": {"område": "9999"},
    "rad 461: verksamheten motet-10 står också på rad 11": {"id": "motet-10"},
}


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:  # noqa: F811
    engine = create_engine(database_url)
    office = Office(session_factory(engine), FakeClock())
    await office.open()
    yield office
    await engine.dispose()


@cache
def a_reference() -> Reference:
    content = load_content()
    return Reference(content, content.organizations, FakeClock().now.date())


def sizes(plan: Plan) -> tuple[int, int, int, int, int]:
    found = (plan.new, plan.changed, plan.conflicts, plan.unchanged, plan.faults)
    return tuple(map(len, found))  # type: ignore[return-value]


def five_hundred() -> bytes:
    rows = [ROW | {"id": f"motet-{number}", "namn": f"Mötet {number}"} for number in range(1, 501)]
    for place, fault in FAULTS.items():
        rows[int(place.split()[1].rstrip(":")) - 2] |= fault
    return table(rows, encoding="cp1252")


async def test_five_hundred_rows_with_ten_faults(office: Office) -> None:
    plan = await office.plan(five_hundred())
    assert sizes(plan) == (490, 0, 0, 0, 10)
    said = sorted(map(str, plan.faults), key=lambda fault: int(fault.split()[1].rstrip(":")))
    for expected, fault in zip(FAULTS, said, strict=True):
        assert fault.startswith(expected)
    outcome = await apply(office.listings, plan, office.editor)
    assert len(outcome.saved) == 490
    again = await office.plan(five_hundred())
    assert sizes(again) == (0, 0, 0, 490, 10)
    view = await office.listings.get("motet-1")
    assert (view.service, view.draft is not None) == (None, True)


async def test_a_row_becomes_a_draft_and_nothing_else(office: Office) -> None:
    plan = await office.plan(table([ROW]))
    assert await office.listings.get("umea-socialjour")
    (offer,) = plan.new
    assert offer.fields["topics"] == ["low_mood", "anxiety"]
    assert offer.fields["organization"] == "vannas-kommun"
    assert offer.fields["service_areas"] == ["2460"]
    assert offer.fields["phones"] == [{"number": "0935-140 00", "label": "växeln"}]
    outcome = await apply(office.listings, plan, office.editor)
    assert outcome.saved == ("vannas-motet",)
    draft = (await office.listings.get("vannas-motet")).draft
    assert draft is not None
    assert (draft.state, draft.authors) == ("draft", (office.editor,))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"namm": "x"}, "Kolumnen ”namm” är okänd. Menar du ”namn”?"),
        ({"qqqq": "x"}, "Kolumnen ”qqqq” är okänd."),
        ({"id": "x", "Beteckning": "x"}, "Kolumnerna ”id” och ”Beteckning” är samma."),
        ({"telefon": "1", "Telefon 1": "2"}, "Kolumnerna ”telefon” och ”Telefon 1” är samma."),
        ({"sms": "x"}, "Kolumnen ”id” saknas"),
    ],
)
async def test_the_header_is_checked_first(office: Office, columns: dict[str, str], words: str) -> None:
    plan = await office.plan(table([columns]))
    assert str(plan.faults[0]).startswith(f"rubrikerna: {words}")
    assert {fault.place for fault in plan.faults} == {"rubrikerna"}
    assert sizes(plan)[:4] == (0, 0, 0, 0)


@pytest.mark.parametrize(("column", "first"), [("phones", "telefon 1"), ("sources", "källa 1")])
async def test_a_column_for_all_phones_is_told_which_columns_there_are(
    office: Office, column: str, first: str
) -> None:
    row = {name: cell for name, cell in ROW.items() if not name.startswith(first.split()[0])}
    plan = await office.plan(table([row | {column: "0935-140 00"}]))
    sentence = f"rad 2: ”{column}” ryms inte i en kolumn. Använd ”{first}”, "
    assert [str(fault).startswith(sentence) for fault in plan.faults] == [True]


async def test_only_columns_that_are_there_change_anything(office: Office) -> None:
    before = (await office.listings.get("umea-socialjour")).service
    row = {"id": "umea-socialjour", "revision": "0", "kostnad": "Gratis för alla"}
    plan = await office.plan(table([row]))
    (offer,) = plan.changed
    assert [(change.field, change.after) for change in offer.changes] == [("cost", "Gratis för alla")]
    await apply(office.listings, plan, office.editor)
    view = await office.listings.get("umea-socialjour")
    assert view.service == before
    assert view.draft is not None
    assert view.draft.data["cost"] == "Gratis för alla"


@pytest.mark.parametrize("revision", [None, "7"])
@pytest.mark.parametrize(("wins", "cost"), [((), None), (("cost",), "Ett"), (("name",), None)])
async def test_what_nobody_knows_the_origin_of_is_offered_field_by_field(
    office: Office, revision: str | None, wins: tuple[str, ...], cost: str | None
) -> None:
    before = (await office.listings.get("umea-socialjour")).service
    assert before is not None
    row = {"id": before.id, "namn": "Ett annat namn", "kostnad": "Ett"}
    plan = await office.plan(table([row | ({"revision": revision} if revision else {})]))
    (offer,) = plan.conflicts
    assert (plan.changed, dict(offer.theirs)) == ((), {"name": before.name, "cost": before.cost})
    undecided = await apply(office.listings, plan, office.editor)
    assert undecided.left == (before.id,)
    outcome = await apply(office.listings, plan, office.editor, {before.id: wins})
    draft = (await office.listings.get(before.id)).draft
    assert (outcome.saved, draft is not None) == ((before.id,), True)
    assert draft is not None
    assert draft.data.get("cost") == (cost or before.cost)
    assert draft.data["name"] == ("Ett annat namn" if "name" in wins else before.name)


async def test_a_row_of_unknown_origin_that_says_nothing_new_is_no_conflict(office: Office) -> None:
    before = (await office.listings.get("umea-socialjour")).service
    assert before is not None
    plan = await office.plan(table([{"id": before.id, "namn": before.name}]))
    assert (plan.unchanged, plan.conflicts) == ((before.id,), ())


async def test_a_new_listing_without_an_id_gets_one_but_never_that_of_another(office: Office) -> None:
    nameless = {name: cell for name, cell in ROW.items() if name != "id"}
    plan = await office.plan(table([nameless]))
    assert [offer.id for offer in plan.new] == ["motet-i-vannas"]
    await apply(office.listings, plan, office.editor)
    again = await office.plan(table([nameless]))
    assert str(again.faults[0]).startswith("rad 2: det finns redan en verksamhet som heter så.")


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_what_was_exported_changes_nothing(office: Office, kind: str) -> None:
    await office.publish("umea-socialjour", cost="=1+1", opening_hours_note="'citat")
    data = await office.importer.export(kind, (SWEDEN,))
    plan = await office.plan(data, f"x.{kind}")
    assert sizes(plan)[:3] + sizes(plan)[4:] == (0, 0, 0, 0), plan.faults[:3]
    assert len(plan.unchanged) > 20
    assert await office.importer.export(kind, (SWEDEN,)) == data
    assert b";=1+1" not in data


async def test_all_of_content_goes_out_and_in_without_a_difference(
    sessions: Sessions,  # noqa: F811
) -> None:
    office = Office(sessions, FakeClock())
    await office.open(everything=True)
    plan = await office.plan(await office.importer.export("csv", (SWEDEN,)))
    assert sizes(plan)[:3] == (0, 0, 0)
    assert plan.faults == ()
    assert len(plan.unchanged) == sum(
        one.publication == "published" for one in office.content.services.values()
    )


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_a_change_of_an_editor_since_the_export_is_offered_not_overwritten(
    office: Office, kind: str
) -> None:
    data = (await office.importer.export(kind, (SWEDEN,))).replace(b"Gratis", b"Gratis och frivilligt")
    await office.publish("umo", cost="Gratis, anonymt", summary="Kunskap om kroppen, sex och att må bra.")
    plan = await office.plan(data, f"x.{kind}")
    assert plan.faults == ()
    (offer,) = plan.conflicts
    assert (offer.id, dict(offer.theirs)) == ("umo", {"cost": "Gratis, anonymt"})
    # What only the editor has changed is taken over, and no change of the file's.
    assert offer.fields["summary"] == "Kunskap om kroppen, sex och att må bra."
    assert [(change.field, change.before) for change in offer.changes] == [("cost", "Gratis, anonymt")]
    undecided = await apply(office.listings, plan, office.editor)
    assert undecided.left == ("umo",)
    assert (await office.listings.get("umo")).draft is None


@pytest.mark.parametrize(("wins", "cost"), [((), "Gratis, anonymt"), (("cost",), "Gratis och frivilligt")])
async def test_each_field_in_conflict_is_decided(office: Office, wins: tuple[str, ...], cost: str) -> None:
    await office.publish("bris-116111", cost="Gratis")
    data = (await office.importer.export("csv", (SWEDEN,))).replace(b"Gratis", b"Gratis och frivilligt")
    await office.publish("vannas-elevhalsa", cost="Gratis, anonymt")
    plan = await office.plan(data)
    outcome = await apply(office.listings, plan, office.editor, {"vannas-elevhalsa": wins})
    view = await office.listings.get("vannas-elevhalsa")
    assert "vannas-elevhalsa" in outcome.saved
    assert view.draft is not None
    assert view.draft.data["cost"] == cost
    assert view.service is not None
    assert view.service.cost == "Gratis, anonymt"


async def test_what_moves_after_the_plan_is_left_alone(office: Office) -> None:
    plans = [
        await office.plan(table([row]))
        for row in ({"id": "umea-socialjour", "revision": "0", "kostnad": "Ett"}, ROW | {"kostnad": "Ett"})
    ]
    await office.publish("umea-socialjour", cost="Två")
    await office.listings.save_draft(None, {"id": ROW["id"], "name": "Någon annans"}, office.editor, 0)
    outcomes = [await apply(office.listings, plan, office.editor) for plan in plans]
    assert [(one.saved, one.moved) for one in outcomes] == [
        ((), ("umea-socialjour",)),
        ((), ("vannas-motet",)),
    ]


async def test_who_may_not_edit_a_listing_may_not_import_it_either(office: Office) -> None:
    plan = await office.plan(
        table([{"id": id, "revision": "0", "kostnad": "Ett"} for id in ("umo", "umea-socialjour")])
    )
    outcome = await apply(office.listings, plan, office.editor)
    assert (outcome.saved, outcome.denied) == (("umea-socialjour",), ("umo",))


async def test_files_of_content_hold_what_editors_have_changed(
    office: Office,
    database_url: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    await office.listings.add_organization("Mötet ideell förening", None, office.editor)
    await office.publish("umea-socialjour", cost="Gratis", organization="motet-ideell-forening")
    for target in ("first", "second"):
        await take(database_url, office.content.municipalities, tmp_path / target)
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.yml")}
        for name in ("first", "second")
    )
    assert first == second
    text = next(data for path, data in first.items() if path.stem == "umea-socialjour").decode()
    assert "cost: Gratis\n" in text
    assert "motet-ideell-forening" in first[Path("organizations.yml")].decode()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.dictionaries(st.sampled_from([*ROW, "phones", "sources", "address", "for", "revision"]), values)
    ),
    st.lists(st.dictionaries(st.sampled_from([*ROW, "revision"]), st.text(max_size=30))),
)
def test_any_values_are_offers_or_sentences(
    posts: list[Mapping[str, Any]], rows: list[Mapping[str, str]]
) -> None:
    reference = a_reference()
    for data, name in ((json.dumps(posts).encode(), "x.json"), (table(rows, encoding="utf-8"), "x.csv")):
        try:
            plan = Reader(read(data, name), reference).plan({})
        except UnreadableError:
            continue
        for fault in plan.faults:
            str(fault).encode()
            assert fault.sentence.endswith((".", "?"))
        assert plan.conflicts == ()


@pytest.mark.parametrize(("owner", "step"), [(importer, "read"), (Reader, "plan")])
async def test_people_are_answered_while_a_large_file_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    loop, answered, work = asyncio.get_running_loop(), Event(), getattr(owner, step)
    waited: list[bool] = []

    def slow(*arguments: Any) -> Any:
        loop.call_soon_threadsafe(answered.set)
        waited.append(answered.wait(5))
        return work(*arguments)

    monkeypatch.setattr(owner, step, slow)
    plan = await office.plan(table([ROW]))
    assert waited == [True]
    assert len(plan.new) == 1
