"""Sending one mail: over SMTP, or not at all when no server is set; the outbox then is where it can be read."""

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from storefront.kit.clock import now
from storefront.kit.errors import StorefrontError
from storefront.settings import Settings

TIMEOUT_SECONDS = 20
LONGEST_PROBLEM = 300
KEPT = "Kept in the outbox: no mail server is set."


class MailProblem(Exception):
    """A mail could not be sent, for a reason in words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words[:LONGEST_PROBLEM]


class Mailer(Protocol):
    """Sends one mail; the same message id again is the same mail."""

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:
        """What to note about a mail that is sent; mostly nothing.

        Raises:
            MailProblem: it could not be sent.
        """
        ...


class KeptMailer:
    """Sends nothing: the demo shows its mails in the outbox."""

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:  # noqa: ARG002 -- the Protocol's
        """The words for a mail that stays here."""
        return KEPT


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Sends each mail over a connection of its own."""

    host: str
    port: int
    user: str
    password: str
    is_tls_from_start: bool
    """`smtps://`."""
    starts_tls: bool
    """`smtp://…?tls=true`: nothing is said before the connection is encrypted."""
    sender: str

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:
        """Hand the mail to the server.

        Raises:
            MailProblem: the address cannot be written to, or the server is away or refuses it.
        """
        letter = _letter(self.sender, message_id, recipient, subject, text, html)
        try:
            with self._connected() as server:
                server.send_message(letter, parseaddr(self.sender)[1], [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()), (0, b""))
            raise MailProblem(f"The server refused the recipient: {code} {_plain(words)}") from error
        except smtplib.SMTPResponseException as error:
            raise MailProblem(
                f"The server refused it: {error.smtp_code} {_plain(error.smtp_error)}"
            ) from error
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            raise MailProblem(f"The server could not be used: {error or type(error).__name__}") from error
        return ""

    def _connected(self) -> smtplib.SMTP:
        if self.is_tls_from_start:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if self.starts_tls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def make_mailer(settings: Settings) -> Mailer:
    """SMTP as the settings say, or the outbox alone when they name no server.

    Raises:
        StorefrontError: the setting is no address of a mail server.
    """
    url = settings.smtp_url.get_secret_value()
    if not url:
        return KeptMailer()
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise StorefrontError("STOREFRONT_SMTP_URL must look like smtp://user:password@host:587?tls=true")
    is_encrypted = parts.scheme == "smtps"
    asked = parse_qs(parts.query).get("tls", ["false"])[0].lower()
    return SmtpMailer(
        host=parts.hostname,
        port=parts.port or (465 if is_encrypted else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls_from_start=is_encrypted,
        starts_tls=not is_encrypted and asked in {"true", "1", "yes"},
        sender=settings.mail_from,
    )


def _letter(sender: str, message_id: str, recipient: str, subject: str, text: str, html: str) -> EmailMessage:
    """The mail as it travels; whatever was typed somewhere can begin no header and add no recipient."""
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = sender
        letter["To"] = Address(addr_spec=recipient)
        letter["Subject"] = " ".join(subject.split())
    except (MessageError, ValueError, IndexError) as error:
        raise MailProblem("Its address or subject cannot be written into a mail.") from error
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    letter["Message-ID"] = f"<{message_id}@{domain}>"
    letter["Date"] = format_datetime(now())
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    letter.add_alternative(html, subtype="html")
    return letter


def _plain(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())
