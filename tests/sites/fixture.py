"""The fixture of a served portal; import it into the conftest of the tests that need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.sites.portal import Portal, make_portal
from tests.sites.server import Served, serve


@dataclass(frozen=True, slots=True)
class PortalServer:
    """A portal that is being served."""

    portal: Portal
    served: Served


@pytest.fixture
def portal_server() -> Iterator[PortalServer]:
    """Serves 300 articles on five platforms; nobody else changes them."""
    portal = make_portal(seed=1)
    with serve(portal) as served:
        yield PortalServer(portal, served)
