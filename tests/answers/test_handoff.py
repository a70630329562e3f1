"""What is said around a human: complete, plain, in both languages, with times as one says them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.answers import handoff as say
from bot.answers.turn import Turn
from bot.gateway.cases import Availability, CaseView
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from tests.answers.speaking import MONDAY, Talk, check, choices, text
from tests.gateway.cases import NOBODY, STAFFED, case, later
from tests.gateway.world import FakeClock

DAY = timedelta(days=1)


def turn(language: str = "sv", number: int = 1, now: datetime = MONDAY) -> Turn:
    return Turn("", Memory(language=language, turn=number), now, "talk_to_human")


def a_case(**changes: object) -> CaseView:
    return case(FakeClock(MONDAY), **changes)


EVERYTHING: list[Callable[[Turn, Talk], Reply]] = [
    *(
        lambda t, talk, a=available, s=step: s(t, talk.library, a)
        for available in (STAFFED, later(MONDAY + DAY))
        for step in (say.offer, say.offer_again, say.information, say.consent_again)
    ),
    *(
        lambda t, talk, s=simple: s(t, talk.library)
        for simple in (
            say.ask_phone, say.ask_code, say.declined, say.nothing_to_cancel, say.nobody, say.not_relayed,
            say.failed, say.not_ended,
        )
    ),
    *(
        lambda t, talk, s=state, c=contact, r=reply: r(
            t, talk.library, a_case(state=s, contact=c, opens_at=MONDAY + DAY, taken_at=MONDAY)
        )
        for state in ("held", "queued", "claimed", "active", "exhausted")
        for contact in ("chat", "phone")
        for reply in (say.requested, say.standing, say.back)
    ),
    *(
        lambda t, talk, o=own, f=first: say.ask_phone(t, talk.library, o, f)
        for own in (False, True)
        for first in ("handoff.phone_wrong", "handoff.phone_unseen", "handoff.phone_kept")
    ),
    *(
        lambda t, talk, a=available: say.ask_phone_later(t, talk.library, a, own=False)
        for available in (STAFFED, later(MONDAY + DAY))
    ),
    lambda t, talk: say.consent_again(t, talk.library, STAFFED, "handoff.phone_kept"),
    lambda t, talk: say.without_place(t, talk.library),
    lambda t, talk: say.sure_to_cancel(t, talk.library, a_case()),
    lambda t, talk: say.cancelled(t, talk.library, a_case(state="cancelled")),
    lambda t, talk: say.relayed(t, talk.library, a_case(state="active", taken_by_name="Anna")),
    lambda t, talk: say.rated(t, talk.library, helped=True),
    lambda t, talk: say.rated(t, talk.library, helped=False),
]  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("number", [1, 2])
def test_every_reply_is_whole_short_and_in_the_persons_language(
    talk: Talk, language: str, number: int
) -> None:
    for make in EVERYTHING:
        reply = make(turn(language, number), talk)
        check(reply)
        assert {message.lang for message in reply.messages} == {language}
        assert "None" not in text(reply)
        assert text(reply)[0].isupper()
        assert "!" not in text(reply)


def test_said_again_it_is_said_in_other_words(talk: Talk) -> None:
    for make in EVERYTHING:
        assert text(make(turn(number=1), talk)) != text(make(turn(number=2), talk))


@pytest.mark.parametrize(
    ("sent", "said"),
    [(MONDAY, "10.00"), (MONDAY - timedelta(hours=1), "9.00"), (MONDAY - DAY, "22 november 10.00")],
)
def test_times_that_were(talk: Talk, sent: datetime, said: str) -> None:
    assert said in text(say.standing(turn(), talk.library, a_case(created_at=sent)))


@pytest.mark.parametrize(
    ("opens", "said"),
    [(timedelta(hours=3), "13.00 i dag"), (DAY, "10.00 i morgon"), (2 * DAY, "onsdag 10.00")],
)
def test_times_to_come_are_said_before_the_yes(talk: Talk, opens: timedelta, said: str) -> None:
    available = later(MONDAY + opens)
    assert said in text(say.offer(turn(), talk.library, available))
    assert said in text(say.information(turn(), talk.library, available))
    assert said in text(say.standing(turn(), talk.library, a_case(state="held", opens_at=MONDAY + opens)))


def test_a_case_without_a_known_opening_still_says_that_it_waits(talk: Talk) -> None:
    assert "väntar" in text(say.standing(turn(), talk.library, a_case(state="held")))


@pytest.mark.parametrize("available", [STAFFED, later(MONDAY + DAY), replace(NOBODY, possible=True)])
def test_the_yes_always_says_112_and_how_long_things_are_stored(talk: Talk, available: Availability) -> None:
    for number in (1, 2):
        words = text(say.information(turn(number=number), talk.library, available))
        assert all(part in words for part in ("112", "30 dagar", "7 dagar", "krypterat", "läs", "avbryta"))


def test_the_number_is_never_repeated(talk: Talk) -> None:
    reply = say.requested(turn(), talk.library, a_case(contact="phone"))
    assert "7KMP-3WXA" in text(reply)
    assert choices(reply) == ["human:standing", "human:cancel"]


@pytest.mark.parametrize("state", ["held", "queued", "claimed", "active", "exhausted"])
def test_no_number_that_was_just_used_ends_a_case(talk: Talk, state: str) -> None:
    there = choices(say.standing(turn(), talk.library, a_case(state=state)))
    asked = choices(say.sure_to_cancel(turn(), talk.library, a_case(state=state)))
    consent = choices(say.information(turn(), talk.library, STAFFED))
    assert there.index("human:cancel") != consent.index("human:chat")
    assert asked.index("human:end") != there.index("human:cancel")
