"""The server: one gunicorn worker with a few threads, on a loopback address.

One worker keeps the body model and the answers in memory once; its threads let pages through while an answer
is being worked out.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.web.data_folder import load_data_folder

THREADS = 4
TIMEOUT_S = 60


def check_loopback(host: str) -> None:
    """Raise unless `host` can be reached from this machine only."""
    if host == "localhost":
        return
    try:
        is_loopback = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise InputError(
            "host",
            Text(
                N_(
                    'host is "{came}"; for now Heelwise serves this machine only: use localhost, '
                    "127.0.0.1 or ::1. Your measurements would travel unprotected otherwise."
                ),
                {"came": host},
            ),
        )


def find_free_port(host: str) -> int:
    """Return a port nobody uses on this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((host.strip("[]"), 0))
        return int(probe.getsockname()[1])


def check_port(host: str, port: int) -> None:
    """Raise when the port is taken, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise InputError(
                "port",
                Text(
                    N_("Port {port} cannot be used here; choose another, or none for a free one."),
                    {"port": port},
                ),
            ) from error


class PageServer(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """Gunicorn told in code what its command line would say."""

    def __init__(self, host: str, port: int, ready: Callable[[], None] | None) -> None:
        self.address = f"{host}:{port}"
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults; no access log: requests are about a person's body."""
        options: dict[str, Any] = {
            "bind": self.address,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT_S,
            "graceful_timeout": 5,
            "loglevel": "error",
            "accesslog": None,
            "proc_name": "heelwise",
            "control_socket_disable": True,
            "post_worker_init": lambda worker: self.ready() if self.ready else None,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from heelwise.web.wsgi import application

        return application


def serve(
    host: str = "127.0.0.1",
    port: int | None = None,
    data_folder: Path | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Bring the database up to date and serve the page until stopped.

    Parameters
    ----------
    host
        A loopback name or address.
    port
        Port to listen on; None takes a free one.
    data_folder
        Where personal data lives; None leaves `HEELWISE_DATA` or the user's folder.
    ready
        Called with the page's address once requests are answered.

    Raises
    ------
    InputError
        The host is not a loopback one, or the port is taken.
    """
    check_loopback(host)
    bound = "127.0.0.1" if host == "localhost" else host
    if port is None:
        port = find_free_port(bound)
    else:
        check_port(bound, port)
    if data_folder is not None:
        os.environ["HEELWISE_DATA"] = str(data_folder)
    os.umask(0o077)
    load_data_folder()
    from heelwise.web.profiles import ready_store

    ready_store()
    from django.db import connections

    connections.close_all()  # a connection must not cross the fork into the worker
    name = "localhost" if bound == "127.0.0.1" else f"[{bound.strip('[]')}]" if ":" in bound else bound
    address = f"http://{name}:{port}"
    PageServer(
        bound if ":" not in bound else f"[{bound.strip('[]')}]",
        port,
        (lambda: ready(address)) if ready else None,
    ).run()
