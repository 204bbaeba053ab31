"""A real SMTP server on loopback (RFC 5321), with STARTTLS, AUTH PLAIN and refusals on demand."""

import base64
import socketserver
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Letter:
    sender: str
    recipients: list[str]
    body: bytes
    encrypted: bool
    user: str | None


@dataclass
class Mailbox:
    """`refuses` is what DATA is answered instead of 250; `hangs_up` drops the line after it.

    `context` offers STARTTLS, or TLS from the start with `tls`. `users` asks for AUTH.
    """

    refuses: bytes = b""
    hangs_up: bool = False
    context: ssl.SSLContext | None = None
    tls: bool = False
    users: dict[str, str] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    calls: int = 0

    def __enter__(self):
        mailbox = self

        class Handler(_Handler):
            box = mailbox

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients of these tests hang up on purpose


class _Handler(socketserver.StreamRequestHandler):
    box: Mailbox

    def setup(self):
        self.encrypted = False
        if self.box.tls:
            self._encrypt()
        super().setup()

    def finish(self):
        with suppress(OSError, ValueError):
            super().finish()
        self.request.close()

    def _encrypt(self):
        self.request = self.box.context.wrap_socket(
            self.request, server_side=True, do_handshake_on_connect=False
        )
        self.encrypted = True

    def handle(self):
        self.box.calls += 1
        self.user, self.sender, self.recipients = None, "", []
        self.say(b"220 loopback")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            handler = getattr(self, f"on_{verb.lower()}", None)
            if handler is None:
                self.say(b"502 not implemented")
            elif handler(rest) is False:
                return

    def say(self, *lines):
        for line in lines:
            self.wfile.write(line + b"\r\n")
        self.wfile.flush()

    def on_ehlo(self, rest):
        features = [b"250-loopback"]
        if self.box.context and not self.encrypted:
            features.append(b"250-STARTTLS")
        if self.box.users:
            features.append(b"250-AUTH PLAIN")
        self.say(*features, b"250 8BITMIME")

    def on_starttls(self, rest):
        self.say(b"220 go ahead")
        self.rfile.close()
        self.wfile.close()
        self._encrypt()
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb")

    def on_auth(self, rest):
        _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
        if self.box.users.get(user) != password:
            self.say(b"535 no")
            return
        self.user = user
        self.say(b"235 yes")

    def on_mail(self, rest):
        self.sender = _address(rest)
        if self.box.users and self.user is None:
            self.say(b"530 authentication required")
        else:
            self.say(b"250 ok")

    def on_rcpt(self, rest):
        self.recipients.append(_address(rest))
        self.say(b"250 ok")

    def on_data(self, rest):
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.box.refuses:
            self.say(self.box.refuses)
            return None
        self.box.letters.append(
            Letter(self.sender, self.recipients, b"\n".join(lines), self.encrypted, self.user)
        )
        if self.box.hangs_up:
            return False
        self.say(b"250 queued")
        return None

    def on_rset(self, rest):
        self.say(b"250 ok")

    def on_quit(self, rest):
        self.say(b"221 bye")
        return False


def _address(rest):
    return rest[rest.index("<") + 1 : rest.index(">")]


def certificate(path):
    """Write a self-signed certificate and its key for localhost, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path
