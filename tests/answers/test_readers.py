"""What a message tells is taken into the memory; the rest stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.readers import read_entities, read_memory, remember
from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, ids, kinds


def test_everything_said_is_remembered() -> None:
    memory = read_memory("jag är 15 och bor i Vännäs", Memory())
    assert (memory.municipality, memory.age, memory.for_whom, memory.language) == ("2460", 15, "self", "sv")


def test_what_is_not_said_stays() -> None:
    memory = Memory(municipality="2460", age=15, for_whom="self", topics=("sleep",))
    assert read_memory("kan inte sova", memory) == memory


def test_a_municipality_of_somebody_outside_is_forgotten() -> None:
    assert read_memory("jag har flyttat till Luleå", Memory(municipality="2460")).municipality is None


def test_another_person_has_another_age() -> None:
    memory = read_memory("min dotter mår dåligt", Memory(age=45, for_whom="self"))
    assert (memory.age, memory.for_whom) == (None, "relative")


def told(*lines: str) -> Memory:
    """The memory after these lines."""
    memory = Memory()
    for line in lines:
        memory = read_memory(line, memory)
    return memory


@pytest.mark.parametrize(
    ("lines", "for_whom", "age", "other"),
    [
        (("15, robertsfors", "han är 19"), None, 15, 19),
        (("jag är 18 och rädd för min kille", "han är 20"), None, 18, 20),
        (("min syster är 19", "jag är 23"), "relative", 19, 23),
        (("min flickvän mår dåligt", "jag är 16 hon är 15"), "relative", 15, 16),
        (("min dotter är 15 och skär sig", "ja hon är hemma nu"), "relative", 15, None),
        (("min dotter är 15 och skär sig", "jag har inga bevis"), "relative", 15, None),
        (("min dotter är 15 och skär sig", "jag behöver hjälp NU"), "relative", 15, None),
        (("skär sig, 15 år", "flickan är rädd"), "relative", 15, None),
        (("jag är 15 och ledsen", "syrran vet om det"), "self", 15, None),
        (("jag är 15 och ledsen", "mamma är 45"), "self", 15, None),
        (("jag är 15 och ledsen", "mamma är 52"), "self", 15, None),
        (("min bror är 17 och röker", "pappa är 50"), "relative", 17, None),
        (("min tjej är gravid", "pappan är 20"), "relative", None, None),
        (("jag är 45 och har ångest", "det gäller min son", "han är 12"), "relative", 12, 45),
        (("min son är 12", "jag är 45", "det gäller mig själv"), "self", 45, 12),
        (("skolkar", "han är 14"), "relative", 14, None),
    ],
)
def test_whose_age_counts(
    lines: tuple[str, ...], for_whom: str | None, age: int | None, other: int | None
) -> None:
    memory = told(*lines)
    assert (memory.for_whom, memory.age, memory.other_age) == (for_whom, age, other)


def test_a_childs_parent_is_not_the_one_to_help() -> None:
    memory = Memory(topics=("parent_illness",))
    for line in ("hon är 45", "jag är 14"):
        memory = read_memory(line, memory)
    assert (memory.for_whom, memory.age, memory.other_age) == ("self", 14, 45)
    assert read_memory("hon är 84", Memory(topics=("older_people",))).for_whom == "relative"


@pytest.mark.parametrize(
    ("lines", "municipality", "other"),
    [
        (("jag bor i Sorsele", "hon bor i Göteborg"), "2422", None),
        (("jag bor i Sorsele", "en kille i Göteborg skriver till mig"), "2422", None),
        (("jag bor i Sorsele", "min bror bor i Umeå"), "2422", None),
        (("jag bor i Sorsele", "jag har flyttat till Göteborg"), None, None),
        (("jag bor i Sorsele", "nej Umeå"), "2480", None),
        (("min bror bor i Umeå", "jag bor i Malå"), "2418", None),
        (("det gäller min dotter", "vi bor i Malå", "hon bor i Umeå"), "2480", "2418"),
        (("det gäller min dotter", "vi bor i Malå men hon bor i Umeå"), "2480", "2418"),
        (("det gäller min dotter", "hon bor i Umeå", "jag bor i Malå"), "2480", "2418"),
        (("det gäller min dotter", "vi bor i Malå", "hon bor i Luleå"), "2418", None),
        (("det gäller min dotter", "vi bor i Malå", "hennes pappa bor i Umeå"), "2418", None),
        (
            ("det gäller min dotter", "vi bor i Malå", "hon bor i Umeå", "det gäller mig själv"),
            "2418",
            "2480",
        ),
        (
            ("det gäller min dotter", "vi bor i Malå", "hon bor i Umeå", "vi har flyttat till Boden"),
            "2480",
            None,
        ),
        (("det gäller min dotter", "hon bor i Umeå", "nej Malå"), "2418", "2480"),
        (("det gäller en flicka i Sundsvall, hon bor i Umeå",), "2480", "2480"),
    ],
)
def test_whose_place_counts(lines: tuple[str, ...], municipality: str | None, other: str | None) -> None:
    memory = told(*lines)
    assert (memory.municipality, memory.other_municipality) == (municipality, other)


@given(
    st.lists(
        st.sampled_from(["ok", "hon är rädd", "jag orkar inte mer", "syrran vet", "flickan gråter", "nej"])
    )
)
def test_lines_without_an_age_or_a_place_take_none_away(lines: list[str]) -> None:
    memory = Memory(age=15, municipality="2480", for_whom="relative", other_age=43)
    for line in lines:
        memory = read_memory(line, memory)
    assert (memory.age, memory.other_age, memory.municipality) == (15, 43, "2480")


def test_where_they_live_counts_when_the_writer_lives_outside_the_county() -> None:
    memory = read_memory("hon bor i Norsjö men jag bor i Stockholm", Memory(age=83, for_whom="relative"))
    assert (memory.municipality, memory.for_whom, memory.age) == ("2417", "relative", 83)
    assert read_memory("hon bor i Norsjö men jag bor i Stockholm", Memory()).for_whom == "relative"


@pytest.mark.parametrize(
    ("found", "language"), [("en", "en"), ("sv", "sv"), ("so", "so"), ("xx", "sv"), (None, "sv")]
)
def test_only_languages_vart_has_words_of(found: str | None, language: str) -> None:
    assert remember(Memory(), {"language": found} if found else {}).language == language


@pytest.mark.parametrize(
    ("known", "text", "language"),
    [
        ("fa", "سلام", "fa"),
        ("uk", "Umeå", "uk"),
        ("so", "thank you", "so"),
        ("so", "17 år", "so"),
        ("ar", "jag vill hellre skriva på svenska", "sv"),
        ("ar", "English please", "en"),
        ("ar", "мені дуже сумно", "uk"),
        ("sv", "waan murugaysanahay", "so"),
        ("sv", "thank you", "en"),
    ],
)
def test_a_conversation_keeps_its_language_until_a_sentence_in_another(
    known: str, text: str, language: str
) -> None:
    assert read_memory(text, Memory(language=known)).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gracias", "sv"),
        ("merci", "sv"),
        ("thank you", "en"),
        ("شكرا", "ar"),
        ("waxaan ahay qof murugaysan", "so"),
    ],
)
def test_a_word_of_another_language_changes_none_once_a_matter_is_known(text: str, language: str) -> None:
    assert read_memory(text, Memory(topics=("low_mood",))).language == language


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert read_memory(text, Memory()) == remember(Memory(), read_entities(text))


def test_who_lives_outside_the_county_is_not_asked_again_nor_shown_what_is_only_here() -> None:
    talk = Talk(memory=read_memory("jag bor i Sundsvall", Memory()))
    reply = talk.asks_for("sleep")
    assert "ask" not in kinds(reply)
    assert "halsocentraler-vasterbotten" not in ids(reply)
    assert read_memory("jag bor i Umeå", talk.memory).traits == ()
