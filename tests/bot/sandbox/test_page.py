"""The chat page: who may reach it, what it gets, and where its links lead."""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest

from bot.sandbox import FORUM, Person, Sandbox, crowd
from bot.sandbox.links import page_href
from bot.sandbox.page_world import MOST_PEOPLE
from bot.sandbox.wording import wording
from index.model import Article
from tests.bot.sandbox.conftest import GROUP, LAN, TOKEN, Api

URL = "https://so.example/tin?id=1&x=ế"
STATIC = {
    one.name: one.read_text("utf-8")
    for one in (importlib.resources.files("bot.sandbox") / "static").iterdir()
}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost.evil.example:{port}"])
@pytest.mark.parametrize("path", ["/", "/page/world", "/article", f"/bot{TOKEN}/getMe", "/nothing"])
async def test_a_foreign_host_is_refused_so_that_dns_rebinding_fails(
    sandbox: Sandbox, client: httpx.AsyncClient, host: str, path: str
) -> None:
    headers = {"Host": host.format(port=sandbox.port)}
    assert (await client.get(path, headers=headers)).status_code == 403
    own = {"Host": f"localhost:{sandbox.port}"}
    assert (await client.get(path, headers=own)).status_code in (200, 404)


async def test_it_listens_on_loopback_only(sandbox: Sandbox) -> None:
    assert sandbox.url.startswith("http://127.0.0.1:")
    assert sandbox._server is not None
    names = {socket.getsockname()[0] for socket in sandbox._server._sockets.values()}
    assert names == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json", "Origin": "https://evil.example"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
        ({"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "application/json", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "application/json; charset=utf-8", "Origin": "{own}"}, 200),
    ],
)
async def test_another_site_cannot_speak_for_a_person(
    sandbox: Sandbox, client: httpx.AsyncClient, headers: dict[str, str], code: int
) -> None:
    body = json.dumps({"person": LAN.id, "text": "x"})
    headers = {name: value.format(own=sandbox.url) for name, value in headers.items()}
    response = await client.post("/page/say", content=body, headers=headers)
    assert response.status_code == code
    assert len(list(sandbox.state.messages())) == (code == 200)


@pytest.mark.parametrize(
    ("action", "body", "code"),
    [
        ("say", {"person": LAN.id, "text": " "}, 400),
        ("say", {"person": 5, "text": "x"}, 400),
        ("say", {"person": LAN.id, "text": "x", "chat": 700002}, 400),
        ("say", {"person": LAN.id, "text": "x", "reply_to": 99}, 400),
        ("say", [], 400),
        ("say", {"person": LAN.id, "text": "x", "thread": 99}, 400),
        ("edit", {"person": LAN.id, "chat": LAN.id, "message_id": 9, "text": "x"}, 400),
        ("press", {"person": LAN.id, "chat": LAN.id, "message_id": 9, "data": "x"}, 400),
        ("press", {"person": LAN.id, "message_id": 9, "data": "x"}, 400),
        ("choose", {"person": LAN.id, "query_id": "9", "result_id": "1"}, 400),
        ("membership", {"person": LAN.id, "chat": LAN.id, "member": False}, 400),
        ("migrate", {"person": LAN.id, "chat": FORUM.id}, 400),
        ("fly", {"person": LAN.id}, 404),
        ("sticker", {"person": LAN.id}, 200),
        ("voice", {"person": LAN.id, "chat": GROUP}, 200),
        ("membership", {"person": LAN.id, "chat": GROUP, "member": False}, 200),
        ("migrate", {"person": LAN.id, "chat": GROUP}, 200),
        ("block", {"person": LAN.id, "blocked": True}, 200),
    ],
)
async def test_actions_of_the_page_are_checked(
    client: httpx.AsyncClient, action: str, body: Any, code: int
) -> None:
    response = await client.post(f"/page/{action}", json=body)
    assert response.status_code == code
    assert code == 404 or ("error" in response.json()) is (code == 400)


@pytest.mark.parametrize(
    ("query", "headers", "code"),
    [
        ({}, {}, 200),
        ({"type": "image/png"}, {}, 400),
        ({"type": "image/png", "as": "file"}, {}, 200),
        ({"caption": "x" * 1025}, {}, 400),
        ({"person": "5"}, {}, 400),
        ({"person": "x"}, {}, 400),
        ({"chat": "-1"}, {}, 400),
        ({}, {"Content-Type": "text/plain"}, 415),
        ({}, {"Origin": "https://evil.example"}, 403),
    ],
)
async def test_a_file_is_uploaded_by_the_page_alone(
    sandbox: Sandbox, client: httpx.AsyncClient, query: Any, headers: Any, code: int
) -> None:
    response = await client.put(
        "/page/upload",
        params={"person": str(LAN.id), "name": "đơn.txt", "caption": "Xin gửi", **query},
        content=b"abc",
        headers={"Content-Type": "application/octet-stream", **headers},
    )
    assert response.status_code == code
    sent = list(sandbox.state.messages())
    assert len(sent) == (code == 200)
    if sent:
        assert (sent[0]["document"]["file_name"], sent[0]["caption"]) == ("đơn.txt", "Xin gửi")
        stored = await client.get(f"/page/file/{sent[0]['document']['file_id']}")
        assert stored.content == b"abc"
        assert stored.headers.get("Content-Disposition") == (None if query else "attachment")


async def test_a_crowd_is_not_drawn_and_its_events_are_not_told() -> None:
    people = crowd(MOST_PEOPLE + 1)
    async with (
        Sandbox(token=TOKEN, people=people, groups=()) as sandbox,
        httpx.AsyncClient(base_url=sandbox.url) as browser,
    ):
        world = (await browser.get("/page/world")).json()
        await sandbox.say(people[-1], "không ai vẽ")
        await sandbox.say(people[0], "có người vẽ")
        async with browser.stream("GET", f"/page/events?after={world['n']}") as stream:
            event = await anext(_events(stream))
    shown = {person["id"] for person in world["people"]} | {chat["id"] for chat in world["chats"]}
    assert shown == {person.id for person in people[:-1]}
    assert event["message"]["text"] == "có người vẽ"


async def test_the_page_is_told_what_happens_and_where_links_lead(
    sandbox: Sandbox, client: httpx.AsyncClient, api: Api, lan: Person
) -> None:
    before = sandbox.state.journal.number
    text = f'<a href="{URL}#:~:text=x">😀</a> https://so.example/2'
    markup = {"inline_keyboard": [[{"text": "x", "url": "https://so.example/3"}]]}
    await api("sendMessage", chat_id=lan.id, text=text.replace("&", "&amp;"), parse_mode="HTML",
              reply_markup=markup)  # fmt: skip
    world = (await client.get("/page/world")).json()
    async with client.stream("GET", f"/page/events?after={before}") as stream:
        event = await anext(one async for one in _events(stream))
    [chat] = [chat for chat in world["chats"] if chat["id"] == lan.id]
    beside: dict[str, Any] = {"reactions": [], "keyboard": None}
    assert {**event["message"], **beside} == chat["messages"][-1]
    assert [one["href"] for one in event["message"]["entities"]] == [
        "/article?url=https%3A%2F%2Fso.example%2Ftin%3Fid%3D1%26x%3D%E1%BA%BF#:~:text=x",
        "/article?url=https%3A%2F%2Fso.example%2F2",
    ]
    [[button]] = event["message"]["reply_markup"]["inline_keyboard"]
    assert button["href"] == "/article?url=https%3A%2F%2Fso.example%2F3"
    assert TOKEN not in json.dumps(world)


async def _events(stream: httpx.Response) -> AsyncIterator[Any]:
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_a_page_that_fell_behind_another_sandbox_reads_everything_anew(
    client: httpx.AsyncClient,
) -> None:
    async with client.stream("GET", "/page/events?after=999999") as stream:
        assert await anext(stream.aiter_lines()) == "event: reload"


async def test_stopping_does_not_wait_for_an_open_page(client: httpx.AsyncClient) -> None:
    async with Sandbox(token=TOKEN) as other, httpx.AsyncClient() as browser:
        await other.say(LAN, "x")
        async with browser.stream("GET", f"{other.url}/page/events?after=0") as stream:
            assert await anext(_events(stream))
            await other.stop()


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://so.example/a#b", "/article?url=https%3A%2F%2Fso.example%2Fa#b"),
        ("https://so.gov.vn/a", "https://so.gov.vn/a"),
        ("https://so.example.org/a", "https://so.example.org/a"),
        ("https://evil.org/.example", "https://evil.org/.example"),
        ("tg://resolve?domain=x.example", "tg://resolve?domain=x.example"),
        ("https://[x", "https://[x"),
    ],
)
def test_only_hosts_of_sample_news_lead_to_the_article_page(url: str, href: str) -> None:
    assert page_href(url, ".example") == href


HOSTILE = "<script>alert(1)</script>"


async def _article_later(url: str) -> Article | None:
    return _article(url)


def _article(url: str) -> Article | None:
    if url != URL:
        return None
    text = f"Đoạn một {HOSTILE}\n\nĐoạn hai."
    return Article(url, f"Tựa {HOSTILE}", text, date(2022, 3, 5), None, f"Đoàn thể {HOSTILE}")


@pytest.mark.parametrize("lookup", [_article, _article_later])
async def test_a_stored_article_is_shown_escaped_under_a_strict_policy(lookup: Any) -> None:
    async with Sandbox(token=TOKEN, articles=lookup) as sandbox, httpx.AsyncClient() as browser:
        response = await browser.get(f"{sandbox.url}/article", params={"url": URL})
    assert response.status_code == 200
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert HOSTILE not in response.text
    assert response.text.count("&lt;script&gt;") == 4
    assert '<time datetime="2022-03-05">05/03/2022</time>' in response.text
    assert "<p>Đoạn hai.</p>" in response.text


async def test_an_unknown_article_is_a_404_in_the_readers_language() -> None:
    async with Sandbox(token=TOKEN, articles=_article) as sandbox, httpx.AsyncClient() as browser:
        for language, words in (("", "Không tìm thấy bài viết"), ("en", "Article not found")):
            params = {"url": f"https://so.example/{HOSTILE}", "lang": language}
            response = await browser.get(f"{sandbox.url}/article", params=params)
            assert response.status_code == 404
            assert words in response.text
            assert HOSTILE not in response.text


@pytest.mark.parametrize("path", ["/static/page.py", "/static/..%2fserver.py", "/static/", "/x"])
async def test_nothing_but_the_pages_files_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_every_file_that_the_page_names_is_there(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    named = set(re.findall(r"/static/[a-z]+\.[a-z]+", page + "".join(STATIC.values())))
    assert len(named) > 5
    for path in named:
        assert (await client.get(path)).status_code == 200, path


def test_the_page_loads_nothing_from_elsewhere_and_builds_text_nodes_only() -> None:
    raw_html = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\("
    elsewhere = r"(?:src|href|url|import)\W{1,3}(?:https?:)?//[a-z]"
    for name, source in STATIC.items():
        assert not re.search(raw_html, source), name
        assert not re.search(elsewhere, source), name


def test_the_pages_wording_is_complete_in_both_languages_and_used() -> None:
    texts = wording()
    assert set(texts) == {"vi", "en"}
    assert texts["vi"].keys() == texts["en"].keys()
    for key, text in texts["vi"].items():
        assert text.strip() and texts["en"][key].strip(), key
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", texts["en"][key])), key
    used = set(re.findall(r'data-(?:word|label|placeholder)="(\w+)"', STATIC["page.html"]))
    scripts = "".join(source for name, source in STATIC.items() if name.endswith(".js"))
    used |= set(re.findall(r'"(\w+)"', scripts)) & texts["vi"].keys()
    in_scripts = re.findall(r'word\("(\w+)"', scripts)
    assert used | set(in_scripts) <= texts["vi"].keys()
    by_role = {f"role_{role}" for role in ("citizen", "staff", "admin")}
    unused = {key for key in texts["vi"].keys() - used - by_role if not key.startswith("article_")}
    assert not unused
