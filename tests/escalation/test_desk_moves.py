"""What the desk does to cases: take, answer, hand over, let go, close; always as it was seen."""

import pytest

from bot.db.models.case import CaseState
from bot.escalation.escalation import CaseGone, CaseMoved
from tests.escalation.world import World


async def test_taking_answering_and_closing_at_the_desk(world: World) -> None:
    anna = await world.staff("Anna")
    await world.staff("Bo")
    chat, case = await world.ask()
    view = await world.escalation.take(case.id, anna.id)
    for _ in range(2):
        await world.escalation.human_says(case.id, anna.id, "Hej.", "desk:1")
    assert (await world.told(chat)).count("Hej.") == 1
    with pytest.raises(CaseMoved):
        await world.escalation.close(case.id, anna.id, "got_help", view.version)
    now = await world.escalation.case_of(chat)
    assert now is not None
    assert now.state == "active"
    closed = await world.escalation.close(case.id, anna.id, "got_help", now.version)
    assert closed.state == "closed"
    assert (await world.case(case.id)).outcome == "got_help"


async def test_handing_over_to_a_colleague_who_was_never_asked(world: World) -> None:
    anna, bo = await world.staff("Anna"), await world.staff("Bo", hours="Su 01:00-02:00")
    chat, case = await world.ask(text="jag är rädd")
    view = await world.escalation.take(case.id, anna.id)
    with pytest.raises(CaseMoved):
        await world.escalation.hand_over(case.id, bo.id, anna.id, view.version)
    await world.escalation.hand_over(case.id, anna.id, bo.id, view.version)
    assert "Bo" in (await world.told(chat))[-1]
    assert await world.sms_to("Bo", "relay") == ["1: jag är rädd"]
    await world.says("Bo", "Hej, jag heter Bo.")
    assert (await world.told(chat))[-1] == "Hej, jag heter Bo."
    with pytest.raises(CaseMoved) as moved:
        await world.escalation.human_says(case.id, anna.id, "Hej.", "desk:1")
    assert moved.value.who == "Bo"


async def test_letting_go_at_the_desk_only_as_it_was_seen(world: World) -> None:
    anna = await world.staff("Anna")
    await world.staff("Bo")
    _, case = await world.ask()
    view = await world.escalation.take(case.id, anna.id)
    with pytest.raises(CaseMoved):
        await world.escalation.release(case.id, anna.id, view.version - 1)
    released = await world.escalation.release(case.id, anna.id, view.version)
    assert released.state == "queued"


async def test_only_the_one_who_has_a_case_closes_it(world: World) -> None:
    anna, bo = await world.staff("Anna"), await world.staff("Bo")
    chat, case = await world.ask()
    with pytest.raises(CaseMoved):
        await world.escalation.close(case.id, anna.id, "wrong", case.version)
    view = await world.escalation.take(case.id, anna.id)
    with pytest.raises(CaseMoved) as moved:
        await world.escalation.close(case.id, bo.id, "wrong", view.version)
    assert moved.value.who == "Anna"
    closed = await world.escalation.close(case.id, anna.id, "wrong", view.version)
    assert (await world.case(case.id)).state is CaseState.CLOSED
    with pytest.raises(CaseGone):
        await world.escalation.close(case.id, anna.id, "wrong", closed.version)
    assert len(await world.told(chat)) == 2


async def test_what_is_not_there_cannot_be_moved(world: World) -> None:
    anna = await world.staff("Anna")
    with pytest.raises(CaseGone):
        await world.escalation.take(99, anna.id)
    _, case = await world.ask()
    with pytest.raises(CaseGone):
        await world.escalation.take(case.id, 99)
    with pytest.raises(CaseGone):
        await world.escalation.pause(99, True)
