"""Addresses of machines: IPv4, IPv6, MAC."""

import ipaddress
import re

from anonymisation.recognisers.base import LIKELY, WEAK, ShapeRecognizer, compile_all


class IpAddressRecognizer(ShapeRecognizer):
    """IPv4 and IPv6 addresses; section numbers such as 3.1.2.4 need a cue."""

    ENTITIES = ("IP_ADDRESS",)
    NEEDS = (r"\.[0-9]{1,3}\.|:[0-9A-Fa-f:]*:",)
    SHAPES = compile_all(
        (r"(?<![.\d])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)", LIKELY),
        (r"(?<![:\w])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{3,39}(?![:\w])", LIKELY),
    )
    CUES = re.compile(r"\b(?:ip|adresse ip|direccion ip|ipv4|ipv6)\b")
    HEADER = re.compile(r"\b(?:ip|ipv4|ipv6)\b")
    #: Land registers, budgets and programmes number what they hold in the same groups.
    AGAINST = re.compile(
        r"\b(?:clave|catastr\w*|cadastr\w*|predi(?:o|al)|parcela|partidas?|imputa\w*|cuenta|compte"
        r"|nomenclature|version\w*|article|kadast\w*|perceel\w*|so thua|thua dat|ma dat)\b"
    )

    def check(self, found: str, score: float) -> float | None:
        try:
            address = ipaddress.ip_address(found)
        except ValueError:
            return None
        if address.version == 4:
            return WEAK if max(address.packed) < 32 else score
        return score if found.count(":") > 3 or "::" in found else None


class HardwareAddressRecognizer(ShapeRecognizer):
    """Hardware address of a device: six bytes in hexadecimal."""

    ENTITIES = ("MAC_ADDRESS",)
    SHAPES = compile_all(
        (r"(?<![:\-])[0-9A-Fa-f]{2}([:\-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}(?![:\-])", LIKELY),
        (r"[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}", LIKELY),
    )

    def check(self, found: str, score: float) -> float | None:
        # Six pairs of decimal digits with hyphens are rather a date or a code.
        return score if re.search(r"[A-Fa-f]", found) or ":" in found else WEAK


__all__ = ["HardwareAddressRecognizer", "IpAddressRecognizer"]
