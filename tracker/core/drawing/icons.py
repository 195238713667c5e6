"""One Tabler icon out of the sprite."""

from functools import lru_cache

from markupsafe import Markup, escape


@lru_cache(maxsize=1024)
def icon(sprite: str, name: str, label: str | None = None, size: str = "") -> Markup:
    """The icon `name`. Without a label it is decoration, and the words beside it carry the meaning."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    css = f"bt-i {escape(size)}" if size else "bt-i"
    return Markup(f'<svg class="{css}" {said}><use href="{escape(sprite)}#i-{escape(name)}"/></svg>')
