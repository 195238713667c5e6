"""A field that takes several records at once."""

from collections.abc import Callable
from typing import Any

from wtforms import SelectMultipleField, widgets


class SeveralRecords(SelectMultipleField):
    """Tick boxes; the values are ids. Ids of elsewhere are not among the choices, so they are refused.

    Set `.offer(records)` before validating.
    """

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: str, **more: Any):
        super().__init__(label, choices=[], coerce=str, **more)

    def offer(self, records: Any, name: Callable[[Any], str] = lambda record: record.name) -> None:
        self.offered = {str(record.id): record for record in records}
        self.choices = [(id, name(record)) for id, record in self.offered.items()]

    @property
    def records(self) -> list[Any]:
        return [self.offered[id] for id in self.data or () if id in self.offered]
