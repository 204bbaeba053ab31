"""Streets, lines and stops: what a network's parts are called is nobody's name.

A register of streets or of stops holds more names of people than a register of people; its headers
("RIVOLI", "TYP", "LIB"; "linea", "parada", "sentido") say together that all of them are of places.
"""

from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.sample import ColumnProfile

#: Words of headers of registers of streets, and what such a register measures of them.
WAYS = frozenset(
    """voie voies rue rues odonyme odonymes toponyme rivoli fantoir calle calles via vial viario
    street streets straat straten kalea duong pho rua carrer carrers""".split()  # noqa: SIM905
)
_MEASURED = frozenset(
    """long longueur largeur lineaire longitud anchura ancho length width lengte breedte dai
    rong impar par pares impares pairs impairs typ tipo type revetement domanialite domaine debut
    fin tenant aboutissant tenants aboutissants aboutis riv dau cuoi troncon tramo ant anterior
    ancien ancienne antigua ket cau
    """.split()  # noqa: SIM905
)
#: Where a street begins and ends; "tenant" rents in English.
ENDS = frozenset({"tenant", "tenants", "aboutissant", "aboutissants", "aboutis"})
#: Who is supplied, billed or owns: rows of a street that somebody holds are about them.
HOLDERS = frozenset(
    """titular titulaire titulaires abonne abonnes abonnee abonado abonada cliente clientes client
    clients contribuyente contribuable propietario propietaria proprietaire proprietaires
    beneficiario beneficiaria beneficiaire beneficiaires arrendatario locataire occupant holder
    owner customer subscriber huurder eigenaar""".split()  # noqa: SIM905
)
#: Of networks of transport.
_STOPS = frozenset(
    """arret arrets stop stops parada paradas halte haltes terminus ligne lignes linea
    lineas line lines route routes ruta rutas sens sentido quai quais anden desserte bus tram metro
    gtfs wheelchair recorrido itinerario tuyen""".split()  # noqa: SIM905
)
#: What may be planned for what a way is called.
_NAMED = frozenset({"scan", "person", "name"})
_WAY = _NAMED | {"body", "mask", "place"}
#: Two of either kind say what a table is.
_TWO = 2
#: Share of numbers in a column that holds no names.
_NUMBERS = 0.5
#: Words of the mean value from which a column tells rather than names.
_TEXT = 5


def laid_out(columns: tuple[ColumnPlan, ...], words: frozenset[str]) -> bool:
    """Whether a table lists parts of a network, and no row of it is about anybody."""
    measured = words & _MEASURED
    if not _both_ends(words) and any(
        column.subject and column.source == "meaning" for column in columns
    ):
        return False
    return bool(words & WAYS and measured and not words & HOLDERS) or len(words & _STOPS) >= _TWO


def _both_ends(words: frozenset[str]) -> bool:
    """Whether a register says where each street begins and ends: nobody lives in its rows."""
    return len(words & ENDS) >= _TWO


def called(
    column: ColumnPlan, profile: ColumnProfile, policy: Policy, words: frozenset[str]
) -> ColumnPlan:
    """A column of names in such a table, of these headers, whatever they are the names of."""
    bare = column.meaning is not None and column.meaning.id == "name"
    bare = bare or column.source in ("none", "content")
    way = _both_ends(words) and bool(column.words & (WAYS | ENDS))
    named = (bare and column.action in _NAMED) or (way and column.action in _WAY)
    named = named and column.source != "own"
    if not named or profile.words >= _TEXT or profile.numeric >= _NUMBERS:
        return column
    basis = policy.basis("public")
    return replace(
        column,
        action="place",
        source="content",
        rule="thing",
        meaning=None,
        entity=None,
        basis=basis,
    )


__all__ = ["ENDS", "HOLDERS", "WAYS", "called", "laid_out"]
