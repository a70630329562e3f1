"""The crisis answers as files: what each language must hold, and which language serves whom."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.content import layout
from bot.safety.contacts import BUILT_IN
from bot.safety.harming import HARMING
from bot.safety.lines import REASONS
from bot.safety.texts import NEAREST, Answers, CrisisTexts, Default, crisis_texts, language_of, minimum

ANSWERED = (*REASONS, HARMING)
LINES = dict.fromkeys(BUILT_IN.values(), "Ring 112")
SHORT = {"lines": LINES, "answers": {"default": {2: "Det finns hjälp.", 3: "Ring 112 nu."}}}


def full() -> dict[str, Any]:
    """Every answer, each saying which it is."""
    return {
        "lines": LINES,
        "answers": {
            reason: {
                who: {grade: f"{reason} {who} {grade}".ljust(10) + " x" for grade in (2, 3)}
                for who in ("self", "other")
            }
            for reason in ANSWERED
        },
    }


@pytest.mark.parametrize("reason", ANSWERED)
def test_the_words_fit_the_reason_who_and_severity(reason: str) -> None:
    texts = CrisisTexts.model_validate(full())
    assert texts.body(reason, "self", 3) == f"{reason} self 3 x"
    assert texts.body(reason, "other", 2) == f"{reason} other 2 x"


@pytest.mark.parametrize("reason", ["", "okänd", "SUICIDE", "copy"])
def test_an_unknown_reason_is_answered_as_suicide(reason: str) -> None:
    assert CrisisTexts.model_validate(full()).body(reason, "self", 2) == "suicide self 2 x"


def test_a_language_with_one_answer_gives_it_for_every_reason() -> None:
    texts = CrisisTexts.model_validate(SHORT)
    assert {texts.body(reason, "other", 3) for reason in ANSWERED} == {"Ring 112 nu."}


def without(reason: str) -> dict[str, Any]:
    raw = full()
    del raw["answers"][reason]
    return raw


def with_body(body: str) -> dict[str, Any]:
    raw = full()
    raw["answers"]["suicide"]["self"][2] = body
    return raw


@pytest.mark.parametrize(
    "raw",
    [
        *map(without, ANSWERED),
        with_body("x" * 201),
        with_body("kort"),
        {**SHORT, "more": "keys"},
        {**SHORT, "lines": {"sos-112": "112"}},
        {**SHORT, "lines": LINES | {"sos-112": "x" * 41}},
        {**SHORT, "answers": {"default": {3: "Ring 112 nu.", 4: "Det finns hjälp."}}},
        {},
        None,
    ],
)
def test_a_file_that_lacks_something_or_has_too_much_is_a_fault(raw: object) -> None:
    with pytest.raises(ValidationError):
        CrisisTexts.model_validate(raw)


def test_a_fault_in_a_file_is_raised(tmp_path: Path) -> None:
    folder = tmp_path / layout.CRISIS
    folder.mkdir(parents=True)
    (folder / "sv.yml").write_text(yaml.safe_dump(SHORT), "utf-8")
    assert set(crisis_texts.__wrapped__(tmp_path)) == {"sv"}
    (folder / "en.yml").write_text("lines: {}", "utf-8")
    with pytest.raises(ValueError, match="answers"):
        crisis_texts.__wrapped__(tmp_path)
    with pytest.raises(OSError, match="short_numbers"):
        minimum.__wrapped__(tmp_path)


def test_our_own_minimum_is_the_four_lines_that_are_built_in() -> None:
    assert {number.tel for number in minimum()} == set(BUILT_IN)


def test_every_language_of_our_own_has_the_four_lines_and_an_answer_for_each_reason() -> None:
    assert {"sv", "en", *NEAREST.values()} <= set(crisis_texts())
    assert isinstance(crisis_texts()["sv"].answers, Answers)
    assert isinstance(crisis_texts()["ar"].answers, Default)
    for texts in crisis_texts().values():
        assert set(BUILT_IN.values()) <= set(texts.lines)
        assert all(texts.body(reason, "other", 2) for reason in ANSWERED)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (("en", "sv"), "en"),
        ((None, "en"), "en"),
        (("es", "en"), "es"),
        (("ru", "en"), "ru"),
        (("am", "sv"), "en"),
        ((None, "ckb"), "en"),
        (("prs",), "fa"),
        (("no", "en"), "sv"),
        (("es",), "es"),
        (("", "sv"), "sv"),
        (("pl", "sv"), "pl"),
        ((None,), "sv"),
        ((), "sv"),
    ],
)
def test_the_first_language_that_has_answers_is_taken(wanted: tuple[str | None, ...], language: str) -> None:
    assert language_of(*wanted) == language


@given(st.lists(st.none() | st.text(max_size=5)))
def test_whatever_is_wanted_there_are_answers(wanted: list[str | None]) -> None:
    assert language_of(*wanted) in crisis_texts()
