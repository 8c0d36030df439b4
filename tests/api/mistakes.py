"""Whatever somebody can get wrong in a call, made from its description in the OpenAPI document."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

Schema = Mapping[str, Any]

LONG, HUGE = "x" * 5000, 10**400
TEXTS = ["", " ", "a\x00b", "\ud800", "🎁" * 60, LONG, "no such thing", "%_'\"*", "-1", "9" * 30]
DAYS = ["2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2026-01-01T00:00:00+99:00", "-1"]
NUMBERS = [-1, 0, 1, 1.5, 2**31, 2**63, -(2**63) - 1, HUGE, float("nan"), float("inf"), "1"]
AMOUNTS = ["0", "1.5", "1e5", "1e400", "NaN", "-0.001", "0.00001", "null", str(2**63), "1" * 400, "٣"]
NO_ID = "00000000-0000-0000-0000-000000000000"
OF_ANOTHER_TYPE = [None, True, 0, "text", [], [None], {}, [[]], {"\x00": None}]
PATHS = [
    "%ED%A0%80",
    *(quote(text, safe="") for text in ("\x00", LONG, "9" * 30, "-1", NO_ID, "'", "🎁", "no such thing")),
]
MARKERS = ["////", "bnVsbA", "W1tbW1tb", "WyJvZmZlcnM6bmFtZSIsMSwxXQ"]
"""Page markers: no base64, no list, no end, and one of another list."""

NO_JSON = [b"", b"{", b"null", b"[]", b'"x"', b"1", b"\xff\xfe", b'{"a": \xff}', b"[" * 20_000, b"a=1&b=2"]
NO_FILE = [
    b"",
    b"\x00",
    b"PK\x03\x04",
    b"\xff\xfe\x00",
    b"kind\n" * 3,
    b'"',
    b"a," * 3000,
    b"sku;quantity\r\nM-001;1e9",
]


AT_ONE_PLACE = 3
"""Of all that can be wrong at one place, so much is tried there; the next place goes on where this one ended."""

IS_THOROUGH = os.environ.get("STOREFRONT_TEST_DEPTH") == "full"
"""Everything at every place: takes minutes."""


class Turns:
    """Deals out values so that each has its turn, though no place gets all of them."""

    def __init__(self, first: int) -> None:
        """`first` is where to begin: another one for each call."""
        self._first, self._dealt = first, dict[str, int]()

    def of(self, kind: str, values: Sequence[Any], number: int = AT_ONE_PLACE) -> list[Any]:
        """The next `number` of these values."""
        if IS_THOROUGH or len(values) <= number:
            return list(values)
        start = self._dealt.get(kind, self._first)
        self._dealt[kind] = start + number
        return [values[(start + place) % len(values)] for place in range(number)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as somebody makes it: what to put into its path, its query and headers, and its body."""

    path: Mapping[str, str]
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] | None = None
    body: bytes | None = None
    what: str = ""
    """What is wrong with it."""


def mistakes(call: Schema, right: Asked, value: Any, document: Schema, turns: Turns) -> Iterator[Asked]:
    """The call with one thing wrong at a time; `right` is how it is done, `value` the body of that."""
    yield from _in_path(right, turns)
    yield from _in_query_and_headers(call, right, turns)
    content = call.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        yield from _in_json(content["application/json"]["schema"], right, value, document, turns)
    elif content:
        yield from _in_files(list(content), right, turns)


def _in_path(right: Asked, turns: Turns) -> Iterator[Asked]:
    for name in right.path:
        for text in turns.of("path", PATHS):
            yield _replaced(right, f"{name}={text[:20]!r}", path={**right.path, name: text})


def _in_query_and_headers(call: Schema, right: Asked, turns: Turns) -> Iterator[Asked]:
    for parameter in call.get("parameters", []):
        name = parameter["name"]
        if parameter["in"] == "header":
            for text in ("", " ", LONG, "ü" * 40, "\x7f"):
                headers = {**(right.headers or {}), name: text}
                yield _replaced(right, f"{name}: {text[:20]!r}", headers=headers)
            headers = {
                key: text for key, text in (right.headers or {}).items() if key.lower() != name.lower()
            }
            yield _replaced(right, f"without {name}", headers=headers)
        if parameter["in"] == "query":
            others = tuple(pair for pair in right.query if pair[0] != name)
            for text in _texts_of(parameter["schema"], name, turns):
                yield _replaced(right, f"{name}={text[:20]!r}", query=(*others, (name, text)))
            yield _replaced(right, f"{name} twice", query=(*others, (name, "a"), (name, "b")))
            yield _replaced(right, f"without {name}", query=others)
    yield _replaced(right, "unknown parameter", query=(*right.query, ("no_such_parameter", "1")))


def _texts_of(schema: Schema, name: str, turns: Turns) -> list[str]:
    """What a query can hold in place of what is wanted: there everything is a text."""
    texts = turns.of("query", TEXTS)
    kinds = {(each.get("type"), each.get("format")) for each in _ways(schema)}
    if kinds & {("string", "date"), ("string", "date-time")} or name.endswith(("from", "to")):
        texts += turns.of("query days", DAYS)
    if kinds & {("integer", None), ("number", None)} or "total" in name or "price" in name:
        texts += turns.of("query numbers", AMOUNTS)
    if name == "cursor":
        texts += MARKERS
    return [text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in texts]


def _in_json(schema: Schema, right: Asked, value: Any, document: Schema, turns: Turns) -> Iterator[Asked]:
    for body in turns.of("no JSON", NO_JSON):
        yield _replaced(right, f"body {body[:20]!r}", body=body)
    yield _replaced(right, "not called JSON", headers={**(right.headers or {}), "content-type": "text/plain"})
    for where, wrong in _wrong(_resolved(schema, document), value, document, turns):
        body = json.dumps(wrong).encode()
        yield _replaced(right, f"{where}: {body[:120].decode()}", body=body)


def _in_files(kinds: list[str], right: Asked, turns: Turns) -> Iterator[Asked]:
    for kind in [*kinds, "text/plain", "application/json", "multipart/form-data; boundary=b"]:
        for body in turns.of("no file", NO_FILE):
            headers = {**(right.headers or {}), "content-type": kind}
            yield _replaced(right, f"{kind} {body[:20]!r}", body=body, headers=headers)


def _wrong(schema: Schema, value: Any, document: Schema, turns: Turns) -> Iterator[tuple[str, Any]]:
    """Where, and the value with something wrong there; also in members that `value` does without."""
    for wrong in _instead(schema, turns):
        yield "", wrong
    for way in _ways(schema):
        plain = _resolved(way, document)
        if plain is not way:
            yield from _wrong(plain, value, document, turns)
        elif plain.get("type") == "object":
            yield from _wrong_members(plain, value, document, turns)
        elif plain.get("type") == "array":
            inner = value[0] if isinstance(value, list) and value else None
            for where, wrong in _wrong(_resolved(plain["items"], document), inner, document, turns):
                yield f"0.{where}", [wrong]
            if plain.get("maxItems", 0) <= 1000:
                yield "too many", [inner] * (plain.get("maxItems", 1000) + 1)


def _wrong_members(schema: Schema, value: Any, document: Schema, turns: Turns) -> Iterator[tuple[str, Any]]:
    members: Mapping[str, Schema] = schema.get("properties", {})
    right = value if isinstance(value, dict) else example(schema, document)
    yield "unknown member", {**right, "no_such_member": 1}
    for name, member in members.items():
        if name in right:
            yield f"without {name}", {key: kept for key, kept in right.items() if key != name}
        for where, wrong in _wrong(_resolved(member, document), right.get(name), document, turns):
            yield f"{name}.{where}".rstrip("."), {**right, name: wrong}


def _instead(schema: Schema, turns: Turns) -> list[Any]:
    """What can stand in place of a value of this schema."""
    values = turns.of("type", OF_ANOTHER_TYPE, 2)
    for way in _ways(schema):
        kind = way.get("type")
        if kind in {"integer", "number"}:
            values += turns.of("number", NUMBERS)
        if kind == "string":
            values += turns.of("text", TEXTS)
            if way.get("format") in {"date", "date-time"}:
                values += turns.of("day", DAYS)
            elif "pattern" in way and "maxLength" not in way:
                values += turns.of("amount", AMOUNTS)
            elif way.get("format") == "uuid":
                values.append(NO_ID)
    return values


def example(schema: Schema, document: Schema) -> Any:
    """The least that a schema asks for."""
    schema = _resolved(_ways(_resolved(schema, document))[0], document)
    if "default" in schema or "const" in schema:
        return schema.get("default", schema.get("const"))
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", [])
        return {name: example(schema["properties"][name], document) for name in needed}
    if kind == "array":
        return [example(schema["items"], document)]
    texts = {"date": "2026-01-05", "uuid": NO_ID}
    return {"integer": 1, "boolean": True}.get(str(kind), texts.get(str(schema.get("format")), "text"))


def _ways(schema: Schema) -> list[Schema]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _resolved(schema: Schema, document: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]


def _replaced(right: Asked, what: str, **changed: Any) -> Asked:
    return replace(right, what=what, **changed)
