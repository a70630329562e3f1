"""Short lines around the human: a yes is a yes, a question is not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escalation.codes import new_code
from bot.gateway import short_words as read

NUMBER = "+46701740605"


@pytest.mark.parametrize(
    ("reads", "lines", "others"),
    [
        (
            read.says_yes,
            ("ja", "Ja tack!", "JA", "okej, det är bra", "ja det vill jag", "yes please", "jadå", "👍 ja"),
            (
                "ja men vad händer sen",
                "nej",
                "ja, ring mig",
                "okej men inte nu",
                "vill jag",
                "det är bra",
                "",
            ),
        ),
        (
            read.says_no,
            ("nej", "nä", "nej tack", "inte nu", "no thanks", "avbryt", "nej det vill jag inte"),
            ("ja", "jag vill inte leva", "inte", "vill inte", "nej men kanske sen", ""),
        ),
        (
            read.says_chat,
            ("här", "i chatten", "ja, här i chatten", "hellre här", "in the chat"),
            ("det gör ont här", "ring mig", "hon är här nu", "ja"),
        ),
        (
            read.says_phone,
            ("ring mig", "Ja, ring mig!", "på telefon", "call me please", "jag vill bli uppringd"),
            ("ring inte", "ring polisen", "hans telefon är borta", "ja"),
        ),
        (
            read.says_stop,
            ("avbryt", "Avbryt.", "avbryt ärendet", "cancel"),
            ("han bad mig avbryta", "jag vill inte avbryta", "stopp"),
        ),
        (
            read.says_this_number,
            ("det här numret", "ring mig på det här numret", "mitt nummer", "call me on this number"),
            ("inte det här numret", "vad händer med mitt nummer", "nummer ett på listan är mamma", "ja"),
        ),
        (
            read.asks_about_number,
            ("vad händer med mitt nummer", "vem ser numret", "what happens with my number?"),
            ("mitt nummer är 070", "det här numret", "vad händer sen"),
        ),
        (
            read.asks_how_it_stands,
            (
                "när då?",
                "När",
                "har ni glömt mig",
                "när hör ni av er?",
                "kan någon komma?",
                "hur lång tid tar det",
                "men när ringer ni",
                "hur går det?",
                "when will somebody call",
                "did you forget me",
            ),
            (
                "när jag ska sova blir jag rädd",
                "alla har glömt mig",
                "hur länge har man ångest",
                "jag kan inte sova",
                "kan någon hjälpa min syster",
                "han hör aldrig av sig",
            ),
        ),
        (
            read.says_forget,
            ("glöm mig", "Glöm mig.", "radera allt", "forget me"),
            ("glöm inte mig", "jag glömmer allt", "alla glömmer mig"),
        ),
    ],
)
def test_only_lines_that_say_nothing_else_are_read(
    reads: Callable[[str], bool], lines: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert [line for line in lines if not reads(line)] == []
    assert [line for line in others if reads(line)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("070-174 06 05", NUMBER),
        ("0701740605", NUMBER),
        ("+46 70 174 06 05", NUMBER),
        ("mitt nummer är 070 1740605 tack", NUMBER),
        ("070-174 06 05, ja 070-174 06 05", NUMBER),
        ("070-174 06 05 eller 070-174 06 06", None),
        ("112", None),
        ("116 111", None),
        ("0900-123 45 67", None),
        ("070-174", None),
        ("jag är 15", None),
        ("", None),
    ],
)
def test_one_number_that_can_be_called(text: str, number: str | None) -> None:
    assert read.phone_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["skolkare", "halv-full", "ångestar", "2026-1122", "ABCD-EFGH", "12345678", "x7KMP-3WXA", "7KMP-3WXA-2"],
)
def test_ordinary_words_and_numbers_are_no_codes(text: str) -> None:
    assert read.case_code(text) is None


@given(st.sampled_from(["{}", "min kod är {}", "({})", "{}.", "hej\n{} tack"]))
def test_every_code_is_found(around: str) -> None:
    code = new_code()
    assert read.case_code(around.format(code)) == code
    assert read.case_code(around.format(code.lower())) == code
    assert read.case_code(code.replace("-", " ")) == code
    assert read.looks_like_a_code(code)


@given(st.text(max_size=60))
def test_no_line_is_both_a_yes_and_a_no(text: str) -> None:
    assert not (read.says_yes(text) and read.says_no(text))
    read.case_code(text)
    read.phone_number(text)
