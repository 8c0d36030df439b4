"""The outbox: what is posted in a transaction is sent after it. The slice's only door."""

from storefront.mail.service.delivering import deliver_due
from storefront.mail.service.posting import link_to, post, post_all
from storefront.mail.service.reading import list_mails, send_again, show_mail

__all__ = ["deliver_due", "link_to", "list_mails", "post", "post_all", "send_again", "show_mail"]
