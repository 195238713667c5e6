"""PDF documents: a template of `templates/pdf`, filled with plain data and typeset in this process.

The same data give the same bytes, so that a document can be compared with the one that was handed out before. Fonts
come with the typesetter; nothing is read from the network or the system.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"
# For people who listen: tagged, with a title and a language. A template must give pictures a text of their own.
STANDARDS = ("ua-1",)


def typeset(template: str, data: dict[str, Any], *, on: date, standards: tuple[str, ...] = STANDARDS) -> bytes:
    """The PDF that `templates/pdf/<template>.typ` makes of `data`.

    `data` is what JSON knows; the template reads it by `json(bytes(sys.inputs.data))`, as text and never as markup.
    `on` is the day of the document, written into the file as the day it was made; `standards` are those
    it keeps. Raises `typst.TypstError` where
    the template cannot be set, which is a fault of ours and not of the data.
    """
    stamp = datetime.combine(on, time(12), UTC)
    text = json.dumps({**data, "made_on": [on.year, on.month, on.day]}, ensure_ascii=False, sort_keys=True)
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), ignore_system_fonts=True, format="pdf",
        sys_inputs={"data": text}, pdf_standards=list(standards), timestamp=stamp,
    )  # fmt: skip
