"""What a browser sends as a form: anything at all."""

from collections.abc import Mapping
from typing import cast

LONGEST = 2000


def typed(form: object, name: str, *, longest: int = LONGEST) -> str:
    """One field of a form as text without blanks around it; empty when there is no such form or field."""
    if not isinstance(form, Mapping):
        return ""
    value = cast("Mapping[object, object]", form).get(name)
    return (
        value[:longest].strip()
        if isinstance(value, str)
        else ""
        if value is None
        else str(value)[:longest].strip()
    )
