"""Orders placed over HTTP in one line."""

from typing import Any

from tests.api.client import ApiClient
from tests.factories import new_key

CHECKOUT = "/outlets/1001/carts/MAKER/checkout"


def fill(
    client: ApiClient, sku: str = "M-001", quantity: int = 4, seller: str = "MAKER", outlet: str = "1001"
) -> None:
    response = client.post(f"/outlets/{outlet}/carts/{seller}/lines", json={"sku": sku, "quantity": quantity})
    assert response.status_code == 201


def check_out(
    client: ApiClient, *, key: str | None = None, seller: str = "MAKER", outlet: str = "1001", **body: Any
) -> Any:
    address = f"/outlets/{outlet}/carts/{seller}/checkout"
    return client.post(address, json=body, headers={"idempotency-key": key or new_key()})


def order(client: ApiClient, sku: str = "M-001", quantity: int = 4, **more: Any) -> dict[str, Any]:
    fill(client, sku, quantity, more.get("seller", "MAKER"), more.get("outlet", "1001"))
    response = check_out(client, **more)
    assert response.status_code == 201
    return response.json()
