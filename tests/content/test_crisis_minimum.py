"""112, 1177, 90101 and 116 111 cannot be lost or altered."""

from pathlib import Path

import pytest

from bot.content.check import check_content
from tests.content.conftest import Break

NUMBERS = ("112", "1177", "90101", "116 111")
LISTINGS = {
    "112": "sos-112",
    "1177": "1177-telefon",
    "90101": "mind-sjalvmordslinjen",
    "116 111": "bris-116111",
}


def messages(root: Path) -> list[str]:
    return [fault.message for fault in check_content(root)]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_short_number_that_is_missing_is_a_fault(root: Path, number: str) -> None:
    path = root / "short_numbers.yml"
    entries = path.read_text(encoding="utf-8").split("- number: ")
    kept = [entry for entry in entries if entry.splitlines()[:1] not in ([number], [f"'{number}'"])]
    assert len(kept) == len(entries) - 1
    path.write_text("- number: ".join(kept), encoding="utf-8")
    assert f"krisnumret {number} saknas eller är ändrat" in messages(root)


def test_a_short_number_that_is_altered_is_a_fault(root: Path, break_file: Break) -> None:
    break_file("short_numbers.yml", "number: 116 111\n  tel: '116111'", "number: 116 112\n  tel: '116112'")
    assert "krisnumret 116 111 saknas eller är ändrat" in messages(root)


def test_a_short_number_keeps_its_form_and_its_mark(root: Path, break_file: Break) -> None:
    break_file("short_numbers.yml", "  name: SOS Alarm\n  crisis_minimum: true\n", "  name: SOS Alarm\n")
    line = break_file("short_numbers.yml", "number: 116 111", "number: 116111")
    found = check_content(root)
    assert {fault.message for fault in found} == {
        "krisnumret ska skrivas 116 111",
        "112 är ett krisnummer: skriv crisis_minimum: true",
    }
    assert line in {fault.line for fault in found}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_listing_that_is_missing_is_a_fault(root: Path, number: str) -> None:
    (root / f"services/national/{LISTINGS[number]}.yml").unlink()
    assert f"ingen publicerad tjänst för hela landet har krisnumret {number}" in messages(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("publication: published", "publication: draft"),
        ("level: national", "level: national\nstatus: inactive"),
        ("- number: 116 111", "- number: 116 111\n  publication: draft"),
        ("- number: 116 111", "- number: 116 111\n  unconfirmed: true"),
        ("- number: 116 111", "- number: 020-50 50 50"),
        ("service_areas: [SE]", "service_areas: ['24']"),
    ],
)
def test_a_listing_that_no_longer_offers_the_number_is_a_fault(
    root: Path, break_file: Break, old: str, new: str
) -> None:
    break_file("services/national/bris-116111.yml", old, new)
    assert "ingen publicerad tjänst för hela landet har krisnumret 116 111" in messages(root)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("number", "altered"), [("112", "113"), ("90101", "90102"), ("1177", "11 77"), ("116 111", "116 112")]
)
def test_an_altered_number_in_a_crisis_answer_is_a_fault(
    root: Path, break_file: Break, language: str, number: str, altered: str
) -> None:
    break_file(f"crisis/{language}.yml", number, altered)
    assert f"krisnumret {number} saknas eller är ändrat" in messages(root)


def test_a_longer_number_is_not_taken_for_the_short_one(root: Path, break_file: Break) -> None:
    break_file("crisis/sv.yml", "Ring 112, 90101", "Ring 1120, 90101-2")
    assert {f"krisnumret {number} saknas eller är ändrat" for number in ("112", "90101")} <= {*messages(root)}


def test_other_languages_are_held_to_the_same_minimum(root: Path) -> None:
    (root / "crisis/so.yml").write_text("suicide:\n  text: Wac 112.\n", encoding="utf-8")
    assert "krisnumret 90101 saknas eller är ändrat" in messages(root)


def test_swedish_and_english_crisis_answers_must_exist(root: Path) -> None:
    (root / "crisis/en.yml").unlink()
    assert "krissvaren på språket en saknas" in messages(root)
