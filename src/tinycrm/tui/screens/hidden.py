"""The hidden screen, for when a customer leans over the counter."""

from textual import events
from textual.screen import ModalScreen


class Hidden(ModalScreen[None]):
    """Nothing at all, until a key or a click."""

    def on_key(self, event: events.Key) -> None:
        """Show everything again; the key does nothing else."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        """Show everything again."""
        self.dismiss(None)
