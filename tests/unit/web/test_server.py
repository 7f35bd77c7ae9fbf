"""The server refuses what would carry measurements off this machine."""

from __future__ import annotations

import socket

import pytest

from heelwise.errors import InputError
from heelwise.web.server import check_loopback, check_port, find_free_port


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "[::1]", "127.3.2.1"])
def test_loopback_hosts_are_served(host: str) -> None:
    check_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "", "::"])  # noqa: S104 - refused
def test_any_other_host_is_refused_with_the_reason(host: str) -> None:
    with pytest.raises(InputError, match="this machine only"):
        check_loopback(host)


def test_a_taken_port_is_named_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=str(port)):
            check_port("127.0.0.1", port)


def test_a_free_port_is_found() -> None:
    check_port("127.0.0.1", find_free_port("127.0.0.1"))
