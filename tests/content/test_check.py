"""Every kind of fault is found, on its file and line."""

import shutil
from pathlib import Path

import pytest

from bot.content.check import Fault, check_content
from bot.content.topics import TOPIC_IDS
from tests.content.conftest import Break

ELEVHALSA = "services/vilhelmina/vilhelmina-elevhalsa.yml"
BRIS = "services/national/bris-116111.yml"
SOCIALJOUR = "services/several/umea-socialjour.yml"
VAXEL = "services/robertsfors/robertsfors-vaxel.yml"
KVINNOFRID = "services/national/kvinnofridslinjen.yml"


def only(found: list[Fault]) -> Fault:
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def test_the_small_content_has_no_faults(root: Path) -> None:
    assert check_content(root) == []


def test_a_fault_is_written_as_file_line_and_message() -> None:
    fault = Fault(Path("content/topics/sleep.yml"), 12, "fel")
    assert str(fault) == "content/topics/sleep.yml:12: fel"
    assert str(Fault(Path("a.yml"), 1, "se upp", warning=True)) == "a.yml:1: varning: se upp"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        # The schema.
        (ELEVHALSA, "name: Elevhälsan", "nam: Elevhälsan", "nam: okänt fält"),
        (ELEVHALSA, "level: municipal", "level: kommunal", "level: ska vara ett av"),
        (ELEVHALSA, "publication: published", "publication: publicerad", "publication: ska vara ett av"),
        (ELEVHALSA, "minimum_age: 6", "minimum_age: sex", "minimum_age: ska vara ett heltal"),
        (ELEVHALSA, "minimum_age: 6", "minimum_age: -1", "minimum_age: ska vara minst 0"),
        (ELEVHALSA, "maximum_age: 19", "maximum_age: 190", "maximum_age: ska vara högst 120"),
        (ELEVHALSA, "minimum_age: 6", "minimum_age: 20", "åldrarna står i fel ordning: från 20 till 19"),
        (ELEVHALSA, "summary: I skolan", f"summary: {'x' * 221} I skolan", "summary: för lång text"),
        (ELEVHALSA, "for: [self, relative]", "for: [barn]", "for: ska vara ett av"),
        (ELEVHALSA, "for: [self, relative]", "for: []", "for: behöver minst 1 värde"),
        (ELEVHALSA, "main_topics: [", "main_topics: [sami, ", "huvudämnen som inte finns bland ämnena: sami"),
        (ELEVHALSA, "url: https://", "url: www.", "url: har fel form"),
        # References.
        (ELEVHALSA, ", low_mood, sleep,", ", low_mood, sova,", "okänt ämne: sova"),
        (ELEVHALSA, "organization: vilhelmina-kommun", "organization: x", "okänd organisation: x"),
        (ELEVHALSA, "for: [self, relative]", "for: [self, self]", "samma värde står två gånger"),
        (ELEVHALSA, "service_areas: ['2462']", "service_areas: ['9999']", "okänt område: 9999"),
        (ELEVHALSA, "service_areas: ['2462']", "service_areas: ['2480']", "hör till umea"),
        (ELEVHALSA, "service_areas: ['2462']", "service_areas: [SE]", "hör till national"),
        (ELEVHALSA, "service_areas: ['2462']", "service_areas: ['24']", "hör till regional"),
        (ELEVHALSA, "service_areas: ['2462']", "service_areas: ['2462', '2480']", "hör till several"),
        ("topics/sleep.yml", "related: [stress]", "related: [sova]", "okänt ämne: sova"),
        # Ids.
        (ELEVHALSA, "id: vilhelmina-elevhalsa", "id: elevhalsa", "ska vara samma som filens namn"),
        ("rights/sip.yml", "id: sip", "id: plan", "ska vara samma som filens namn"),
        # Phones.
        (ELEVHALSA, "0940-140 00", "0940-14", "telefonnumret går inte att ringa: 0940-14"),
        (ELEVHALSA, "0940-140 00", "växeln", "telefonnumret går inte att ringa: växeln"),
        (ELEVHALSA, "0940-140 00", "0934-140 00", "växelnumret är inte kontrollerat"),
        (ELEVHALSA, "0940-140 00", "116 016", "utkast i kvinnofridslinjen men publicerat här"),
        # Hours.
        (SOCIALJOUR, "opening_hours: Mo-Th 16:00", "opening_hours: mån-tors 16", "går inte att tolka"),
        (SOCIALJOUR, "opening_hours: Mo-Th", "opening_hours: SH Mo-Th", "går inte att tolka"),
        # Places.
        ("municipalities.yml", "number: 0932-140 00", "number: 0932-14", "växelnumret går inte att ringa"),
        ("ambiguous_places.yml", "Ersmark: [Umeå,", "Ersmark: [Vännäs,", "inte bland orterna i Vännäs"),
        ("ambiguous_places.yml", "Ersmark: [Umeå, Skellefteå]", "Ersmark: [Umeå]", "bara en plats"),
        ("postcodes.csv", "90100,Umeå,Umeå,2480", "90100,Umeå,Umeå,2460", "är inte en känd kommun"),
        ("postcodes.csv", "90100,Umeå", "9010,Umeå", "inte ett postnummer"),
        ("postcodes.csv", "90102,Umeå", "90100,Umeå", "står två gånger"),
        ("short_numbers.yml", "tel: '11414'", "tel: '11415'", "inte samma siffror"),
        # Texts.
        ("texts/en.yml", "found:\n- I", "found:\n- Well {name}, I", "skiljer sig från svenskan (name)"),
        ("texts/en.yml", "- Hi.", "- ''", "hello: ska vara text"),
        ("texts/en.yml", "hello:", "hi:", "hi: finns inte på svenska"),
        ("texts/en.yml", "{count}", "{count", "en klammer är inte stängd"),
        # Not YAML.
        (ELEVHALSA, "for: [self, relative]", "for: [self, relative", "går inte att läsa"),
        (ELEVHALSA, "level: municipal", "name: municipal", "fältet name står två gånger"),
    ],
)  # fmt: skip
def test_a_fault_is_found_on_its_line(
    root: Path, break_file: Break, name: str, old: str, new: str, message: str
) -> None:
    line = break_file(name, old, new)
    found = [fault for fault in check_content(root) if message in fault.message]
    assert found, [str(fault) for fault in check_content(root)]
    near = {line, line + 1} if "går inte att läsa" in message else {line}
    assert found[0].line in near
    assert found[0].path.as_posix() == f"content/{name}"


def test_a_missing_field_is_a_fault_where_it_should_have_been(root: Path, break_file: Break) -> None:
    break_file(ELEVHALSA, "level: municipal\n", "")
    assert only(check_content(root)).message == "level: fältet saknas"


def test_a_missing_phone_number_is_a_fault_on_the_line_of_the_phone(root: Path, break_file: Break) -> None:
    line = break_file(ELEVHALSA, "- number: 0940-140 00\n  label", "- label")
    fault = only(check_content(root))
    assert (fault.line, fault.message) == (line, "number: fältet saknas")


def test_all_faults_are_told_at_once(root: Path, break_file: Break) -> None:
    break_file(ELEVHALSA, ", low_mood, sleep,", ", low_mood, sova,")
    break_file(VAXEL, "organization: robertsfors-kommun", "organization: ingen")
    break_file("texts/en.yml", "hello:", "hi:")
    messages = " ".join(fault.message for fault in check_content(root))
    assert all(word in messages for word in ("sova", "ingen", "hi: finns inte", "hello: saknas"))


def test_a_number_without_a_source_is_a_fault(root: Path, break_file: Break) -> None:
    text = (root / VAXEL).read_text(encoding="utf-8")
    sources = text[text.index("sources:") : text.index("internal_note:")]
    line = break_file(VAXEL, sources, "sources: []\n")
    fault = only(check_content(root))
    assert (fault.line, fault.message) == (line, "sources: behöver minst 1 värde")


def test_a_source_that_names_nothing_is_a_fault(root: Path, break_file: Break) -> None:
    break_file("rights/sip.yml", "- title: Socialtjänstlagen", "- date: '2026'")
    assert only(check_content(root)).message == "källan behöver en adress eller en rubrik"


def test_a_switchboard_without_a_source_is_a_fault_unless_it_is_unconfirmed(
    root: Path, break_file: Break
) -> None:
    break_file("municipalities.yml", "    unconfirmed: true\n", "")
    assert "växelnumret saknar källa" in [fault.message for fault in check_content(root)]


def test_two_listings_with_one_id_are_a_fault(root: Path) -> None:
    (root / "services/umea").mkdir()
    shutil.copy(root / ELEVHALSA, root / "services/umea/vilhelmina-elevhalsa.yml")
    messages = [fault.message for fault in check_content(root)]
    assert any("finns redan i content/services/umea/vilhelmina-elevhalsa.yml" in text for text in messages)


def test_a_missing_and_an_unknown_topic_are_faults(root: Path) -> None:
    (root / "topics/sleep.yml").rename(root / "topics/sova.yml")
    text = (root / "topics/sova.yml").read_text(encoding="utf-8")
    (root / "topics/sova.yml").write_text(text.replace("id: sleep", "id: sova"), encoding="utf-8")
    messages = {fault.message for fault in check_content(root)}
    assert {"ämnet sleep saknas", "sova är inte ett av de 40 ämnena"} <= messages


def test_there_are_forty_topics() -> None:
    assert len(set(TOPIC_IDS)) == 40


def test_a_published_listing_without_a_way_in_is_a_fault(root: Path, break_file: Break) -> None:
    break_file(ELEVHALSA, "url: https://www.vilhelmina.se\n", "")
    break_file(ELEVHALSA, "- number: 0940-140 00\n", "- number: 0940-140 00\n  publication: draft\n")
    assert "publicerad utan väg in" in only(check_content(root)).message


def test_a_listing_reached_by_referral_needs_no_way_in(root: Path, break_file: Break) -> None:
    break_file(ELEVHALSA, "url: https://www.vilhelmina.se\n", "self_referral: false\n")
    break_file(ELEVHALSA, "- number: 0940-140 00\n", "- number: 0940-140 00\n  publication: draft\n")
    assert check_content(root) == []


@pytest.mark.parametrize(
    ("hours", "warning"),
    [
        ("Dec 24 off; Mo-Su 10:00-12:00", "regeln ”Dec 24 off” har ingen verkan"),
        ("Mo-Fr 10:00-12:00; Mo-Su 13:00-15:00", "regeln ”Mo-Fr 10:00-12:00” har ingen verkan"),
        ("Mo-Th 16:00-24:00; Fr 16:00-01:00; Sa-Su 14:00-01:00", "timmarna efter midnatt försvinner"),
    ],
)
def test_hours_that_do_not_do_what_they_seem_to_say_are_warned_of(
    root: Path, break_file: Break, hours: str, warning: str
) -> None:
    old = "Mo-Th 16:00-24:00, Fr 16:00-01:00, Sa-Su 14:00-01:00"
    break_file(SOCIALJOUR, old, hours)
    fault = only(check_content(root))
    assert fault.warning
    assert warning in fault.message


@pytest.mark.parametrize("hours", ["24/7", "Mo-Fr 08:00-16:00; PH off", "Mo-Su 10:00-12:00; Dec 24 off"])
def test_plain_hours_are_not_warned_of(root: Path, break_file: Break, hours: str) -> None:
    break_file(SOCIALJOUR, "Mo-Th 16:00-24:00, Fr 16:00-01:00, Sa-Su 14:00-01:00", hours)
    assert check_content(root) == []


def test_a_place_in_two_municipalities_must_be_among_the_ambiguous(root: Path, break_file: Break) -> None:
    break_file("ambiguous_places.yml", "Sunnanå: [Bjurholm, Skellefteå]\n", "")
    assert "Sunnanå finns i Bjurholm, Skellefteå" in only(check_content(root)).message


def test_a_missing_file_is_a_fault(root: Path) -> None:
    for name in ("organizations.yml", "ambiguous_places.yml", "postcodes.csv", "texts/en.yml"):
        (root / name).unlink()
    paths = {fault.path.as_posix() for fault in check_content(root)}
    assert {"content/organizations.yml", "content/postcodes.csv", "content/texts/en.yml"} <= paths


def test_postcodes_with_other_columns_are_a_fault(root: Path) -> None:
    (root / "postcodes.csv").write_text("code,place\n90100,Umeå\n", encoding="utf-8")
    assert "kolumnerna ska vara" in only(check_content(root)).message


def test_a_list_that_is_no_list_is_a_fault(root: Path) -> None:
    (root / "short_numbers.yml").write_text("number: 112\n", encoding="utf-8")
    assert "filen ska vara en lista" in [fault.message for fault in check_content(root)]


def test_texts_that_are_no_lists_are_a_fault(root: Path, break_file: Break) -> None:
    break_file("texts/en.yml", "hello:\n- Hi.\n", "hello: Hi.\n")
    assert "hello: ska vara en lista med minst en text" in [fault.message for fault in check_content(root)]
    (root / "texts/en.yml").write_text("- Hi.\n", encoding="utf-8")
    assert "filen ska vara nycklar" in only(check_content(root)).message


@pytest.mark.parametrize(
    "name",
    [
        ELEVHALSA,
        "topics/sleep.yml",
        "rights/sip.yml",
        "organizations.yml",
        "municipalities.yml",
        "short_numbers.yml",
        "postcodes.csv",
        "texts/sv.yml",
        "texts/en.yml",
        "crisis/sv.yml",
    ],
)
def test_a_file_of_any_other_form_is_told_as_a_fault(root: Path, name: str) -> None:
    for text in ("", "text", "[1, [2]]", "key: [a]", "{"):
        (root / name).write_text(text, encoding="utf-8")
        assert check_content(root), text


def test_ambiguous_places_of_another_form_are_a_fault(root: Path) -> None:
    (root / "ambiguous_places.yml").write_text("Ersmark: Umeå\n", encoding="utf-8")
    assert "ortnamn med listor" in only(check_content(root)).message
