"""Files as they come: every encoding and delimiter, and no file that makes it crash."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.editor.importing import as_csv
from bot.editor.importing.reading import read
from bot.editor.importing.sheet import Sheet, UnreadableError
from tests.editor.importing import ROW, table

cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


def outcome(data: bytes, name: str) -> str:
    try:
        sheet = read(data, name)
    except UnreadableError as error:
        return str(error)
    return "sheet" if isinstance(sheet, Sheet) else ""


def sentence(data: bytes, name: str = "lista.csv") -> str:
    with pytest.raises(UnreadableError) as error:
        read(data, name)
    return str(error.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_way_to_save_a_table_reads_the_same(delimiter: str, encoding: str) -> None:
    sheet = read(table([ROW], delimiter, encoding), "Lista från Excel.CSV")
    assert (sheet.unit, sheet.columns) == ("rad", tuple(ROW))
    assert [(row.number, dict(row.values)) for row in sheet.rows] == [(2, ROW)]


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    sheet = read('sep=,\nid,namn\r\na,"två\nrader"\r\n\r\n,\r\nb,B,,\r\nc\r\n'.encode(), "x.csv")
    assert [(row.number, dict(row.values)) for row in sheet.rows] == [
        (2, {"id": "a", "namn": "två\nrader"}),
        (5, {"id": "b", "namn": "B"}),
        (6, {"id": "c", "namn": ""}),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"\xef\xbb\xbf \r\n", "tom"),
        (b"PK\x03\x04rest", "inte att öppna"),
        (b"\xd0\xcf\x11\xe0rest", "äldre Excel-fil"),
        (b"%PDF-1.7", "PDF"),
        (b"id\x81;namn", "inte läsas som text"),
        (b"id;namn\n\x00\x00", "inte läsas som text"),
        (b";;\n1;2;3", "rubriker"),
        (b"id;" * 300, "200 kolumner"),
        (b"id\n" + b"a\n" * 5001, "5000 rader"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (b'id;namn\na;"' + b"x\n" * 100_000, "citattecken"),
        (b"id;namn\n" + b";" * 10_000_000, "för lång"),
        (b"[1, 2", "inte JSON"),
        (b'{"a": []}', "lista av verksamheter"),
        (b'[{"id": NaN}]', "lista av verksamheter"),
        (b'[{"id": "a", "id": "b"}]', "lista av verksamheter"),
        (b'["\\ud800"]', "lista av verksamheter"),
        (b"[" * 100_000, "lista av verksamheter"),
        (json.dumps([{}] * 5001).encode(), "5000 verksamheter"),
    ],
)
def test_what_is_no_table_is_one_clear_sentence(data: bytes, words: str) -> None:
    said = sentence(data)
    assert words in said or words.replace("inte läsas", "inte att läsa") in said
    assert said[0].isupper()
    assert said.endswith(".")


def zipped(files: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_zip_is_a_listing_a_file() -> None:
    good = "services/umea/a.yml"
    bad = {
        "twice": "id: b\nid: b",
        "bomb": "a: &a [x, x]\nb: &b [*a, *a]\nid: [*b, *b]",
        "loop": "&a [*a]",
        "text": "bara text",
        "deep": "[" * 20_000,
        "no-yaml": "a: [",
    }
    files = {f"services/umea/{name}.yml": text for name, text in bad.items()}
    sheet = read(zipped({"organizations.yml": "- id: x", good: "id: a\nname: A"} | files), "content.zip")
    assert (sheet.unit, sheet.columns) == ("fil", ("id", "name"))
    first, *others = sheet.rows
    assert (first.number, dict(first.values), first.fault) == (good, {"id": "a", "name": "A"}, None)
    assert [row.number for row in others] == list(files)
    assert {row.fault for row in others} == {"Filen är inte en verksamhet som den togs ut."}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"xl/workbook.xml": "<x/>"}), "Spara som och CSV"),
        (zipped({"services/a.yml": "x" * (10 * 1024 * 1024 + 1)}), "mer än 10 MB"),
        (zipped({"services/a.yml": "id: a"})[:60], "inte att öppna"),
        (zipped({"services/a.yml": "id: a"})[:44] + b"\xff" * 90, "inte att öppna"),
    ],
)
def test_a_zip_of_something_else_is_one_clear_sentence(data: bytes, words: str) -> None:
    assert words in sentence(data, "content.zip")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a;b;c", "fler celler"),
        (f"a;{'x' * 5001}", "citattecken"),
        (["a"], "inte en verksamhet"),
        ({"phones": [{"number": {"deep": {"deeper": 1}}}]}, "inte en verksamhet"),
    ],
)
def test_a_row_that_cannot_be_read_does_not_stop_the_others(row: Any, words: str) -> None:
    if isinstance(row, str):
        sheet = read(f"id;namn\n{row}\nb;B\n".encode(), "x.csv")
    else:
        sheet = read(json.dumps([row, {"id": "b"}]).encode(), "x.json")
    bad, good = sheet.rows
    assert words in (bad.fault or "")
    assert (good.fault, good.values["id"]) == (None, "b")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes) -> None:
    for name in ("x.csv", "x.json", ""):
        assert outcome(data, name).endswith((".", "sheet"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    written = as_csv.write(["id", "namn"], [{"id": id, "namn": name} for id, name in rows])
    sheet = read(written, "x.csv")
    expected = [{"id": id, "namn": name} for id, name in rows if id.strip() or name.strip()]
    assert [dict(row.values) for row in sheet.rows] == expected


@settings(max_examples=200, deadline=None)
@given(cells)
def test_no_cell_is_a_formula(cell: str) -> None:
    text = as_csv.write(["namn"], [{"namn": cell}]).decode("utf-8-sig")
    assert text.split("\r\n", 1)[1].lstrip('"')[:1] not in {"=", "+", "-", "@", "\t"}
