"""Areas: what is not given is denied."""

from hypothesis import given
from hypothesis import strategies as st

from bot.accounts.roles import Role, covers, needs_code, roles_of

CODES = st.from_regex(r"[0-9]{4}", fullmatch=True)


@given(st.none() | CODES)
def test_without_areas_nothing_is_covered(municipality: str | None) -> None:
    assert not covers([], municipality)


@given(CODES, CODES)
def test_a_municipality_covers_itself_and_its_county_covers_it(one: str, other: str) -> None:
    assert covers([one], one)
    assert covers([one], other) == (one == other)
    assert covers([one[:2]], other) == (one[:2] == other[:2])
    assert covers(["SE"], other)


def test_a_municipality_nobody_knows_is_for_the_country_alone() -> None:
    assert not covers(["2460", "24"], None)
    assert covers(["SE"], None)


def test_only_known_roles_count() -> None:
    assert roles_of(["desk", "root", ""]) == {Role.DESK}
    assert not needs_code([Role.EDITOR, Role.REVIEWER, Role.COORDINATOR])
    assert needs_code([Role.EDITOR, Role.DESK])
    assert needs_code([Role.ADMINISTRATOR])
