"""The trained model as a file under var/, made anew when data or code have changed.

The file's name holds a digest of everything it depends on, so a stale one is never read. Two
processes that start at once do not train at once: the second waits for the first.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

from bot.logs import get_logger
from bot.safety.concepts import thesaurus_files
from bot.safety.judges import Judges
from bot.safety.lines import training_files
from bot.safety.ordinary import ordinary_files, training_lines
from bot.safety.reading import Reader, reader

HERE = Path(__file__).parent
# Raised when the meaning of a feature changes without a change in these files.
FORMAT = "3"
CODE = (
    "normalise.py",
    "lexicon.py",
    "concepts.py",
    "patterns.py",
    "reading.py",
    "features.py",
    "pairs.py",
    "classifier.py",
    "recurrence.py",
    "network.py",
    "network_training.py",
    "judges.py",
    "training.py",
    "lines.py",
    "ordinary.py",
)


@cache
def version() -> str:
    """Digest of the training data, the patterns and the code that reads them."""
    digest = hashlib.sha256(FORMAT.encode())
    files = [*training_files(), *(HERE / "patterns").glob("*.yml")]
    files += [*ordinary_files(), *thesaurus_files()]
    for path in sorted(files) + [HERE / name for name in CODE]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def load(directory: Path) -> Judges:
    """The model of this version, trained now if it is not there.

    Args:
        directory: Where models are kept, made if need be; without it the model lives in memory only.

    Raises:
        ValueError: The training data is broken.
    """
    path = _path(directory)
    model = _read(path)
    if model is not None:
        return model
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _alone(directory / "safety.lock"):
            return _read(path) or _made(path)
    except OSError as error:
        # A folder that cannot be used costs a minute at every start, not the classifier.
        get_logger().error("safety_model_not_kept", exc_info=error)
        return trained(reader())


def is_trained(directory: Path) -> bool:
    """Whether a model of this version lies ready.

    Args:
        directory: Where models are kept.
    """
    return _path(directory).is_file()


def _path(directory: Path) -> Path:
    return directory / f"safety-{version()}.npz"


def _made(path: Path) -> Judges:
    """A model trained now, kept as far as the disk lets us."""
    model = trained(reader())
    try:
        _write(model, path)
    except OSError as error:
        get_logger().error("safety_model_not_kept", exc_info=error)
    return model


def trained(with_reader: Reader) -> Judges:
    """A model trained now from the data in the repository."""
    # Only here: scikit-learn takes a second to import, and is not needed to use a model.
    from bot.safety.training import train

    return train(training_lines(), with_reader)


def _read(path: Path) -> Judges | None:
    try:
        return Judges.load(path)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _write(model: Judges, path: Path) -> None:
    """Write beside, then rename: nobody ever reads half a model. Older ones are removed."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            model.save(file)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    for old in path.parent.glob("safety-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
