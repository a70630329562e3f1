"""Tells whether a request comes from this machine itself."""

import ipaddress
from collections.abc import Mapping

# What a proxy on this machine adds when it hands on a request from elsewhere.
_HANDED_ON = ("forwarded", "via", "x-forwarded-for", "x-real-ip")


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a program on this machine asks: no proxy, and no page in this machine's browser.

    Args:
        address: Of the one who asks, as the server sees it.
        headers: Of the request; their names are looked up in small letters.
    """
    # Browsers name the page that a request comes from; programs have none.
    if any(name in headers for name in (*_HANDED_ON, "origin")):
        return False
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
