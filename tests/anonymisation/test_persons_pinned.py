"""Persons told by where they stand, lists of names, accounts: ⟦…⟧ must go, the rest must stay.

Every name is made up or very common.
"""

from collections.abc import Callable

import pytest

SOMEBODY = """
Fonds d'aide aux sinistrés : foyer ⟦Vardon⟧, ⟦12 rue des Lilas⟧
Aide au sportif de haut niveau ⟦Nina Trouvignec⟧, licenciée au Cercle nautique
Acquisition auprès des consorts ⟦Vardon⟧ et ⟦Trouvignec⟧, parcelle boisée
acquisition auprès des consorts ⟦vardonnec⟧ et ⟦trouvignec⟧, parcelle boisée
Admission en non-valeur : ⟦VARDON Nina⟧ (120,50 €), ⟦TROUVIGNEC Blanche⟧ (80 €), divers (3 €)
Haie trop haute. Propriétaire identifié : ⟦MARCHAND⟧. Relance faite
rappel de l'usager ⟦Trouvignec⟧, sans suite
Le conducteur de travaux ⟦A. Trouvignec⟧ est absent
Les agents ⟦S. Moulin⟧ et ⟦K. Villeneuve⟧ prennent leur service
les agents ⟦s. trouvignec⟧ et ⟦k. vardon⟧ prennent leur service
Médaille décernée à ⟦Sophie Pont⟧, 30 ans de service
Semaine impaire chez ⟦Sophie Bois⟧. Ne pas appeler
Réception en présence de ⟦Sophie Villeneuve⟧ (maître d'œuvre)
BCP ⟦Fontaine⟧ et GPM ⟦Trouvignec⟧ en patrouille
le papa de ⟦Rose⟧ est venu
Indivision privée (⟦Sophie Moulin⟧)
rappelez-moi au ⟦06 12 34 56 78⟧, ⟦TROUVIGNEC⟧
Mon avocat vous écrira. ⟦Trouvignec⟧, ⟦12 rue des Lilas⟧
Avance mission ⟦BEN TROUVIGNEC Walid⟧
⟦Trouvignec⟧ ; ⟦Marchand⟧ ; ⟦Lemoine⟧
⟦Sophie⟧, ⟦Thomas⟧, ⟦Nadège⟧ (CM2)
⟦Vardon A.⟧ + ⟦Maire I.⟧ + ⟦Moulin J.⟧
Permis tacite au bénéfice de ⟦montagne sophie⟧
la nieta ⟦sofía nube vardón laguna⟧. vive en la calle norte
Contrôle de Nadège, alias « ⟦xXnade65Xx⟧ ». Fiche transmise
Dépôt en ligne par le compte ⟦pmartin⟧
Identifiant portail ⟦nmartin⟧ réinitialisé
session ⟦nmartin⟧ expirée, relancé
mon pseudo est ⟦trouvignette⟧ sur le forum
Il s'agit de ⟦Sophie Martin⟧, ⟦05/08/1939⟧. Reconduite chez elle
"""

NOBODY = """
foyer rural, foyer Les Tilleuls, foyer Soleil
Concessionnaire VEOLIA, concessionnaire RENAULT Ouest
les élèves de CM2, enfants de Paris, parents de France
les agents Enedis et GRDF, chez Leroy Merlin
Travaux école Jean Moulin, 12 ans de garantie, par Entreprise Bois
Bordeaux, Lyon, Nantes
Bordeaux ; Lyon ; Nantes
Renault, Peugeot, Citroën
Rose, Violette, Jasmin
Olivier, Laurier, Cyprès
Voltaire, Rousseau, Zola
Martin, Bernard & Cie
Les Amis de Sophie Trouvignec
FEU TRICOLORE EN PANNE DEPUIS HIER
spectacle « Monsieur de Trouvignec » à la salle des fêtes
compte rendu transmis, compte administratif, saisi par internet
login requis, alias disponible, session ouverte
Il s'agit de la chaudière, 05/08/1999. Reprise prévue
Prime (120 €), divers (3 €)
""".strip().splitlines()


@pytest.mark.parametrize("line", SOMEBODY.strip().splitlines())
def test_where_a_name_stands_tells_it(blotted: Callable[[str], str], line: str):
    text = line.replace("⟦", "").replace("⟧", "")
    shown = blotted(text)
    for piece in line.split("⟦")[1:]:
        assert piece.partition("⟧")[0] not in shown


@pytest.mark.parametrize("line", NOBODY)
def test_bodies_towns_and_things_in_the_same_places_stay(blotted: Callable[[str], str], line: str):
    assert blotted(line) == line
