"""What a sentence says just before it names somebody, in the languages of the partner cities.

Read on `flat` text; each pattern ends where the name begins. The words of a class are given whole:
every cue is only as sure as the names behind it, which `told.awaited` judges.
"""

import re

from anonymisation.recognisers.persons.words.frames import KIN_WORDS, POSTS, ROLE_WORDS

_MINE = (
    r"(?:mon|ma|mes|son|sa|ses|leurs?|notre|nos|votre|vos|ton|ta|mi|mis|su|sus|tu|el meu|la meva"
    r"|el seu|la seva|my|his|her|our|their|your|mijn|zijn|haar|onze?|meu|minha|seu|sua|nire|bere)"
)
#: Kin beyond French, and beyond a household's.
_KIN = (
    rf"{KIN_WORDS}|mama|papa|suegr[oa]|yern[oa]|nuera|cunad[oa]|padrin[oa]|madrin[oa]|sogr[oa]"
    rf"|cunhad[oa]"
    r"|ahijad[oa]|bisniet[oa]|fill|filla|germana?|marit|muller|avia?|tieta?|cosina?|nai|alaba"
    r"|semea?|senarra?|emaztea?|amona|aitona|anaia|arreba|ahizpa|moeder|vader|zoon|dochter|broer"
    r"|zus|vrouw|opa|oma|nicht|neef|oom|schoon(?:moeder|vader|zoon|dochter|broer|zus)|mom|dad|aunt"
    r"|uncle|cousin|nephew|niece|grand(?:mother|father|son|daughter)|arriere-(?:petit-fils"
    r"|petite-fille|grand-mere|grand-pere)|demi-(?:frere|soeur)|filleule?"
)
#: Trades that somebody is called by; artists and saints give their names to things.
_TRADES = (
    r"taxista|chofer|repartidora?|mensajer[oa]|carter[oa]|albanil|fontaner[oa]|electricista"
    r"|mecanic[oa]|vendedora?|comerciante|tender[oa]|camarer[oa]|panader[oa]|carnicer[oa]"
    r"|peluquer[oa]|enfermer[oa]|maestr[oa]|abogad[oa]|bomber[oa]|jardiner[oa]|limpiadora?"
    r"|cuidadora?|trabajadora? social|psicolog[oa]|entrenadora?|ponente|veterinari[oa]|portero"
    r"|albacea|apoderad[oa]|testigo|interesad[oa]|compareciente|fallecid[oa]|finad[oa]|difunt[oa]"
    r"|denunciad[oa]|demandad[oa]|imputad[oa]|detenid[oa]|agresora?|infractora?|becari[oa]"
    r"|livreu(?:r|se)|coursi(?:er|ere)|fact(?:eur|rice)|taxi|plombi(?:er|ere)|electricien(?:ne)?"
    r"|macon|menuisi(?:er|ere)|couvreur|serruri(?:er|ere)|kine(?:sitherapeute)?|dentiste"
    r"|pharmacien(?:ne)?|veterinaire|sage-femme|orthophoniste|psychologue|architecte|geometre"
    r"|notaire|avocate?|huissier|expert(?:e)?|economiste|urbaniste|paysagiste|ingenieure?|juriste"
    r"|format(?:eur|rice)|enseignante?|institut(?:eur|rice)|assistante? (?:sociale|maternelle)"
    r"|contrevenante?|interessee?|prevenue?|mis(?:e)? en cause|suspecte?|auteure? presumee?"
    r"|interpellee?|individu|disparue?|defunte?|de cujus|ayants? droit|sous-traitante?|gerante?"
    r"|associee?|postbode|loodgieter|elektricien|verpleegster|verpleger|dokter|leraar|lerares"
    r"|advocaat"
    r"|architect|slachtoffer|getuige|verdachte|overtreder|aanvraagster|melder|melders?ter"
    r"|veina?|propietari|llogater|llogatera|denunciant|conductora?|vizin[oa]|veci[nñ][oa]|dona"
    r"|auzokidea?|jabea|gidaria|driver|plumber|nurse|teacher|lawyer|suspect|offender|deceased"
)
#: Elders, children and whoever is spoken of by their state.
_STATE = (
    r"adult[oa]s? mayor(?:es)?|persona (?:mayor|adulta|desaparecida|con discapacidad)"
    r"|person(?:ne)?s? (?:agee|isolee|vulnerable|handicapee|disparue|decedee|concernee|en cause)"
    r"|majeure? protegee?|senyora?(?: gran)?|ancian[oa]|abuelit[oa]|idos[oa]|bejaarde|oudere"
    r"|elderly (?:man|woman|person)|menor(?: de edad)?|(?:la|el|una?|su) nin[oa]|nen[ae]?"
    r"|chic[oa]|jove|noia|noi"
    r"|mutil|neska|mutikoa|petite?|gamine?|garcon|fillette|adolescente?"
)
#: A full name follows.
FULL = re.compile(
    r"(?<![\w-])(?:identites? (?:declare|suppose|releve|verifie|controle|usurpe|presume|etabli"
    r"|reel|annonce|fourni|communique|retenu)\w*(?: (?:par|de|du) [a-z]+)? ?:? ?"
    r"|(?:re)?orthographiee?s? |connue? sous le nom de |se nommant |identifiee?s? comme (?:etant )?"
    r"|reconnue?s? comme (?:etant )?|homonyme (?:de |d')|confondre (?:avec )?"
    r"|(?:s'appel|se nomm|se prenomm)(?:er|ait|ant|le|e) |llamarse |dice llamarse |on lit "
    r"|(?:(?:re)?convoquer|recontacter|auditionner|citar a|convocar a|oproepen|summon) (?:aussi )?"
    r"|une? (?:monsieur|dame|homme|femme|type|gars|jeune|voisine?|senora?), (?:c'est |nommee? )?"
    r"|un(?:a)? (?:senora?|hombre|mujer|vecin[oa]), |(?:de )?transferts? de (?=[^\W\d_-]+ [^\W\d_])"
    r"|(?:familles? d'accueil|familia de acogida|familia d'acollida|familia de acolhimento"
    r"|gastgezin|pleeggezin|host family|foster family)(?: (?:de|des|du|para|van|of) "
    r"[^.;:!?,]{1,40}? ?:)? ?[:–-]? ?"
    r"|une? (?:certaine?|denommee?|prenommee?) |una? tal (?:de )?|uma? tal (?:de )?|een zekere "
    r"|a certain |(?:man|woman|person|someone) (?:called|named) |em dic |em dico |me digo |es diu "
    r"|nire izena |me chamo |chamo-me |ik heet |mijn naam is |(?:de|con) nombre |ten (?:la )?"
    r"|a (?:la )?charge de |a (?:l'encontre|l'egard|l'adresse) (?:de |d')|a cargo de |a carrec de "
    r"|en (?:contra|favor|nombre|nom|representacion) de |em nome de "
    r"|a (?:favor|nombre|nom|nome) de |au (?:profit|benefice) (?:de |d')"
    r"|ten (?:laste|gunste) van |op naam van |namens |in favou?r of |de parte de |per part de "
    r"|(?:bourse|aide|prime|allocation|secours|cheque|bon|exoneration|degrevement|beca|ayuda|bono"
    r"|subsidio|beurs|toelage|grant|scholarship|ajut|beques|bolsa|axuda)s?"
    r"(?: (?:scolaire|communale?|municipale?|d'etudes?|au merite|sociale?|exceptionnelle?|permis"
    r"|au permis|alimentaires?|energie|d'urgence|financiere?|facultative|individuelle|transport"
    r"|a la (?:licence|mobilite|formation|restauration|cantine)"
    r"|a l'(?:habitat|installation|energie)"
    r"|de (?:cantine|rentree|fournitures)|escolar|universitaria|comedor|de (?:estudios|comedor"
    r"|transporte|alquiler)|alquiler))*s? (?:de |d'|a |pour |para |van |voor |for |per a )"
    rf"|(?:{POSTS}|{ROLE_WORDS}|{_KIN}|{_TRADES}|{_STATE})s?"
    r"(?: (?:del?|du|au|a la) (?:\d{1,3}\W{0,3}(?:er|eme|e|o|a)?\W?|bajo|atico|lado|rez-de-chaussee"
    r"|dessus|dessous)(?: (?:etage|piso|planta))?(?=,))? ?(?:: ?|\(|, )?"
    r"|hang xom (?:ten )?|gia dinh (?:ong|ba|anh|chi|co|chu|bac) |nguoi (?:dan|khieu nai|bao|gui"
    r"|nop|thue|mua|ban) |(?<=cua )(?:ong|ba|anh|chi|co|chu|bac) "
    r"|(?:decern|attribu|remis|adjudicad|conced|otorgad|entregad|vendid|cedid|donad|arrendad"
    r"|alquilad|traspasad|transferid|verkocht|verhuurd|sold|rented)\w{0,3}"
    r" (?:[^.;:!?,]{0,30} )?(?:a|al|par|por) "
    r"|(?:adjudicar|conceder|otorgar) (?:[^.;:!?,]{0,40} )?a "
    r"|(?:ecrit|don|envoi|depot|dons)(?: [^.;:!?,]{0,30})? par |(?:hdros|hros|hered|suc)\. (?:de )?"
    r"|(?:grupo(?: de [a-z]+)?|integrantes|miembros|asistentes|membres|participantes?|participants?"
    r"|deelnemers|members|attendees|equipe|binome) ?: ?"
    r"|(?:mise a|a la) disposition (?:de |d')|(?:interim|remplacement|renfort) ?: ?)"
)
#: Two or more who share or quarrel: full names, or surnames, in a row.
BETWEEN = re.compile(
    r"(?<![\w'-])(?:indivision|litiges?|conflits?|altercation|dispute|bagarre|rixe|desaccord"
    r"|partage|mediation|mariage|union|pacs|echange|compromis|divorce|separation|voisinage"
    r"|conflicto|pelea|rina|discusion|disputa|acuerdo|baralla|ruzie|geschil|burenruzie|quarrel"
    r"|liti[gc]io)(?: [a-z']+){0,2}"
    r" (?:(?:entre|between|tussen) (?:les (?:familles|consorts) )?|c/ ?)"
)
#: Any surname follows, or several: families told one after the other, a name on a letter box.
ANY = re.compile(
    r"(?<![\w'-])(?:(?:boites? aux lettres|bal|sonnettes?|interphones?|plaques?|etiquettes?"
    r"|buzon|timbre|brievenbus|naambordje|bustia|letter ?box|doorbell)(?: [a-z]+){0,2}"
    r" (?:aux? noms? (?:de |d')|a (?:nombre|nom|nome) de |op naam van |in the name of )"
    r"|(?:familles|familias|gezinnen|families|foyers|menages|hogares) ?: ?"
    r"|(?:parents|padres|ouders|pais|pares) (?=[^\W\d_]{3,}-[^\W\d_]{2,})"
    r"|(?:noms?|apellidos?|cognoms?|achternaam|surname|sobrenomes?|abizena)"
    r"(?: (?:(?:porte |inscrit |figurant )?sur|d'usage|usuel|de naissance|de jeune fille|marital"
    r"|patronymique|d'epouse|de famille|d'origine|complet|l'acte|le bail|le contrat|le passeport"
    r"|la carte|le permis|le dossier|le titre|le livret|la boite|la sonnette|l'etat civil|du parent"
    r"|de la mere|du pere|de l'enfant|du conjoint|du tuteur|du demandeur|du locataire|de l'usager"
    r"|du proprietaire|du titulaire|de soltera?|de casada|del padre|de la madre|del titular"
    r"|en el acta|en la escritura)){1,3} ?: ?)"
)
#: One surname between brackets, behind whom it names, or behind a comma.
BRACKET = re.compile(
    r"(?<![\w'-])(?:monsieur|madame|homme|femme|senora?|senyora?|"
    rf"(?:{ROLE_WORDS}|{POSTS})(?: (?:precedent|ancien|actuel|sortant|entrant|anterior|actual"
    r"|saliente|vorige|huidige|du (?:dessus|dessous|\d\w{0,3})|d'en face|d'a cote)e?s?)?) ?[(] ?"
)
#: Whose letter box it is: who takes letters in for others, or a name at the bell.
HOST = re.compile(
    r"(?<![\w/-])(?:c/ ?o|p/ ?a|a/s(?: de)?|s/c(?: de)?|aux bons soins de|par adresse|care of"
    r"|t\.a\.v\."
    r"|per adres|en casa de|(?:(?<=[,;(.:–-] )|(?<=\()|^|(?<=sonner )|(?<=sonner a )"
    r"|(?<=a ))(?:l')?"
    r"(?:interphones?|sonnettes?|visiophone|nom sur (?:la )?(?:sonnette|porte|boite)|portier"
    r"|timbre|telefonillo|portero automatico|deurbel|bel|doorbell|buzzer|intercom|campainha))"
    r"(?: au| a)? ?:? "
)
#: Whom a thing is given to or kept by, who is cited, whose land lies beside.
HANDED = re.compile(
    r"(?<![\w'-])(?:(?:afgegeven|overhandigd|bezorgd|verhuurd|toegekend|overgedragen|uitgeleend"
    r"|gegeven) aan|(?:ophalen|te halen|afhalen|afgehaald) bij|(?:left|leave them) with"
    r"|(?:handed(?: over)?|given|lent|returned|issued|let|allocated) to|collect(?:ed)? from"
    r"|nommement|nominativement|nominalmente|by name|met name genoemd:?"
    r"|appartien(?:t|nent|ait|ant) a|pertenece a|behoort (?:toe )?aan|belongs to"
    r"|visant|mettant en cause"
    r"|(?:cheque|caution|rib|procuration|testament|fianza)(?: n° ?\d+)? (?:de|d')"
    r"|(?:aangifte|melding|klacht|ingediend|gemeld|ondertekend|betaald|getekend|aangevraagd) door"
    r"|(?:jouxt\w+|mitoyen(?:ne)? (?:de|avec)|contigue? (?:a|de)|attenante? a|longe|borde"
    r"|colindante con|linda con|grenst aan)"
    r" (?:celles? de|ceux de|(?:el|la|las|los) de|die van)) "
)
#: Whose wife or husband died.
WIDOWED = re.compile(
    r"(?<![\w'-])(?:weduwe|weduwnaar|wwe|wwn\.|widow(?:er)?|the late|wijlen|viud[oa](?: de)?"
    r"|vda\. de"
    r"|vidu[oa] de|viuv[oa](?: de)?|qua phu|erfgenamen|nabestaanden|gezusters|gebroeders) "
)
#: Who owns or rents, between two commas.
APPOSED = re.compile(
    r"(?<![\w'-])(?:duen[oa]|propietari[oa]|amo|encargad[oa]|conductora?|inquilin[oa]|vecin[oa]"
    r"|(?:co)?proprietaire|locataire|gerante?|maitre|gardien(?:ne)?|voisine?|conduct(?:eur|rice)"
    r"|eigenaar|huurder|buurman|buurvrouw|owner|tenant|driver|landlord), "
)
#: Letters that are kept as a proof: bodies receive them as often as persons.
SERVED = re.compile(
    r"(?<![\w'-])(?:lrar|lr ?ar|r?ar|recommandee?|mise en demeure|sommation|avertissement"
    r"|requerimiento|burofax|carta certificada|aangetekende brief|aanmaning)"
    r"(?: [a-z]{4,})? (?:a|aan|to) "
)
#: What has its owner's name on it, told by that name without more.
OWNED = re.compile(
    r"(?<![\w'-])(?:carte (?:bancaire|vitale|d'identite|nationale d'identite|grise|de bus|de sejour"
    r"|d'invalidite|d'etudiante?|senior|electorale|mutuelle)|permis de conduire|passeport|chequier"
    r"|cheque|titre de sejour|livret de famille|portefeuille|tarjeta (?:bancaria|sanitaria)"
    r"|permiso de conducir|pasaporte|cartera|dni|bankkaart|identiteitskaart|rijbewijs|paspoort"
    r"|bank card|passport|driving licence|targeta bancaria|passaport) (?:au nom (?:de |d'))?"
    r"|(?<![\w'-])(?:servitude|droit de passage|servidumbre|(?:defense|observations)"
    r"(?: (?:ecrite|orale)s?)?) (?:de |d')"
)
#: A given name alone: whose child or partner, or what somebody is called by.
GIVEN = re.compile(
    rf"(?<![\w'-])(?:{_MINE} (?:(?:deux|trois|dos|tres|twee|drie|two|three|petite?|grande?|jeune"
    r"|propre|vieux|vieille|pequen[oa]) )?"
    rf"(?:{_KIN}|bebe|enfant)s?"
    r"(?: (?:aine|cadet|cadette|benjamine?|mayor|menor|unique|pequen[oa])e?)?,? "
    r"|prenoms?(?: (?:d'usage|usuel|de naissance|choisi|de l'enfant|du bebe))? (?:est |: ?)"
    r"|(?:enfants?|eleve|bebe|kind|leerling|pupil|child|alumn[oa]|hij[oa])"
    r"(?: (?:a charge|concernee?|inscrite?|scolarisee?|mineure?|a cargo|ten laste))+ ?: ?"
    r"|(?:pour|para|voor) (?=[^\W\d_]+, (?:alumn[oa]|eleve|estudiante|etudiante|leerling)\b)"
    r"|(?:lunettes|doudou|manteau|blouson|cartable|bonnet|echarpe|tetine|trousse|gilet"
    r"|chaussures|cuadernos?|gafas|mochila|abrigo|chaqueta) de "
    r"|(?:(?:la|el|una?|mi|su|otra|otro) nin[oa]|nena|interesad[oa]|de nombre|hang xom ten) )"
)
#: A family by the article before its one surname, which has no plural: "chez les Vardon".
LES = re.compile(
    r"(?<![\w'-])(?:(?:c'est|encore|toujours|chez|contre|avec|entre|dixit|selon) les"
    r"|(?:chiens?|chats?|gamins|gosses|enfants|fils|fille|voitures?|haie|coq|poules|portail|musique"
    r"|jardin) (?:est )?des|(?:perr[oa]s?|gat[oa]s?|hij[oa]s?|piso|coche|moto|familia|ninos|ninas"
    r"|chicos|vecinos|fiestas?|musica|ruidos?) (?:es |son )?de los|(?:gos|gats?|fills|cotxe|pis"
    r"|casa) dels) "
)

__all__ = [
    "ANY",
    "APPOSED",
    "BETWEEN",
    "BRACKET",
    "FULL",
    "GIVEN",
    "HANDED",
    "HOST",
    "LES",
    "OWNED",
    "SERVED",
    "WIDOWED",
]
