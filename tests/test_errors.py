"""The sentences of errors: warm, plain, and with a number where somebody may be cut off."""

import pytest

from bot.errors import CATALOGUE, error_response


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_error_is_a_plain_sentence(code: str) -> None:
    status, sentence = CATALOGUE[code]
    assert 400 <= status < 600
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "!" not in sentence
    assert len(sentence) < 160


@pytest.mark.parametrize("code", ["text_too_long", "body_too_large", "too_many", "internal", "unavailable"])
def test_who_is_cut_off_is_told_where_to_turn_at_once(code: str) -> None:
    assert "112" in CATALOGUE[code][1]


@pytest.mark.parametrize(("wait", "header"), [(0.0, "1"), (0.4, "1"), (1.0, "2"), (59.2, "60")])
def test_the_wait_is_whole_seconds_and_never_too_short(wait: float, header: str) -> None:
    assert error_response("too_many", wait).headers["Retry-After"] == header
