"""The environment (`STOREFRONT_…` variables) as one frozen value."""

from functools import lru_cache
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting of one process; read once, never changed while it runs."""

    model_config = SettingsConfigDict(env_prefix="STOREFRONT_", frozen=True, extra="ignore")

    environment: Literal["production", "development"] = "production"
    database_url: str = "sqlite:///storefront.db"
    redis_url: str = ""
    secret: SecretStr = SecretStr("")
    """Binds screen state to sign-in sessions; the same in all processes. Empty: made anew at each start."""
    origins: str = ""
    """Comma-separated addresses that browsers may use besides the server's own, such as `https://shop.example`."""
    demo_password: SecretStr = SecretStr("")
    session_idle_minutes: int = Field(default=8 * 60, ge=1)
    session_absolute_hours: int = Field(default=24 * 14, ge=1)
    sign_in_attempts_per_account: int = Field(default=10, ge=1)
    sign_in_attempts_per_address: int = Field(default=50, ge=1)
    sign_in_window_minutes: int = Field(default=15, ge=1)
    worker_threads: int = Field(default=8, ge=1)
    database_pool_size: int = Field(default=10, ge=1)
    timezone: str = "Europe/London"
    """The zone in which calendar days begin and end."""
    secure_cookies: bool = False
    """Set when the site is served over TLS: cookies then never travel without it."""
    trusted_proxies: int = Field(default=0, ge=0)
    """How many proxies in front set `X-Forwarded-For`; 0 takes the peer's address."""
    log_level: str = "INFO"

    @property
    def origin_list(self) -> tuple[str, ...]:
        """The configured extra origins, without trailing slashes."""
        return tuple(origin.strip().rstrip("/") for origin in self.origins.split(",") if origin.strip())


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment on the first call."""
    return Settings()
