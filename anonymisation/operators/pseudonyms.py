"""Pseudonyms: equal values get equal codes that nobody can compute without the secret key.

HMAC-SHA256 (RFC 2104) with a key per dataset. A pseudonym is still personal data (CNIL; RGPD
recital 26): it serves joins inside the administration and is never published.
"""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass

from anonymisation.reading.text import fold
from federation.errors import PolicyError
from federation.i18n import msg

#: Shortest secret, in bytes.
SHORTEST = 16
#: Characters of a code after its mark: 130 bits.
_LENGTH = 26


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The secret of one dataset, made from the federation's. Never shown."""

    secret: bytes

    @classmethod
    def of(cls, secret: str, dataset: str) -> "Key":
        """The key of a dataset. PolicyError when the federation's secret is under 16 bytes."""
        raw = secret.encode()
        if len(raw) < SHORTEST:
            raise PolicyError(
                msg(
                    "The secret for pseudonyms is too short; give at least %(bytes)s bytes drawn "
                    "at random.",
                    bytes=SHORTEST,
                )
            )
        return cls(hmac.digest(raw, f"partage pseudonym\0{dataset}".encode(), "sha256"))

    def pseudonym(self, value: str) -> str:
        """The code of a value; case, accents and spacing make no difference."""
        same = " ".join(fold(value).split())
        digest = hmac.new(self.secret, same.encode(), hashlib.sha256).digest()
        return "p" + b32encode(digest).decode().lower()[:_LENGTH]
