"""What several tests of the safety net share: judges that learned a handful of lines."""

import pytest

from bot.safety.judges import Judges
from bot.safety.reading import reader
from bot.safety.training import train
from tests.safety import handful


@pytest.fixture(scope="session")
def judges() -> Judges:
    """Both judges, trained in a second."""
    return train(handful.lines(), reader())
