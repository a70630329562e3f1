"""Who does the harm is answered as that; whoever suffers it, or speaks of dying, never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.harming import is_harming

AFRAID = ("pattern afraid_to_harm",)


@pytest.mark.parametrize(
    ("text", "reason", "evidence"),
    [
        ("jag slog min sambo igår", "violence", ()),
        ("jag slår mina barn ibland", "child_at_risk", ()),
        ("jag är rädd att jag ska slå mitt barn", "threat", AFRAID),
        ("jag är rädd att jag ska göra illa mitt barn", "suicide", AFRAID),
        ("i hit my wife yesterday", "violence", ()),
    ],
)
def test_who_does_it(text: str, reason: str, evidence: tuple[str, ...]) -> None:
    assert is_harming(text, reason, evidence)


@pytest.mark.parametrize(
    ("text", "reason", "evidence"),
    [
        ("min sambo slog mig", "violence", ()),
        ("jag slog tillbaka när han slog mig", "violence", ()),
        ("han slår mig och jag slår honom", "violence", ()),
        ("jag såg honom slå mamma", "child_at_risk", ()),
        ("jag vill skada andra", "threat", AFRAID),
        ("jag vill dö och slå sönder allt", "suicide", ()),
        ("jag är rädd att jag ska skada mitt barn och vill dö", "suicide", AFRAID),
        ("jag slog i huvudet", "medical", ()),
        ("jag hör grannen slå sitt barn", "violence", ()),
        ("jag ser styvpappa slå min lillebror", "violence", ()),
        ("jag är rädd att farsan slår ihjäl mamma", "violence", ()),
        ("jag ser hur farsan slår min lillebror varje dag", "child_at_risk", ()),
        ("I saw dad hit mum", "violence", ()),
        ("I was hit by my dad", "violence", ()),
    ],
)
def test_who_does_not(text: str, reason: str, evidence: tuple[str, ...]) -> None:
    assert not is_harming(text, reason, evidence)


def test_who_has_told_of_being_beaten_stays_with_that() -> None:
    assert not is_harming("jag slog min man igår", "violence", (), before="violence")


@given(st.text(), st.text())
def test_nothing_that_can_be_written_breaks_it(text: str, reason: str) -> None:
    assert not is_harming(text, f"?{reason}", ())
