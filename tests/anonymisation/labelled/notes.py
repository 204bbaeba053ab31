"""Free text of a town's desks: residents write, agents note; unnamed and shifted columns."""

from labelled.people import Author
from labelled.pieces import Cell, Labelled

RESIDENTS = [
    "bonjour je suis {bp} j'habite au {addr} et mon voisin du dessus fait du bruit ttes les nuits",
    "Bonjour,\nLe lampadaire devant [@le 14 rue Pasteur] est en panne depuis lundi.\n"
    "Cordialement,\n{P}",
    "slt pouvez vs me rappeler au {tel} cest pr la poubelle jaune. merci {f}",
    "Trou ds la chaussee [@rue emile zola] pres de l'ecole [=jules ferry] svp reparer",
    "Je soussignée {P}, demeurant {addr}, conteste l'amende du {date}.",
    "madame {l} du 3eme etage jette ses dechets par la fenetre",
    "Depot sauvage [@chemin du lavoir], vu une camionnette blanche {plate} samedi vers 22h",
    "Ma fille {F} ({age} ans) s'est blessée au parc [=Jean-Jacques Rousseau] sur le toboggan",
    "RAS merci pour votre travail",
    "Le chien de M. {L} aboie toute la journée. On est plusieurs à se plaindre avec Mme {L2}.",
    "Monsieur le Maire, je vous écris au sujet de la place [=Charles de Gaulle] où rien n'est fait",
    "pb d'ecoulement d'eau devant chez moi {addr}, contactez moi {mail}",
    "Bonjour, mon mari {P} est handicapé, place PMR demandée devant le {addr}. Tél {fix}",
    "arbre tombé square [=Georges Brassens] cote manege",
    "Plainte contre {P2} qui stationne sur le trottoir ; signé : {P}",
    "JE SUIS {UP} ET J EN AI MARRE DES RATS",
    "{P} – {tel} – merci de faire vite",
    "A l'attention du service voirie : nid de poule [@avenue du Maréchal Foch] au niveau du tabac",
    "Mme {L}, mère de {F2}, classe de CP, demande dérogation pour l'école [=Marie Curie]",
    "graffiti sur le mur du collège [=Albert Camus], côté [@rue des Glycines]",
    "mon adresse: {addr} {town}, mon numéro de sécu {nir}",
    "Merci à l'agent d'accueil, très aimable. {I}",
    "Bruit de la chaufferie de la piscine [=Alain Gottvallès], 55 dB relevés",
    "rendez vous le {date} avec {LFm} svp",
    "cest encore moi {f} {l} tjrs pas de reponse depuis le {date} !!!",
    "On m'a volé mon vélo devant la gare, appeler {F} au {tel}",
    "remboursement sur mon compte {iban} au nom de {P}",
    "née le {birth} à Béthune, je demande ma carte de bus. {FP}",
    "Les jeunes du [@boulevard Carnot] font du rodeo le soir entre 20h et 2h",
    "Voir avec mon fils {P}, {mail}, je n'ai pas internet.",
]
AGENTS = [
    "appel de {LU} {F} le {date}, rappeler {tel}",
    "RDV Mme {L} + fille {F2} – dossier APA – vu avec AS",
    "usager {LF} né(e) le {birth}, NIR {nir}, droits ouverts",
    "VAD chez {P}, {addr}, code portail [#4512B]",
    "tel ce jour a M {l}, pas de reponse, laisse msg",
    "transmis à la DST, cf. ticket {num}",
    "signalé par {P}, relayé par la police municipale",
    "Intervention équipe 3, remplacement ampoule 70W, candélabre n° {num}",
    "Sté [=Martin TP] mandatée, devis {euros} € HT",
    "propriétaire = {LFm} ({town}) ; locataire = {P2}",
    "M.{L} refuse l'accès à la parcelle",
    "Cf mail de {mail} du {date}",
    "pers. âgée isolée ({P}, {age} ans) à revoir semaine prochaine",
    "véhicule {plate} app. à {LF}, enlevé le {date}",
    "courrier AR n° 1A {num} envoyé à {UP}",
    "2 enfants : {F} et {F2}",
    "Mr {LU} est venu en mairie accompagné de sa sœur, Mme {P2}",
    "relogement de la famille {L} au foyer [=Emmaüs]",
    "RSA – {LI} – radiation au {date}",
    "Nettoyage [@place Jean Jaurès] suite marché",
    "Vu avec le gardien du gymnase [=Guy Moquet]",
    "réf. cadastrale AC {n}, limite à borner",
    "{L} : impayés {euros} €, échéancier signé",
    "le représentant légal, {P}, a signé la convention",
    "contact sur place : {F} ({tel})",
    "dossier incomplet : manque RIB + CNI de {FP}",
    "Me {L}, notaire, pour la succession {L2}",
    "le Dr {L} confirme l'inaptitude",
    "OK pour réouverture [=parc Barbieux]",
    "Travaux terminés le {date}, lot 2 réceptionné sans réserve",
]


def letters(a: Author, rows: int) -> list[list[Cell]]:
    return [
        [
            [f"SIG-{a.random.randint(2020, 2025)}-{place:04d}"],
            a.say("{date}"),
            [a.pick(["Propreté", "Voirie", "Éclairage", "Bruit"])],
            a.say(a.pick(RESIDENTS)),
            [a.pick(["Clos", "En cours", "Nouveau"])],
        ]
        for place in range(rows)
    ]


def desk(a: Author, rows: int) -> list[list[Cell]]:
    return [
        [[f"{place + 1}"], a.say("{iso}"), a.say(a.pick(AGENTS)), [a.pick(["DST", "CCAS", "EC"])]]
        for place in range(rows)
    ]


def opaque(a: Author, rows: int) -> list[list[Cell]]:
    """Headers that say nothing: only the values tell."""
    return [
        a.row(
            "{num}",
            "{LU}",
            "{F}",
            "{birth}",
            "{addr}",
            "{tel}",
            a.pick(["{mail}", ""]),
            a.pick(["A", "B", "C"]),
            a.pick(["Lille", "Quercamp", "Béthune"]),
        )
        for _ in range(rows)
    ]


def unnamed(a: Author, rows: int) -> list[list[Cell]]:
    return [
        a.row(
            a.pick(["{P}", "{LF}"]),
            a.pick(["Vu", "Absent", "{tel}", "rappelé le {date}"]),
            a.pick(["{iban}", "chèque", "espèces"]),
            "{euros}",
        )
        for _ in range(rows)
    ]


def shifted(a: Author, rows: int) -> list[list[Cell]]:
    """An export where some rows slid one column to the right or left."""
    made = []
    for _ in range(rows):
        cells = a.row("{num}", "{LF}", "{addr}", "62400", "Quercamp", "{tel}", "{euros}")
        chance = a.random.random()
        if chance < 0.15:
            cells = [[], *cells[:-1]]
        elif chance < 0.3:
            cells = [*cells[1:], []]
        made.append(cells)
    return made


def mixed(a: Author, rows: int) -> list[list[Cell]]:
    """Several facts in one cell, with the separators of hasty exports."""
    return [
        a.row(
            "{num}",
            a.pick(
                [
                    "{LF};{tel};{mail}",
                    "{P} | {addr} | {town}",
                    "{P}/{P2}",
                    "{LU},{F},{birth}",
                    "{F} {LU} <{mail}>",
                    "Tel: {tel} - Mail: {mail}",
                    "{P} & {P2}",
                    "{LFm}; {LFm2}",
                ]
            ),
            a.pick(["oui", "non"]),
        )
        for _ in range(rows)
    ]


def notes(author: Author, rows: int = 60) -> Labelled:
    """The whole set of the desks."""
    made = Labelled()
    a = author
    made.add("signalements", "id date categorie description etat", letters(a, rows * 2))
    made.add("main_courante", "n date commentaire service", desk(a, rows * 2))
    made.add("muet", [f"col{place}" for place in range(1, 10)], opaque(a, rows // 3))
    made.add("champs", "champ_01 champ_02 champ_03 champ_04", unnamed(a, rows // 3))
    made.add("x", "X Y Z T", unnamed(a, rows // 3))
    made.add(
        "decale",
        "numero beneficiaire adresse cp commune telephone montant",
        shifted(a, rows // 3),
    )
    made.add("separateurs", "id contact actif", mixed(a, rows // 3))
    return made
