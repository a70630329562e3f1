"""Files that are looked at and not saved: an hour, and no longer."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editor.pages.uploads import Uploads


def test_a_file_lies_for_an_hour_also_when_nobody_hands_in_another(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "import")
    assert uploads.sweep() == 0
    old, new = uploads.keep(1, "a.csv", b"gammal"), uploads.keep(1, "b.json", b"ny")
    an_hour_ago = time.time() - 3601
    os.utime(uploads.folder / f"1-{old}.csv", (an_hour_ago, an_hour_ago))
    assert uploads.sweep() == 1
    assert uploads.take(1, old) is None
    assert uploads.take(1, new) == (b"ny", f"1-{new}.json")


def test_two_may_sweep_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(tmp_path)
    uploads.keep(1, "a.csv", b"")
    listed = list(tmp_path.iterdir())

    def swept_meanwhile(_: Path) -> Iterator[Path]:
        for path in listed:
            path.unlink()
            yield path

    monkeypatch.setattr(Path, "iterdir", swept_meanwhile)
    assert uploads.sweep() == 0
