"""What several headers together say a table is about, where one header alone would mislead.

The results of an election, the fixtures of a league, reports of what is broken in public space: the
same word ("visiteur", "nom", "voie") says something else there.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.networks import ENDS, HOLDERS, WAYS, called, laid_out
from anonymisation.profiling.sample import ColumnProfile

#: The rule of columns of mailboxes that an administration gives its elected members.
OFFICE_MAILBOX = "office-mailbox"
#: Of their telephones, of which landlines are those of where they receive.
OFFICE_LINE = "office-line"
#: Words of headers beside which candidates stand: results are proclaimed (code électoral, R67).
_VOTES = frozenset(
    """voix suffrages exprimes votants abstentions scrutin votos escrutinio escanos ballot
    turnout stemmen zetels phieu""".split()  # noqa: SIM905
)
#: Of an election too, beside one of these.
_COUNTED = frozenset("inscrits blancs nuls pct sieges tour seats votes liste".split())  # noqa: SIM905
#: Who runs a polling station for a day, and is nobody's candidate.
_POLLING = frozenset(
    """secretaire assesseur assesseurs scrutateur scrutateurs delegue deleguee suppleant suppleante
    secretario secretaria vocal apoderado interventor bijzitter""".split()  # noqa: SIM905
)
#: Of fixtures and results of sport, and of the sides that meet.
_FIXTURES = frozenset(
    """score scores resultat resultats competition championnat rencontre match matchs journee
    poule arbitre arbitres buts phase spectateurs affluence manche marcador partido jornada liga
    fixture league goals wedstrijd discipline""".split()  # noqa: SIM905
)
_SIDES = frozenset(
    """recevant receveur visiteur visiteurs visite equipe equipes domicile exterieur adversaire
    local visitante equipo rival home away team teams thuisploeg bezoekers
    """.split()  # noqa: SIM905
)
#: Of reports about public space: where the fault is, not where who reports it lives.
_INCIDENTS = frozenset(
    """signalement signalements incident incidents anomalie anomalies desordre desordres theme
    canal intervention interventions travaux chantier equipement ouvrage mobilier incidencia
    averia queja denuncia reclamo reporte asunto issue fault melding melder onderwerp
    omschrijving klacht plainte nuisance reclamation probleme constat sujet objet description
    """.split()  # noqa: SIM905
)
#: Of what came to pass, is sold or parked somewhere: bare streets are where, not whose.
_PLACED = frozenset(
    """recit faits nature mention heure hora uur gio marche mercado markt parking zone tema area
    """.split()  # noqa: SIM905
)
#: Columns of nothing but a street; words that say nothing of whose it is; of who lives there. A
#: street of anything else ("rue_enlevement") is where that took place.
_STREET = frozenset({"voie", "rue", "street", "calle", "straat", "kalea", "rua", "voi", "libvoie"})
_BARE = frozenset(
    """nom lib libelle num numero no n nr type typ de du des la le l d adresse adr address
    direccion et bis ter complement complete postale compl cp ville name nombre via naam
    """.split()  # noqa: SIM905
)
_DWELLERS = HOLDERS | frozenset(
    """domicile residence habitation logement maison home domicilio vivienda casa woonplaats
    demandeur demandeuse usager adherent declarant requerant plaignant responsable resp parent
    parents pere mere eleve enfant branchement brt tuteur personne membre contact candidat agent
    conducteur assure patient lecteur habitant defunt concessionnaire solicitante denunciante
    interesado vecino alumno applicant tenant resident aanvrager vend vendeur acq acquereur dem
    benef usg prop proprio tit""".split()  # noqa: SIM905
)

#: Of a town's own system of reports, which asks where the fault is whoever tells it.
_SYSTEM = frozenset(
    """canal canaux channel canales kanaal theme thematique categorie category categoria anomalie
    anomalies""".split()  # noqa: SIM905
)
#: Of a register of requests, four of which say that it is one.
_TICKET = frozenset(
    """reference ref ticket folio expediente categorie category categoria texte texto text
    description descripcion etat statut estado status suite reponse respuesta traitement priorite
    prioridad priority service canal objet asunto loai noidung declarant signalant melder
    reporter denunciante""".split()  # noqa: SIM905
)
_TICKETS = 4
#: Of inventories of monuments.
_HERITAGE = frozenset(
    """mh merimee palissy protection protections siecle siecles epoque edifice monument monuments
    patrimoine classement datation appellation heritage listed grade patrimonio monumento siglo
    epoca bic erfgoed beschermd""".split()  # noqa: SIM905
)
#: Of who made them, lived there or gave them a name, all in history books; and of what they are
#: called.
_HISTORY = frozenset(
    """dedicado dedicada dediee hommage homenaje orig
    origine etymologie toponymie signification origen etimologia origin etymology meaning
    herkomst architecte architectes sculpteur peintre auteur perso personne personnage
    personnages personnalite personnalites dedie commanditaire concepteur createur fondateur
    batisseur arquitecto escultor personaje autor architect sculptor person founder appellation
    edifice monument nom denomination designation titre""".split()  # noqa: SIM905
)
#: Dwellings that people have done up: where no other column says where they live, they live there.
_DONE_UP = frozenset("travaux logement bien vivienda obra obras woning works".split())  # noqa: SIM905
#: Of where something took place, a street or not.
_WHERE = frozenset({"lieu", "lieux", "lugar", "localisation", "plaats"})
#: Columns between a street and its house numbers, at most.
_NEAR = 3
#: Letters of the longest word that is only an abbreviation.
_CUT_SHORT = 4
#: Share of the rows that must name somebody for a bare street to be theirs.
_MOST = 0.5
#: Share of the mailboxes of an administration that may be at a private provider.
_FEW = 0.1


def situated(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where headers together say what one does not."""
    words = _words(columns)
    if words & _VOTES and len(words & (_VOTES | _COUNTED)) > 1:
        return tuple(_candidate(column, policy) for column in columns)
    if len(words & _FIXTURES) > 1 or (words & _FIXTURES and len(words & _SIDES) > 1):
        return tuple(_side(column, policy) for column in columns)
    historical = len(words & _HERITAGE) > 1 or _streets(columns, words)
    if historical:
        columns = tuple(_historical(column, policy) for column in columns)
    if laid_out(columns, words):
        return tuple(called(column, profiles[column.name], policy, words) for column in columns)
    if historical:
        return columns
    if _officials_only(columns):
        return tuple(_mailbox(column, profiles[column.name], policy) for column in columns)
    return columns


def _words(columns: tuple[ColumnPlan, ...]) -> frozenset[str]:
    return frozenset().union(*(column.words for column in columns))


def _ours(column: ColumnPlan) -> bool:
    return column.source in ("meaning", "content", "none")


def _candidate(column: ColumnPlan, policy: Policy) -> ColumnPlan:
    """Whoever stands for election is named in its results, and where one votes is a public place.

    Who counts the votes is neither.
    """
    if not _ours(column) or column.words & _POLLING:
        return column
    if column.action == "address":
        return replace(column, action="place", rule="election", basis=policy.basis("public"))
    named = column.action in ("person", "name") or (
        column.action == "scan" and column.meaning is not None and column.meaning.id == "name"
    )
    if not named:
        return column
    return replace(column, action="official", basis=policy.basis("officials"), rule="election")


def _side(column: ColumnPlan, policy: Policy) -> ColumnPlan:
    if not (_ours(column) and _SIDES & column.words):
        return column
    found = replace(column, action="place", source="content", rule="side")
    return replace(found, meaning=None, entity=None, basis=policy.basis("public"))


def _historical(column: ColumnPlan, policy: Policy) -> ColumnPlan:
    """Who built a monument or lived in it is history; who owns it is not."""
    words = column.words
    theirs = column.action in ("person", "name", "body", "scan") and words & _HISTORY
    if not (theirs and _ours(column)):
        return column
    found = replace(column, action="place", source="content", rule="heritage")
    return replace(found, meaning=None, entity=None, basis=policy.basis("works"))


#: Of what streets' names come from, in registers of them.
_ORIGINS = frozenset(
    """dedicado dedicada dedie dediee hommage homenaje orig
    origine origines etymologie etymologies toponymie signification origen etimologia
    significado origin etymology meaning herkomst betekenis""".split()  # noqa: SIM905
)


def _streets(columns: tuple[ColumnPlan, ...], words: frozenset[str]) -> bool:
    """Whether a register tells what streets are called after; no row of it is about anybody."""
    told = any(column.subject and not column.words & ENDS for column in columns)
    if told or not words & _ORIGINS:
        return False
    return any(WAYS & column.words for column in columns)


def _officials_only(columns: tuple[ColumnPlan, ...]) -> bool:
    """Whether the only people that rows are about hold an office."""
    official = any(column.action == "official" for column in columns)
    return official and not any(
        column.subject and column.holds == "PERSON" and column.action != "official"
        for column in columns
    )


def _mailbox(column: ColumnPlan, profile: ColumnProfile, policy: Policy) -> ColumnPlan:
    """The mailboxes that an administration gives its elected members are those of the office."""
    meant = column.meaning.id if column.meaning is not None else ""
    if not (meant == "email" and _ours(column)) or profile.private > _FEW:
        return column
    return replace(column, action="keep", basis=policy.basis("officials"), rule=OFFICE_MAILBOX)


def receiving(columns: tuple[ColumnPlan, ...]) -> tuple[ColumnPlan, ...]:
    """The plan, where landlines are those of where elected members receive; mobiles are theirs."""
    if not _officials_only(columns):
        return columns
    return tuple(
        replace(one, action="contact", source="content", rule=OFFICE_LINE)
        if one.meaning is not None and one.meaning.id == "telephone" and _ours(one)
        else one
        for one in columns
    )


def at_home(
    column: ColumnPlan,
    columns: tuple[ColumnPlan, ...],
    profiles: Mapping[str, ColumnProfile],
) -> bool:
    """Whether a column of bare streets is where the persons that rows are about live.

    So it is beside a house number, or where most rows name somebody and nothing speaks of what
    came to pass or is done there.
    """
    words = column.words
    if not (_ours(column) and column.action == "place"):
        return False
    if column.rule == "site-address" and words & _DONE_UP:
        return _peopled(columns, profiles) and not any(map(_housed, columns))
    if not words & _STREET or words & _WHERE:
        return False
    telling = (word for word in words if word.isalpha() and len(word) > _CUT_SHORT)
    if any(word not in _STREET | _BARE | _DWELLERS for word in telling):
        return False
    here = columns.index(column)
    if any(other.action == "house" for other in columns[max(0, here - _NEAR) : here + _NEAR + 1]):
        return True
    if any(_housed(other) for other in columns if other is not column):
        return False  # another column tells where they live
    told = _words(columns)
    numbered = profiles[column.name].share("ADDRESS", "ADDRESS_PUBLIC", whole=True) >= _MOST
    elsewhere = told & _INCIDENTS or _ticketed(told) or (told & _PLACED and not numbered)
    return _peopled(columns, profiles) and not elsewhere


def _housed(column: ColumnPlan) -> bool:
    """Whether a column says where whom the row is about lives."""
    return column.meaning is not None and column.meaning.id in ("home-address", "address")


def _peopled(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether most rows name whom they are about."""
    rows = max((one.rows for one in profiles.values()), default=0)
    return any(
        _someone(column, profiles[column.name]) and profiles[column.name].filled > _MOST * rows
        for column in columns
    )


def _someone(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether a column names the people that rows are about, more often than bodies."""
    if column.action == "beneficiary" and column.source != "schema":
        return profile.persons >= _MOST and profile.persons > profile.organisations
    return column.subject and column.holds == "PERSON"


def reported(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether rows tell what is wrong somewhere, to a town's system or without who said so."""
    words = _words(columns)
    placed = any(
        column.action == "place" and column.words & (_STREET | {"lieu"}) for column in columns
    )
    asked = len(words & _SYSTEM) > 1 or _ticketed(words) or not _peopled(columns, profiles)
    told = len(words & _INCIDENTS) > 1 or _ticketed(words)
    return told and placed and asked


def _ticketed(words: frozenset[str]) -> bool:
    """Whether rows are what was asked of a town, each with its number and what became of it."""
    return len(words & _TICKET) >= _TICKETS


__all__ = ["OFFICE_LINE", "OFFICE_MAILBOX", "at_home", "receiving", "reported", "situated"]
