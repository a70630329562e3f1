"""The crisis message: 112 alone first, in the person's own language, within two text messages."""

from datetime import UTC, datetime
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.directory.snapshot import Snapshot
from bot.gateway.memory import Memory
from bot.gateway.messages import CrisisCard, Message, Opening, Phone, Service
from bot.safety.answers import EMERGENCY, LANGUAGE_CHARS, MOST_LINES, _text, crisis_message
from bot.safety.assessor import Assessment
from bot.safety.contacts import CRISIS_CONTACTS, SOS
from bot.safety.decision import Severity, Who
from bot.safety.lines import REASONS
from bot.safety.texts import crisis_texts
from bot.sms.gsm7 import segments
from nlu.traits import SWALLOWED
from tests.factories import make_service, make_snapshot

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
# A listing with the longest name that a text message must bear.
FULL = make_snapshot(
    *(
        make_service(
            id=id, name=f"{id} [{'ö' * 50}] €", level="national", phones=({"number": "0950-100 00"},)
        )
        for id in sorted(CRISIS_CONTACTS)
    )
)


def place(name: str, id: str = "near") -> Service:
    return Service(
        id=id, name=name, operator="", level="local", summary="", url=None, address=None,
        phones=[Phone(number="0950-100 00", label=None, tel="+4695010000")],
        open=Opening(state="open", text=""), ages=(None, None), for_=["self"], languages=None, cost=None,
        checked=None, source="",
    )  # fmt: skip


def judged(severity: Severity = 3, reason: str | None = "suicide", who: Who = "self") -> Assessment:
    return Assessment(severity, reason, who, 1.0, (), "test")


def message(
    assessment: Assessment, text: str = "", lang: str = "sv", snapshot: Snapshot | None = None
) -> Message:
    return crisis_message(assessment, text, Memory(), snapshot, NOON, lang)


def card(told: Message) -> CrisisCard:
    assert isinstance(told.card, CrisisCard)
    return told.card


@pytest.mark.parametrize(("name", "length"), [("Jouren [Umeå]", 200), ("Hjälp för 0 €", 270)])
def test_a_sign_that_gsm_escapes_costs_two_and_not_the_whole_line(name: str, length: int) -> None:
    text = _text(2, "x" * length, [place(name)], crisis_texts()["sv"])
    assert text.endswith(f"\n{name}: 0950-100 00")
    assert segments(text) == 2


@pytest.mark.parametrize(("name", "length"), [("Jouren [Umeå]", 278), ("Jouren 💛", 120)])
def test_a_line_that_does_not_fit_is_left_out(name: str, length: int) -> None:
    assert _text(2, "x" * length, [place(name)], crisis_texts()["sv"]) == "x" * length


def test_after_a_line_that_does_not_fit_a_shorter_one_may() -> None:
    text = _text(2, "x" * 278, [place("Jouren för alla"), place("Bo")], crisis_texts()["sv"])
    assert text == "x" * 278 + "\nBo: 0950-100 00"


def test_at_most_three_lines_are_told_and_112_is_none_of_them() -> None:
    found = [place("SOS", SOS), *(place(name) for name in "abcd")]
    assert _text(2, "Ring.", found, crisis_texts()["sv"]).split("\n") == [
        "Ring.",
        *(f"{name}: 0950-100 00" for name in "abcd"[:MOST_LINES]),
    ]


@pytest.mark.parametrize("lang", crisis_texts())
@pytest.mark.parametrize("snapshot", [None, FULL], ids=["without a directory", "with long names"])
@settings(deadline=None)
@given(
    severity=st.sampled_from([2, 3]),
    reason=st.sampled_from([None, *REASONS]),
    who=st.sampled_from(get_args(Who)),
)
def test_every_answer_fits_in_two_text_messages_with_somebody_to_call(
    lang: str, snapshot: Snapshot | None, severity: Literal[2, 3], reason: str | None, who: Who
) -> None:
    told = message(judged(severity, reason, who), lang=lang, snapshot=snapshot)
    assert told.lang == lang
    assert segments(told.text) <= 2
    first, *rest = told.text.split("\n")
    assert (first == EMERGENCY) is (severity == 3)
    if snapshot is None:
        # Beside the body, a line of the minimum at least.
        lines = crisis_texts()[lang].lines
        assert set(rest) & {said for id, said in lines.items() if id != SOS}


@pytest.mark.parametrize("reason", REASONS)
def test_at_severity_three_112_stands_alone_on_the_first_line_and_first_on_the_card(reason: str) -> None:
    told = message(judged(3, reason))
    assert told.text.split("\n")[0] == EMERGENCY
    assert told.text.split("\n")[1] == crisis_texts()["sv"].body(reason, "self", 3)
    assert card(told).services[0].id == SOS
    assert (card(told).severity, card(told).reason) == (3, reason)


def test_at_severity_two_the_words_come_first() -> None:
    told = message(judged(2, "violence", "other"))
    assert told.text.startswith(crisis_texts()["sv"].body("violence", "other", 2))
    assert card(told).severity == 2


def test_a_crisis_without_a_reason_is_answered_as_suicide() -> None:
    assert card(message(judged(2, None))).reason == "suicide"


@pytest.mark.parametrize(
    ("text", "lang", "answered"),
    [
        ("I want to die", "sv", "en"),
        ("jag vill inte leva", "en", "sv"),
        ("أريد أن أموت", "sv", "ar"),
        ("می خواهم بمیرم، کمک", "sv", "fa"),
        ("я хочу умереть, мы", "sv", "ru"),
        ("Ich will mich umbringen", "sv", "de"),
        ("Me quiero matar", "sv", "es"),
        ("Je veux mourir", "sv", "fr"),
        ("Ez dixwazim xwe bikujim", "sv", "ku"),
        ("mieheni lyö minua", "sv", "fi"),
        ("እኔ መሞት እፈልጋለሁ", "sv", "en"),
        ("دەمەوێت بمرم", "sv", "en"),
        ("ฉันอยากตาย", "sv", "en"),
        ("我想死", "sv", "en"),
        ("Tôi muốn chết", "sv", "en"),
        ("Vreau să mor", "sv", "en"),
        ("Dua të vdes", "sv", "en"),
        ("Želim umrijeti", "sv", "en"),
        ("", "en", "en"),
        ("🙏🙏", "so", "so"),
        ("", "es", "es"),
        ("", "th", "en"),
        ("waxaan rabaa inaan dhinto", "sv", "so"),
        ("nie chcę żyć", "sv", "pl"),
    ],
)
def test_the_language_of_the_text_goes_before_that_of_the_conversation(
    text: str, lang: str, answered: str
) -> None:
    assert message(judged(), text, lang).lang == answered


def test_the_beginning_of_a_text_tells_its_language() -> None:
    text = "I do not want to live anymore. ".ljust(LANGUAGE_CHARS)
    assert message(judged(), text + "jag vill inte leva längre, hjälp mig är du snäll " * 9).lang == "en"


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=8))
def test_any_text_in_any_language_is_answered(text: str, lang: str) -> None:
    told = message(judged(), text, lang)
    assert told.lang in crisis_texts()
    assert told.text.startswith(f"{EMERGENCY}\n")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_tablets_taken_are_answered_as_poisoning_whatever_they_were_taken_for(lang: str) -> None:
    told = crisis_message(judged(), "", Memory(traits=(SWALLOWED,)), None, NOON, lang)
    assert crisis_texts()[lang].body("medical", "self", 3) in told.text
    assert card(told).reason == "suicide"
