"""Persons told by a sign beside them: a key, an alias, an age, a role, a hand-written list.

Pieces between ⟦ and ⟧ must go, every other word must stay. Every name is made up or very common.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

SOMEBODY = """
id=7;nom=⟦VARDON⟧;prenom=⟦NINA⟧;ddn=⟦1974⟧
login accepted first_name=⟦Nina⟧ last_name=⟦EL VARDI⟧ birthdate=⟦3 mars 1981⟧
prélèvement refusé locataire=⟦VARDON SIMONE⟧
relance envoyée usager=⟦VARDON NINA⟧ sans retour
virement bloqué titulaire="⟦KERLEC Nina⟧" solde nul
POST /dossier?nom=⟦trouvignec⟧&page=2
Mineur vu au parc, surnommé « ⟦Bibou⟧ »
Mineur vu au parc, alias ⟦Bibou⟧
cite souvent « ⟦Bibou⟧ », son voisin du dessous
⟦Olive⟧ a 2 filles en crèche
⟦Olive⟧ a déjà rencontré l'assistante sociale
Kermesse de l'école – animateurs ⟦Nina⟧ et ⟦Yves⟧, rendez-vous au préau
On reviendra l'an prochain ! ⟦Nina⟧
absence pour garde (⟦Olive⟧, 6 ans)
Le portail a été forcé par le frère ⟦LÊ⟧
Courrier du notaire de l'indivision ⟦El Vardi⟧ classé
Élagage à prévoir le long de la propriété ⟦DOS KERLOS⟧
Caveau ⟦VARDON⟧ fissuré
L'eau stagne devant le hangar ⟦VARDON⟧ depuis lundi
notre nom s'orthographie ⟦OULD VARDI⟧ et non ⟦KERLEC TROUVI⟧
Livret mis à jour, changement de nom en ⟦KERLEC⟧ hier
EI ⟦VARDON SIMONE⟧
⟦Nina VARDON⟧ EI
Courriel de ⟦M trouvignec⟧ transmis au service
appeler ⟦Mme de la varde⟧ demain
⟦vardon irma⟧ : ⟦06 12 34 56 78⟧
Copie d'attestation de résidence – ⟦VARDON Irma⟧
Livret de mes parents ⟦Nina KERLEC⟧ et ⟦Yves VARDON⟧ perdu
Le frère du plaignant (⟦Anaïg⟧) était présent
Bagarre : ⟦Trouviane⟧ et ⟦Yves VARDON⟧ convoqués
la tante vient récupérer ⟦Olive⟧ à midi
⟦sylviedu29⟧ : merci pour le nouvel abribus
compte ⟦nina_var29⟧ bloqué après trois essais
⟦VARDON Nina⟧ – ⟦12/05/1998⟧ – renouvellement de badge
"""

NOBODY = """
POST /liste?nom=gymnase&page=2
name=nginx state=ready tiers=EDF contact="Mairie de Lille"
nom="Gymnase Jean Bouin" etat=ouvert
opéra « Bibou », une fable
Marseille a 2 filiales
animateurs Culture et Sport
On reviendra l'an prochain ! Super
Tombe Napoléon à restaurer
hangar BIO ouvert
lecteur RFID en panne
leur nom est Piscine du Lac
Mairie EI
choix de M disponible
rendez-vous avec mme de la mairie
accueil mairie - poste 12
compte budget_2024 clos, page12 version2, lyon2024
Lot de chaises – 12/05/1998 – mise au rebut
plaque « Aux enfants de Trouvigny »
perruche perdue, répond au nom de Simone
Régate La Simone Vardon, port fermé
c'est un don de l'Église
bail renouvelé, 9 ans
Travaux îlot Yves-Vardon, lot 3
roman « L'Été » de Nina Vardon
Stage Caces R489
Vente à SCCV Le Pré Simone
comité de jumelage avec Trouvingen
"""


def _shown(detector: Detector, text: str) -> str:
    found = detector.find(pl.Series([text]), "observations").get(text, ())
    for one in reversed(found):
        text = text[: one.start] + "□" + text[one.end :]
    return text


@pytest.mark.parametrize("line", SOMEBODY.strip().splitlines())
def test_a_sign_tells_who_is_named(detector: Detector, line: str):
    text = line.replace("⟦", "").replace("⟧", "")
    kept = "".join(piece.rpartition("⟧")[2] for piece in line.split("⟦"))
    assert _shown(detector, text).replace("□", "") == kept


@pytest.mark.parametrize("line", NOBODY.strip().splitlines())
def test_the_same_signs_beside_things_tell_nobody(detector: Detector, line: str):
    assert _shown(detector, line) == line


@pytest.mark.parametrize(
    "text",
    [
        "Mme Nina VARDON lève la séance",
        "Motion déposée par M. B. Vardon sur les cantines",
        "visite de M. Yves VARDON, élu du secteur",
    ],
)
def test_who_acts_for_a_council_is_in_office(detector: Detector, text: str):
    found = detector.find(pl.Series([text]), "observations")[text]
    assert {one.entity for one in found} == {"OFFICIAL"}
