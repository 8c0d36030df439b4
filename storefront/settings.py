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
    public_url: str = ""
    """Where people reach the site, for links in mails; empty: the first of `origins`, else this machine."""
    demo_password: SecretStr = SecretStr("")
    session_idle_minutes: int = Field(default=8 * 60, ge=1)
    session_absolute_hours: int = Field(default=24 * 14, ge=1)
    sign_in_attempts_per_account: int = Field(default=10, ge=1)
    sign_in_attempts_per_address: int = Field(default=50, ge=1)
    sign_in_window_minutes: int = Field(default=15, ge=1)
    applications_per_address: int = Field(default=30, ge=1)
    """How many requests to become a partner are taken from one network address in an hour."""
    acting_minutes: int = Field(default=2 * 60, ge=1)
    """How long an employee may order for an outlet before starting anew."""
    invitation_days: int = Field(default=7, ge=1)
    reset_minutes: int = Field(default=60, ge=1)
    """How long the link to a new password, or to a new address, works."""
    smtp_url: SecretStr = SecretStr("")
    """Such as `smtp://user:pass@mail.example:587?tls=true`, or `smtps://…:465`; empty keeps mails in the outbox."""
    mail_from: str = "Storefront <storefront@localhost>"
    """Whom mails come from."""
    worker_threads: int = Field(default=8, ge=1)
    database_pool_size: int = Field(default=10, ge=1)
    timezone: str = "Europe/London"
    """The zone in which calendar days begin and end."""
    secure_cookies: bool = False
    """Set when the site is served over TLS: cookies then never travel without it."""
    trusted_proxies: int = Field(default=0, ge=0)
    """How many proxies in front set `X-Forwarded-For`; 0 takes the peer's address."""
    learn_at_start: bool = True
    """Whether a start of the server learns for the suggested order when the newest lesson is a day old."""
    log_level: str = "INFO"

    @property
    def public_address(self) -> str:
        """The address of the site without a trailing slash."""
        return self.public_url.rstrip("/") or next(iter(self.origin_list), "http://localhost:3000")

    @property
    def origin_list(self) -> tuple[str, ...]:
        """The configured extra origins, without trailing slashes."""
        return tuple(origin.strip().rstrip("/") for origin in self.origins.split(",") if origin.strip())


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment on the first call."""
    return Settings()
