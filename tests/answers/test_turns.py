"""Whole conversations at random: nothing is asked twice, nothing is said twice in a row."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions import files
from tests.answers.speaking import Talk, choices, kinds, real_library, text

_TOPICS = sorted(real_library().content.topics)
_FOUND = st.fixed_dictionaries(
    {},
    optional={
        "municipality": st.sampled_from(sorted(real_library().content.municipalities)),
        "age": st.integers(1, 110),
        "for_whom": st.sampled_from(["self", "relative"]),
        "outside": st.just("Luleå"),
        "refuses": st.just(True),
    },
)
_TURNS = st.lists(
    st.tuples(
        st.sampled_from(sorted(files.intents() - {"ask_right", "skip"})),
        _FOUND,
        st.lists(st.sampled_from(_TOPICS), max_size=3, unique=True),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_TURNS)
def test_any_conversation_holds(turns: list[tuple[str, dict[str, Any], list[str]]]) -> None:
    talk = Talk()
    questions, said = 0, ""
    for intent, found, options in turns:
        topics = (intent,) if intent in _TOPICS else tuple(options[:1])
        reply = talk.turn(intent, found, topics, options)
        assert text(reply) != said
        said = text(reply)
        questions += kinds(reply).count("ask") if intent in _TOPICS else 0
        assert len(choices(reply)) <= 9
        if intent in {"delete_my_data", "restart"}:
            questions = 0
    assert questions <= 1
