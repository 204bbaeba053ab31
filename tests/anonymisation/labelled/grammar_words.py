"""Words that random sentences are made of, in four languages."""

#: Listed in the languages' usual lists, then old, regional or rare ones.
GIVEN = {
    "fr": """Sandrine Thierry Mathilde Yves Clotilde Éric Salima Karim Fatoumata Moussa Josiane
Régis Aurore Lucien Noémie Wilfried Ghislaine Abdelkrim Awa Loïc Maryse Edmond Solange Yannick
Melchior Zéphyrin Radegonde Théophraste Enora Malo Azilis Tifenn Goulven Kilian Swann Ilyana
Naël Jean-Loup Marie-Ange Anne-Lise Hyacinthe Euphrasie""",
    "es": """Carmen Rodrigo Lucía Ignacio Pilar Gonzalo Yolanda Segundo Rocío Wilson Ximena Efraín
Marisol Aitor Nerea Iker Maialen Luis-Miguel Eulogia Nemesio Washington Narcisa""",
    "en": """Oliver Gemma Harriet Nigel Priya Callum Imogen Tobias Winifred Desmond Keisha Rhys
Fiona Gareth Elspeth""",
    "nl": """Wouter Griet Joris Lieve Bart Hilde Stijn Marleen Dries Godelieve Fien Seppe Katrien
Roeland Machteld""",
}
SYLLABLES = {
    "fr": (
        "Bau Cha Cor Del Fre Gau Har Lam Mou Pru Quen Rou Tré Val Ver Ker Lan Plou Sé Bri",
        "dri gue ma nou rai ssi tho va le pi cre ho",
        "gnon lle mont nnec reau rtin sset tois val veaux zy quin deau blé guer",
    ),
    "es": (
        "Al Bar Can Es Gua Lo Men Or Quis Sal Ta Ur Ye Zu Pi Cha",
        "be ca du ga li mo na pa ri ta gui pe",
        "ldo nza rro tegi ñez rdo yo llas ndia sco mal rra",
    ),
    "en": (
        "Ash Brad Chel Dun Far Hol Lang Pem Stan Whit",
        "a e i er ing o",
        "by don ford ham ley low ton wick",
    ),
    "nl": (
        "Bae De Goe Hae Lam Mee Roe Scho Vae Wae",
        "le ne re ve ke",
        "mans rts ghe rt ckx nck ers",
    ),
}
PARTICLES = {
    "fr": ["De", "Le", "de la", "du", "d'", "Ben", "Aït"],
    "es": ["de la", "del", "De Los"],
    "en": ["Mc", "O'"],
    "nl": ["Van", "De", "van den", "Van der"],
}
#: Who is there, when nobody is named.
ANYBODY = {
    "fr": "la voisine|le service voirie|un riverain|l'équipe de nuit|notre agent|la commission"
    "|le prestataire|la directrice|un passant|le conseil de quartier|la CAF|Enedis|le CCAS",
    "es": "el técnico|una vecina|la empresa|el ayuntamiento|la brigada|un usuario|la dirección",
    "en": "the team|a resident|the council|our contractor|the driver|an officer",
    "nl": "de dienst|een buurvrouw|het bestuur|de aannemer|een bewoner",
}
#: Verbs whose subject is a person.
DOES = {
    "fr": "a réclamé|a débouché|a égaré|réclame|attend|avait promis|a photographié"
    "|contestait|vient de perdre"
    "|a fini par payer|réparera|a déménagé avec|boude|a emprunté|avait taillé"
    "|doit restituer|range",
    "es": "reclamó|espera|ha perdido|limpió|devolverá|rompió|quiere recoger|arregla|había pagado",
    "en": "lost|has returned|is waiting for|broke|will fetch|painted|had paid for|wants",
    "nl": "verloor|wacht op|heeft teruggebracht|betaalde|wil|herstelt|zoekt",
}
#: Participles before "by".
DONE = {
    "fr": "récupéré par|retrouvé par|cassé par|débarrassé par|signé par|repeint par|payé à"
    "|volé à|prêté à"
    "|réservé pour|photocopié pour|gardé chez|oublié chez|repris avec|négocié avec"
    "|dirigé contre|réclamé à",
    "es": "recogido por|devuelto a|pagado por|guardado para|discutido con|roto por|entregado a",
    "en": "collected by|returned to|kept for|paid by|discussed with|broken by|lent to",
    "nl": "opgehaald door|betaald door|bewaard voor|besproken met|uitgeleend aan",
}
#: Things, with their articles.
THING = {
    "fr": "la clé du local|le badge|une tondeuse|le vélo cargo|la poubelle jaune"
    "|le composteur|le devis"
    "|deux chaises|la carte de piscine|le panneau|un vieux frigo|le grillage"
    "|l'attestation|la remorque"
    "|son parapluie|le portail|les cartons|une branche|la caution"
    "|le carnet de vaccination|le compteur",
    "es": "la llave|el contenedor|una bicicleta|el recibo|la valla|dos sillas|el permiso"
    "|la farola|el toldo",
    "en": "the key|a bicycle|the permit|two chairs|the bin|the fence|a ladder|the receipt",
    "nl": "de sleutel|een fiets|de vuilnisbak|het formulier|twee stoelen|de afsluiting",
}
WHEN = {
    "fr": "ce matin|hier soir|en mars|mardi dernier|après la réunion|avant midi"
    "|la semaine 12|depuis l'été"
    "|à la rentrée|sans prévenir|au guichet|sur place",
    "es": "esta mañana|ayer|en marzo|el martes|después de la reunión|sin avisar|en ventanilla",
    "en": "this morning|yesterday|in March|last Tuesday|after the meeting|at the desk",
    "nl": "vanmorgen|gisteren|in maart|dinsdag|na de vergadering|aan het loket",
}
#: Nouns that stand directly before somebody, without a verb.
MATTER = {
    "fr": "Dossier|Litige|Caution|Bon de sortie|Entretien avec|Rendez-vous"
    "|Avance sur frais|Courrier de"
    "|Impayés|Trop-perçu|Radiation|Visite chez|Mise en demeure|Badge|Casier|Licence|Avoir|Reçu de"
    "|Départ de|Remplacement de|Convocation|Relance|Excuses de|Prêt tondeuse|Inscription piscine",
    "es": "Expediente|Queja de|Cita con|Multa a|Recibo de|Baja de|Devolución a|Permiso|Visita a",
    "en": "File|Complaint from|Visit to|Refund|Meeting with|Permit|Call from",
    "nl": "Dossier|Klacht van|Afspraak met|Bezoek aan|Boete|Attest",
}
#: After a person, when a note stops.
TAIL = {
    "fr": "à relancer|absent|ok|sans suite|rien reçu|à voir|- clos|(2e relance)|, soldé|: refus",
    "es": "pendiente|ausente|ok|sin respuesta|: cerrado",
    "en": "pending|absent|ok|no reply|: closed",
    "nl": "in wacht|afwezig|ok|geen antwoord",
}
#: Kinds of things that carry people's names, and stay.
CARRIERS = {
    "fr": "rue|avenue|impasse|square|école|collège|gymnase|salle|crèche|résidence"
    "|rond-point|parc|pont"
    "|bibliothèque|garage|boulangerie|SARL|pharmacie|tournoi|trophée|prix|fondation|association"
    "|exposition|concert de|roman de|rosier|tarte|statue de|stade|amicale|lycée|hommage à|place"
    "|fleuriste|menuiserie|cabinet|festival|club|chalutier|dahlia|film de|pièce de|spectacle de",
    "es": "calle|avenida|plaza|colegio|parque|museo|novela de|estadio|concierto de|farmacia|taller"
    "|fundación|premio|peña|restaurante",
    "en": "school|theatre|bridge|park|statue of|garage|bakery|song by",
    "nl": "school|park|bakkerij|sporthal|bibliotheek|café|standbeeld van",
}
#: Capitals that name nobody.
CAPITALS = {
    "fr": "Plan Local d'Urbanisme|RSA|PLU|Fête de la Musique|Conseil Municipal|Enedis|Véolia Eau"
    "|Renault Kangoo|Journées du Patrimoine|Noël|Toussaint|Villeneuve-d'Ascq|Roubaix|Grand Lille"
    "|Madame la Rectrice|Monsieur le Préfet|Agence Régionale de Santé|Vélib"
    "|Crédit Mutuel|Leroy Merlin"
    "|Wattrelos|Tourcoing|Linky|Pass Culture|Caisse des Dépôts|Île-de-France"
    "|Mardi Gras|Haute-Savoie"
    "|Armentières|Hazebrouck|Microsoft Teams|La Poste|Tour de France|Croix-Rouge"
    "|Saint-Omer|BTP|TNT",
    "es": "Semana Santa|Junta de Andalucía|Guayaquil|Getxo|Barakaldo|Día de la Mujer|Renfe"
    "|Telefónica"
    "|Seguridad Social|San Sebastián|IVA|Plaza Mayor|Cruz Roja",
    "en": "City Council|Bank Holiday|Royal Mail|British Gas|Boxing Day|Microsoft Office|Camden",
    "nl": "Vlaamse Gemeenschap|Kortrijk|Mechelen|De Lijn|Rode Kruis|Colruyt|Oostende",
}
