"""Sends a notice by e-mail through the operator's mail server (RFC 5321, RFC 3207 for STARTTLS).

Neither the password nor an address is ever logged; a refusal is told by the server's code.
"""

import logging
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path

from federation.settings import MailSettings
from federation.store.notifications import Outcome

log = logging.getLogger("partage.notify")

_TIMEOUT_SECONDS = 20.0


def send(settings: MailSettings, subject: str, text: str) -> Outcome:
    """Send once to every recipient; `unknown` where the server may have taken it."""
    message = _message(settings, subject, text)
    try:
        with _server(settings) as server:
            return _deliver(server, message)
    except (smtplib.SMTPException, OSError) as error:
        _tell(Outcome.REFUSED, error)
        return Outcome.REFUSED


def _message(settings: MailSettings, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.recipients)
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(
        domain=parseaddr(settings.sender)[1].partition("@")[2] or None
    )
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(text, cte="quoted-printable")
    return message


@contextmanager
def _server(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """A connection ready to send, closed afterwards."""
    address = (settings.host, settings.port)
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            *address, timeout=_TIMEOUT_SECONDS, context=_authorities()
        )
    else:
        server = smtplib.SMTP(*address, timeout=_TIMEOUT_SECONDS)
    try:
        if settings.security == "starttls":
            server.starttls(context=_authorities())
        if settings.user:
            server.login(settings.user, settings.password or "")
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _authorities() -> ssl.SSLContext:
    """Certificates are verified, against those of REQUESTS_CA_BUNDLE too where it is set."""
    context = ssl.create_default_context()
    bundle = os.environ.get("REQUESTS_CA_BUNDLE")
    if bundle and Path(bundle).is_dir():
        context.load_verify_locations(capath=bundle)
    elif bundle:
        context.load_verify_locations(cafile=bundle)
    return context


def _deliver(server: smtplib.SMTP, message: EmailMessage) -> Outcome:
    try:
        refused = server.send_message(message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        _tell(Outcome.REFUSED, error)
        return Outcome.REFUSED
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        _tell(Outcome.UNKNOWN, error)
        return Outcome.UNKNOWN
    if refused:
        log.warning("email: the mail server refused %s recipient(s)", len(refused))
    return Outcome.SENT


def _tell(outcome: Outcome, error: Exception) -> None:
    code = getattr(error, "smtp_code", None) or type(error).__name__
    log.warning("email: %s (%s)", outcome.value, code)
