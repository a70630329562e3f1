"""Reports in any order and any number end in the same."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sms.status import (
    ACCEPTED,
    CREATED,
    DELIVERED,
    FAILED,
    FAILURES,
    LEASED,
    SENT,
    UNDELIVERED,
    Standing,
    from_twilio,
)

REPORTS = st.tuples(
    st.sampled_from([ACCEPTED, SENT, DELIVERED, UNDELIVERED, FAILED]), st.sampled_from([None, 30003, 30005])
)


def after(reports: list[tuple[str, int | None]], begin: str = LEASED) -> Standing:
    standing = Standing(begin)
    for state, code in reports:
        standing = standing.after(state, code)
    return standing


@given(st.lists(REPORTS, min_size=1, max_size=6), st.data())
def test_order_and_number_do_not_matter(reports: list[tuple[str, int | None]], data: st.DataObject) -> None:
    more = reports + data.draw(st.lists(st.sampled_from(reports), max_size=4))
    shuffled = data.draw(st.permutations(more))
    assert after(shuffled) == after(reports)


@given(st.lists(REPORTS, min_size=1, max_size=6))
def test_a_delivery_is_never_taken_back(reports: list[tuple[str, int | None]]) -> None:
    states = {state for state, _ in reports}
    end = after(reports)
    assert (end.state == DELIVERED) == (DELIVERED in states)
    assert end.late_failure == (DELIVERED in states and bool(states & set(FAILURES)))


@pytest.mark.parametrize("order", list(permutations([(DELIVERED, None), (UNDELIVERED, 30003), (SENT, None)])))
def test_a_failure_after_the_delivery_is_a_mark(order: tuple[tuple[str, int | None], ...]) -> None:
    assert after(list(order), CREATED) == Standing(DELIVERED, 30003, late_failure=True)


def test_every_word_of_twilio_is_known() -> None:
    outgoing = "accepted scheduled queued sending sent delivered undelivered failed canceled read"
    assert None not in [from_twilio(word) for word in outgoing.split()]
    assert from_twilio("Delivered") == DELIVERED
    assert from_twilio("received") is None
