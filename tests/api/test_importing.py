"""Moving in by a file through the API."""

import pytest

from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import Trade, make_staff

FILE = "kind,number,name,parent\norganization,ORG-7,Corner,\noutlet,7001,Corner York,ORG-7\n"
PATH = "/admin/import/organizations"


@pytest.fixture
def hq(as_: As, trade: Trade) -> ApiClient:
    with transaction() as session:
        return as_(make_staff(session, trade).headquarters)


class TestImport:
    def test_tries_then_writes_then_finds_everything_the_same(
        self, hq: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        tried = hq.post(PATH, files={"file": ("moving.csv", FILE.encode(), "text/csv")})
        assert (tried.status_code, tried.json()) == (
            200,
            {
                "written": False,
                "counts": {"new": 2, "changed": 0, "same": 0, "wrong": 0},
                "rows": [
                    {"line": 2, "outcome": "new", "subject": "organization ORG-7", "words": None},
                    {"line": 3, "outcome": "new", "subject": "outlet 7001", "words": None},
                ],
                "merges": [],
                "notes": [],
            },
        )
        assert take_digest() == before
        done = hq.post(PATH, content=FILE, params={"dry_run": "false"})
        assert (done.status_code, done.json()["written"]) == (200, True)
        assert hq.get("/hierarchies/HIER-000001").json()["number"] == "HIER-000001"
        after = take_digest()
        again = hq.post(PATH, content=FILE, params={"dry_run": "false"})
        assert again.json()["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
        assert take_digest() == after

    def test_tells_who_was_merged(self, hq: ApiClient) -> None:
        text = "email,name,account\nmia@shops.example,Mia,1001\nMIA@shops.example,M. M.,1002\n"
        body = hq.post("/admin/import/people-per-account", content=text).json()
        assert body["merges"] == [
            {
                "email": "mia@shops.example",
                "name": "Mia",
                "lines": [2, 3],
                "known": False,
                "other_names": ["M. M."],
                "notes": [],
            }
        ]

    def test_a_wrong_row_stops_it_unless_it_is_skipped(self, hq: ApiClient, take_digest: TakeDigest) -> None:
        text = FILE + "outlet,7002,Leeds,nowhere\n"
        before = take_digest()
        refused = hq.post(PATH, content=text, params={"dry_run": "false"})
        assert (refused.status_code, refused.json()["code"]) == (409, "rows_are_wrong")
        assert take_digest() == before
        done = hq.post(PATH, content=text, params={"dry_run": "false", "skip_wrong": "true"})
        assert done.json()["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 1}

    @pytest.mark.parametrize(
        ("path", "content", "code"),
        [
            (PATH, b"", "unacceptable_file"),
            (PATH, b"%PDF-1.7", "file_kind_unknown"),
            (PATH, b"x" * 2_000_001, "file_too_large"),
        ],
    )
    def test_what_cannot_be_taken_is_refused(
        self, hq: ApiClient, take_digest: TakeDigest, path: str, content: bytes, code: str
    ) -> None:
        before = take_digest()
        refused = hq.post(path, content=content)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert take_digest() == before

    def test_another_kind_is_not_there(self, hq: ApiClient) -> None:
        assert hq.post("/admin/import/everything", content=FILE).status_code == 404

    def test_is_there_for_headquarters_only(self, as_: As, trade: Trade, take_digest: TakeDigest) -> None:
        before = take_digest()
        for who, status in ((trade.admin, 404), (None, 401)):
            assert as_(who).post(PATH, content=FILE, params={"dry_run": "false"}).status_code == status
        assert take_digest() == before
