"""Both judges together: their sum, and a file that gives them back or says what is wrong with it."""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest

from bot.safety.classifier import Judgement
from bot.safety.features import features, names_of
from bot.safety.judges import Judges
from bot.safety.reading import reader
from tests.safety import handful

TEXTS = [text for text, *_ in (*handful.CRISES, *handful.HARMLESS)]
ODD = ["", "...", "okända zebror", "\ud800", "jag vill dö. " * 60, "😭" * 200]


@pytest.fixture
def file(judges: Judges, tmp_path: Path) -> Path:
    path = tmp_path / "judges.npz"
    with path.open("wb") as out:
        judges.save(out)
    return path


def judged(judges: Judges, text: str) -> list[Judgement]:
    return judges.judge(reader().read(text))


def test_what_the_network_says_of_a_crisis_counts_in_part(judges: Judges) -> None:
    reading = reader().read("jag vill dö")
    whole = [(0, len(reading.words))]
    (by_words,) = judges.linear.score(features(reading)).judge(whole)
    ((crisis, acute),) = judges.network.read(names_of(reading)).judge(whole)
    told = judges.judge(reading)[0]
    assert told.crisis == pytest.approx(by_words.crisis + 0.85 * crisis)
    assert told.acute == pytest.approx((by_words.acute + 1 / (1 + np.exp(-acute))) / 2)
    assert (told.other, told.worry, told.reason) == (by_words.other, by_words.worry, by_words.reason)


@pytest.mark.parametrize("text", [*TEXTS, *ODD])
def test_every_stretch_is_judged_in_numbers(judges: Judges, text: str) -> None:
    told = judged(judges, text)
    assert len(told) == len(reader().read(text).windows)
    assert all(np.isfinite([each.crisis, each.acute, each.other, each.worry]).all() for each in told)
    assert all(0 <= each.acute <= 1 for each in told)


@pytest.mark.parametrize("text", TEXTS)
def test_saved_judges_judge_the_same(judges: Judges, file: Path, text: str) -> None:
    # The network is kept in half the space, so to a hundredth.
    for one, other in zip(judged(judges, text), judged(Judges.load(file), text), strict=True):
        assert one.crisis == pytest.approx(other.crisis, abs=0.01)
        assert one.acute == pytest.approx(other.acute, abs=0.01)
        assert (one.reason, one.other, one.worry) == (other.reason, other.other, other.worry)


def test_what_was_loaded_is_saved_and_loaded_without_a_change(file: Path, tmp_path: Path) -> None:
    once = Judges.load(file)
    with (tmp_path / "again.npz").open("wb") as out:
        once.save(out)
    again = Judges.load(tmp_path / "again.npz")
    assert [judged(once, text) for text in TEXTS] == [judged(again, text) for text in TEXTS]


@pytest.mark.parametrize(
    ("damage", "raises"),
    [
        (lambda _: b"", EOFError),
        (lambda _: b"no archive at all", ValueError),
        (lambda whole: whole[: len(whole) // 2], BadZipFile),
        (lambda whole: whole[:1000] + b"x" * 1000 + whole[2000:], BadZipFile),
    ],
    ids=["empty", "not ours", "cut short", "overwritten"],
)
def test_a_damaged_file_raises_what_it_says(file: Path, damage: object, raises: type[Exception]) -> None:
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(raises):
        Judges.load(file)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Judges.load(tmp_path / "missing.npz")


@pytest.mark.parametrize(
    "name", ["network_names", "network_head", "network_states_bias", "weights", "outputs"]
)
def test_a_file_without_one_of_its_arrays_raises_a_key_error(file: Path, name: str) -> None:
    with np.load(file) as archive:
        arrays = {kept: archive[kept] for kept in archive if kept != name}
    np.savez(file, allow_pickle=False, **arrays)
    with pytest.raises(KeyError, match=name.removeprefix("network_")):
        Judges.load(file)


def test_a_file_of_pickles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pickled.npz"
    np.savez(path, allow_pickle=True, network_names=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle=False"):
        Judges.load(path)


def test_nothing_is_pickled(judges: Judges) -> None:
    kept = BytesIO()
    judges.save(kept)
    kept.seek(0)
    with np.load(kept, allow_pickle=False) as archive:
        assert all(archive[name].dtype != object for name in archive)
