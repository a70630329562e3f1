"""Which listings an account may edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editor.areas import may_edit

CODES = st.sampled_from(("SE", "24", "22", "2460", "2480", "2281"))


@pytest.mark.parametrize(
    ("areas", "listing", "may"),
    [
        (["2460"], ["2460"], True),
        (["2460"], ["2480"], False),
        (["2460"], ["2460", "2480"], False),
        (["2460", "2480"], ["2460", "2480"], True),
        (["2460"], ["24"], False),
        (["2460"], ["SE"], False),
        (["24"], ["2460", "24"], True),
        (["24"], ["2281"], False),
        (["24"], ["SE"], False),
        (["SE"], ["SE", "24", "2281"], True),
        ([], ["2460"], False),
        ([], [], False),
        (["2460"], [], True),
    ],
)
def test_the_whole_area_of_a_listing_has_to_be_theirs(
    areas: list[str], listing: list[str], may: bool
) -> None:
    assert may_edit(areas, listing) is may


@given(st.lists(CODES), st.lists(CODES), CODES)
def test_more_areas_never_mean_less_and_a_wider_listing_never_more(
    areas: list[str], listing: list[str], code: str
) -> None:
    assert may_edit([*areas, code], listing) >= may_edit(areas, listing)
    assert may_edit(areas, [*listing, code]) <= may_edit(areas, listing)
