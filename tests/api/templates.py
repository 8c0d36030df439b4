"""Templates over HTTP in one line."""

from typing import Any

from tests.api.client import ApiClient
from tests.factories import new_key

TEMPLATES = "/outlets/1001/templates"
LINES = [
    {"sku": "M-001", "quantity": 6, "catalog": "MAKER-MAIN"},
    {"sku": "M-002", "quantity": 2, "par_level": 10},
    {"sku": "M-001", "quantity": 3, "seller": "NORTH"},
]


def make(client: ApiClient, name: str = "Weekly", **more: Any) -> dict[str, Any]:
    response = client.post(TEMPLATES, json={"name": name, "lines": LINES, **more})
    assert response.status_code == 201, response.text
    return response.json()


def apply(client: ApiClient, template_id: str, body: dict[str, Any], key: str = "") -> Any:
    return client.post(
        f"{TEMPLATES}/{template_id}/apply", json=body, headers={"idempotency-key": key or new_key()}
    )
