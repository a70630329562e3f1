"""Content as the rest of Vart gets it."""

from pathlib import Path

import pytest

from bot.content.layout import folded
from bot.content.load import ContentError, load_content
from tests.content.conftest import LISTINGS, Break


def test_content_is_keyed_by_id_code_and_number(root: Path) -> None:
    content = load_content(root)
    assert set(content.services) == {listing.split("/")[1] for listing in LISTINGS}
    assert content.municipalities["2460"].name == "Vännäs"
    assert content.short_numbers["116 111"].tel == "116111"
    assert content.topics["sleep"].id == "sleep"
    assert content.rights["sip"].keywords == ("sip",)
    assert content.organizations["bris"].name.startswith("Bris")


def test_content_with_faults_is_refused_with_all_of_them(root: Path, break_file: Break) -> None:
    break_file("services/national/bris-116111.yml", "organization: bris", "organization: x")
    break_file("texts/en.yml", "hello:", "hi:")
    with pytest.raises(ContentError) as caught:
        load_content(root)
    assert len(caught.value.faults) == 3
    assert "okänd organisation: x" in str(caught.value)


def test_a_warning_does_not_stop_content(root: Path, break_file: Break) -> None:
    break_file(
        "services/national/bris-116111.yml",
        "opening_hours: 24/7",
        "opening_hours: Dec 24 off; Mo-Su 10:00-12:00",
    )
    assert load_content(root).services["bris-116111"].opening_hours == "Dec 24 off; Mo-Su 10:00-12:00"


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Vännäs", "vannas"), ("Åsele", "asele"), ("Malå", "mala"), ("Upplands Väsby", "upplands-vasby")],
)
def test_a_municipality_names_its_folder(name: str, folder: str) -> None:
    assert folded(name) == folder
