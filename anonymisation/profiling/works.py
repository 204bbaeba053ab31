"""Works and their authors, who are named by right (CPI L121-1), told from citizens who write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.reading.text import header_words

#: Headers of a table of works: an author who published is named by right. A bare title may be
#: that of an idea, a complaint or a petition, whose author is a citizen.
_WORKS = frozenset(
    """isbn issn ean ean13 editeur edition editions editorial cote oeuvre oeuvres obra obras
    exemplaire
    exemplaires ejemplares pret prets emprunts
    emprunteur emprunteuse lener prestatario barre barres notice technique dimensions film films
    bien bienes proteccion patrimonio datation inventaire inv
    livre livres libro libros spectacle spectacles sculpture tableau fresque mural monument
    publisher book books artwork boek boeken werk ouvrage ouvrages""".split()  # noqa: SIM905
)
#: What a work is called, who brought it out, what it tells: names in it are the work's.
_TITLES = re.compile(
    r"^(?:cotes?|titres?|titulos?|titles?|titel|oeuvres?|obras?|sous titre"
    r"|subtitulo|subtitle|resumes?|synopsis"
    r"|editeurs?|editorial(?:es)?|publishers?|uitgevers?|maisons? d edition|collections?|series?"
    r"|coleccion|quatrieme de couverture|personnages?|inscriptions?|film|livre|ouvrage|spectacle"
    r"|piece|(?:titres?|titulo|title|titel) (?:de |du |de la |de l |d )?(?:oeuvre|livre|ouvrage"
    r"|film|document|disque|album|spectacle|obra|libro|book|work|boek)"
    r"|(?:oeuvre|livre|ouvrage|film|doc|document|disque|album|obra|libro|book|work|boek)"
    r" (?:titre|titulo|title|titel))$"
)

#: What a work is about: lives of persons, among others. Citizens write on subjects too.
_SUBJECTS = re.compile(
    r"^(?:sujets?|subjects?|temas?|mots cles|descripteurs?|vedettes? matieres?|indexation)$"
)


def work(
    column: ColumnPlan, columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> ColumnPlan:
    """Authors stay beside the titles of their works, and titles beside their authors."""
    others = [other for other in columns if other is not column]
    if _authored(column):
        works = _works(others) or _shelved(column, others, profiles)
        return replace(column, action="keep", source="content") if works else column
    header = header_words(column.name)
    told = _TITLES.match(header) or _SUBJECTS.match(header)
    ours = column.source in ("meaning", "none") and told
    authors = [other for other in others if _authored(other)]
    if ours and authors and (_works(columns) or _shelved(authors[0], [column], profiles)):
        return replace(column, action="place", source="content", rule="work", entity=None)
    return column


#: How often each author comes, at least, where works are, and how much titles and authors differ in
#: number.
_AGAIN, _PAIRED = 2, 0.2
#: Meanings of columns that only tell of living people.
_LIVING = frozenset({"email", "telephone", "person", "surname", "first-name", "address", "handle"})


def _shelved(
    column: ColumnPlan, others: Sequence[ColumnPlan], profiles: Mapping[str, ColumnProfile]
) -> bool:
    """Whether authors come again and again: with as many titles, or where nobody alive is told of.

    A citizen writes one complaint; a work is asked for, lent and repaired many times.
    """
    authors = profiles[column.name]
    if authors.filled < _AGAIN * authors.distinct or authors.distinct < 2:
        return False
    titles = (profiles[one.name] for one in others if _TITLES.match(header_words(one.name)))
    near = _PAIRED * authors.distinct
    if any(abs(one.distinct - authors.distinct) <= near for one in titles):
        return True
    told = (one.meaning.id for one in others if one.meaning is not None)
    return authors.filled >= 2 * _AGAIN * authors.distinct and not _LIVING & set(told)


#: What libraries note beside a title that they lend, or are asked for: even citizens' wishes then
#: name the author of the work.
_LENT = frozenset(
    """support lecteur lecteurs lectrice lectrices emprunteur lector lectora lectores lezer reader
    borrower rayon dewey genre fonds discotheque mediatheque bibliotheque biblioteca library
    bibliotheek soporte genero""".split()  # noqa: SIM905
)
#: A bare title, and what is beside it where it is that of an idea, a complaint or a petition.
_BARE = frozenset({"titre", "titres", "titulo", "titulos", "title", "titles", "titel"})
_CIVIC = frozenset(
    """idee idees proposition propositions contribution contributions petition petitions signature
    signatures plainte signalement vote votes soutiens commentaire commentaires message messages
    avis question demande reponse quartier statut statuts depot pseudo email mail courriel telephone
    idea ideas propuesta queja votos estado comentario mensaje barrio status comment comments
    complaint district voorstel stemmen opmerking wijk""".split()  # noqa: SIM905
)


def _works(columns: Sequence[ColumnPlan]) -> bool:
    words = frozenset().union(*(column.words for column in columns))
    lent = len(words & _LENT) > 1 or not words & _CIVIC
    return bool(words & _WORKS) or bool(words & _BARE and lent)


def _authored(column: ColumnPlan) -> bool:
    return (
        column.meaning is not None
        and column.meaning.id == "author"
        and column.action in ("person", "keep")
    )


__all__ = ["work"]
