"""Listings as files: the same bytes, and nothing lost."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.content.documents import parse_document, read_document
from bot.content.export import models_yaml, service_yaml, to_yaml, write_listings
from bot.content.layout import CONTENT
from bot.content.load import load_content
from bot.content.schema import Address, Organization, Service

MINIMAL = {
    "id": "a",
    "name": "A",
    "organization": "b",
    "level": "municipal",
    "summary": "Här kan du prata med någon.",
    "topics": ["sleep"],
    "for": ["self"],
    "service_areas": ["2460"],
    "sources": [{"title": "Sidan"}],
}
lines = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=80)


def read_back(text: str) -> Service:
    return Service.model_validate(parse_document(text, Path("content/a.yml")).data)


def test_every_listing_in_content_is_written_as_it_stands() -> None:
    paths = sorted((CONTENT / "services").rglob("*.yml"))
    assert paths
    for path in paths:
        service = Service.model_validate(read_document(CONTENT, path).data)
        assert service_yaml(service) == path.read_text(encoding="utf-8"), path.name


def test_a_listing_with_the_least_comes_back_the_same() -> None:
    service = Service.model_validate(MINIMAL)
    text = service_yaml(service)
    assert "publication: draft" in text
    assert "null" not in text
    assert read_back(text) == service


@given(
    name=lines,
    label=lines,
    note=lines | st.none(),
    ages=st.tuples(st.integers(0, 60) | st.none(), st.integers(60, 120) | st.none()),
    referral=st.booleans(),
    languages=st.lists(st.from_regex(r"[a-z]{2,3}", fullmatch=True), unique=True),
)
def test_any_listing_comes_back_the_same(
    name: str,
    label: str,
    note: str | None,
    ages: tuple[int | None, int | None],
    referral: bool,
    languages: list[str],
) -> None:
    service = Service.model_validate(
        MINIMAL
        | {"name": name, "phones": [{"number": "112", "label": label}], "opening_hours_note": note}
        | {"minimum_age": ages[0], "maximum_age": ages[1], "self_referral": referral, "languages": languages}
    )
    assert read_back(service_yaml(service)) == service


def test_a_confidential_address_is_left_out() -> None:
    service = Service.model_validate(MINIMAL | {"address": {"text": "Hemliga gatan 1", "confidential": True}})
    assert "Hemliga" not in service_yaml(service)
    assert service.address == Address(text="Hemliga gatan 1", confidential=True)


def test_lists_of_words_stand_on_one_line() -> None:
    assert to_yaml({"topics": ["a", "b"], "phones": [{"number": "112"}]}) == (
        "topics: [a, b]\nphones:\n- number: '112'\n"
    )


def test_organizations_are_written_as_a_list() -> None:
    assert models_yaml([Organization(id="bris", name="Bris")]) == "- id: bris\n  name: Bris\n"


def test_listings_are_written_to_their_folders(root: Path, tmp_path: Path) -> None:
    content = load_content(root)
    target = tmp_path / "out"
    written = write_listings(
        content.services.values(), content.organizations.values(), content.municipalities, target
    )
    assert len(written) == len(content.services) + 1
    for path in (root / "services").rglob("*.yml"):
        assert (target / path.relative_to(root)).read_bytes() == path.read_bytes()
    named = (target / "organizations.yml").read_text(encoding="utf-8")
    assert "id: bris\n" in named
    assert "rfsl" not in named


def test_what_lies_beside_the_listings_is_left_alone(root: Path) -> None:
    content = load_content(root)
    before = (root / "organizations.yml").read_bytes()
    moved = content.services["vilhelmina-elevhalsa"].model_copy(update={"service_areas": ("24",)})
    write_listings([moved], content.organizations.values(), content.municipalities, root)
    assert (root / "organizations.yml").read_bytes() == before
    assert not (root / "services/vilhelmina/vilhelmina-elevhalsa.yml").exists()
    services = load_content(root).services
    assert services == {**content.services, moved.id: moved}
