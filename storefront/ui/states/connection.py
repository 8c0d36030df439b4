"""Whether this server still shares its news and screen state with the others."""

import reflex as rx
from reflex_base.constants.state import FIELD_MARKER


class ConnectionState(rx.State):
    """Set from outside a handler: while Redis is away there is no stored state to change."""

    is_cut_off: bool = False


def connection_delta(*, is_cut_off: bool) -> dict[str, dict[str, bool]]:
    """The update that tells a tab, in the form in which Reflex sends it."""
    return {ConnectionState.get_full_name(): {f"is_cut_off{FIELD_MARKER}": is_cut_off}}
