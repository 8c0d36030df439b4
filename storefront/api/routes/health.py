"""Whether the process is up, and whether it can do its work."""

from fastapi import APIRouter, Request
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from storefront.api.actor import settings_of
from storefront.api.answers import answer
from storefront.db import schema
from storefront.db.session import current_engine
from storefront.settings import Settings

router = APIRouter(include_in_schema=False)

REDIS_TIMEOUT_SECONDS = 2.0
FINE = "ok"


@router.get("/healthz")
async def is_up() -> Response:
    """The process answers; nothing else is asked."""
    return answer({"status": FINE})


@router.get("/readyz")
def is_ready(request: Request) -> Response:
    """Database at this program's revision, and Redis where it is configured; 503 names what is not."""
    settings = settings_of(request)
    parts = {"database": _database(), **({"redis": _redis(settings)} if settings.redis_url else {})}
    is_fine = all(state == FINE for state in parts.values())
    return answer({"status": FINE if is_fine else "not_ready", "parts": parts}, 200 if is_fine else 503)


def _database() -> str:
    try:
        problem = schema.check(current_engine())
    except SQLAlchemyError:
        return "cannot be reached"
    return problem or FINE


def _redis(settings: Settings) -> str:
    client = Redis.from_url(  # pyright: ignore[reportUnknownMemberType] -- redis ships no types for it
        settings.redis_url, socket_connect_timeout=REDIS_TIMEOUT_SECONDS, socket_timeout=REDIS_TIMEOUT_SECONDS
    )
    try:
        client.ping()  # pyright: ignore[reportUnknownMemberType] -- as above
    except (RedisError, OSError):
        return "cannot be reached"
    finally:
        client.close()
    return FINE
