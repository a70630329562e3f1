"""Listening sockets, bound before anything slow begins, so that a busy port is told at once."""

import errno
import socket

from bot.errors import StartError

LOOPBACK = "127.0.0.1"
_BACKLOG = 2048


def listen(host: str, port: int, setting: str) -> socket.socket:
    """A listening socket.

    Args:
        host: Address or name to listen on.
        port: Port; 0 lets the system choose.
        setting: The setting that names the port, for the sentence when it is busy.

    Raises:
        StartError: The port is busy or may not be used, or the host is not of this machine.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise StartError(f"Adressen {host} går inte att lyssna på, ändra VART_HOST.") from None
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise StartError(_why(error, host, port, setting)) from None
    listener.setblocking(False)
    return listener


def listen_near(port: int, setting: str, firm: bool) -> socket.socket:
    """A listening socket on loopback: at `port`, or at a free one if it is busy and not `firm`."""
    try:
        return listen(LOOPBACK, port, setting)
    except StartError:
        if firm:
            raise
        return listen(LOOPBACK, 0, setting)


def free_port(port: int) -> int:
    """`port` if nothing listens there on loopback, else a free one."""
    with listen_near(port, "VART_RASA_URL", firm=False) as listener:
        return port_of(listener)


def port_of(listener: socket.socket) -> int:
    """The port a socket listens on."""
    return int(listener.getsockname()[1])


def _why(error: OSError, host: str, port: int, setting: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} är upptagen av ett annat program, välj en annan med {setting}."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} får inte användas av den här användaren, välj en annan med {setting}."
    return f"Adressen {host} går inte att lyssna på, ändra VART_HOST."
