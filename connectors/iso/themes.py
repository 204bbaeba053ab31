"""ISO topic categories and INSPIRE themes, to EU data themes.

Codes: ISO 19115-1, MD_TopicCategoryCode; INSPIRE theme register (inspire.ec.europa.eu/theme),
names from Directive 2007/2/EC, annexes I to III. Which EU theme they belong to is this project's
choice.
"""

from connectors.words.texts import folded, text
from connectors.words.vocabularies import THEME

_TOPICS = {
    "AGRI": "farming",
    "ECON": "economy",
    "ENER": "utilitiesCommunication",
    "ENVI": "biota climatologyMeteorologyAtmosphere environment geoscientificInformation "
    "inlandWaters oceans",
    "HEAL": "health",
    "JUST": "intelligenceMilitary disaster",
    "REGI": "boundaries elevation imageryBaseMapsEarthCover location planningCadastre structure",
    "SOCI": "society",
    "TECH": "extraTerrestrial",
    "TRAN": "transportation",
}
_OF_TOPIC = {topic.lower(): theme for theme, topics in _TOPICS.items() for topic in topics.split()}

#: Code in the INSPIRE register: EU theme, then the theme's name in English, French, Spanish.
_INSPIRE = {
    "ad": "REGI|addresses|adresses|direcciones",
    "au": "REGI|administrative units|unites administratives|unidades administrativas",
    "rs": "REGI|coordinate reference systems|referentiels de coordonnees"
    "|sistemas de coordenadas de referencia",
    "gg": "REGI|geographical grid systems|systemes de maillage geographique"
    "|sistema de cuadriculas geograficas",
    "cp": "REGI|cadastral parcels|parcelles cadastrales|parcelas catastrales",
    "gn": "REGI|geographical names|denominations geographiques|nombres geograficos",
    "hy": "ENVI|hydrography|hydrographie|hidrografia",
    "ps": "ENVI|protected sites|sites proteges|lugares protegidos",
    "tn": "TRAN|transport networks|reseaux de transport|redes de transporte",
    "el": "REGI|elevation|altitude|elevaciones",
    "ge": "ENVI|geology|geologie|geologia",
    "lc": "ENVI|land cover|occupation des terres|cubierta terrestre",
    "oi": "REGI|orthoimagery|ortho-imagerie|ortoimagenes",
    "af": "AGRI|agricultural and aquaculture facilities|installations agricoles et aquacoles"
    "|instalaciones agricolas y de acuicultura",
    "am": "REGI|area management/restriction/regulation zones and reporting units"
    "|zones de gestion, de restriction ou de reglementation et unites de declaration"
    "|zonas sujetas a ordenacion, a restricciones o reglamentaciones y unidades de notificacion",
    "ac": "ENVI|atmospheric conditions|conditions atmospheriques|condiciones atmosfericas",
    "br": "ENVI|bio-geographical regions|regions biogeographiques|regiones biogeograficas",
    "bu": "REGI|buildings|batiments|edificios",
    "ef": "ENVI|environmental monitoring facilities|installations de suivi environnemental"
    "|instalaciones de observacion del medio ambiente",
    "er": "ENER|energy resources|sources d'energie|recursos energeticos",
    "hb": "ENVI|habitats and biotopes|habitats et biotopes|habitats y biotopos",
    "hh": "HEAL|human health and safety|sante et securite des personnes|salud y seguridad humanas",
    "lu": "REGI|land use|usage des sols|uso del suelo",
    "mf": "ENVI|meteorological geographical features|caracteristiques geographiques meteorologiques"
    "|aspectos geograficos de caracter meteorologico",
    "mr": "ECON|mineral resources|ressources minerales|recursos minerales",
    "nz": "ENVI|natural risk zones|zones a risque naturel|zonas de riesgos naturales",
    "of": "ENVI|oceanographic geographical features|caracteristiques geographiques oceanographiques"
    "|rasgos geograficos oceanograficos",
    "pd": "SOCI|population distribution - demography|repartition de la population - demographie"
    "|distribucion de la poblacion - demografia",
    "pf": "ECON|production and industrial facilities|lieux de production et sites industriels"
    "|instalaciones de produccion e industriales",
    "sd": "ENVI|species distribution|repartition des especes|distribucion de las especies",
    "so": "ENVI|soil|sols|suelo",
    "sr": "ENVI|sea regions|regions maritimes|regiones marinas",
    "su": "SOCI|statistical units|unites statistiques|unidades estadisticas",
    "us": "GOVE|utility and governmental services|services d'utilite publique et services publics"
    "|servicios de utilidad publica y estatales",
}


def _key(value: str) -> str:
    """A name without what portals vary: dashes, apostrophes, stops."""
    return " ".join(folded(value).translate(str.maketrans("-–—’'.,/", "        ")).split())


_OF_NAME = {
    _key(label): row.split("|")[0] for row in _INSPIRE.values() for label in row.split("|")[1:]
}


def topic(value: str) -> str | None:
    """The EU theme of a topic category."""
    found = _OF_TOPIC.get(text(value).lower())
    return THEME + found if found else None


def inspire(label: str, address: str = "") -> str | None:
    """The EU theme of an INSPIRE theme, by its address in a register or by its name."""
    parts = address.rstrip("/").lower().split("/")
    row = _INSPIRE.get(parts[-1]) if any("theme" in part for part in parts[:-1]) else None
    found = row.split("|")[0] if row else _OF_NAME.get(_key(label))
    return THEME + found if found else None
