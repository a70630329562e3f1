"""What is told, without place, age, greeting and the question where to turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.details import core, told
from bot.safety.reading import reader


def what_is_told(text: str) -> str | None:
    reading = reader().read(text)
    span = told(reading.words, reading.concepts)
    return " ".join(reading.words[slice(*span)]) if span else None


def what_is_left_without_questions(text: str) -> str | None:
    reading = reader().read(text)
    span = core(reading.words, reading.concepts, reading.clauses)
    return " ".join(reading.words[slice(*span)]) if span else None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("min flickvän slår mig ibland, jag är kille 21 åsele", "min flickvan slar mig ibland"),
        ("han slog mig igår. jag är 17 och bor i Umeå", "han slog mig igar"),
        ("mamma slår mig och jag är rädd, bor i Lycksele, 12 år", "mama slar mig och jag ar rad"),
        ("hej! 19 år här från skellefteå, känner mig helt värdelös", "kaner mig helt vardelos"),
        ("vill dö finns det nån hjälp?", "vil do"),
        ("ingen tycker om mig vart kan jag vända mig", "ingen tycker om mig"),
        ("i want to die, im 17 in umeå is there any help", "i want to die"),
    ],
)
def test_the_details_around_it_are_left_out(text: str, left: str) -> None:
    assert what_is_told(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jag vill inte vara här",
        "orkar inte mer",
        # Nothing is told beside the details.
        "jag är 15 och bor i umeå",
        "vem kan jag prata med",
        "jag bor Lycksele nu inte Umeå",
        # That of a small child is no detail.
        "min bror är 6 år och ensam hemma",
    ],
)
def test_where_there_are_none_the_message_is_whole(text: str) -> None:
    assert what_is_told(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("jag blev våldtagen nyss på en fest i ersboda, vart åker man", "jag blev valdtagen nys pa en fest"),
        ("asså jag undrar, hennes kille slog henne, kan jag anmäla", "henes kile slog hene"),
        ("min flickvän slår mig ibland, jag är kille 21 åsele", "min flickvan slar mig ibland"),
        ("mamma mår dåligt", None),
    ],
)
def test_clauses_that_lead_in_or_ask_are_left_out_too(text: str, left: str | None) -> None:
    assert what_is_left_without_questions(text) == left


@given(st.text(max_size=300))
def test_it_lies_inside_any_message(text: str) -> None:
    reading = reader().read(text)
    spans = told(reading.words, reading.concepts), core(reading.words, reading.concepts, reading.clauses)
    for start, end in filter(None, spans):
        assert 0 <= start < end <= len(reading.words)
        assert (start, end) != (0, len(reading.words))
