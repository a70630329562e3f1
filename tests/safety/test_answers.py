"""The crisis message as text keeps to two text messages, counted as the network counts."""

import pytest

from bot.gateway.messages import Opening, Phone, Service
from bot.safety.answers import _text
from bot.safety.texts import crisis_texts
from bot.sms.gsm7 import segments


def place(name: str) -> Service:
    return Service(
        id="near", name=name, operator="", level="local", summary="", url=None, address=None,
        phones=[Phone(number="0950-100 00", label=None, tel="+4695010000")],
        open=Opening(state="open", text=""), ages=(None, None), for_=["self"], languages=None, cost=None,
        checked=None, source="",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "length"), [("Jouren [Umeå]", 200), ("Hjälp för 0 €", 270)])
def test_a_sign_that_gsm_escapes_costs_two_and_not_the_whole_line(name: str, length: int) -> None:
    text = _text(2, "x" * length, [place(name)], crisis_texts()["sv"])
    assert text.endswith(f"\n{name}: 0950-100 00")
    assert segments(text) == 2


@pytest.mark.parametrize(("name", "length"), [("Jouren [Umeå]", 278), ("Jouren 💛", 120)])
def test_a_line_that_does_not_fit_is_left_out(name: str, length: int) -> None:
    assert _text(2, "x" * length, [place(name)], crisis_texts()["sv"]) == "x" * length
