"""Which address a host has, and whether a connector may speak to it."""

import ipaddress
import socket
from collections.abc import Collection

from bot.domain.errors import Invalid


def address_of(host: str, port: int, *, hosts: Collection[str]) -> str:
    """The one address to connect to: whoever answers for the name may say another the next time.

    Addresses that are not of the public internet are only for the `hosts` that are named.
    Raises Invalid "connector.unknown_host", "connector.private_address".
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Invalid("connector.unknown_host", host=host) from error
    addresses = [str(one[4][0]) for one in found]
    if host.lower().rstrip(".") in hosts:
        return addresses[0]
    for address in addresses:
        if not is_public(address):
            raise Invalid("connector.private_address", host=host)
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether anybody on the internet could have this address, whichever way it is written."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour is not None or address.teredo is not None or address in NAT64:
            return False
    return address.is_global and not address.is_multicast


NAT64 = ipaddress.ip_network("64:ff9b::/96")
