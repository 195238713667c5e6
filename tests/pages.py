"""Pages as a person meets them: what they say, their forms filled in and sent."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class FormFound:
    """One form of a page: its address and the values it would send."""

    def __init__(self, attributes: dict[str, str | None]):
        self.id = attributes.get("id") or ""
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.values: dict[str, Any] = {}
        self.names: set[str] = set()
        self.buttons: list[tuple[str, str, str]] = []
        self.said = ""


class _Reader(HTMLParser):
    """Collects words, links and forms, and complains about tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[FormFound] = []
        self.stack: list[str] = []
        self.unsound: list[str] = []
        self.ids: set[str] = set()
        self._form: FormFound | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._button: int | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if (id := values.get("id")) is not None:
            if id in self.ids:
                self.unsound.append(f"id {id} stands twice")
            self.ids.add(id)
        if "style" in values or any(name.startswith("on") for name in values):
            self.unsound.append(f"<{tag}> has an inline style or script")
        if tag not in VOID:
            self.stack.append(tag)
        self._silent += tag in {"script", "style", "template"}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag == "form":
            self._form = FormFound(values)
            self.forms.append(self._form)
        elif self._form is not None and values.get("name"):
            self._field(tag, values)
        elif tag == "option" and self._select is not None and self._form is not None:
            self._option(values)
        if tag == "button" and self._form is not None:
            self._form.buttons.append(("", values.get("name") or "", values.get("value") or ""))
            self._button = len(self.words)

    def _field(self, tag: str, values: dict[str, Any]) -> None:
        form, name = self._form, values["name"]
        form.names.add(name)
        kind = values.get("type", "text")
        if kind == "checkbox" and "checked" in values and name in form.values:
            before = form.values[name]
            form.values[name] = [*(before if isinstance(before, list) else [before]), values.get("value", "on")]
        elif tag == "input" and (kind not in {"checkbox", "radio", "submit"} or "checked" in values):
            form.values[name] = values.get("value", "on" if kind == "checkbox" else "")
        elif tag == "textarea":
            form.values[name], self._area = "", name
        elif tag == "select":
            self._select = name

    def _option(self, values: dict[str, Any]) -> None:
        if "selected" in values or self._select not in self._form.values:
            self._form.values[self._select] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self._silent -= tag in {"script", "style", "template"}
        if tag == "button" and self._form is not None and self._form.buttons and self._button is not None:
            label = " ".join(" ".join(self.words[self._button :]).split())
            _, name, value = self._form.buttons[-1]
            self._form.buttons[-1] = (label, name, value)
            self._button = None
        self._form = None if tag == "form" else self._form
        self._select = None if tag == "select" else self._select
        self._area = None if tag == "textarea" else self._area
        if not self.stack or self.stack.pop() != tag:
            self.unsound.append(f"</{tag}> closes nothing at line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            # As browsers do: the line break right after the opening tag is no part of the text.
            first = not self._form.values[self._area]
            self._form.values[self._area] += data.removeprefix("\r").removeprefix("\n") if first else data
        if not self._silent:
            self.words.append(data)
            if self._form is not None:
                self._form.said += data


class Page:
    """An answer, read as a page. Every HTML page is checked for sound nesting, unique ids and no inline code."""

    def __init__(self, visitor: "Visitor", response: Any, path: str):
        self.visitor, self.response, self.path = visitor, response, path
        self.status = response.status_code
        self.html = response.get_data(as_text=True) if "text/html" in response.content_type else ""
        self._reader: _Reader | None = None
        if self.html:
            assert not self.reader.unsound, f"{path}: {self.reader.unsound}"

    @property
    def reader(self) -> _Reader:
        if self._reader is None:
            self._reader = _Reader()
            self._reader.feed(self.html)
        return self._reader

    @property
    def text(self) -> str:
        return " ".join("".join(self.reader.words).split())

    def says(self, words: str) -> bool:
        return words in self.text

    @property
    def links(self) -> list[str]:
        return self.reader.links

    def form(self, with_field: str = "", *, action: str = "", button: str = "") -> FormFound:
        """The first form that has the field, an address that ends in `action`, and a button that says `button`."""
        for form in self.reader.forms:
            if with_field and with_field not in form.names | {name for _, name, _ in form.buttons}:
                continue
            if action and not form.action.endswith(action):
                continue
            if button and not any(label == button for label, _, _ in form.buttons):
                continue
            if not (with_field or action or button) and form.method == "get":
                continue
            return form
        raise AssertionError(f"{self.path} has no form with {with_field or action or button!r}; it says: {self.text}")

    def send(self, _button: str = "", *, action: str = "", **fields: Any) -> "Page":
        """Fill in the form that has these fields (all others stay as shown) and send it; follows redirects."""
        form = self.form(next(iter(fields), ""), action=action, button=_button)
        values = {**form.values, **{name: value for name, value in fields.items() if value is not None}}
        for label, name, value in form.buttons:
            if name and label == _button:
                values[name] = value
        return self.visitor.post(urljoin(self.path, form.action) if form.action else self.path, **values)


class Visitor:
    """Somebody with a browser, signed in or not. Paths are inside her workspace unless they start with `//`."""

    def __init__(self, client: FlaskClient, slug: str = "", person: Any = None):
        self.client, self.slug, self.person = client, slug, person

    def whole(self, path: str) -> str:
        if path.startswith("//"):
            return path[1:]
        return path if path.startswith("/w/") or not self.slug else f"/w/{self.slug}{path}"

    def opens(self, path: str, *, follow: bool = True, **options: Any) -> Page:
        response = self.client.get(self.whole(path), follow_redirects=follow, **options)
        return Page(self, response, _path_of(response, self.whole(path)))

    def post(self, path: str, *, follow: bool = True, headers: Any = None, **fields: Any) -> Page:
        response = self.client.post(self.whole(path), data=fields, follow_redirects=follow, headers=headers)
        return Page(self, response, _path_of(response, self.whole(path)))

    def sends(self, path: str, **fields: Any) -> Page:
        """Open the page and send its form."""
        return self.opens(path).send(**fields)


def _path_of(response: Any, asked: str) -> str:
    request = getattr(response, "request", None)
    return urlsplit(request.url).path if request is not None else asked
