"""YAML with lines."""

from pathlib import Path

import pytest

from bot.content.documents import Document, UnreadableError, parse_document, read_document


def read(text: str) -> Document:
    return parse_document(text, Path("content/a.yml"))


def test_every_scalar_is_text_but_null_true_and_false() -> None:
    document = read("number: 112\nday: 2026-11-22\nlanguage: no\nyes_: true\nsaid: 'true'\nnothing:\n")
    assert document.data == {
        "number": "112",
        "day": "2026-11-22",
        "language": "no",
        "yes_": True,
        "said": "true",
        "nothing": None,
    }


def test_every_value_knows_its_line() -> None:
    document = read("# first\nname: a\nphones:\n- number: 1\n- number: 2\n")
    assert document.line(("name",)) == 2
    assert document.line(("phones", 1, "number")) == 5


def test_a_value_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    document = read("phones:\n- number: 1\n- label: x\n")
    assert document.line(("phones", 1, "number")) == 3
    assert document.line(("sources", 0, "url")) == 1


def test_a_key_that_stands_twice_is_a_fault_on_its_second_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("name: a\nid: b\nname: c\n")
    assert caught.value.fault.line == 3
    assert "name står två gånger" in caught.value.fault.message


def test_what_is_not_yaml_is_a_fault_with_its_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("name: a\nphones: [1, 2\nurl: x\n")
    assert caught.value.fault.line > 1


def test_what_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("namn: Åsele".encode("latin-1"))
    with pytest.raises(UnreadableError, match="inte UTF-8"):
        read_document(tmp_path, path)


def test_an_empty_file_holds_nothing() -> None:
    assert read("").data is None


def test_a_forbidden_character_is_a_fault() -> None:
    with pytest.raises(UnreadableError, match="går inte att läsa"):
        read("name: \x00")
