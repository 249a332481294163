"""The moments at which the browser works on the data of a store: when its page arrives, and at every change.

Dash runs a callback without outputs when its inputs change, but not when a page brings them; a store reports both by its
``modified_timestamp``. Dash knows such a callback by its inputs alone: one callback a store.
"""

from dash import Input, State


def changes(store: str) -> tuple[Input, State]:
    """The first two arguments of a clientside callback without outputs: when the store changed (to be ignored), and its data."""
    return Input(store, "modified_timestamp"), State(store, "data")
