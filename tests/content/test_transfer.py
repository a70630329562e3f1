"""Content to the database and back."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.load import load_content
from bot.content.schema import Publication
from bot.content.transfer import UnusableDatabaseError, put, take


async def test_what_goes_into_the_database_comes_out_as_the_same_files(root: Path, tmp_path: Path) -> None:
    content = load_content(root)
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    first = await put(url, content)
    again = await put(url, content)
    assert (first.created, again.created, again.unchanged) == (
        len(content.services),
        0,
        len(content.services),
    )

    target = tmp_path / "out"
    await take(url, content.municipalities, target)
    written = {path.relative_to(target): path.read_bytes() for path in (target / "services").rglob("*.yml")}
    files = {path.relative_to(root): path.read_bytes() for path in (root / "services").rglob("*.yml")}
    assert written == files


async def test_drafts_stay_in_the_database(root: Path, tmp_path: Path) -> None:
    content = load_content(root)
    draft = content.services["kvinnofridslinjen"].model_copy(update={"publication": Publication.DRAFT})
    services = {**content.services, draft.id: draft}
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    await put(url, replace(content, services=services))
    written = await take(url, content.municipalities, tmp_path / "out")
    assert not any(path.name == "kvinnofridslinjen.yml" for path in written)


async def test_a_database_that_cannot_be_used_is_one_sentence(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnusableDatabaseError, match=r"^Databasen går inte att använda \(\w+\)\.$"):
        await put(f"sqlite:///{tmp_path / 'file' / 'vart.db'}", load_content(root))
