"""The link to a service: signed, for one listing, once, for a while."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db.models.editor import Confirmation
from bot.db.models.sms import SmsOutbox
from bot.editor.confirmation import VALID_FOR, Confirmations, LinkRefused
from bot.editor.refusals import Denied, NotFound
from bot.vault import Fingerprints
from tests.editor.world import ANNA, BERTIL, CECILIA, DAVID, SHOWN, World, form


async def token_of(world: World, account: int = ANNA) -> str:
    """The secret part of a new link."""
    return (await world.editor.confirmations.invite("halsan", account)).url.rsplit("/", 1)[1]


async def refused(world: World, token: str) -> str:
    """Why a link opens nothing."""
    with pytest.raises(LinkRefused) as told:
        await world.editor.confirmations.open(token)
    return told.value.reason


async def test_the_service_confirms_its_listing_once(world: World) -> None:
    token = await token_of(world)
    assert (await world.editor.confirmations.open(token)).id == "halsan"
    assert (await world.editor.confirmations.open(token)).id == "halsan"
    await world.editor.confirmations.confirm(token)
    assert str((await world.shown())["halsan"].assured_date) == "2026-11-23"
    last = (await world.listings.get("halsan")).history[-1]
    assert (last.kind, last.account_id) == ("confirmed", None)
    assert await refused(world, token) == "used"
    with pytest.raises(LinkRefused, match="used"):
        await world.editor.confirmations.confirm(token)


async def test_of_two_at_the_same_moment_one_answer_counts(world: World) -> None:
    token = await token_of(world)
    answers = await asyncio.gather(
        world.editor.confirmations.confirm(token),
        world.editor.confirmations.confirm(token),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers if answer] == [LinkRefused]
    kinds = [one.kind for one in (await world.listings.get("halsan")).history]
    assert kinds.count("confirmed") == 1


async def test_a_link_stops_working_after_a_while_and_when_a_newer_one_is_made(world: World) -> None:
    first = await token_of(world)
    second = await token_of(world, BERTIL)
    assert await refused(world, first) == "expired"
    world.clock.now += VALID_FOR
    assert await refused(world, second) == "expired"


async def test_what_the_service_proposes_is_a_draft_for_one_more_person(world: World) -> None:
    token = await token_of(world)
    changes = {"phones": [{"number": "0935-140 99"}], "name": "Ett annat namn", "topics": ["npf"]}
    draft = await world.editor.confirmations.propose(token, changes)
    assert draft.data["phones"] == [{"number": "0935-140 99"}]
    assert (draft.data["name"], draft.data["topics"]) == (SHOWN.name, list(SHOWN.topics))
    assert (draft.state, draft.authors) == ("review", ())
    assert (await world.shown())["halsan"].phones == SHOWN.phones
    await world.listings.approve("halsan", draft.revision, CECILIA)
    assert (await world.shown())["halsan"].phones[0].number == "0935-140 99"
    assert await refused(world, token) == "used"


async def test_a_faulty_proposal_waits_for_an_editor(world: World) -> None:
    draft = await world.editor.confirmations.propose(
        await token_of(world), {"phones": [{"number": "ring Kajsa"}]}
    )
    assert (draft.state, draft.data["phones"]) == ("draft", [{"number": "ring Kajsa"}])


async def test_a_proposal_never_undoes_what_an_editor_is_writing(world: World) -> None:
    token = await token_of(world)
    await world.listings.save_draft("halsan", form(phones=[{"number": "0935-140 11"}]), ANNA, 0)
    proposal = {"phones": [{"number": "0935-140 22"}], "cost": "Gratis"}
    draft = await world.editor.confirmations.propose(token, proposal)
    assert draft.data["phones"] == [{"number": "0935-140 11"}]
    assert (draft.data["cost"], draft.state, draft.authors) == ("Gratis", "draft", (ANNA,))
    assert (await world.listings.get("halsan")).history[-1].note == "Telefon: 0935-140 22"


async def test_a_link_is_for_what_is_published_by_who_may_edit_it(world: World) -> None:
    with pytest.raises(Denied, match="area"):
        await world.editor.confirmations.invite("halsan", DAVID)
    token = await token_of(world)
    await world.listings.unpublish("halsan", ANNA, "Fel")
    assert await refused(world, token) == "unknown"
    with pytest.raises(NotFound):
        await world.editor.confirmations.invite("halsan", ANNA)


@given(st.text(max_size=80) | st.from_regex(r"[A-Za-z0-9_-]{22}[0-9a-f]{32}", fullmatch=True))
def test_a_made_up_link_is_refused_without_asking_the_database(token: str) -> None:
    def no_database() -> None:
        raise AssertionError("the database was asked")

    confirmations = Confirmations.__new__(Confirmations)
    confirmations._fingerprints = Fingerprints(("key",), "confirmation")
    with pytest.raises(LinkRefused, match="unknown"):
        asyncio.run(confirmations._row(no_database, token))  # type: ignore[arg-type]


async def test_an_altered_link_is_refused(world: World) -> None:
    token = await token_of(world)
    assert await refused(world, ("A" if token[0] != "A" else "B") + token[1:]) == "unknown"
    assert await refused(world, token[:-1] + ("0" if token[-1] != "0" else "1")) == "unknown"


async def test_the_secret_is_not_in_the_database(world: World) -> None:
    token = await token_of(world)
    async with world.sessions() as session:
        [row] = await session.scalars(select(Confirmation))
    assert token[:22] not in str(vars(row))
    assert row.token_hash not in token


async def test_the_words_to_send_hold_the_link_and_its_last_day(world: World) -> None:
    invitation = await world.editor.confirmations.invite("halsan", ANNA, sms_to="+46701234567")
    assert invitation.url.startswith("https://vart.example.se/bekrafta/")
    for words in (invitation.email, invitation.sms):
        assert invitation.url in words
        assert "7 januari 2027" in words
        assert "Ungdomshälsan" in words
    assert "!" not in invitation.email + invitation.sms
    async with world.sessions() as session:
        sms = (await session.scalars(select(SmsOutbox))).all()
    assert {row.purpose for row in sms} == {"notice"}
    assert invitation.url not in repr(invitation)
