"""Who decides, signs, presides or speaks for a town, told by how often they come.

The same few names under such a header, however they are written, are those of offices (CRPA
D312-1-3, 3°); where each row has its own, they are the people that rows are about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.profiling.offices import CIVIC, MEETINGS
from anonymisation.profiling.sample import ColumnProfile

#: The rule of columns of those who decide, again and again.
DECIDER = "decider"
#: What is done with columns that name persons and bodies alike.
_SUBJECTS = frozenset({"beneficiary", "body"})
#: Who answers for a town or a service to all whom rows are about; how often each name comes.
_DECIDERS = frozenset(
    """responsable responsables respons president presidente presidenta mandataire decideur
    decideuse portavoz vocero jefe jefa titular encargado encargada dirigeant chef cheffe
    directeur directrice
    director directora verantwoordelijke voorzitter presidencia delegue deleguee delegado delegada
    presidence rapp rapporteur ech echevin concejal conc politico politica politique
    """.split()  # noqa: SIM905
)
#: Who signs or approves for it: those who receive something sign too, each for themselves.
SIGNERS = frozenset(
    """sign signat signataire signe signee vise valide validee validateur autorizo aprobo
    aprobado firmo firmado funcionario funcionaria ondertekend goedgekeurd
    signed approved ky duyet assinado aprovado relator امضاء الامضاء إمضاء الموقع
    التوقيع المقرر""".split()  # noqa: SIM905
)
#: Who presides, sits or speaks, in minutes of assemblies.
SPEAKERS = frozenset(
    "pres presid present presents interv intervenant intervenants orateur exec executif".split()  # noqa: SIM905
)
#: Where those stand who receive the public and decide nothing.
_COUNTERS = frozenset("ventanilla guichet accueil taquilla loket counter".split())  # noqa: SIM905
_AGAIN, _OFTEN_AGAIN = 2.5, 5
#: How often where every third who signs says in what office, and rows are about nobody: a register
#: of orders, in which each of the mayors signs a few.
_ORDERED, _IN_TURN = 0.3, 1.5
#: How many times fewer those who sign are than those whom rows are about.
_FEWER = 3
#: Share of names with an office behind or before them.
_TITLED = 0.15
#: Of what is only said and done in an assembly, and of who heads one.
_DEBATED = frozenset(
    """delib deliberation deliberations debat debats odj vote votes votant quorum pleno acuerdo
    votacion council raad""".split()  # noqa: SIM905
)
_CHAIRS = frozenset(
    """presid president presidente presidenta presidence rapporteur rapporteure voorzitter chair
    """.split()  # noqa: SIM905
)
#: Filled cells from which a repetition says something, and share of named persons from which a
#: column without a meaning is one of them.
_ENOUGH, _NAMED = 20, 0.3


def answering(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where the same few people answer for the town to all whom rows are about.

    Or to nobody in particular, in the minutes of an assembly.
    """
    basis = policy.basis("officials")
    return tuple(
        replace(one, action="official", source="content", rule=DECIDER, basis=basis, entity=None)
        if _decides(one, columns, profiles)
        else one
        for one in columns
    )


def _minuted(columns: tuple[ColumnPlan, ...]) -> bool:
    """Whether headers are of what an assembly debated or voted; a lesson is a "séance" too."""
    told = frozenset().union(*(one.words for one in columns))
    chaired = bool(told & MEETINGS and told & _CHAIRS)
    return (bool(told & _DEBATED) or chaired) and not told & CIVIC


def _decides(
    column: ColumnPlan, columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> bool:
    """Whether a few people stand again and again under a header of who decides, signs or speaks."""
    profile = profiles[column.name]
    minuted = _minuted(columns)
    deciding, signing = bool(column.words & _DECIDERS), bool(column.words & SIGNERS)
    speaking = minuted and bool(column.words & SPEAKERS)
    if column.source not in ("meaning", "content", "none") or column.words & _COUNTERS:
        return False
    if not (deciding or signing or speaking):
        return False
    others = [one for one in columns if one is not column and _subject(one)]
    titled = profile.share("OFFICIAL") >= _TITLED  # who signs says in what office, now and then
    ordered = signing and not others and profile.share("OFFICIAL") >= _ORDERED
    if not (minuted or others or ordered):
        return False
    least = _AGAIN if deciding or titled else _OFTEN_AGAIN
    least = _IN_TURN if ordered else least
    if signing and not deciding and not titled and others and not _fewer(profile, others, profiles):
        return False
    named = column.action == "person" or (
        column.action in ("scan", "body")
        and (titled or profile.share("PERSON", whole=True) >= _NAMED)
    )
    return named and profile.filled >= _ENOUGH and profile.again >= least


def _subject(column: ColumnPlan) -> bool:
    return column.subject or column.action in _SUBJECTS


def _fewer(
    signing: ColumnProfile, others: Sequence[ColumnPlan], profiles: Mapping[str, ColumnProfile]
) -> bool:
    """Whether far fewer people sign than rows are about: who is given something signs as well."""
    persons = signing.filled / signing.again
    return persons * _FEWER <= max(profiles[one.name].distinct for one in others)


__all__ = ["SIGNERS", "SPEAKERS", "answering"]
