"""Sockets are bound before anything slow begins, and a port that is busy is told in one sentence."""

import socket
from collections.abc import Iterator

import pytest

from bot.cli.ports import free_port, listen, listen_near, port_of
from bot.errors import StartError


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_listened_on() -> None:
    with listen("127.0.0.1", 0, "VART_PORT") as listener:
        socket.create_connection(("127.0.0.1", port_of(listener))).close()


def test_a_busy_port_is_told_with_its_setting(busy: int) -> None:
    with pytest.raises(StartError, match=rf"Port {busy} är upptagen .* VART_PORT\."):
        listen("127.0.0.1", busy, "VART_PORT")


def test_a_second_listener_is_noticed_before_the_first_answers() -> None:
    with listen("127.0.0.1", 0, "VART_PORT") as first, pytest.raises(StartError, match="upptagen"):
        listen("127.0.0.1", port_of(first), "VART_PORT")


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "vart.invalid"])
def test_a_host_that_is_not_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(StartError, match="VART_HOST"):
        listen(host, 0, "VART_PORT")


def test_a_port_nobody_asked_for_may_be_another(busy: int) -> None:
    with listen_near(busy, "VART_ACTIONS_PORT", firm=False) as listener:
        assert port_of(listener) != busy
    with pytest.raises(StartError, match="VART_ACTIONS_PORT"):
        listen_near(busy, "VART_ACTIONS_PORT", firm=True)
    assert free_port(busy) != busy
