"""Words after which a person is named, and words that follow one, in lower case without accents.

Read on `flat` text. `ACTOR` frames announce who did or said something, `ROLE` frames what somebody
is, `KIN` frames whose relative: nearly always a person. `OWNED` and `GIVEN` frames go before bodies
as often as before persons, `LOOSE` ones before anything: they need more evidence.
"""

import re

_DONE = (
    r"represente|signale|depose|presente|demande|formule|introduit|sollicite|effectue|occupe"
    r"|loue|adresse"
    r"|transmis|reclame|redige|etabli|detenu|cede|vendu|acquis|envoye|remis|apporte|constate"
    r"|rapporte"
    r"|declare|emis|suivi|traite|recu|accueilli|rencontre|accompagne|assiste|contacte|appele"
    r"|saisi|interpelle"
    r"|informe|prevenu|alerte|remplace|encadre|anime|realise|signe|heberge|porte|exprime|communique"
)
_DONE_ES = (
    r"representad|presentad|solicitad|denunciad|firmad|reportad|atendid|enviad|entregad"
    r"|recibid|registrad"
    r"|ingresad|elaborad|tramitad|realizad|notificad|llenad|apresentad|assinad|comunicad"
    r"|informad|enviad"
)
_DONE_EN = (
    r"submitted|owned|reported|represented|signed|raised|filed|sent|written|made|requested|handled"
)
_ROLES = (
    r"demandeu(?:r|se)|demanderesse|requerante?|plaignante?|declarante?|locataire"
    r"|(?:co)?proprietaire"
    r"|occupante?|riveraine?|voisine?|usag(?:er|ere)|administree?|habitante?|residente?"
    r"|gardien(?:ne)?"
    r"|concierge|conduct(?:eur|rice)|victime|temoin|beneficiaire|titulaire|allocataire"
    r"|adherente?|abonnee?"
    r"|candidate?|laureate?|stagiaire|salariee?|employee?|agente?|referente?|interlocut(?:eur|rice)"
    r"|eleve|enfant|mineure?|defunte?|patiente?|assistante?|technicien(?:ne)?|exploitante?"
    r"|commercante?|appelante?|contrevenante?|intervenante?"
    r"|signataire|auteure?|emett(?:eur|rice)|expedit(?:eur|rice)|destinataire|collegue|ami"
    r"|amie|mandataire"
    r"|lect(?:eur|rice)|emprunteu(?:r|se)|redevable|debit(?:eur|rice)|contribuable|passag(?:er|ere)"
    r"|cycliste|pieton(?:ne)?|automobiliste|motard|participante?|apprentie?|bailleu(?:r|resse)"
    r"|heritiere?s?|delegue(?:e)?(?: de quartier)?|citoyen(?:ne)?|morador|acquereu(?:r|se)"
    r"|vendeu(?:r|se)|tut(?:eur|rice)|nomme|nommee|prenomme|prenommee|sieur|dame|tier[s]"
    r"|deposant|nommes"
    r"|vecin[oa]|ciudadan[oa]|solicitante|titular|propietari[oa]|inquilin[oa]|denunciante"
    r"|conductor|alumn[oa]|familiar|allegad[oa]|apoderad[oa]|acudiente"
    r"|menor|moradora?|requerente|proprietari[oa]|vizinh[oa]|usuari[oa]|senora?|joven"
    r"|inspectora?|funcionari[oa]"
    r"|compañer[oa]|companer[oa]|owner|tenant|applicant|complainant|neighbou?r|driver|witness"
    r"|victim|pupil|student|child"
)
_KIN = (
    r"pere|mere|papa|maman|fils|fille|frere|s(?:oe|œ)ur|mari|femme|epoux|epouse|conjointe?"
    r"|compagn(?:on|e)"
    r"|concubine?|beau-pere|belle-mere|beau-frere|belle-s(?:oe|œ)ur|beau-fils|belle-fille|cousine?"
    r"|mamie|mamy|papi|papy|tonton|tata|tatie|nounou|nourrice|parrain|marraine"
    r"|neveu|niece|oncle|tante"
    r"|grand-pere|grand-mere|petit-fils|petite-fille|hij[oa]|espos[oa]|marido|mujer"
    r"|herman[oa]|madre|padre|abuel[oa]"
    r"|ti[oa]|niet[oa]|sobrin[oa]|prim[oa]|filh[oa]|espos[oa]|irma|irmao|mae|pai|son|daughter"
    r"|comadre|compadre|cunad[oa]|suegr[oa]|yerno|nuera|padrino|madrina|ahijad[oa]|hijastr[oa]"
    r"|gendre|coepouse|co-epouse|demi-frere|demi-s(?:oe|œ)ur|ex-mari|ex-femme|filleule?|fiancee?"
    r"|sogr[oa]|genro|cunhad[oa]|sobrinh[oa]|dochter|zoon|broer|zus|moeder|vader|echtgeno(?:ot|te)"
    r"|schoon(?:zoon|dochter|moeder|vader|broer|zus)|kleinzoon|kleindochter|alaba|aita|anaia"
    r"|arreba|ahizpa|senarra?|emaztea?|amona|aitona|germana|germa|filla|sogra"
    r"|husband|wife|brother|sister|mother|father"
)
#: Nouns of persons, by what they are and by whose they are.
ROLE_WORDS = _ROLES
#: What somebody does, for whom, or what for: a full name follows.
POSTS = (
    r"petitionnaire|concessionnaire|detent(?:eur|rice)|comptable|apicult(?:eur|rice)|atsem|aesh"
    r"|animat(?:eur|rice)|chauffeu(?:r|se)|conduct(?:eur|rice) de travaux|chef(?:fe)? de chantier"
    r"|chef(?:fe)? d'equipe|infirmiere?|medecin|aide-soignante?|cuisiniere?|educat(?:eur|rice)"
    r"|sporti(?:f|ve) de haut niveau|athlete|coureu(?:r|se)|joueu(?:r|se)|nageu(?:r|se)"
    r"|boxeu(?:r|se)|gymnaste|judokate?|cavaliere?|jeune|laureate?|artisane?|etudiante?|doctorante?"
    r"|lyceen(?:ne)?|collegien(?:ne)?|agricult(?:eur|rice)|maraichere?|eleveu(?:r|se)"
    r"|mediat(?:eur|rice)"
    r"|secretaire|accompagnat(?:eur|rice)|surveillante?|brigadier|gardien-brigadier|gpm|bcp|asvp"
    r"|duen[oa]|tecnic[oa]|beneficiari[oa]|arrendatari[oa]|bestuurder|eigenaar|huurder|aanvrager"
)
#: Without what is a possessive in French: "son mari".
KIN_WORDS = _KIN.replace("|son|", "|")
_POSSESSED = (
    r"(?:son|sa|ses|mon|ma|mes|leur|notre|votre|vos|su|sus|mi|seu|sua|meu|minha"
    r"|his|her|my|their|our)"
)
#: "le père Noël", but "le fils Dupont".
_OF_A_FAMILY = (
    r"(?:le|la) (?:fils|fille|frere|s(?:oe|œ)ur|mari|femme|veuve|petit|jeune|nommee?|dame|sieur)"
)
_LABELS = (
    rf"(?:{_ROLES}|{_KIN}|gerante?|contact|responsable|nom|noms|prenom|nom et prenom|nombre"
    rf"|nombres|name|signe|signature|firmado|firma"
    r"|signed|assinado|encargad[oa]|nguoi gui|nguoi lien he|ho ten|ho va ten|lien he|caller"
    r"|from|de la part de|vu|"
    r"interlocuteur|redacteur|redactrice|referent|suivi par|dossier|demande|appelant"
    r"|correspondant|agent|usager|"
    r"presents?|presentes?|absents?|excuses?|temoins?|destinataires?|copie|cc|pour info"
    r"|participants?|asistentes|presente)"
)
_OWNED = (
    r"titularisation|contentieux|litige|affectation|detachement|radiation|avancement|encontre"
    r"|plainte|courrier|appel|mail|courriel|message|lettre|reclamation|signalement|demande"
    r"|dossier|requete|recours"
    r"|temoignage|accord|avis|avis favorable|deposition|audition|visite|passage|obseques"
    r"|deces|mort|inhumation|le fonds"
    r"|exhumation|concession|nomination|recrutement|depart|retraite|embauche|absence"
    r"|remplacement|arret de travail"
    r"|arret maladie|conge|contrat|mutation|licenciement|voiture|vehicule|maison|terrain"
    r"|parcelle|logement|domicile"
    r"|jardin|tombe|propriete|enfants?|compte"
    r"|(?<!repond au )(?<!repondant au )nom|part|signature|attestation|carte|permis"
    r"|chien|chat|fils|fille"
    r"|frere|s(?:oe|œ)ur|femme|mari|pere|mere|aide|candidature|inscription|retour|reponse|relance"
    r"|intervention|accident|chute"
    r"|propiedad|solicitud|queja|denuncia|reclamo|casa|terreno|lote|llamada|correo|carta"
    r"|pedido|firma|familia|nombre"
    r"|favor|parte|hij[oa]|espos[oa]|madre|padre|finca|moto|carro|coche|reclamacao|queixa|carta"
)
_GIVEN = (
    r"cede|vendu|promis|loue|consenti|accord|attribue|delivre|verse|remis|octroye|alloue|rembourse"
    r"|adresse|transmis|envoye"
    r"|donne|rendu|restitue|demande|confie|notifie|repondu|telephone|ecrit|parle|message|courrier"
    r"|relance|reponse|remboursement|mail|rappel|secours"
)

#: Who did, said or owns it.
ACTOR = re.compile(
    rf"(?<!\w)(?:appartenant (?:a )?|(?:{_DONE})e?s? par |(?:{_DONE_ES})[oa]s? (?:por|a) "
    rf"|(?:{_DONE_EN}) by "
    r"|perteneciente a |belonging to |on behalf of |in the name of "
    r"|(?<!repond )(?<!repondant )(?<!repondent )au nom de "
    r"|pour le compte de |de la part de |a nombre de |en nombre de "
    r"|por parte de |em nome de |d'apres |selon |dixit |segun |according to |rencontre |recu "
    r"|vu avec "
    r"|je soussignee? |nous soussignes |je suis |moi |c'est |je m'appelle |je me nomme "
    r"|me llamo |soy |my name is |i am |yo, |"
    r"cordialement[,.]? |cdt[,.]? |cdlt[,.]? |bien a vous[,.]? |salutations[,.]? "
    r"|un (?:cordial )?saludo[,.]? |atentamente[,.]? |regards[,.]? "
    r"|merci[,.!]? |saludos[,.]? |gracias[,.]? |thanks[,.]? "
    r"|bonjour |hola |hello |dear "
    r"|se entrevisto a |spoke (?:with|to) |talked to |hablo con |hable con |falei com |llamo "
    r"|llamada de |atiende "
    r"|signe,? |firmado,? |signed,? )\s*"
)
#: What somebody is; "famille", "née" and the like let a lone surname follow.
ROLE = re.compile(
    rf"(?<!\w)(?:(?:{_LABELS})(?: sur place)? ?[:=] ?|(?:{_ROLES})(?:,| \(|\s)\s?(?:nommee? "
    rf"|le nomme |la nommee )?)\s*"
)
#: Whose given name follows, without more; "aux enfants de" dedicates something to a town's.
FIRST = re.compile(
    rf"(?<!\w)(?:aux )?(?:{_KIN}|enfants?|bebe|jumeaux|jumelles|anniversaire|naissance"
    rf"|bapteme|mariage|prenoms?|hijos|cumpleanos"
    r"|sur place|appelez|appeler|rappeler|telephoner a|contacter|moi|c'est|petite?"
    r"|mes enfants|moi c'est|a charge)(?:\([aeos]{1,2}\))?"
    r"(?:,| (?:d'|(?:de|do|da|del|a|:|est|du petit|de la petite)(?!\w)))?\s?:?\s*"
)
KINSHIP = re.compile(rf"(?:{_KIN}|enfants?|bebe|jumeaux|jumelles)\b")
#: What somebody receives, whose name ends the line: "Chèque énergie Nina Vardon".
AID = re.compile(
    r"\W*(?:aide|prime|bourse|allocation|cheque|secours|abonnement|remise|exoneration"
    r"|remboursement|caution"
    r"|rsa|apa|pch|acompte|beca|bono|ayuda|subsidio|prima|pension|pret|avance)\b"
)
KIN = re.compile(
    rf"(?<!\w)(?:{_POSSESSED}\s?(?:{_KIN}|ami|amie|collegue|voisine?)(?:\([aeos]{{1,2}}\))?"
    rf"|{_OF_A_FAMILY})(?:,| \("
    rf"|\s)\s*"
)
SURNAME_NEXT = re.compile(
    r"(?<!\w)(?:familles?|nee?|nommee?|consorts|creances?|fratrie|hoirie|mariage|obseques|enterrement|pacs|noces|contentieux|litige|affaire|succession|heritiers|hermanos|hermanas|irmaos|conyuges|esposos"
    r"|familie|famille de|de familie|epoux|epouse|veuve"
    r"|feue?(?! (?:tricolore|rouge|vert|orange|pieton|clignotant))|vecin[oa]|familia|apellido"
    r"|nom de famille ?:?)\s+"
)
OWNED = re.compile(
    rf"(?<!\w)(?:{_OWNED})s? (?:a nom )?(?:de la part )?(?:de |d'|del? |from |of )\s*"
)
GIVEN = re.compile(
    rf"(?<!\w)(?:{_GIVEN})(?:e?s?|ees?)? (?:[^.;:!?,\n]{{0,30}} )?(?:a|aupres de|pour|con"
    rf"|with|to) \s*"
)
LOOSE = re.compile(
    r"(?<!\w)(?:contacter|joindre|rappeler|prevenir|demander|voir|voir avec|aupres de|rappele"
    r"|appele|pour|a|par|avec|chez"
    r"|contre|et|de|remercier|remercie|merci a|merci de|informer|vu|eu|j'ai eu"
    r"|contactar(?: con)?|llamar a|por|con|para|with|by|to|for|y|e|com|and|que)\s+"
)
#: Of the loose ones, those that a lone given name may follow.
PERSONAL = re.compile(
    r"(?:avec|chez|voir|appeler|appelez|contacter|joindre|rappeler|prevenir|rappele|appele"
    r"|remercier|remercie|merci a|eu|con|with|com|llamar a|"
    r"contactar|par|aupres de|informer|contre|vu)\s+$"
)
#: "n. Vardon p. Nina"
PAIRED = re.compile(
    r"(?<!\w)(?:n|nom|apellidos?|naam)\s?[.:=]\s?(?P<name>[^\W\d_][\w' -]{1,30}?)[ ,;/|]+"
    r"(?:p|pr|prenom|nombres?|voornaam)\s?[.:=]\s?(?P<given>[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?)"
)
#: A name alone at the start of a note: "Vardon : impayés", "De Cock: verhuisd".
HEADED = re.compile(
    r"^\W*(?:(?:le|la|de|du|van|von|ben|el|ait|mc|da|dos)\s)?(?P<name>[^\W\d_]{4,})\s?:\s"
)
#: What a person just named does, is or has.
AFTER = re.compile(
    r"\s?(?:[(,:–-]?\s?(?:au |al |tel\.? |gsm )?(?:0\d[\d .]{6}|\+\d{2}|[\w.]{3,40}@)"
    r"|\((?:gsm|tel|06|07)|,\s(?:\d{1,3} ans|nee? |agee? |agente?\b|gardien|stagiaire"
    r"|responsable|directrice|directeur|secretaire|animat"
    r"|hotesse|technicien|son |sa |epouse|veuve|fils|fille|domicilie|demeurant|residant"
    r"|habitant|locataire|proprietaire|usager"
    r"|voisin|riverain|qui )"
    r"|\s(?:s'est|se plaint|se presente|a r?e?(?:appele|demande|signale|dit|declare|confirme"
    r"|indique|note|precise|depose|refuse"
    r"|accepte|repondu|ecrit|contacte|informe|envoye|transmis|ete (?:recue?|informee?"
    r"|relancee?|contactee?|prevenue?|blessee?|vue?)|ouvert|signe|vu|constate|laisse)"
    r"|suit (?:le |la |ce |cette |leur |son )(?:dossier|demande|situation|famille|menage|affaire)"
    r"|(?:re)?appelle|appelera|rappellera|nous (?:a |informe|signale|ecrit|indique|dit"
    r"|demande|contacte)|vous |m'a |m'informe|confirme|souhaite|sollicite"
    r"|se porte|se dit|conteste|reclame|est (?:re)?passee?|est venue?|est absente?"
    r"|est decedee?|est tombee?|n'est pas|n'a |ne (?:repond|souhaite|veut|peut)|refuse|"
    r"habite|demeure|reside(?!n)|affirme|estime(?!e)|\(pere|\(mere|\(voisin|"
    r"llamo|dice|pide|solicita|avisa|aviso|reclama|se queja|informa|indica|no estaba"
    r"|no contesta|vive|reside(?!n)|"
    r"called|says|said|reported|asked|complains|lives|refuses|ligou|disse|pediu))"
)
