"""The states of a case: what may follow what, and that order and repetition do not matter."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.db.models.case import ALIVE, CaseState
from bot.escalation.machine import (
    TAKEN,
    Ask,
    Cancel,
    Close,
    Event,
    GiveBack,
    HandOver,
    Hold,
    Speak,
    Standing,
    Take,
    after,
)

STAFF = st.integers(1, 3)
STEPS = st.one_of(st.none(), st.integers(1, 3))
VERSIONS = st.integers(1, 12)
# Timers and the desk always name the version they saw; people by SMS cannot.
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Ask, STEPS, VERSIONS),
    st.builds(Hold, VERSIONS),
    st.builds(Take, STAFF),
    st.builds(Speak, STAFF),
    st.builds(GiveBack, STEPS, st.one_of(st.none(), STAFF), VERSIONS),
    st.builds(HandOver, STAFF, STAFF, VERSIONS),
    st.builds(Close, st.one_of(st.none(), STAFF), VERSIONS),
    st.builds(Cancel),
)
NEW = Standing(CaseState.HELD)


def run(events: list[Event], start: Standing = NEW) -> Standing:
    for event in events:
        start = after(start, event) or start
    return start


@given(st.lists(EVENTS, max_size=30))
def test_every_standing_makes_sense(events: list[Event]) -> None:
    standings = [NEW]
    for event in events:
        moved = after(standings[-1], event)
        if moved is not None:
            standings.append(moved)
    for before, now in pairwise(standings):
        assert before.state in ALIVE
        assert now.version == before.version + 1
    for one in standings:
        assert (one.taken_by is not None) >= (one.state in TAKEN)
        assert one.state is not CaseState.NOTIFYING or one.step > 0
        assert (
            one.state not in {CaseState.HELD, CaseState.NOTIFYING, CaseState.EXHAUSTED}
            or one.taken_by is None
        )


@given(st.lists(EVENTS, max_size=30), st.data())
def test_what_a_timer_or_the_desk_did_never_happens_twice(events: list[Event], data: st.DataObject) -> None:
    """Whatever of a history that names its version comes again, in any order and number: nothing moves."""
    end = run(events)
    happened = [event for event in events if getattr(event, "version", None) is not None]
    stale = [event for event in happened if event.version < end.version]  # type: ignore[union-attr,operator]
    if stale:
        again = data.draw(st.lists(st.sampled_from(stale), max_size=20))
        assert run(again, end) == end


@settings(max_examples=300)
@given(st.permutations([Take(1), Take(1), Ask(2, 2), Ask(2, 2), Ask(None, 3), Hold(1), Speak(2), Close(2)]))
def test_one_taker_wins_in_any_order_of_what_arrives(events: list[Event]) -> None:
    """Timers before or after, and what others say about a case that is not theirs."""
    asked = Standing(CaseState.NOTIFYING, version=2, step=1)
    end = run(events, asked)
    assert (end.state, end.taken_by) == (CaseState.ACKED, 1)


@given(
    st.lists(
        st.one_of(st.builds(Take, STAFF), st.builds(Speak, STAFF), st.builds(Ask, STEPS, VERSIONS)),
        max_size=10,
    ),
    st.data(),
)
def test_a_case_that_was_cancelled_stays_so_in_any_order(events: list[Event], data: st.DataObject) -> None:
    order = data.draw(st.permutations([*events, Cancel(), Cancel()]))
    assert run(order).state is CaseState.CANCELLED


@given(st.permutations([1, 2, 3]))
def test_of_several_who_take_a_case_the_first_has_it(order: list[int]) -> None:
    end = run([Take(one) for one in order], Standing(CaseState.NOTIFYING, 2, 1))
    assert end.taken_by == order[0]
    assert end.version == 3


@given(st.sampled_from(ALIVE), EVENTS)
def test_an_event_with_another_version_does_nothing(state: CaseState, event: Event) -> None:
    version = getattr(event, "version", None)
    if version is not None:
        assert after(Standing(state, version + 1, 1, 1), event) is None


def test_nothing_moves_a_case_that_has_ended() -> None:
    for state in (CaseState.CLOSED, CaseState.CANCELLED):
        ended = Standing(state, 5, 2, 1)
        for event in (Ask(3), Ask(1, again=True), Hold(again=True), Take(1), Speak(1), Cancel(), Close()):
            assert after(ended, event) is None
        assert after(replace(ended), GiveBack(1)) is None
