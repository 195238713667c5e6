"""What an answer tells its reader, whatever kind of document it is."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader


def words_of(answer: Any) -> str:
    """A page as it is; the text and the particulars of a PDF; every part of a spreadsheet but the hour it was made."""
    if answer.content_type == "application/pdf":
        paper = PdfReader(BytesIO(answer.data))
        return "\n".join([str(paper.metadata), str(answer.headers), *(page.extract_text() for page in paper.pages)])
    if "spreadsheetml" in answer.content_type:
        with ZipFile(BytesIO(answer.data)) as book:
            return "\n".join(book.read(name).decode() for name in sorted(book.namelist()) if "core" not in name)
    return answer.get_data(as_text=True)
