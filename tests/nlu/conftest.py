"""The real gazetteer, read once."""

import pytest

from bot.settings import ROOT
from nlu.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(ROOT / "content")
