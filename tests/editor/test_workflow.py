"""From a draft to what people see, and back: who may do what, and what is kept."""

import pytest

from bot.content.schema import Publication
from bot.editor.fields import fields_of
from bot.editor.refusals import Denied, Faulty, Moved, NotFound
from bot.editor.views import Draft, Filter
from tests.editor.world import ANNA, BERTIL, CECILIA, DAVID, EVA, FRIDA, SHOWN, SOS, World, form, new_listing
from tests.factories import VANNAS, make_service

NEW_WORDS = "Prata med oss om sömn, oro och annat som är tungt."


async def drafted(world: World, author: int = ANNA) -> Draft:
    """A draft of the listing that is shown, with new words."""
    return await world.listings.save_draft("halsan", form(summary=NEW_WORDS), author, 0)


async def submitted(world: World, author: int = ANNA) -> Draft:
    """The same, waiting for a second person."""
    draft = await drafted(world, author)
    return await world.listings.submit("halsan", draft.revision, author, None)


async def taking_sos_alarm_down_is_refused(world: World) -> None:
    """Whichever step would do it."""
    listings = world.listings
    for step in (listings.unpublish("sos-112", EVA, "Oj"), listings.archive("sos-112", 0, EVA)):
        with pytest.raises(Faulty, match="phones"):
            await step


async def test_a_new_listing_is_seen_only_after_a_second_person(world: World) -> None:
    draft = await world.listings.save_draft(None, new_listing(), ANNA, 0)
    assert draft.id == "samtal-i-vannas"
    waiting = await world.listings.submit(draft.id, draft.revision, ANNA, "Klar att läsa")
    assert draft.id not in await world.directory()
    await world.listings.approve(draft.id, waiting.revision, BERTIL)
    shown = (await world.shown())[draft.id]
    assert (shown.name, shown.phones[0].number) == ("Samtal i Vännäs", "0935-140 10")
    view = await world.listings.get(draft.id)
    assert view.draft is None
    assert [(one.kind, one.account_id, one.note) for one in view.history] == [
        ("saved", ANNA, None),
        ("submitted", ANNA, "Klar att läsa"),
        ("published", BERTIL, None),
    ]


async def test_nobody_approves_what_they_had_a_hand_in(world: World) -> None:
    first = await drafted(world, BERTIL)
    second = await world.listings.save_draft("halsan", {**first.data, "cost": "Gratis"}, ANNA, first.revision)
    assert second.authors == (ANNA, BERTIL)
    waiting = await world.listings.submit("halsan", second.revision, ANNA, None)
    with pytest.raises(Denied, match="same_person"):
        await world.listings.approve("halsan", waiting.revision, BERTIL)
    assert (await world.shown())["halsan"].summary == SHOWN.summary
    await world.listings.approve("halsan", waiting.revision, CECILIA)
    assert (await world.shown())["halsan"].summary == NEW_WORDS


@pytest.mark.parametrize(
    ("account", "reason"), [(ANNA, "role"), (DAVID, "area"), (FRIDA, "role"), (99, "account")]
)
async def test_whoever_may_not_approve_is_refused(world: World, account: int, reason: str) -> None:
    waiting = await submitted(world, BERTIL)
    with pytest.raises(Denied, match=reason):
        await world.listings.approve("halsan", waiting.revision, account)
    assert (await world.shown())["halsan"].summary == SHOWN.summary


@pytest.mark.parametrize(("account", "reason"), [(DAVID, "area"), (FRIDA, "role"), (99, "account")])
async def test_whoever_may_not_write_is_refused(world: World, account: int, reason: str) -> None:
    listings = world.listings
    for step in (
        listings.save_draft("halsan", form(), account, 0),
        listings.save_draft(None, new_listing(), account, 0),
        listings.copy("halsan", account),
        listings.unpublish("halsan", account, "Fel"),
        listings.archive("halsan", 0, account),
        listings.comment("halsan", account, "Hej"),
        listings.confirm("halsan", account),
    ):
        with pytest.raises(Denied, match=reason):
            await step
    assert (await world.listings.get("halsan")).history == ()


async def test_nobody_moves_a_listing_into_an_area_that_is_not_theirs(world: World) -> None:
    with pytest.raises(Denied, match="area"):
        await world.listings.save_draft("halsan", form(service_areas=["2460", "2480"]), ANNA, 0)


async def test_what_was_rejected_comes_back_with_the_note(world: World) -> None:
    waiting = await submitted(world)
    rejected = await world.listings.reject("halsan", waiting.revision, BERTIL, "Numret saknas")
    assert (rejected.state, rejected.authors) == ("draft", (ANNA,))
    assert (await world.listings.get("halsan")).history[-1].note == "Numret saknas"
    with pytest.raises(Moved):
        await world.listings.approve("halsan", rejected.revision, BERTIL)


async def test_a_draft_that_was_changed_after_reading_is_not_approved(world: World) -> None:
    read = await submitted(world)
    later = await world.listings.save_draft("halsan", form(summary="Något helt annat."), ANNA, read.revision)
    assert later.state == "draft"
    with pytest.raises(Moved):
        await world.listings.approve("halsan", read.revision, BERTIL)


async def test_a_faulty_draft_is_kept_but_not_submitted(world: World) -> None:
    data = form(summary="", phones=[{"number": "ring mig"}], minimum_age="femton")
    draft = await world.listings.save_draft("halsan", data, ANNA, 0)
    assert draft.data["phones"] == [{"number": "ring mig"}]
    assert draft.data["minimum_age"] == "femton"
    with pytest.raises(Faulty) as refused:
        await world.listings.submit("halsan", draft.revision, ANNA, None)
    assert {problem.field for problem in refused.value.problems} == {"summary", "minimum_age"}


async def test_emergency_one_person_takes_a_listing_down_at_once(world: World) -> None:
    await world.listings.unpublish("halsan", ANNA, "Fel nummer, går till någon privat")
    assert "halsan" not in await world.shown()
    view = await world.listings.get("halsan")
    assert [one.kind for one in view.history] == ["original", "unpublished"]
    assert view.history[-1].note == "Fel nummer, går till någon privat"
    with pytest.raises(Moved):
        await world.listings.unpublish("halsan", ANNA, "igen")


async def test_a_former_version_comes_back_by_one_click_and_a_second_person(world: World) -> None:
    await world.publish("halsan", summary=NEW_WORDS)
    restored = await world.listings.restore("halsan", 1, ANNA)
    assert restored.state == "review"
    assert (await world.shown())["halsan"].summary == NEW_WORDS
    await world.listings.approve("halsan", restored.revision, BERTIL)
    assert fields_of((await world.shown())["halsan"]) == fields_of(SHOWN)


async def test_what_was_archived_can_be_restored(world: World) -> None:
    await world.listings.archive("halsan", 0, ANNA)
    assert (await world.directory())["halsan"].publication is Publication.ARCHIVED
    restored = await world.listings.restore("halsan", 1, ANNA)
    await world.listings.approve("halsan", restored.revision, CECILIA)
    assert (await world.shown())["halsan"].summary == SHOWN.summary


async def test_restoring_never_throws_an_open_draft_away(world: World) -> None:
    draft = await drafted(world)
    with pytest.raises(Moved):
        await world.listings.restore("halsan", 1, BERTIL)
    assert (await world.listings.get("halsan")).draft == draft


async def test_archiving_what_has_changed_since_is_refused(world: World) -> None:
    await world.listings.confirm("halsan", BERTIL)
    with pytest.raises(Moved):
        await world.listings.archive("halsan", 0, ANNA)
    assert "halsan" in await world.shown()


async def test_no_step_takes_the_crisis_minimum_away(world: World) -> None:
    await taking_sos_alarm_down_is_refused(world)
    fields = fields_of((await world.shown())["sos-112"])
    changed = {**fields, "phones": [{"number": "0935-140 00"}]}
    draft = await world.listings.save_draft("sos-112", changed, EVA, 0)
    with pytest.raises(Faulty) as refused:
        await world.listings.submit("sos-112", draft.revision, EVA, None)
    assert "112" in refused.value.problems[0].sentence
    assert (await world.shown())["sos-112"].phones[0].number == "112"


async def test_other_listings_with_112_do_not_make_up_for_the_one_of_sos_alarm(world: World) -> None:
    priest = make_service(id="jourhavande-prast", level="national", phones=({"number": "112"},))
    await world.seed(SHOWN, SOS, priest)
    await taking_sos_alarm_down_is_refused(world)
    fields = fields_of((await world.shown())["sos-112"])
    for changes in (
        {"phones": [{"number": "0935-140 00"}]},
        {"phones": [{"number": "112", "publication": "draft"}]},
        {"service_areas": [VANNAS]},
        {"status": "inactive"},
    ):
        problems = await world.listings.problems({**fields, **changes, "id": "sos-112"})
        sentence = "Krisnumret 112 måste finnas kvar för hela landet."
        assert sentence in [one.sentence for one in problems if one.level == "error"], changes
    # The other listing is not named by a crisis message, and may go.
    await world.listings.unpublish("jourhavande-prast", EVA, "Oj")
    assert set(await world.shown()) == {"halsan", "sos-112"}


async def test_confirming_sets_the_day_and_no_draft_takes_it_back(world: World) -> None:
    draft = await drafted(world)
    await world.listings.confirm("halsan", BERTIL)
    assert str((await world.shown())["halsan"].assured_date) == "2026-11-23"
    waiting = await world.listings.submit("halsan", draft.revision, ANNA, None)
    await world.listings.approve("halsan", waiting.revision, CECILIA)
    shown = (await world.shown())["halsan"]
    assert (str(shown.assured_date), shown.summary) == ("2026-11-23", NEW_WORDS)


async def test_a_draft_thrown_away_stays_in_the_history(world: World) -> None:
    draft = await drafted(world)
    await world.listings.discard("halsan", draft.revision, ANNA)
    view = await world.listings.get("halsan")
    assert view.draft is None
    assert [one.kind for one in view.history] == ["original", "saved", "discarded"]
    assert view.history[1].data["summary"] == NEW_WORDS
    only_draft = await world.listings.save_draft(None, new_listing(), ANNA, 0)
    await world.listings.discard(only_draft.id, only_draft.revision, ANNA)
    assert (await world.listings.get(only_draft.id)).service is None


async def test_a_copy_is_a_new_listing_that_nobody_has_confirmed(world: World) -> None:
    await world.listings.confirm("halsan", ANNA)
    copies = [await world.listings.copy("halsan", ANNA) for _ in range(2)]
    assert [one.id for one in copies] == ["halsan-kopia", "halsan-kopia-2"]
    assert copies[0].data["summary"] == SHOWN.summary
    assert "assured_date" not in copies[0].data


async def test_editors_talk_about_a_listing(world: World) -> None:
    await world.listings.comment("halsan", ANNA, "  Ring dem på måndag. ")
    await world.listings.comment("halsan", BERTIL, "   ")
    [said] = (await world.listings.get("halsan")).comments
    assert (said.account_id, said.text) == (ANNA, "Ring dem på måndag.")


async def test_what_differs_is_told_field_by_field(world: World) -> None:
    draft = await world.listings.save_draft("halsan", form(summary=NEW_WORDS, service_areas=[]), ANNA, 0)
    summary, areas = await world.listings.diff("halsan", 1, draft.revision)
    assert (summary.label, summary.before, summary.after) == ("Sammanfattning", SHOWN.summary, NEW_WORDS)
    assert (areas.label, areas.before, areas.after) == ("Område", "Vännäs", "")
    with pytest.raises(NotFound):
        await world.listings.diff("halsan", 1, 99)


async def test_listings_are_found(world: World) -> None:
    await world.listings.save_draft(None, new_listing(), ANNA, 0)

    async def found(**wanted: object) -> list[str]:
        page = await world.listings.find(Filter(**wanted))  # type: ignore[arg-type]
        return [row.id for row in page.rows]

    assert await found() == ["samtal-i-vannas", "sos-112", "halsan"]
    assert await found(text="ungdomshalsan") == ["halsan"]
    assert await found(text="0935 140") == ["halsan"]
    assert await found(municipality="2460") == ["samtal-i-vannas", "halsan"]
    assert await found(municipality="SE") == ["sos-112"]
    assert await found(publication=Publication.DRAFT) == ["samtal-i-vannas"]
    assert await found(topic="npf") == []
    assert await found(areas=("2460",)) == ["samtal-i-vannas", "halsan"]
    assert await found(overdue=True) == ["halsan"]


async def test_an_unknown_listing_is_told_apart_from_an_empty_one(world: World) -> None:
    with pytest.raises(NotFound):
        await world.listings.get("finns-inte")
    with pytest.raises(NotFound):
        await world.listings.save_draft("finns-inte", form(id="finns-inte"), ANNA, 0)


async def test_organizations_are_added_once(world: World) -> None:
    added = await world.listings.add_organization("Röda Korset i Vännäs", "https://www.example.se", ANNA)
    again = await world.listings.add_organization("Röda Korset i Vännäs", None, BERTIL)
    assert added.id == again.id == "roda-korset-i-vannas"
    assert added in await world.listings.organizations()
    with pytest.raises(Faulty):
        await world.listings.add_organization("", None, ANNA)
    id = await world.publish(None, organization=added.id)
    assert (await world.shown())[id].organization == added.id
