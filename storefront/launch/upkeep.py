"""What is done beside the servers: the outbox sent, the audit looked through."""

from sqlalchemy import Engine

from storefront.audit.service import verify
from storefront.connectors.mail import make_mailer
from storefront.db.session import reading, use_engine
from storefront.kit.errors import StorefrontError
from storefront.mail.service import deliver_due
from storefront.settings import Settings


def send_mails(settings: Settings, engine: Engine) -> str:
    """Send what is due; what was done, in words.

    Raises:
        StorefrontError: the setting names no mail server.
    """
    use_engine(engine)
    done = deliver_due(make_mailer(settings))
    return f"Sent: {done.sent}. Not sent, and tried again later or given up: {done.failed}."


def verify_audit(engine: Engine) -> str:
    """Look through the whole audit; how long it is, in words.

    Raises:
        StorefrontError: it is broken, and where first.
    """
    use_engine(engine)
    with reading() as session:
        found = verify(session)
    if found.first_broken is not None:
        raise StorefrontError(f"the audit is broken at entry {found.first_broken}: {found.problem}")
    return f"The audit is whole: {found.entries:,} entries."
