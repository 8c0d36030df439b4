"""Bulk entry over HTTP: lists that are read, the quick order that they fill, suggestions."""

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from openpyxl import Workbook

from storefront.connectors.spreadsheets import MAXIMUM_BYTES
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.odd import is_an_answer
from tests.conftest import CountStatements
from tests.factories import Trade, new_key

READ = "/outlets/1001/lists/read"
GRID = "/outlets/1001/quick-order"
TEXT = {"content-type": "text/csv"}


class Chunks:
    """A body that announces no length, and counts what was asked of it."""

    CHUNK = b"M-001;1\n" * 1000

    def __init__(self, count: int) -> None:
        self.count, self.read = count, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.count):
            self.read += 1
            yield self.CHUNK


def keyed() -> dict[str, str]:
    return {"idempotency-key": new_key()}


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(answer: Any) -> list[tuple[str, int | None, str | None]]:
    assert answer.status_code == 200, answer.text
    return [
        (row["sku"], row["quantity"], row["answer"]["state"] if row["answer"] else None)
        for row in answer.json()["rows"]
    ]


class TestReadList:
    def test_answers_every_row_and_keeps_nothing(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        before = take_digest()
        text = "sku;qty\nM-001;2\n;3\nM-999;1\nM-002;1,5"
        body = buyer.post(READ, content=text.encode(), headers=TEXT).json()
        assert take_digest() == before
        first, second, third, fourth = body["rows"]
        assert (first["answer"]["state"], first["answer"]["quantity"], first["problem"]) == ("same", 2, None)
        assert first["answer"]["unit_price"] == {"amount": "2.50", "currency": "GBP"}
        assert (second["row"], second["text"], second["problem"], second["answer"]) == (
            3,
            ";3",
            "The SKU is missing.",
            None,
        )
        assert third["answer"]["state"] == "unknown"
        assert (fourth["quantity"], fourth["problem"]) == (None, "1,5 is not a whole number of pieces.")
        assert [(total["seller"], total["lines"]) for total in body["totals"]] == [("MAKER", 1)]
        assert body["notes"] == ["SKU from column 1, quantity from column 2."]

    def test_takes_a_file_of_a_form_whatever_it_is_called(self, buyer: ApiClient) -> None:
        content = workbook(["Qty", "Item"], [2, "M-001"], [3.5, "M-002"])
        answer = buyer.post(READ, files={"file": ("list.csv", content, "text/csv")})
        assert rows_of(answer) == [("M-001", 2, "same"), ("M-002", None, None)]
        assert answer.json()["notes"][0] == "Read from list.csv."

    def test_an_empty_list_has_no_rows(self, buyer: ApiClient) -> None:
        assert buyer.post(READ, content=b"\n \n", headers=TEXT).json() == {
            "rows": [],
            "totals": [],
            "notes": [],
        }

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"M-001;1\n" * 1001, "list_too_long"),
            (b"x" * (MAXIMUM_BYTES + 1), "file_too_large"),
            (b"%PDF-1.4", "file_kind_unknown"),
            (b"PK\x03\x04" + bytes(100), "file_unreadable"),
        ],
    )
    def test_refuses_what_is_no_list(self, buyer: ApiClient, content: bytes, code: str) -> None:
        answer = buyer.post(READ, content=content, headers=TEXT)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        as_form = buyer.post(READ, files={"file": ("list.csv", content)})
        assert (as_form.status_code, as_form.json()["code"]) == (422, code)

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"", "multipart/form-data; boundary=x"),
            (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
            (b"--x--", "multipart/form-data"),
            (
                b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
                "multipart/form-data; boundary=x",
            ),
            (b"\xff\xfe\x00", "text/plain"),
            (b"\x00" * 50, "application/octet-stream"),
            (b"M-001;1", ""),
        ],
    )
    def test_whatever_is_sent_is_answered_or_refused(self, buyer: ApiClient, body: bytes, kind: str) -> None:
        assert is_an_answer(buyer.post(READ, content=body, headers={"content-type": kind}))

    @pytest.mark.parametrize("path", [READ, f"{GRID}/list"])
    def test_reads_nothing_from_who_may_not_order_here(self, as_: As, trade: Trade, path: str) -> None:
        chunks = Chunks(10)
        stranger = as_(trade.outsider).post(path, content=chunks, headers=keyed() | TEXT)
        assert (stranger.status_code, stranger.json()["code"]) == (404, "outlet_not_found")
        assert chunks.read == 0

    def test_stops_reading_at_the_limit_when_no_length_was_announced(self, buyer: ApiClient) -> None:
        chunks = Chunks(400)
        answer = buyer.post(READ, content=chunks, headers=TEXT)
        assert answer.json()["code"] == "file_too_large"
        assert chunks.read == MAXIMUM_BYTES // len(Chunks.CHUNK) + 1

    def test_takes_as_many_statements_for_many_rows_as_for_few(
        self, buyer: ApiClient, count_statements: CountStatements
    ) -> None:
        with count_statements() as few:
            buyer.post(READ, content=b"M-001;1\nM-999;1", headers=TEXT)
        with count_statements() as many:
            text = "\n".join(f"M-{number:03d};1" for number in range(500))
            buyer.post(READ, content=text.encode(), headers=TEXT)
        assert len(many) == len(few)


class TestQuickOrder:
    def test_is_filled_by_typing_and_by_lists(self, buyer: ApiClient) -> None:
        assert buyer.post(f"{GRID}/list", content=b"M-001;2\nM-002;x", headers=TEXT | keyed()).json() == {
            "added": 2,
            "notes": ["SKU from column 1, quantity from column 2."],
        }
        rows = [{"sku": "M-003"}, {"sku": "M-001", "quantity": "4"}, {"sku": "M-001", "seller": "NORTH"}]
        assert buyer.post(f"{GRID}/rows", json={"rows": rows}, headers=keyed()).json()["added"] == 3
        shown = buyer.get(GRID)
        assert rows_of(shown) == [
            ("M-001", 1, "same"),
            ("M-001", 6, "same"),
            ("M-003", 1, "same"),
            ("M-002", None, None),
        ]
        assert len({row["id"] for row in shown.json()["rows"]}) == 4

    def test_the_same_key_adds_once(self, buyer: ApiClient) -> None:
        headers = keyed()
        for _ in range(2):
            buyer.post(f"{GRID}/rows", json={"rows": [{"sku": "M-003"}]}, headers=headers)
        assert rows_of(buyer.get(GRID)) == [("M-003", 1, "same")]

    def test_belongs_to_its_contact_alone(self, as_: As, trade: Trade, buyer: ApiClient) -> None:
        buyer.post(f"{GRID}/rows", json={"rows": [{"sku": "M-003"}]}, headers=keyed())
        assert as_(trade.colleague).get(GRID).json() == {"rows": [], "totals": []}

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"rows": []},
            {"rows": [{}]},
            {"rows": [{"sku": 1}]},
            {"rows": [{"sku": "M-001", "quantity": 2.5}]},
            {"rows": [{"sku": "M-001", "quantity": True}]},
            {"rows": [{"sku": "x" * 501}]},
            {"rows": [{"sku": "M-001"}] * 1001},
            [],
        ],
    )
    def test_refuses_other_bodies(self, buyer: ApiClient, body: Any, take_digest: TakeDigest) -> None:
        before = take_digest()
        answer = buyer.post(f"{GRID}/rows", json=body, headers=keyed())
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
        assert take_digest() == before

    @pytest.mark.parametrize("sku", ["\x00", "\ud800", " ", "\U0001f381" * 30, "x" * 500])
    def test_what_is_typed_is_never_lost(self, buyer: ApiClient, sku: str) -> None:
        answer = buyer.post(
            f"{GRID}/rows",
            content=b'{"rows": [{"sku": ' + _json(sku) + b', "quantity": "\\u0000"}]}',
            headers=keyed() | {"content-type": "application/json"},
        )
        assert is_an_answer(answer)
        if answer.status_code == 200:
            assert len(buyer.get(GRID).json()["rows"]) == 1

    def test_a_key_is_needed(self, buyer: ApiClient) -> None:
        assert buyer.post(f"{GRID}/rows", json={"rows": [{"sku": "M-001"}]}).json()["code"] == "invalid"


class TestCorrecting:
    def test_a_row_is_corrected_in_place_and_taken_out(self, buyer: ApiClient) -> None:
        rows = [{"sku": "X-1", "quantity": 2}, {"sku": "M-002", "quantity": "x"}]
        buyer.post(f"{GRID}/rows", json={"rows": rows}, headers=keyed())
        second, first = buyer.get(GRID).json()["rows"]
        answer = buyer.patch(f"{GRID}/rows/{first['id']}", json={"sku": "M-001"})
        assert rows_of(answer) == [("M-002", None, None), ("M-001", 2, "same")]
        answer = buyer.patch(f"{GRID}/rows/{second['id']}", json={"quantity": 4, "seller": "NORTH"})
        assert rows_of(answer)[0] == ("M-002", 4, "same")
        assert answer.json()["rows"][0]["answer"]["seller"] == "NORTH"
        assert rows_of(buyer.delete(f"{GRID}/rows/{second['id']}")) == [("M-001", 2, "same")]
        gone = buyer.patch(f"{GRID}/rows/{second['id']}", json={"sku": "M-001"})
        assert (gone.status_code, gone.json()["code"]) == (404, "row_not_found")
        assert buyer.delete(GRID).status_code == 204
        assert rows_of(buyer.get(GRID)) == []


class TestApply:
    def test_adds_once_and_is_taken_back(self, buyer: ApiClient) -> None:
        buyer.post(f"{GRID}/list", content=b"M-001;2\nM-002;3\nM-999;1", headers=TEXT | keyed())
        key = keyed()
        first = buyer.post(f"{GRID}/apply", headers=key).json()
        again = buyer.post(f"{GRID}/apply", headers=key).json()
        for done in (first, again):
            assert (done["added"], done["short"], done["left"]) == (2, 0, 1)
            assert [(cart["seller"], len(cart["lines"])) for cart in done["carts"]] == [("MAKER", 2)]
        assert rows_of(buyer.get(GRID)) == [("M-999", 1, "unknown")]
        assert len(rows_of(buyer.post(f"{GRID}/undo"))) == 3
        assert buyer.get("/outlets/1001/carts/MAKER").json()["lines"] == []
        refused = buyer.post(f"{GRID}/undo")
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_undo")

    def test_takes_the_rows_that_are_named(self, buyer: ApiClient) -> None:
        buyer.post(f"{GRID}/list", content=b"M-001;2\nM-002;3", headers=TEXT | keyed())
        _, second = buyer.get(GRID).json()["rows"]
        done = buyer.post(f"{GRID}/apply", json={"rows": [second["id"]]}, headers=keyed()).json()
        assert (done["added"], done["left"]) == (1, 1)
        assert rows_of(buyer.get(GRID)) == [("M-001", 2, "same")]
        unknown = buyer.post(f"{GRID}/apply", json={"rows": [999]}, headers=keyed())
        assert (unknown.status_code, unknown.json()["code"]) == (404, "row_not_found")


class TestLookup:
    def test_suggests_at_most_eight_offers_of_all_sellers(self, buyer: ApiClient) -> None:
        items = buyer.get("/outlets/1001/lookup", params={"q": "mug"}).json()["items"]
        assert len(items) == 8
        (maker, north) = buyer.get("/outlets/1001/lookup", params={"q": "m-003"}).json()["items"]
        assert (maker["seller"], maker["price_words"], maker["standard"]) == ("MAKER", "\u00a32.50", 1)
        assert (north["seller"], north["unit_price"]["amount"]) == ("NORTH", "2.75")

    def test_of_one_seller_and_of_nobody(self, buyer: ApiClient) -> None:
        query = {"q": "m-003", "seller": "NORTH"}
        items = buyer.get("/outlets/1001/lookup", params=query).json()["items"]
        assert [item["seller"] for item in items] == ["NORTH"]
        unknown = buyer.get("/outlets/1001/lookup", params=query | {"seller": "NOBODY"})
        assert unknown.json()["code"] == "seller_not_found"
        assert buyer.get("/outlets/1001/lookup").json() == {"items": []}


def _json(text: str) -> bytes:
    return (
        '"' + "".join(f"\\u{ord(each):04x}" if ord(each) < 0x10000 else each for each in text) + '"'
    ).encode()
