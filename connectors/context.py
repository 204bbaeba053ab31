"""What every mapper and walker is told: whose source this is, inside which federation."""

from dataclasses import dataclass

from federation.settings import CitySettings, FederationSettings, SourceSettings


@dataclass(frozen=True, slots=True)
class Context:
    """A source with its city and its federation."""

    city: CitySettings
    source: SourceSettings
    settings: FederationSettings

    @property
    def language(self) -> str:
        """The language of texts whose language a portal does not tell."""
        return self.city.languages[0] if self.city.languages else "fr"
