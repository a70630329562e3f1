"""A conversation to hold."""

import pytest

from tests.answers.speaking import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()
