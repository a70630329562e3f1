"""Which stretches of a message are judged beside the whole."""

from hypothesis import given
from hypothesis import strategies as st

from bot.safety.normalise import BREAK
from bot.safety.reading import reader
from bot.safety.windows import PART_WORDS, WHOLE_WORDS, Window, windows


def told(text: str) -> list[str]:
    """The stretches of a text in words, the whole left out."""
    reading = reader().read(text)
    return [" ".join(reading.words[window.start : window.end]) for window in reading.windows[1:]]


def test_one_clause_is_judged_once() -> None:
    assert told("jag kan inte sova") == []


def test_clauses_end_at_signs_and_joining_words() -> None:
    assert told("kan inte sova, bor i Umeå och pluggar. vad gör man – finns nån") == [
        "kan inte sova",
        "bor i umea",
        "vad gor man",
        "fins nan",
    ]


def test_a_long_message_is_judged_in_parts_and_by_sentence() -> None:
    words = [*["ord"] * 20, BREAK, *["ord"] * 20, BREAK, *["ord"] * 10]
    assert windows(words, [0, 21, 42]) == [
        Window(0, 52, "whole"),
        Window(0, 42, "part"),
        Window(21, 52, "part"),
        Window(42, 52, "sentence"),
        Window(0, 21, "sentence"),
        Window(21, 42, "sentence"),
    ]


def test_a_long_sentence_is_cut_into_overlapping_parts() -> None:
    parts = windows(["ord"] * 80, [0])[1:]
    assert all(window.end - window.start <= PART_WORDS for window in parts)
    covered = {at for window in parts for at in range(window.start, window.end)}
    assert covered == set(range(80))


@given(
    words=st.lists(st.sampled_from(["ord", "och", "men", "o", BREAK]), max_size=3 * WHOLE_WORDS),
    clauses=st.sets(st.integers(0, 3 * WHOLE_WORDS)),
)
def test_every_stretch_lies_inside_and_is_judged_once(words: list[str], clauses: set[int]) -> None:
    found = windows(words, sorted(at for at in clauses if at < len(words)))
    assert found[0] == Window(0, len(words), "whole")
    ranges = [(window.start, window.end) for window in found]
    assert len(set(ranges)) == len(ranges)
    assert all(0 <= start < end <= len(words) for start, end in ranges[1:])
    assert len(found) <= 2 * len(words) + 1
