"""Local sites to crawl: the shapes of five platforms that departments use, with the truth.

The markup is written after what such platforms send: Liferay, DNN (as VNPT sets it up),
WordPress, Joomla and a hand-made site of 2005. The texts are generated; the seed decides all
of them. A test gets a site in one line:

    portal = make_portal(seed=1)                 # five sites of 60 articles under one root
    with serve(portal) as server:
        server.url                               # "http://127.0.0.1:40123"
        server.requests                          # what was asked for: (method, path, status)
        portal.expected(server.url)              # every article, once, with its address

or a single platform at the root: `make_site("liferay", seed=1, articles=60)`. Under pytest the
fixture `portal_server` of `tests/sites/fixture.py` does it (import it into a conftest).

What stands in a site, beside its articles: a home page, sections with paging, a page that is
no news (functions and duties), a login form, a search page, feeds and sitemaps where the
platform has them, attachments (.pdf, .docx), English versions as articles of their own, print
and tracking copies of articles, an address that redirects to an article, an article whose
first request fails with a 500, a page that says "not found" with status 200, and view
counters and clocks that change at every request. One page is in windows-1258, one in NFD.

A site changes under the crawl by `change(number)`, `remove(number)` and `add()`; all are safe
while it is being served. `validators=False` makes it send neither ETag nor Last-Modified.
"""

from __future__ import annotations

from tests.sites.model import Expected, News, Piece
from tests.sites.portal import PLATFORMS, Portal, make_portal, make_site
from tests.sites.server import Served, serve

__all__ = [
    "PLATFORMS",
    "Expected",
    "News",
    "Piece",
    "Portal",
    "Served",
    "make_portal",
    "make_site",
    "serve",
]
