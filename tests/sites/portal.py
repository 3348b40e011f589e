"""All platforms under one root, or one of them alone."""

from __future__ import annotations

from typing import Final

from tests.sites.dnn import Dnn
from tests.sites.joomla import Joomla
from tests.sites.liferay import Liferay
from tests.sites.model import Expected, Request, Response, page
from tests.sites.plain import Plain
from tests.sites.platform import Platform
from tests.sites.wordpress import WordPress

PLATFORMS: Final[dict[str, type[Platform]]] = {
    "liferay": Liferay,
    "dnn": Dnn,
    "wordpress": WordPress,
    "joomla": Joomla,
    "plain": Plain,
}


class Portal:
    """What is served: platforms by their prefixes, a root page that links to them, robots.txt."""

    def __init__(self, platforms: list[Platform], *, validators: bool = True) -> None:
        self.platforms = platforms
        self.validators = validators

    def platform(self, name: str) -> Platform:
        """Returns the platform of that name."""
        return next(p for p in self.platforms if p.name == name)

    def expected(self, host: str) -> list[Expected]:
        """Returns what a crawl of all platforms should store; `host` is `Served.url`."""
        return [expected for p in self.platforms for expected in p.expected(host)]

    def respond(self, request: Request) -> Response:
        """Answers any request."""
        if request.path == "/robots.txt":
            maps = [p.prefix for p in self.platforms if p.name == "wordpress"]
            lines = [f"Sitemap: {request.host}{prefix}/sitemap.xml" for prefix in maps]
            text = "\n".join(("User-agent: *", "Disallow: /admin/", *lines, ""))
            return Response(text.encode(), content_type="text/plain")
        for platform in self.platforms:
            prefix = platform.prefix
            if request.path == prefix or request.path.startswith(f"{prefix}/"):
                return platform.respond(request)
        if request.path == "/":
            links = "".join(
                f'<li><a href="{p.prefix}/">{p.agency}</a></li>' for p in self.platforms
            )
            return page(
                f"<html><head><title>Thanh Giang</title></head><body><ul>{links}</ul></body></html>"
            )
        return page("<h1>404</h1>", status=404)


def make_portal(*, seed: int = 1, articles: int = 300, validators: bool = True) -> Portal:
    """Returns the five platforms, each below its name, with `articles` in all."""
    each = articles // len(PLATFORMS)
    platforms = [
        kind(seed=seed, articles=each, prefix=f"/{name}") for name, kind in PLATFORMS.items()
    ]
    return Portal(platforms, validators=validators)


def make_site(
    name: str, *, seed: int = 1, articles: int = 60, prefix: str = "", validators: bool = True
) -> Portal:
    """Returns one platform, at the root unless a `prefix` is given."""
    kind = PLATFORMS[name]
    return Portal([kind(seed=seed, articles=articles, prefix=prefix)], validators=validators)
