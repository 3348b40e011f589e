"""PDF and DOCX files to text, with their title and where each page begins."""

from index.documents.document import Document
from index.documents.read import MOST_BYTES, is_document, read_document

__all__ = ["MOST_BYTES", "Document", "is_document", "read_document"]
