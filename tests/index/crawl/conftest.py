from tests.sites.fixture import portal_server

__all__ = ["portal_server"]
