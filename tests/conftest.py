"""What every test has in common: the environment, how hypothesis searches, and that no test reaches the network."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import Any

import pytest
from hypothesis import Phase, settings

# The same environment for every test and every program that a test starts, whatever this one was started in:
# under nohup, behind `&`, in a dumb terminal, in another language, or with folders of the user's own.
for name in ("SKILLGAP_PROFILES", "SKILLGAP_MATRICES", "SKILLGAP_CONFIG", "NO_COLOR", "COLUMNS", "LINES", "LANGUAGE"):
    os.environ.pop(name, None)
os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
os.umask(0o022)
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# The same cases on every run, and none of them judged by the clock. To look further than a usual run does:
# pytest --hypothesis-profile=explore
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, database=None)
settings.register_profile("explore", deadline=None, print_blob=True, database=None, max_examples=2000)
# Under mutation testing, thousands of runs need to find that something broke, not the smallest case of it.
settings.register_profile(
    "mutation", derandomize=True, deadline=None, database=None, max_examples=6, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def no_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is a process of its own for what is said once in a process."""
    monkeypatch.setattr("skillgap.store.notices._waiting", {})


class NetworkError(RuntimeError):
    """A test, or what it tests, wanted to reach the network."""


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    # The pairs of sockets by which asyncio wakes itself are of another family, and never connected.
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        if arguments[0].family in (socket.AF_INET, socket.AF_INET6):
            raise NetworkError(f"{event} {arguments[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise NetworkError(f"{event} {arguments[0]}")


sys.addaudithook(_refuse_network)
