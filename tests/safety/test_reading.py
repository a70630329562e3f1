"""How messages are read: the same in every process, and with the classes of everyday words."""

import os
import subprocess
import sys

import pytest

from bot.safety.concepts import Concepts
from bot.safety.features import features
from bot.safety.normalise import key
from bot.safety.reading import reader

READ_ALL = """
import hashlib
from bot.safety.lines import read_lines, training_files
from bot.safety.reading import reader
digest = hashlib.sha256()
for line in read_lines(training_files())[::20]:
    digest.update(repr(reader().read(line.text).symbols).encode())
print(digest.hexdigest())
"""


def read_with_seed(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", READ_ALL]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603


def test_two_processes_mend_the_same_slips_alike() -> None:
    assert read_with_seed("1") == read_with_seed("2")


@pytest.mark.parametrize(
    ("word", "name"), [("somna", "sova"), ("sovit", "sova"), ("tentaångest", "ångest"), ("zebrafink", None)]
)
def test_a_word_is_in_its_class(word: str, name: str | None) -> None:
    classes = Concepts({"sova": ["sov*", "somna"], "ångest": ["*ångest"]})
    assert classes.of(key(word)) == ((name,) if name else ())


def test_a_question_and_the_last_sentence_are_seen() -> None:
    seen = features(reader().read("Jag vill inte mer. Kan ni hjälpa min bror?"))
    names = {name for found in seen.names for name in found}
    assert {"p:asks", "p:last bror", "p:first vil"} <= names
    assert "p:last vil" not in names
