"""Cells that say that there is nobody, or nothing: they stay in columns of persons and contacts."""

import re
from functools import lru_cache

from anonymisation.reading.text import fold

#: Folded; with what is around them they are the whole cell.
_WORDS = re.compile(
    r"(?:inconnue?s?|neant|sans(?: (?:objet|suite|plaque|nom|adresse|telephone|mail|contact"
    r"|proprietaire|titulaire|immatriculation|reponse))?|aucune?|rien|vide|libre|vacante?s?"
    r"|vacance(?: de poste)?|anonym(?:es?|ise|ous)|anonim[oa]s?|anoniem|nac danh|an danh"
    r"|(?:une? )?(?:riverain|habitant|passant|voisin)(?:e|s|es)?"
    r"|anonim|مجهول|غير معروف|لا شيء|khuyet danh|n\.? ?[acdrs]\.?|n/[acdr]|nan|null|none|nil|nd|nc"
    r"|(?:0[ .\-]?)+"
    r"|id\.?|(?:le|la|les|el|los) (?:pere|mere|parents?|fils|fille|padre|madre|padres)"
    r"|(?:lui|elle|soi)-meme|(?:el|la) mism[oa]|fils|fille|mere|pere|conjointe?|epou(?:x|se)"
    r"|soeur|grand-?(?:mere|pere)|tante|oncle|niece|cousine|parents|tut(?:eur|rice)|hij[oa]|niet[oa]"
    r"|madre|padre|espos[oa]|herman[oa]|sobrina|vecina|abuel[oa]|daughter|mother|father|self|zelf"
    r"|titular|interesad[oa]|dochter|moeder|vader|buur(?:man|vrouw)"
    r"|s\.?d\.?f\.?|sans (?:domicile(?: fixe)?|logement)|sin domicilio(?: fijo)?"
    r"|npai|n'habite (?:pas|plus) a l'adresse(?: indiquee)?|domicilio conocido|dakloos"
    r"|zonder vaste woonplaats|no fixed abode|homeless"
    r"|nsp|n\.?t\.?"
    r"|non (?:renseignee?|communiquee?|connue?|precisee?|identifiee?|applicable|concernee?"
    r"|disponible|attribuee?|fournie?|trouvee?|transmise?)|pas (?:de|d') ?(?:telephone|mail|adresse"
    r"|contact|reponse|plaque)|a (?:completer|renseigner|pourvoir|definir|determiner|designer"
    r"|preciser|attribuer|verifier|venir)|en (?:cours|attente|recherche)|idem|dito|ditto|divers"
    r"|plusieurs|particuliers?|prive|public|publique|indivision|usager|non|oui|ok|tbd|unknown"
    r"|confidenti(?:el(?:le)?s?|al|eel)|vertrouwelijk|reservad[oa]s?|non diffus(?:able|ee?)"
    r"|occultee?|masquee?|caviardee?|sur dossier|zie dossier|see (?:file|record)|xem ho so|bao mat"
    r"|(?:voir|cf\.?) (?:le |la )?(?:dossier|fiche|annexe|pj|piece jointe|registre)"
    r"|ver (?:expediente|anexo|ficha)"
    r"|nobody|no|vacant|empty|desconocid[oa]s?|se desconoce|ningun[oa]?|sin (?:datos|dato|nombre"
    r"|informacion|titular|telefono|correo|direccion)|no (?:consta|aplica|tiene|disponible|procede)"
    r"|s/[dn]|particular|onbekend|geen|nihil|leeg|ezezaguna|ez dago|bat ere ez|hutsik"
    r"|khong(?: co| ro)?|chua (?:ro|co)|vo danh|desconhecid[oa]|nenhum|majhoul|moujib"
    r"|x{1,4}|\?+|[-–—_./*#~]+|0)"
)


#: A function, a service or a line of totals, alone or with what it is of: "la directrice".
_ROLE = (
    r"(?:secretariat|secretaires?|accueil|standard|gardien(?:ne)?s?|concierge|direct(?:eur|rice)s?"
    r"|direction|responsables?|referente?s?|regisseu(?:r|se)s?|gerante?s?|gestionnaires?"
    r"|presidente?s?|vice-presidente?s?|tresorier[e]?s?|maires?|adjointe?s?|elue?s?|agents?|chefs?"
    r"|cheffe|coordinat(?:eur|rice)s?|animat(?:eur|rice)s?|educat(?:eur|rice)s?|bibliothecaires?"
    r"|enseignante?s?|instituteurs?|institutrices?|professeurs?|infirmier[e]?s?|medecins?|policiers?"
    r"|technicien(?:ne)?s?|mediat(?:eur|rice)s?|receptionniste|intendante?s?|proviseure?s?"
    r"|principale?s?|inspect(?:eur|rice)s?|bureau|service|services|mairie|equipe|permanence"
    r"|astreinte|guichets?|comptoir|poste|numero|vert|ventanilla|mostrador|balie|loket|counter"
    r"|equipements?|technique|administrati(?:f|ve)|municipale?s?|pedagogique|site|batiment"
    r"|etablissement|structure|piscine|stade|gymnase|ecole|mediatheque|bibliotheque|salle|urbanisme"
    r"|culture|jeunesse|sports?|voirie|entretien|securite|communication|finances|ressources|humaines"
    r"|total|sous-total|totaux|general|liste|d'attente|attente|groupes?|equipes?|classes?|niveaux?"
    r"|asvp|pm|brigadiers?|indicatif|bac|patrouilles?|pool|commissions?|comite|jury|patrulla|brigada|comision|[a-h]|alpha|bravo|charlie"
    r"|delta|echo|regie|atelier|ateliers|brigade|prestataires?|interne|externe|sous-traitants?|entreprises?|suite|report|effectif|effectifs|moyenne|annule|annulee|complet|lista|espera|grupos?|totales"
    r"|director[ae]?s?|directora|secretari[oa]s?|recepcion|conserje|encargad[oa]s?|coordinador[a]?"
    r"|tecnic[oa]s?|alcaldia|alcalde|alcaldesa|oficina|servicio|onthaal|secretariaat|directeur"
    r"|directie|conciërge|verantwoordelijke|dienst|wachtlijst|totaal|zuzendaria|idazkaria|harrera"
    r"|reception|manager|office|head|caretaker|desk|team|waiting|list|group|subtotal"
    r"|le|la|les|l|de|du|des|d|el|los|las|del|der|het|the|of|et|y|a|au|aux|en|n|\d{1,3})"
)
_ROLES = re.compile(rf"{_ROLE}(?:[\s'/,.:&\-]+{_ROLE}){{0,6}}")


#: How crews are called over the air: "Bravo-Oscar", "Romeo 1"; one word alone may be a name.
_CALL = (
    r"(?:alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?e?|kilo|lima|mike|november"
    r"|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whisk(?:e?y)|x-?ray|yankee|zoulou|zulu)"
)
_CALLS = re.compile(
    rf"(?:indicatif )?{_CALL}(?:[ \-]{_CALL}|[ \-]?\d{{1,3}}){{1,3}}|indicatif {_CALL}"
)
#: Who signs in without being anybody: a machine, an exchange, the account that everybody uses.
_MACHINE = (
    r"(?:admin|administrat(?:eur|or)|administrador|beheerder|kudeatzailea|root|superuser|superadmin"
    r"|sysadmin|sys(?:tem)?e?|sistema?|systeem|batch|cron|daemon|robot|scheduler|ordonnanceur"
    r"|planificateur|imports?|importa(?:tion|cion)|exports?|interfaces?|interfaz|web-?services?"
    r"|api|teleservices?|tele-?procedures?|guichet web|reprise|migration|migracion"
    r"|synchro(?:nisation)?"
    r"|sync|edi|etl|traitement|automat(?:e|ique|ico)|automatisch|batchuser|svc|srv|serviceaccount"
    r"|compte (?:generique|technique|systeme)|cuenta generica|flux|install|demo|formation|recette"
    r"|preprod|he thong|quan tri)"
)
#: What such accounts are of: letters, a number, the place where they come in.
_MACHINE_OF = (
    rf"(?:{_MACHINE}|[a-z]{{1,3}}|portail|portal|sql|ldap|user|auto|job|bot|web|site|app|mobile"
    r"|nuit|jour|service|compta|finances?|grc|sig|rh|paie|siv|\d{1,4})"
)
_MACHINES = re.compile(rf"{_MACHINE}(?:[ _.\-]{_MACHINE_OF}){{0,3}}\d{{0,3}}")


@lru_cache(maxsize=16_384)
def nobody(value: str) -> bool:
    """Whether a whole cell says in words, or by a sign, that nobody is there: "inconnu", "-"."""
    if len(value) > 40:
        return False
    words = re.sub(r"\s+", " ", fold(value)).strip().strip("()[]\"'").strip()
    return bool(_WORDS.fullmatch(words))


#: Folded; what stands where something is not told, and tells nothing by itself ("non" does).
_UNTOLD = re.compile(
    r"(?:inconnue?s?|neant|n\.? ?[cd]\.?|n/[acd]|nsp|non (?:renseignee?|communiquee?|connue?"
    r"|precisee?|disponible|diffus(?:able|ee?))|confidenti(?:el(?:le)?|al|eel)|masquee?|occultee?"
    r"|(?:voir|cf\.?) (?:le )?dossier|sur dossier|ver expediente|zie dossier|see file|xem ho so"
    r"|desconocid[oa]|sin datos?|no consta|onbekend|unknown|khong ro|s/[dn]|x{2,4}|\?+"
    r"|[-–—_./*#~]+)"
)


def untold(value: str) -> bool:
    """Whether a cell only says that something is not told: "confidentiel", "-", "non renseigné"."""
    return len(value) <= 40 and bool(_UNTOLD.fullmatch(re.sub(r"\s+", " ", fold(value)).strip()))


@lru_cache(maxsize=16_384)
def machine(value: str) -> bool:
    """Whether an account is nobody's: "BATCH", "SVC_PORTAIL". Families are called Root too."""
    return len(value) <= 40 and bool(_MACHINES.fullmatch(fold(value).strip()))


@lru_cache(maxsize=16_384)
def role(value: str) -> bool:
    """Whether a whole cell is a function, a service or a line of totals: "La directrice"."""
    if len(value) > 60:
        return False
    words = re.sub(r"\s+", " ", fold(value)).strip()
    return len(words) > 3 and bool(_ROLES.fullmatch(words) or _CALLS.fullmatch(words))


__all__ = ["machine", "nobody", "role", "untold"]
