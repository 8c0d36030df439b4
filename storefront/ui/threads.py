"""Worker threads for services, so that no query ever runs on the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache
from typing import TypeVar

from storefront.settings import get_settings

Result = TypeVar("Result")


async def in_thread(work: Callable[[], Result]) -> Result:
    """The result of `work`, run in one of at most `worker_threads` threads; context variables go along."""
    return await asyncio.get_running_loop().run_in_executor(_pool(), copy_context().run, work)


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=get_settings().worker_threads, thread_name_prefix="screen")
