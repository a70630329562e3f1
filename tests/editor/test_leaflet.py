"""The leaflet, read back as a reader of PDF reads it."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.content.load import Content, load_content
from bot.content.schema import Publication, ShortNumber
from bot.content.topics import TOPIC_IDS
from bot.directory.hours import ZONE
from bot.directory.snapshot import Snapshot
from bot.editor.leaflet.choosing import choose
from bot.editor.leaflet.groups import GROUPS
from bot.editor.leaflet.pages import Cover, leaflet
from tests.factories import VANNAS, make_municipality, make_service, make_snapshot

AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
ADDRESS = "https://vart.example.se"
_NUMBER = re.compile(r"(?:\+\d|\b\d)[\d \u00a0\u2011-]*\d")
_EVIL = '#panic("x") *b* _i_ $x$ [a] = \\ <!-- // @ref ~ ` " \' {} åäö – ”x”'


@cache
def content() -> Content:
    return load_content()


@cache
def snapshot() -> Snapshot:
    return Snapshot.build(content())


@cache
def made(code: str) -> bytes:
    municipality = content().municipalities[code]
    choice = choose(snapshot(), municipality, content().short_numbers.values(), AT)
    return leaflet(choice, Cover(municipality, ADDRESS, AT))


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def root_of(pdf: pypdf.PdfReader) -> Any:
    return pdf.trailer["/Root"]


def fonts_of(page: Any) -> Any:
    return page["/Resources"]["/Font"].values()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def tags(node: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from tags(node["/K"])


def small(*services: Any) -> bytes:
    municipality = make_municipality(VANNAS, "Vännäs", "0935-140 00")
    shorts = [ShortNumber(number="112", tel="112", name="SOS Alarm", crisis_minimum=True)]
    choice = choose(make_snapshot(*services), municipality, shorts, AT)
    return leaflet(choice, Cover(municipality, ADDRESS, AT))


# The one with the most listings, one with few, and the one with the longest names.
@pytest.mark.parametrize("code", ["2480", "2403", "2460"])
def test_the_leaflet_of_a_municipality(code: str) -> None:
    pdf = read(made(code))
    name = content().municipalities[code].name
    root = root_of(pdf)
    assert len(pdf.pages) == 2
    assert all(page.mediabox[2:] == pytest.approx([595.28, 841.89], abs=0.5) for page in pdf.pages)
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Vart vänder jag mig i {name}?"
    assert root["/Lang"].startswith("sv")
    assert bool(root["/MarkInfo"]["/Marked"])
    kinds = {str(tag.get("/S")) for tag in tags(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Link", "/Figure"} <= kinds
    alternatives = [str(tag["/Alt"]) for tag in tags(root["/StructTreeRoot"]) if "/Alt" in tag]
    assert f"QR-kod som leder till chatten på {ADDRESS}" in alternatives


@pytest.mark.parametrize("code", ["2480", "2403"])
def test_every_number_is_that_of_a_published_listing(code: str) -> None:
    pdf = read(made(code))
    dialled = {
        annotation.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for annotation in page.get("/Annots", ())
        if "/URI" in annotation.get_object().get("/A", {})
    }
    published = {f"tel:{phone.tel}" for id in snapshot().by_id for phone in snapshot_phones(id)}
    called = {link for link in dialled if link.startswith("tel:")}
    assert {"tel:112", "tel:90101", "tel:116111", "tel:1177"} <= called <= published
    digits = {re.sub(r"\D", "", number) for id in snapshot().by_id for number in written(id)}
    text = text_of(made(code))
    crisis = text[text.index("När det är akut") :]
    assert "112" in crisis.split("Om du mår dåligt")[0]
    for number in _NUMBER.findall(re.sub(r"(?m)^.*(?:Listan gjordes|Sida \d|https?://).*$", "", text)):
        if len(bare := re.sub(r"\D", "", number)) > 6:
            assert bare in digits, number


def snapshot_phones(id: str) -> Any:
    hit = snapshot().hit(id, AT)
    assert hit is not None
    return hit.phones


def written(id: str) -> Iterator[str]:
    service = snapshot().by_id[id]
    yield from (phone.number for phone in service.phones)
    yield from _NUMBER.findall(f"{service.name} {service.summary} {service.opening_hours_note or ''}")
    yield from (number for phone in service.phones for number in _NUMBER.findall(phone.label or ""))


def test_no_text_is_smaller_than_ten_points() -> None:
    sizes: set[float] = set()

    def see(text: str, matrix: list[float], own: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * own[3] * matrix[3]), 1))

    for page in read(made("2480")).pages:
        page.extract_text(visitor_text=see)
    assert min(sizes) >= 10
    assert max(sizes) >= 17


def test_drafts_and_referrals_are_not_in_it() -> None:
    hidden = [
        one
        for one in content().services.values()
        if one.publication != Publication.PUBLISHED or not one.self_referral
    ]
    names = {one.name for one in hidden} - {
        one.name for one in content().services.values() if one not in hidden
    }
    lines = set(text_of(made("2480")).splitlines())
    assert names
    assert names.isdisjoint(lines)


def test_words_are_words_whatever_they_look_like() -> None:
    pdf = small(
        make_service(id="evil", name=_EVIL, summary=f"Hjälp {_EVIL}", opening_hours_note=_EVIL),
        make_service(id="sos", name="112 – SOS Alarm", phones=({"number": "1177", "label": _EVIL},)),
    )
    text = re.sub(r"\s+", " ", text_of(pdf).replace("\u2011", "-"))
    assert text.count(_EVIL) == 4
    assert len(read(pdf).pages) == 2


def test_little_is_spread_over_two_pages_and_nothing_is_lost() -> None:
    pdf = small(make_service(assured_date="2026-10-01", opening_hours="Mo-Fr 08:00-16:00; PH off"))
    first, last = (page.extract_text() for page in read(pdf).pages)
    assert "När det är akut" in first
    assert "Måndag–fredag 8–16. Kontrollerad 1 oktober 2026." in last.replace("\n", " ")


def test_swedish_letters_are_set_in_fonts_that_come_along() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in read(made("2460")).pages for font in fonts_of(page)
    }
    assert fonts
    assert all("LibertinusSerif" in font for font in fonts)
    assert "Vännäs" in text_of(made("2460"))


def test_every_topic_stands_under_one_heading() -> None:
    topics = [topic for group in GROUPS.values() for topic in group]
    assert sorted(topics) == sorted(TOPIC_IDS)


def test_nearer_doors_come_first_and_none_twice() -> None:
    choice = choose(snapshot(), content().municipalities["2480"], content().short_numbers.values(), AT)
    hits = [hit.service.id for group in choice.groups.values() for hit in group]
    shown = [*hits, *(hit.service.id for hit in (*choice.crisis, *choice.switchboards))]
    assert len(set(shown)) == len(shown)
    kept = [hit.service.id for group in choice.fewer(20).groups.values() for hit in group]
    assert len(kept) == 20
    assert all(group for group in choice.fewer(20).groups.values())


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("VART_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("VART_PUBLIC_URL", ADDRESS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_the_file(alone: Path) -> None:
    result = CliRunner().invoke(app, ["leaflet", "vännäs"], catch_exceptions=False)
    assert result.output == "vart-vannas.pdf: två sidor om Vännäs.\n"
    assert len(read((alone / "vart-vannas.pdf").read_bytes()).pages) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["Atlantis"], "Kommunen Atlantis finns inte"), (["2460", "-o", "no/where.pdf"], "går inte att skriva")],
)
def test_what_the_command_cannot_do_is_one_sentence(alone: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(app, ["leaflet", *arguments])
    assert result.exit_code != 0
    assert words in str(result.exception)
    assert list(alone.glob("*.pdf")) == []
