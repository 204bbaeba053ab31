"""Who sits in an assembly or heads a service, and how offices are reached: public by function.

Minutes, votes, commissions and organisation charts name people by right (CRPA D312-1-3, 1°, 3°);
several headers together say that a table is one of them. A telephone or an address that comes
again from row to row is that of an office, whatever its column is called.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.contradictions import WAYS
from anonymisation.profiling.corrections import HEADED
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.profiling.situations import OFFICE_LINE, OFFICE_MAILBOX

#: The rules of columns of members of assemblies, of heads of services, of contacts of offices; of
#: so few lines that a mobile is an office's too.
ASSEMBLY, CHART, OFFICE, LINES = "assembly", "organisation-chart", "office", "office-lines"
#: Of columns of persons and offices to reach.
MIXED = "office-contacts"
#: Of numbers of records, and of an administration's own vehicles.
RECORD, FLEET = "record-number", "fleet"
#: What stays in columns of these rules, and whoever reads them again.
STAYS = {
    OFFICE_MAILBOX: frozenset({"EMAIL"}),
    OFFICE_LINE: frozenset({"PHONE_FIXED"}),
    LINES: frozenset({"PHONE"}),
    MIXED: frozenset({"PHONE_FIXED"}),
    RECORD: frozenset({"PHONE", "NIR", "CARD"}),
    FLEET: frozenset({"LICENSE_PLATE"}),
}
#: Share of the filled cells that are mailboxes of offices, from which landlines are theirs too.
_OFFICES = 0.2
#: Share of the different cells that are contacts.
_REACHED = 0.6
#: Words of headers of minutes, votes and appointments.
MEETINGS = frozenset(
    """seance seances instance instances assemblee commission commissions comite conseil delib
    deliberation deliberations debat debats odj vote votes votant quorum session sesion sesiones
    pleno comision
    comisiones acuerdo votacion council committee meeting raad zitting commissie vergadering hoi
    ky dong sessao comissao conselho""".split()  # noqa: SIM905
)
#: Of who sits in them, or does not that day.
_SEATS = frozenset(
    """presid membre membres suppleant suppleante suppleants titulaire titulaires present presente
    presents presentes absent absents excuse excusee excuses represente representes pouvoir
    pouvoirs procuration mandataire mandant secretaire president presidente vicepresident
    rapporteur elu elue elus votant votants qualite miembro miembros vocal vocales suplente
    suplentes titular titulares asistente asistentes ausente ausentes excusados presidencia
    secretario secretaria concejal member members substitute chair apologies absentees lid leden
    plaatsvervanger aanwezig aanwezigen afwezig voorzitter membro membros suplentes thanh vien
    """.split()  # noqa: SIM905
)
#: Of assemblies of inhabitants, who are no officials, and of what a person asks of a commission.
CIVIC = frozenset(
    """citoyen citoyens citoyenne quartier quartiers jeune jeunes enfant enfants eleve eleves
    parent parents locataire locataires usager usagers demandeur demandeurs candidat candidats
    dossier beneficiaire assesseur assesseurs scrutateur scrutateurs requerant patient famille
    logement vecinal vecinos solicitante alumno resident residents applicant bewoner aanvrager
    """.split()  # noqa: SIM905
)
#: Of organisation charts: the post, the service, who holds the post.
_POSTS = frozenset(
    """fonction fonctions poste cargo puesto functie role position""".split()  # noqa: SIM905
)
_UNITS = frozenset(
    """direction dir service services pole departement unite dga dgs secteur area departamento
    direccion unidad servicio dienst afdeling department unit section""".split()  # noqa: SIM905
)
_HEADS = frozenset(
    """titulaire responsable chef directeur directrice cadre encadrant nom titular jefe jefa
    director directora head manager holder verantwoordelijke diensthoofd""".split()  # noqa: SIM905
)
#: Of directories of public servants, whom Latin American law names (LGTAIP, art. 70 VII; LOTAIP,
#: art. 7), beside a post and a unit: how the office is reached, and who holds the post.
_OFFICIAL = frozenset({"oficial", "oficiales"})
_SERVANTS = frozenset({"nombre", "nombres", "apellido", "apellidos", "servidor", "servidora"})
#: Meanings of columns that only a file about private persons has.
_PRIVATE = frozenset(
    """birth-date home-address social-number identifier bank plate special minor telephone-person
    handle""".split()  # noqa: SIM905
)
#: Of when places are open, and where they stand.
_OPEN = frozenset(
    "horaires horaire ouverture erp latitude lat longitude x horario opening".split()  # noqa: SIM905
)
#: Headers of who answers for a place.
_KEEPERS = frozenset(
    """resp responsable responsables gardien gardienne gerant gerante referent referente
    """.split()  # noqa: SIM905
)
#: Who is on patrol, and what they drive.
_CREWS = frozenset("equipage equipages patrouille brigade crew patrulla dotacion ploeg".split())  # noqa: SIM905
_CARS = frozenset("veh vehicule vehicules voiture vl vehiculo coche voertuig vehicle".split())  # noqa: SIM905
#: Of a fleet: which service drives what, how far and on what.
_DRIVES = frozenset(
    "affect affectation service direction pole pool atelier dependencia servicio dienst".split()  # noqa: SIM905
)
_DRIVEN = frozenset(
    "km kms kilometrage carbu carburant kilometraje combustible brandstof mileage fuel".split()  # noqa: SIM905
)
#: Meanings of columns of contacts, which an office shares with all of its rows.
_CONTACTS = frozenset({"telephone", "telephone-subject", "email", "address"})
#: What fills a column without a telling name that holds them.
_LINES = ("PHONE_FIXED", "PHONE_SERVICE", "EMAIL_FUNCTIONAL")
#: Filled cells from which a repetition says something, and how often each value comes.
_ENOUGH, _OFTEN = 20, 5
#: Share of the filled cells whose value stands nowhere else, from which not all are an office's.
_RARELY = 0.1
#: Share of named persons from which a column without a meaning is one of them.
_NAMED = 0.3
#: Share of contacts that makes such a column one of them: fewer where the others are numbers too.
_MOST, _SOME, _NUMBERS = 0.5, 0.3, 0.9


def in_office(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where headers together say that people are named for what they do in public."""
    words = frozenset().union(*(one.words for one in columns))
    if any(_private(column, profiles) for column in columns) or words & CIVIC:
        return columns
    rule, theirs = "", frozenset[str]()
    if words & MEETINGS and sum(bool(one.words & _SEATS) for one in columns) > 1:
        rule, theirs = ASSEMBLY, _SEATS
    elif words & _POSTS and words & _UNITS:
        rule, theirs = CHART, _HEADS | _SERVANTS if words & _OFFICIAL else _HEADS
    if not rule:
        return columns
    return tuple(
        _official(one, rule, policy)
        if one.words & theirs and _names(one, profiles[one.name])
        else one
        for one in columns
    )


def crewed(columns: tuple[ColumnPlan, ...], policy: Policy) -> tuple[ColumnPlan, ...]:
    """The plan, where the vehicle beside a crew is the crew's: "equipage", "veh".

    So are those of a fleet that says which service drives them, and nobody who does.
    """
    new = list(columns)
    if _fleet(columns):
        basis = policy.basis("public")
        return tuple(
            replace(one, action="keep", source="content", rule=FLEET, basis=basis, entity=None)
            if one.meaning is not None and one.meaning.id == "plate" and one.source == "meaning"
            else one
            for one in columns
        )
    for here, one in enumerate(columns):
        beside = columns[max(0, here - 1) : here + 2]
        if one.source not in ("none", "meaning") or not one.words or not one.words <= _CARS:
            continue
        if any(other.words & _CREWS for other in beside if other is not one):
            basis = policy.basis("public")
            new[here] = replace(
                one, action="keep", source="content", rule=FLEET, basis=basis, entity=None
            )
    return tuple(new)


def _fleet(columns: tuple[ColumnPlan, ...]) -> bool:
    """Whether rows are an administration's vehicles, and name no driver.

    A make and a service are not enough: those of an impounded car stand there too.
    """
    told = frozenset().union(*(one.words for one in columns))
    named = any(one.subject or one.action in ("person", "name", "beneficiary") for one in columns)
    return bool(told & _DRIVES and told & _DRIVEN) and not named


def keeping(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> tuple[ColumnPlan, ...]:
    """The plan, where rows are about places and name who answers for each: "nom", "resp."."""
    places = [one for one in columns if profiles[one.name].headed >= HEADED]
    told = frozenset().union(*(one.words for one in columns))
    if not (places and told & _OPEN) or any(
        one.subject and not one.words <= _KEEPERS for one in columns
    ):
        return columns
    return tuple(
        replace(one, meaning=one.meaning.model_copy(update={"subject": False}))
        if one.meaning is not None and one.subject and one not in places
        else one
        for one in columns
    )


def shared(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where the few contacts that many rows share are those of an office."""
    return tuple(
        replace(one, action="place", rule=rule, entity=None, basis=policy.basis("directory"))
        if _contact(one, profiles[one.name]) and (rule := _repeated(profiles[one.name]))
        else one
        for one in columns
    )


def mixed(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where columns say how to reach persons as well as offices.

    Many cells are mailboxes of offices there: the landlines beside them are switchboards, as one
    sees in every such column; mobiles and mailboxes of persons go.
    """
    telephone = next(item for item in policy.meanings if item.id == "telephone")
    return tuple(
        replace(
            one,
            action="contact",
            source="content",
            rule=MIXED,
            meaning=telephone,
            entity=telephone.entity,
        )
        if one.source in ("meaning", "content", "none")
        and one.action in ("scan", "person", "contact", "place", "mask")
        and profiles[one.name].offices >= _OFFICES
        and profiles[one.name].share("PHONE_FIXED")
        and profiles[one.name].share(*WAYS, whole=True) >= _REACHED
        else one
        for one in columns
    )


def _private(column: ColumnPlan, profiles: Mapping[str, ColumnProfile]) -> bool:
    known = column.meaning is not None and column.meaning.id in _PRIVATE
    return known and profiles[column.name].filled > 0


def _names(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether a column that neither an officer nor a schema ruled holds names."""
    if column.source in ("own", "schema") or column.action in ("official", "place", "keep"):
        return False
    told = column.action in ("person", "name", "body")
    return told or max(profile.persons, profile.share("PERSON")) >= _NAMED


def _official(column: ColumnPlan, rule: str, policy: Policy) -> ColumnPlan:
    basis = policy.basis("officials" if rule == ASSEMBLY else "directory")
    return replace(column, action="official", source="content", rule=rule, basis=basis)


def _contact(column: ColumnPlan, profile: ColumnProfile) -> bool:
    if column.source == "none" and column.action == "scan":
        lines = profile.share(*_LINES, whole=True)
        return lines >= (_SOME if profile.numeric > _NUMBERS else _MOST)
    ours = column.source in ("meaning", "content")
    ours = ours and column.action in ("contact", "address", "mask")
    return ours and column.meaning is not None and column.meaning.id in _CONTACTS


def _repeated(profile: ColumnProfile) -> str:
    """The rule of a column whose values come again and again, "" where they do not."""
    if profile.filled < _ENOUGH or profile.distinct * _OFTEN > profile.filled:
        return ""
    if profile.once > _RARELY:
        return ""  # some are somebody's own
    return LINES if profile.distinct * _OFTEN * 2 <= profile.filled else OFFICE


__all__ = [
    "CIVIC",
    "MEETINGS",
    "MIXED",
    "STAYS",
    "crewed",
    "in_office",
    "keeping",
    "mixed",
    "shared",
]
