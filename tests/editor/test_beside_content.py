"""Editors beside content/: seeding never undoes their work, and running bots see it within seconds."""

from bot.db.models.service import Service
from bot.directory.directory import Directory
from bot.directory.seed import SeedReport
from bot.editor.views import Filter
from tests.editor.world import ANNA, BERTIL, SHOWN, SOS, World, form, new_listing
from tests.factories import make_service

WORDS = "Prata med oss om sömn och oro."
NEWER = make_service(
    id="halsan", name="Ungdomshälsan", summary="Filen säger något nytt nu.", assured_date=None
)


async def test_what_an_editor_published_is_kept_when_the_file_changes(world: World) -> None:
    await world.publish("halsan", summary=WORDS)
    id = await world.publish(None)
    assert await world.seed(NEWER, SOS) == SeedReport(unchanged=1, kept=1)
    shown = await world.shown()
    assert shown["halsan"].summary == WORDS
    assert id in shown


async def test_a_draft_keeps_the_file_from_moving_under_it(world: World) -> None:
    draft = await world.listings.save_draft("halsan", form(summary=WORDS), ANNA, 0)
    await world.seed(NEWER, SOS)
    assert (await world.shown())["halsan"].summary == SHOWN.summary
    await world.listings.discard("halsan", draft.revision, ANNA)
    await world.seed(NEWER, SOS)
    assert (await world.shown())["halsan"].summary == NEWER.summary
    # What the file brought is in the history when an editor goes on.
    later = await world.listings.save_draft(
        "halsan", form(summary=WORDS), ANNA, (await world.listings.get("halsan")).revision
    )
    kinds = [one.kind for one in (await world.listings.get("halsan")).history]
    assert kinds == ["original", "saved", "discarded", "original", "saved"]
    assert later.data["summary"] == WORDS


async def test_what_was_taken_down_stays_down(world: World) -> None:
    await world.listings.unpublish("halsan", ANNA, "Fel nummer")
    await world.seed(SHOWN, SOS)
    assert "halsan" not in await world.shown()


async def test_a_confirmation_stays(world: World) -> None:
    await world.listings.confirm("halsan", ANNA)
    await world.seed(SHOWN, SOS)
    assert (await world.shown())["halsan"].assured_date is not None


async def test_a_file_that_goes_away_does_not_archive_what_editors_took_over(world: World) -> None:
    await world.publish("halsan", summary=WORDS)
    assert await world.seed(SOS) == SeedReport(unchanged=1)
    assert (await world.shown())["halsan"].summary == WORDS


async def test_a_running_bot_sees_what_is_published_and_nothing_before(world: World) -> None:
    directory = Directory(world.sessions, clock=world.clock)
    directory._content = world.content
    await directory.refresh()
    draft = await world.listings.save_draft(None, new_listing(), ANNA, 0)
    submitted = await world.listings.submit(draft.id, draft.revision, ANNA, None)
    before = directory.snapshot
    await directory.refresh()
    assert directory.snapshot is before
    await world.listings.approve(draft.id, submitted.revision, BERTIL)
    await directory.refresh()
    assert draft.id in directory.snapshot.by_id
    await world.listings.unpublish(draft.id, ANNA, "Fel")
    await directory.refresh()
    assert draft.id not in directory.snapshot.by_id


async def test_a_faulty_row_does_not_hide_the_list(world: World) -> None:
    async with world.sessions.begin() as session:
        (await session.get_one(Service, "halsan")).summary = "kort"
    assert (await world.listings.find(Filter())).total == 2
