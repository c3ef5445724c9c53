"""Which addresses may be connected to: those of the public network, and those that an allow list names.

A name is resolved here and the connection goes to the address that was checked, so a name that resolves differently
the second time (DNS rebinding) gains nothing. Numbers in disguise (``http://2130706433/``, ``http://0177.1/``) are
resolved like names.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nlp_service.errors import AddressRefused, FetchFailed, InvalidField

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], list[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_BITS = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class AllowList:
    """What may be connected to although it is not public: ``host``, ``host:port`` or a network (``10.1.0.0/16``)."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[Network, ...] = ()

    def names(self, host: str, port: int) -> bool:
        """Return whether the host is allowed by its name."""
        key = host.lower().rstrip(".")
        return (key, None) in self.hosts or (key, port) in self.hosts

    def holds(self, address: Address) -> bool:
        """Return whether the address is in an allowed network."""
        return any(address in network for network in self.networks)


NOTHING_ALLOWED = AllowList()


def parse_allow_list(entries: Iterable[str]) -> AllowList:
    """Return the allow list that the entries describe.

    Raises:
        InvalidField: an entry is neither ``host``, ``host:port`` nor a network.
    """
    hosts: set[tuple[str, int | None]] = set()
    networks: list[Network] = []
    for entry in entries:
        if "/" in entry:
            try:
                networks.append(ipaddress.ip_network(entry))
            except ValueError as error:
                raise InvalidField(f"allow: {entry!r} is no network ({error}); write 10.1.0.0/16.") from error
            continue
        host, colon, port = entry.rpartition(":") if entry.count(":") == 1 else (entry, "", "")
        if not host or (colon and not port.isascii()) or (colon and not port.isdecimal()):
            raise InvalidField(f"allow: {entry!r} is neither host, host:port nor a network.")
        hosts.add((host.strip("[]").lower(), int(port) if colon else None))
    return AllowList(frozenset(hosts), tuple(networks))


def is_public(address: Address) -> bool:
    """Return whether the address is one of the public network, IPv4 addresses inside IPv6 ones looked at as such."""
    inner = _embedded(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve_checked(host: str, port: int, allowed: AllowList, resolve: Resolve | None = None) -> str:
    """Return the address to connect to for ``host``.

    Raises:
        AddressRefused: one of its addresses is not public and not allowed.
        FetchFailed: the name cannot be resolved.
    """
    found = (resolve or resolve_name)(host, port)
    if not allowed.names(host, port):
        for item in found:
            address = ipaddress.ip_address(item)
            if not is_public(address) and not allowed.holds(address):
                raise AddressRefused(f"{host}: {address} is not on the public network; put {host} on the allow list.")
    return found[0]


def resolve_name(host: str, port: int) -> list[str]:
    """Return the addresses of a host in the order of the system's resolver, without zone indices.

    Raises:
        FetchFailed: it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{host}: the name cannot be resolved.") from error
    return [str(item[4][0]).partition("%")[0] for item in found]


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that traffic to this one ends at (mapped, 6to4, Teredo, NAT64)."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _IPV4_BITS)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
