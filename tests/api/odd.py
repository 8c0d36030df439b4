"""What nobody means to send, and whether it was answered well."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

REFUSALS = {401, 403, 404, 405, 409, 413, 415, 422}


JSON = {"content-type": "application/json"}

fuzzing = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    deadline=None,
)

odd_texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "\x00",
            "%00",
            "'",
            '"',
            "--",
            "%",
            "_",
            "*",
            "NEAR(",
            "mug OR",
            '"mug',
            "\ud800",
            "🎁" * 30,
            "x" * 5000,
            "0",
            "-1",
            "1e5",
            "NaN",
            "9" * 30,
            "2026-13-45",
            "0001-01-01",
            "9999-12-31",
            "2026-01-01T00:00:00+99:00",
        ]
    ),
).map(lambda text: text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
odd_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        odd_texts,
        st.sampled_from([10**400, "M-001", "\ud800", 2**63, -(2**63) - 1]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(odd_texts, inner, max_size=4)),
    max_leaves=12,
)
CURSORS = st.sampled_from(
    [
        "WyJvZmZlcnM6bmFtZSIsMSwxXQ",
        "WyJvZmZlcnM6bGFzdF9ib3VnaHQiLCIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ",
        "WyJvcmRlcnM6LXBsYWNlZF9hdCIsIjAwMDEtMDEtMDFUMDA6MDA6MDArMTQ6MDAiLDFd",
        "WyJvcmRlcnM6LXBsYWNlZF9hdCIsIjk5OTktMTItMzFUMjM6MDA6MDAtMTQ6MDAiLDFd",
        "W1tbW1tb",
        "////",
        "bnVsbA",
    ]
)


def is_an_answer(response: Any) -> bool:
    """Done, or refused in words; never a crash."""
    assert problem_with(response) == ""
    return True


def problem_with(response: Any) -> str:
    """Why this is no answer: neither done nor refused in words."""
    if response.status_code < 300:
        return ""
    if response.status_code not in REFUSALS:
        return f"{response.status_code} {response.text[:200]}"
    if response.headers["content-type"] != "application/problem+json":
        return f"{response.status_code} without a problem document: {response.text[:200]}"
    body = response.json()
    told = {name: body.get(name) for name in ("type", "title", "status", "detail", "code")}
    is_whole = all(told.values()) and body["status"] == response.status_code
    return "" if is_whole else f"{response.status_code} with {told}"
