"""Two people on one listing at once: nothing that either wrote is lost."""

import asyncio

import pytest

from bot.editor.refusals import Conflict
from bot.editor.views import Draft
from tests.editor.world import ANNA, BERTIL, SHOWN, World, form

WORDS, OTHER = "Prata med oss om sömn och oro.", "Hit kan du komma utan att boka tid."


async def test_changes_of_different_fields_are_merged(world: World) -> None:
    await world.listings.save_draft("halsan", form(summary=WORDS), ANNA, 0)
    second = await world.listings.save_draft("halsan", form(cost="Gratis"), BERTIL, 0)
    assert (second.data["summary"], second.data["cost"]) == (WORDS, "Gratis")
    assert second.merged == ("summary",)
    assert second.authors == (ANNA, BERTIL)


async def test_changes_of_the_same_field_are_shown_not_lost(world: World) -> None:
    first = await world.listings.save_draft("halsan", form(summary=WORDS, cost="Gratis"), ANNA, 0)
    with pytest.raises(Conflict) as conflict:
        await world.listings.save_draft("halsan", form(summary=OTHER, not_for="Vuxna"), BERTIL, 0)
    raised = conflict.value
    assert raised.fields == ("summary",)
    assert (raised.base["summary"], raised.theirs["summary"], raised.mine["summary"]) == (
        SHOWN.summary,
        WORDS,
        OTHER,
    )
    assert (raised.merged["summary"], raised.merged["cost"], raised.merged["not_for"]) == (
        OTHER,
        "Gratis",
        "Vuxna",
    )
    assert (raised.revision, raised.by) == (first.revision, ANNA)
    assert (await world.listings.get("halsan")).draft == first
    solved = await world.listings.save_draft("halsan", raised.merged, BERTIL, raised.revision)
    assert (solved.data["summary"], solved.data["cost"]) == (OTHER, "Gratis")


async def test_a_page_opened_before_a_publication_does_not_undo_it(world: World) -> None:
    await world.publish("halsan", summary=WORDS)
    draft = await world.listings.save_draft("halsan", form(cost="Gratis"), ANNA, 0)
    assert (draft.data["summary"], draft.data["cost"]) == (WORDS, "Gratis")


async def test_saving_the_same_again_is_no_new_revision(world: World) -> None:
    first = await world.listings.save_draft("halsan", form(summary=WORDS), ANNA, 0)
    again = await world.listings.save_draft("halsan", form(summary=f" {WORDS} "), BERTIL, first.revision)
    assert (again.revision, again.authors) == (first.revision, (ANNA,))


async def test_many_saves_at_the_same_moment_all_arrive(world: World) -> None:
    fields = {"cost": "Gratis", "anonymity": "Du kan vara anonym", "not_for": "Vuxna", "email": "a@b.se"}
    saves = [
        world.listings.save_draft("halsan", form(**{field: value}), who, 0)
        for who, (field, value) in zip((ANNA, BERTIL) * 2, fields.items(), strict=True)
    ]
    await asyncio.gather(*saves)
    view = await world.listings.get("halsan")
    assert view.draft is not None
    assert fields.items() <= view.draft.data.items()
    assert [one.number for one in view.history] == [1, 2, 3, 4, 5]
    assert view.draft.revision == 5


async def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(world: World) -> None:
    saves = [
        world.listings.save_draft("halsan", form(summary=words), who, 0)
        for who, words in ((ANNA, WORDS), (BERTIL, OTHER))
    ]
    results = await asyncio.gather(*saves, return_exceptions=True)
    [saved] = [one for one in results if isinstance(one, Draft)]
    [told] = [one for one in results if isinstance(one, Conflict)]
    assert {saved.data["summary"], told.mine["summary"]} == {WORDS, OTHER}
    assert told.theirs["summary"] == saved.data["summary"]
