"""Trades and posts that somebody is told by, in the languages of the partner cities.

Streets, brands and saints go with other words: each of these is said of one person who works, and
a name with its capital follows, or a rare word in small letters. Read on `flat` text.
"""

#: Who works for a town, at its markets or on its sites.
_TOWN = (
    r"placi(?:er|ere)|regisseu(?:r|se)|contremaitre(?:sse)?|cantonni(?:er|ere)|eboueur|ripeur"
    r"|fossoyeu(?:r|se)|garde[- ]champetre|garde[- ]chasse|garde[- ]peche|appariteur|vaguemestre"
    r"|magasini(?:er|ere)|balayeu(?:r|se)|egoutier|elagueu(?:r|se)|mecanicien(?:ne)?|soudeu(?:r|se)"
    r"|peintre en batiment|carreleu(?:r|se)|terrassi(?:er|ere)|grutier"
    r"|conduct(?:eur|rice) d'engins?"
    r"|standardiste|receptionniste|archiviste|bibliothecaire|mediathecaire|documentaliste"
    r"|instruct(?:eur|rice)|enquet(?:eur|rice)|verificat(?:eur|rice)|controleu(?:r|se)"
    r"|inspect(?:eur|rice)|recenseu(?:r|se)|agente? (?:recenseu(?:r|se)|d'entretien|d'accueil"
    r"|technique|communale?|municipale?|polyvalente?|de maitrise|d'astreinte|administrati(?:f|ve))"
    r"|chef(?:fe)? (?:d'equipe|de chantier|de poste|de brigade|de cuisine|de gare|d'atelier)"
    r"|lieutenante?|adjudante?|capitaine|brigadi(?:er|ere)|caporale?|sapeur[- ]pompier"
    r"|marechal des logis|gardienne? de (?:la )?paix|policiere?|gendarme"
)
#: Who holds a post in an association.
_CLUB = (
    r"(?:vice-)?tresori(?:er|ere)(?: adjointe?)?|(?:tres|sec|secr)\."
    r"|(?:vice-)?secretaire(?: adjointe?| generale?)?"
    r"|entraineu(?:r|se)|coach|arbitre|benevole|animat(?:eur|rice)|chef(?:fe)? de ch(?:oe|œ)ur"
)
#: Who cares, teaches, heals, grows, builds or sells.
_WORK = (
    r"infirmi(?:er|ere)(?: liberale?)?|auxiliaire(?: de vie| de puericulture)?|aide[- ]soignante?"
    r"|aide[- ]menagere|aide a domicile|assistante? (?:sociale?|maternelle|familiale?|de vie)"
    r"|ambulanci(?:er|ere)|sage-femme|maieuticien|puericult(?:eur|rice)|kine(?:sitherapeute)?"
    r"|orthophoniste|ergotherapeute|psychologue|podologue|educat(?:eur|rice)(?: specialisee?)?"
    r"|nourrice|nounou|assmat|cantini(?:er|ere)|cuisini(?:er|ere)|surveillante?|concierge"
    r"|agricult(?:eur|rice)|exploitante? agricole|eleveu(?:r|se)|maraich(?:er|ere)"
    r"|apicult(?:eur|rice)"
    r"|viticult(?:eur|rice)|vigneron(?:ne)?|ostreicult(?:eur|rice)|bucheron(?:ne)?"
    r"|fermi(?:er|ere)|metay(?:er|ere)|cultivat(?:eur|rice)|paysan(?:ne)?|meuni(?:er|ere)"
    r"|forgeron|charpenti(?:er|ere)|ebeniste|menuisi(?:er|ere)|plombi(?:er|ere)|couvreu(?:r|se)"
    r"|macon(?:ne)?|serruri(?:er|ere)|electricien(?:ne)?|chauffagiste|garagiste|ferronni(?:er|ere)"
    r"|boulang(?:er|ere)|bouch(?:er|ere)|poissonni(?:er|ere)|fromag(?:er|ere)|fleuriste"
    r"|epici(?:er|ere)|coiffeu(?:r|se)|cafeti(?:er|ere)|buraliste"
    r"|institut(?:eur|rice)|maitre(?:sse)? d'ecole|professeure? (?:de|d')\w+|moniteur|monitrice"
    r"|vicaire|sacristain|bedeau|rebouteux|marin[- ]pecheur"
    # Clubs are called by their sports: only a person has an article or is young.
    r"|(?:le|la|l'|une?|jeune) ?(?:athlete|sporti(?:f|ve)|nageu(?:r|se)|coureu(?:r|se)"
    r"|boxeu(?:r|se)|judokate?|gymnaste|cycliste|cavali(?:er|ere)|rameu(?:r|se)|escrimeu(?:r|se))"
)
#: Spain and America, Portugal, Catalonia, Flanders and England.
_ABROAD = (
    r"verificador[a]?|inspector[a]?|capturista|notificador[a]?|promotor[a]?|brigadista"
    r"|encuestador[a]?|supervisor[a]?|maestr[oa]|enfermer[oa]|carter[oa]|alguacil(?:esa)?"
    r"|guarda (?:forestal|rural)|capataz|albanil|fontaner[oa]|panader[oa]|agricultor[a]?"
    r"|ganader[oa]|tesorer[oa]|secretari[oa]|conserje|monitor[a]?|cuidador[a]?"
    r"|carpinter[oa]|herrer[oa]|tender[oa]|jardiner[oa]|barrender[oa]|tesoureir[oa]"
    r"|enfermeir[oa]|carteir[oa]|encarregad[oa]|tresorer[a]?|infermer[a]?"
    r"|penningmeester|verple(?:ger|egster)|ploegbaas|boer(?:in)?|huisbewaarder|poetsvrouw"
    r"|opzichter|treasurer|nurse|foreman|forewoman|farmer|caretaker|midwife|milkman|postman"
)
TRADES = rf"{_TOWN}|{_CLUB}|{_WORK}|{_ABROAD}"

__all__ = ["TRADES"]
