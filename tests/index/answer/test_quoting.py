"""From a document to the page that an answer stands on."""

from __future__ import annotations

from pathlib import Path

from index.assistant import Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Article, Status
from index.settings import Settings

FIRST = "Kế hoạch chuyển đổi số của Sở Nông nghiệp Lam Sơn năm 2024. " * 3
SECOND = "Hạn nộp báo cáo chuyển đổi số của Sở Nông nghiệp Lam Sơn là ngày 20/12/2024."


def quoted_page(home: Path, pages: tuple[int, ...]) -> int | None:
    article = Article(
        url="https://a.example/kh.pdf", title="Kế hoạch chuyển đổi số", text=f"{FIRST}\n{SECOND}",
        pages=pages,
    )  # fmt: skip
    assistant = Assistant.open(Settings(home=home))
    load(assistant.archive, [Found(article, article.url)])
    assistant.catch_up()
    answer = assistant.ask("Hạn nộp báo cáo chuyển đổi số của Sở Nông nghiệp Lam Sơn là ngày nào?")
    assistant.close()
    assert answer.status is Status.ANSWERED
    assert answer.quote is not None and answer.quote.text == "20/12/2024"
    return answer.quote.page


def test_an_answer_knows_the_page_of_the_document_that_it_stands_on(tmp_path: Path) -> None:
    assert quoted_page(tmp_path, (0, len(FIRST) + 1)) == 2


def test_an_answer_from_what_has_no_pages_names_none(tmp_path: Path) -> None:
    assert quoted_page(tmp_path, ()) is None
