"""Ports of this machine for what a test listens on."""

from __future__ import annotations

import random
import socket
from typing import Final

BELOW_OUTGOING: Final = range(15_000, 32_000)
"""None of these is given to a connection that somebody opens meanwhile."""


def free_port() -> int:
    """Returns a port that is free now and stays so until it is listened on."""
    while True:
        port = random.choice(BELOW_OUTGOING)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
