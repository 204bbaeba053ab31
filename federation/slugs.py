"""Readable names for addresses: lower-case ASCII words joined by hyphens."""

import re
import unicodedata


def slug(text: str, limit: int = 90) -> str:
    """A name such as `lille-subventions-2024`; never empty, at most `limit` characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:limit].rstrip("-") or "sans-nom"
