"""The pictures of the editors' handbook: each exists, is small, and is taken by scripts/handbook.py."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 150_000


def test_every_picture_is_there_small_and_taken_by_the_script() -> None:
    handbook = (ROOT / "docs" / "redaktor.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^\]]+)\]\(images/(redaktion-[a-z0-9-]+)\.png\)", handbook)
    script = (ROOT / "scripts" / "handbook.py").read_text(encoding="utf-8")
    taken = {f"redaktion-{name}" for name in re.findall(r'\.shot\("([a-z-]+)"', script)}
    taken |= {f"redaktion-blad-{number}" for number in (1, 2)}
    assert {name for _, name in shown} == taken == {path.stem for path in IMAGES.glob("redaktion-*.png")}
    assert len(taken) >= 20
    for name in taken:
        assert (IMAGES / f"{name}.png").stat().st_size <= MOST_BYTES, name
