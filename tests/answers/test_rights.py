"""Questions about rights are answered with their source."""

import pytest

from bot.content.load import load_content
from bot.gateway.memory import Memory
from nlu.text import fold
from tests.answers.speaking import Talk, choices, services, text

_RIGHTS = load_content().rights


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("right", sorted(_RIGHTS))
def test_every_right_is_answered_with_its_source(right: str, language: str) -> None:
    talk = Talk(memory=Memory(language=language))
    reply = talk.turn("ask_right", {"right": right})
    answer, source = _RIGHTS[right].answer, _RIGHTS[right].sources[0]
    assert (answer.en if language == "en" else answer.sv) in text(reply)
    assert (source.title or source.url or "") in text(reply)
    assert f"right:{right}" not in choices(reply)
    assert services(reply)


@pytest.mark.parametrize("right", sorted(_RIGHTS))
def test_its_own_question_finds_it(talk: Talk, right: str) -> None:
    reply = talk.turn("rights", {}, ["rights"], text=_RIGHTS[right].question.sv)
    assert _RIGHTS[right].answer.sv in text(reply)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("får mamma veta vad jag säger", "can_parents_know"),
        ("vad är en SIP", "sip"),
        ("vad kostar det", "cost"),
        ("har jag rätt till tolk", "interpreter"),
        ("hur gör man en orosanmälan", "concern_report"),
    ],
)
def test_everyday_questions(talk: Talk, asked: str, right: str) -> None:
    assert _RIGHTS[right].answer.sv in text(talk.turn("rights", {}, ["rights"], text=asked))


def test_a_question_without_an_answer_gives_questions_and_people(talk: Talk) -> None:
    reply = talk.turn("rights", {}, ["rights"], text="hej")
    assert [payload for payload in choices(reply) if payload.startswith("right:")]
    assert services(reply)


@pytest.mark.parametrize("right", sorted(_RIGHTS))
def test_keywords_are_no_everyday_fragments(right: str) -> None:
    assert [word for word in _RIGHTS[right].keywords if len(fold(word)) < 3] == []


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("får min mamma veta om jag ringer", "can_parents_know"),
        ("ringer dom hem?", "can_parents_know"),
        ("får soc veta", "duty_to_report"),
        ("vad kostar det att gå till bup", "cost"),
        ("kan man överklaga", "how_to_complain"),
    ],
)
def test_a_question_in_ones_own_words_finds_it(talk: Talk, asked: str, right: str) -> None:
    reply = talk.turn("rights", {}, ["rights"], text=asked)
    assert _RIGHTS[right].answer.sv in text(reply)


def test_the_questions_offered_are_those_nearest(talk: Talk) -> None:
    reply = talk.turn("rights", {}, ["rights"], text="vad gäller med socialsekreterare egentligen")
    assert choices(reply)[0] == "right:new_caseworker"


def test_after_a_crisis_its_lines_and_112_stay_with_the_answer() -> None:
    talk = Talk(memory=Memory(language="en", crisis="suicide", danger=3, expects="after_crisis", turn=2))
    reply = talk.turn("ask_right", {"right": "interpreter"}, text="can I get an interpreter")
    assert "112" in text(reply)
    assert "mind-sjalvmordslinjen" in {service.id for service in services(reply)}
    assert (reply.memory.crisis, reply.memory.expects) == ("suicide", "after_crisis")
