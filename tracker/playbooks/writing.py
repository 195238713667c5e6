"""Writes what a playbook holds as a data file that reads back to the same content, byte for byte the same each time.

Works on the plain form (`PlaybookContent.as_dict`, or a draft with gaps), field by field in the order given.
"""

from typing import Any

import yaml

from .shapes import NOT_TEXT

_WIDTH = 110
# Lists of keys and numbers, which are read more easily side by side.
_SIDE_BY_SIDE = {"rungs", "competencies", "activities"}


def write_playbook(content: dict[str, Any]) -> str:
    """The data file of `content`. What is absent stays out; gaps of a draft are written as empty text."""
    return yaml.dump(
        _marked(content), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )


def decimal(number: float) -> str:
    """At most six decimals, never with an exponent, and always recognised as a share."""
    text = f"{number:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


class _Beside(list[Any]):
    """A list written on one line."""


def _marked(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _marked(part, key) for key, part in value.items()}
    if isinstance(value, list):
        if name in _SIDE_BY_SIDE and not any(isinstance(part, dict) for part in value):
            return _Beside(value)
        return [_marked(part) for part in value]
    return value


class _Writer(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Aliases are refused by the reader."""
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if not text or NOT_TEXT.fullmatch(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _share(writer: yaml.SafeDumper, share: float) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:float", decimal(share))


def _gap(writer: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return _text(writer, "")


def _beside(writer: yaml.SafeDumper, values: _Beside) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(float, _share)
_Writer.add_representer(type(None), _gap)
_Writer.add_representer(_Beside, _beside)
