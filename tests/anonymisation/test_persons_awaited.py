"""Names that a sentence awaits: what is said before them, and what else follows it.

Pieces between ⟦ and ⟧ name somebody and must go; every other line must stay as it is.
"""

from collections.abc import Callable

import pytest

SOMEBODY = """
Identité déclarée ⟦Nina Vardon⟧, orthographiée ⟦Nyna Vardon⟧ sur le permis
Bourse scolaire de ⟦Loïc Trouvignec⟧, élève à école Jules-Ferry
Prix remis à ⟦Piedad Tolrà⟧ hier
Division en 4 lots, indivision entre ⟦Nina Vardon⟧, ⟦Bach Nhung Duong⟧ et ⟦Loïc Kerlec⟧.
Altercation entre ⟦Nina Vardon⟧ et ⟦Loïc Kerlec⟧ sur le parking
Dépôt au nom de 3 familles : ⟦VARDON⟧, ⟦TROUVIGNEC⟧ et la mienne
Boîte aux lettres au nom de ⟦Charpentier⟧ / ⟦TROUVIGNEC⟧
Nom d'usage de la mère : ⟦Vardon⟧ ; nom sur l'acte : ⟦Lemouton⟧.
LRAR à ⟦TROUVIGNEC⟧
rappeler ce monsieur (⟦TROUVIGNEC⟧) avant midi
le locataire précédent (⟦MERCIER⟧) n'a rien réglé
mon fils ⟦Son⟧ est tombé au square
Enfant à charge : ⟦Prune⟧, née en 2020
c'est encore les ⟦Trouvignec⟧ du 4e
el perro de los ⟦Urquiza⟧ ladra
un tal ⟦Víctor Hugo Zapata⟧ vive ahí
la niña ⟦Estrella⟧ fue mordida
El dueño, ⟦Santos⟧, no contesta
Adulto mayor ⟦Anselmo Caicedo Zapata⟧ vive solo
hija mayor ⟦Carmita Zapata⟧ avisada
Escrito de mi suegra ⟦Nerea Zapata i Tolrà⟧ sobre el agua
Reclamo a nombre de ⟦ZAPATA CAICEDO, XURXO⟧ (2 hojas)
Em dic ⟦Biel Tolrà Zapata⟧ i visc aquí
⟦zapata i tolrà biel⟧ jauna ez zen etorri
PV à charge de ⟦TROUVIGNEC João⟧ classé
l'économiste ⟦Hai Dinh⟧ joint son avis
Hàng xóm ⟦Joaquim TROUVIGNEC⟧ khiếu nại của gia đình ông ⟦Hồ Cường⟧
étiquette brodée "⟦Maëlys⟧"
alliance gravée « ⟦Nina⟧ & ⟦Loïc⟧ »
carte bancaire ⟦Trouvignec⟧, détruite
Ayants droit : ⟦Nina Vardon⟧ (voir fiche) et ⟦Loïc Kerlec⟧.
le voisin de ⟦m Marchand⟧ conteste
chauffeur ⟦TROUVIGNEC⟧ dit bac inaccessible
rappel : ⟦TROUVIGNEC⟧ ne veut pas de photo
Merci de patienter. ⟦Nina Rose⟧ — 06 12 34 56 78
Sous-traitant : ⟦Nina Rossignol⟧ EI
Dossier plan_masse_⟦nina_vardon⟧.dwg
Joint CV_⟦voisin-nina⟧.docx et RIB_⟦CHARPENTIER⟧.pdf
اتصلت ⟦زينب العلمي⟧ بالبلدية
""".strip().splitlines()

NOBODY = """
Travaux à la salle Jean Vilar et au gymnase Victor Hugo
Concert annuel Nina Simone au kiosque
architecte Les Ateliers du Port ; notaire SCP Deux Rives
LRAR à SUEZ, mise en demeure à ORANGE
locataire (SCI), propriétaire (Commune), voisin (T3), élève (CM2)
chez les Bleus, encore les Verts, avec les Restos du Coeur
Nom du square : Jardin des Lilas
Bourse scolaire de la ville, aide à la cantine de quartier
passeport Talent, carte grise Diesel
Pièces : RIB_mairie.pdf, plan_cadastre.dwg, logo_commune.svg
el perro de los vecinos, la casa de los abuelos
hijo mayor, plaza Mayor, calle Mayor
mon fils scolarisé, Enfant : Oui
Prénom : néant
indivision entre la Ville et la Région
Andre Maria auzoa
Factura de Peña Los Cierzos pendiente
Farola rota junto a Escola Joan Tolrà
fanal trencat al Carrer de Biel Tolrà i al Mercat Nerea Tolrà
""".strip().splitlines()


@pytest.mark.parametrize("line", SOMEBODY)
def test_an_awaited_name_goes(blotted: Callable[[str], str], line: str):
    shown = blotted(line.replace("⟦", "").replace("⟧", ""))
    for piece in line.split("⟦")[1:]:
        assert piece.partition("⟧")[0] not in shown


@pytest.mark.parametrize("line", NOBODY)
def test_what_else_follows_the_same_words_stays(blotted: Callable[[str], str], line: str):
    assert blotted(line) == line
