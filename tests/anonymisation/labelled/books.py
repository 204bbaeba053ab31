"""Where names come from: given names, surnames and the syllables of new ones, streets, towns.

One book per country; most surnames are built of syllables and stand in no public list.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Book:
    """What one author writes with; words are separated by spaces, lists by commas."""

    first: str
    last: str
    heads: str
    tails: str
    streets: str
    towns: str
    mail: str = "gmail.com, outlook.com, yahoo.fr"
    doubles: bool = False  # two surnames
    family_first: bool = False


FRANCE = Book(
    first="Ludivine, Gwenaëlle, Armel, Solène, Fabien, Rachida, Théophile, Josette, Marie-Laure, "
    "Jean-Baptiste, Maëlys, Loïc, Fatoumata, Yann, Bérangère, Raymonde, Hichem, Noémie, Gaëtan, "
    "Pierrick, Anne-Sophie, Lucette, Steeve, Dylan, Zoé, Colette, Aymeric, Séverine, Kader, "
    "Éloïse, Tiphaine, Régis, Mireille, Killian, Apolline, Firmin, Oumar, Léontine",
    last="Cornillet, Le Goff, Fauvergue, Trébuchon, Ouldache, Marquis, Boulanger, Petit, Rose, "
    "De Vriendt, Poirier, Gomes, Nguyen, Langlois-Berthier, D'Hondt, Hervé, Le Bihan, Pagès, "
    "Sabatier, Roussel, El Amrani, Vidal, Meunier, Da Costa",
    heads="bour char del fau gri hau jou lam mer nau pru quer rou sau tre vau ver bel cour dro "
    "ful gar mal pey",
    tails="dier tin chaud met nard bois quin lot vet zac don rel gneau bert mont nat cet chon "
    "lier nay gue ron",
    streets="rue des Glycines, rue du Général Leclerc, avenue de Verdun, chemin du Lavoir, "
    "allée des Mésanges, impasse Saint-Éloi, boulevard Carnot, rue Pasteur, place de l'Église, "
    "route de Chartres, sentier des Vignes, cité Bellevue, quai de la Loire, rue Émile Zola, "
    "lotissement Les Hauts Prés, résidence Les Ormeaux, rue de la République, faubourg d'Amiens, "
    "cours Mirabeau, rue du 8 Mai 1945, rue Traversière, square des Poètes, montée du Calvaire",
    towns="62400 Béthune, 28300 Mainvilliers, 44800 Saint-Herblain, 31200 Toulouse, 80000 Amiens, "
    "29200 Brest, 13090 Aix-en-Provence, 42100 Saint-Étienne, 02100 Saint-Quentin, 2A000 Ajaccio",
    mail="free.fr, orange.fr, laposte.net, gmail.com, hotmail.fr, sfr.fr, protonmail.com",
)
BELGIUM = Book(
    first="Liesbeth, Bavo, Gudrun, Thibaut, Ghislain, Maarten, Annelies, Bénédicte, Stijn, Els, "
    "Jean-Marc, Katrien, Wendy, Quentin, Roel, Mieke, Yvan, Sofie, Dieudonné, Nathalie",
    last="Van den Berghe, Claes, De Smedt, Lejeune, Vanhoutte, Servais, Mertens, Dumoulin, "
    "Van de Velde, Goossens, Kabongo, Pirard, D'Hoore",
    heads="vander van de wou hoe lin ste kra bou mar gil ren del broe mee",
    tails="kerk ghem mans broeck aert dijk camps sart lez pont wael rix stappen kens",
    streets="rue de l'Étoile, chaussée de Wavre, Kerkstraat, Stationsstraat, avenue Louise, "
    "place du Marché, Leuvensesteenweg, rue des Carmes, Groenlaan, quai de Rome, Molenweg, "
    "rue Saint-Gilles, Grote Markt, drève du Prieuré, clos des Lilas",
    towns="1000 Bruxelles, 4000 Liège, 9000 Gent, 5100 Jambes, 2000 Antwerpen, 6000 Charleroi",
    mail="skynet.be, telenet.be, proximus.be, gmail.com, hotmail.be",
)
SPAIN = Book(
    first="Remedios, Álvaro, Inmaculada, Paco, María del Carmen, Rosario, Nuria, Jaume, "
    "Montserrat, Adrián, Encarnación, Sergi, Yolanda, José Luis, Candela, Rubén, Milagros, Joaquín",
    last="Carrasco, Del Río, Gutiérrez, Puig, Casas, Montes, Vázquez, Iglesias, Soler, Camino, "
    "De la Fuente, Cortés, Rey, Quiroga",
    heads="al bar cas fer gal mon per que san tor val zam cor es lan",
    tails="cedo diz rano tero gosa les chez do manes bal rreño quera dillo sillas",
    streets="calle Mayor, avenida de la Constitución, plaza de España, calle del Pozo, paseo "
    "Marítimo, camino Viejo, c/ Doctor Fleming, travesía San Roque, ronda de Toledo, carrer de la "
    "Marina, glorieta de Bilbao, urbanización El Pinar",
    towns="28013 Madrid, 41001 Sevilla, 08003 Barcelona, 46002 Valencia, 29005 Málaga",
    mail="gmail.com, hotmail.es, telefonica.net, yahoo.es",
    doubles=True,
)
EUSKADI = Book(
    first="Ainhoa, Beñat, Eneko, Garazi, Haizea, Iker, Jone, Koldo, Lorea, Maite, Naroa, Oihane, "
    "Peio, Xabier, Zuriñe, Ander, Izaro",
    last="Agirre, Goikoetxea, Ibarra, Lasa, Mugica, Olabarria, Salaberria, Uranga, Zubizarreta",
    heads="aran bel egi gar iba lar men oto ugar zu eli goro",
    tails="txea goitia bide mendi zabal gorri azpi enea burua tegi alde",
    streets="Kale Nagusia, Zabalbide kalea, Urbieta kalea, Askatasunaren etorbidea, Elizalde "
    "plaza, calle Licenciado Poza, Mazarredo zumarkalea, San Martin kalea, Gernika ibilbidea",
    towns="48003 Bilbao, 20004 Donostia, 01005 Vitoria-Gasteiz, 20600 Eibar",
    mail="euskaltel.net, gmail.com, euskalnet.net",
    doubles=True,
)
ECUADOR = Book(
    first="Ximena, Fausto, Luz María, Jefferson, Mercedes, Lenin, Narcisa, Ángel, Yadira, Klever, "
    "Piedad, Rumiñahui, Germania, Stalin, Nancy",
    last="Chuquimarca, Pilataxi, Zambrano, Cevallos, Tipán, Loor, Ushiña, Endara, Vera, Caiza",
    heads="qui chi ila pil tua gua sim lle ca ana tum mor",
    tails="shpe luisa mba quinga panta cango taxi llumba zhñay camba guano",
    streets="Av. 6 de Diciembre, calle García Moreno, Av. de los Shyris, pasaje Los Cipreses, "
    "calle Sucre, Av. Mariscal Sucre, calle Oriente, Av. Occidental, barrio La Floresta calle",
    towns="Quito, Cuenca, Guayaquil, Ambato, Loja",
    mail="hotmail.com, gmail.com, yahoo.es, andinanet.net",
    doubles=True,
)
MEXICO = Book(
    first="Guadalupe, Ximena, Refugio, Joel, Citlali, Everardo, Socorro, Brayan, Xóchitl, Efraín, "
    "Lupita, Cuauhtémoc, Yareli, José Refugio, Perla",
    last="Tlapanco, Huerta, Ocampo, Villaseñor, Cuevas, Xolalpa, Zúñiga, Barrera, Flores, Paz",
    heads="tla xo cua hue mez oca pal tec zu mon bar",
    tails="huitl calco zoma pango lapa titla quez tepa rrubias ñiz vedo",
    streets="Calle Morelos, Av. Insurgentes Sur, Calz. de Tlalpan, Privada Jacarandas, "
    "Calle 5 de Mayo, Blvd. Kukulcán, Av. Juárez, Cerrada del Bosque, Andador Orquídeas",
    towns="Col. Centro C.P. 06000 CDMX, Col. Americana 44160 Guadalajara, Col. Roma Norte CDMX",
    mail="hotmail.com, gmail.com, prodigy.net.mx, live.com.mx",
    doubles=True,
)
SENEGAL = Book(
    first="Mame Diarra, Babacar, Fatou, Alioune, Seynabou, Lamine, Nafissatou, Moustapha, Awa, "
    "El Hadji Malick, Bineta, Thierno, Marième, Djibril, Yacine, Birame, Ngoné",
    last="Gueye, Mbodj, Ngom, Kane, Samb, Touré, Diatta, Sow, Fall, Cissokho, Goudiaby, Mané, Ba",
    heads="ndi mba ga so tha dia ngo sy ka ma ba sa",
    tails="aye gne ssama lla koum ndao bou dji mbe naté goudi cko",
    streets="rue de Thiong, avenue Lamine Guèye, avenue Bourguiba, cité Keur Gorgui villa, "
    "rue Moussé Diop, Sicap Liberté 6 villa, avenue Blaise Diagne, quartier Médina rue",
    towns="Dakar, Thiès, Saint-Louis, Rufisque, Pikine",
    mail="orange.sn, gmail.com, yahoo.fr",
)
TUNISIA = Book(
    first="Hatem, Rim, Slim, Olfa, Moncef, Emna, Chokri, Ines, Wassim, Habiba, Lotfi, Sonia, "
    "Mohamed Ali, Zohra, Anouar",
    last="Ben Salah, Trabelsi, Jlassi, Mhiri, Gharbi, Bouazizi, Khemiri, Ayari, Ben Youssef, "
    "Chebbi, Zouari",
    heads="bou khe gha sa tra mze ja ham fer ou",
    tails="zidi lfi rbi yeb ssi bli zouni mdi jeri lloum",
    streets="rue Ibn Khaldoun, avenue Habib Bourguiba, rue de Marseille, impasse El Jazira, "
    "rue du Lac Léman, cité El Khadra bloc, avenue Farhat Hached, rue Sidi Bou Saïd",
    towns="1002 Tunis, 3000 Sfax, 4000 Sousse, 2080 Ariana",
    mail="topnet.tn, gmail.com, planet.tn, yahoo.fr",
)
MOROCCO = Book(
    first="Hicham, Lalla Zineb, Driss, Ghita, Abdelilah, Soukaina, Rachid, Meryem, Mustapha, "
    "Hafsa, Sidi Mohammed, Naïma, Tarik, Kenza",
    last="Alaoui, Bennani, El Fassi, Ait Ouarab, Tazi, Ouazzani, El Idrissi, Chraibi, Berrada",
    heads="be bou cha el-ha la ou ra ze ta mak",
    tails="nnis khari oui rradi lami dghiri zouli hlou mrani ssou",
    streets="rue Oued Sebou, avenue Mohammed V, boulevard Zerktouni, derb Sidi Bouloukat, "
    "lotissement Al Amal lot, hay Essalam rue, avenue Hassan II, rue de la Liberté",
    towns="20000 Casablanca, 10000 Rabat, 40000 Marrakech, 30000 Fès",
    mail="menara.ma, gmail.com, hotmail.fr",
)
VIETNAM = Book(
    first="Thị Hồng Nhung, Văn Dũng, Minh Quân, Thị Lan, Quốc Bảo, Thu Hà, Đức Anh, Ngọc Ánh, "
    "Xuân Trường, Hoài An, Bích Ngọc, Thanh Tùng",
    last="Nguyễn, Trần, Lê, Phạm, Huỳnh, Vũ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương",
    heads="",
    tails="",
    streets="đường Lê Lợi, phố Hàng Bông, đường Nguyễn Huệ, ngõ 42 phố Huế, đường Trần Phú, "
    "hẻm 15 đường Cách Mạng Tháng Tám, phố Tràng Tiền, đường 3 Tháng 2",
    towns="Hà Nội, Quận 1 TP.HCM, Đà Nẵng, Huế",
    mail="gmail.com, yahoo.com.vn, fpt.vn",
    family_first=True,
)
BOOKS = {
    "FR": FRANCE,
    "BE": BELGIUM,
    "ES": SPAIN,
    "EU": EUSKADI,
    "EC": ECUADOR,
    "MX": MEXICO,
    "SN": SENEGAL,
    "TN": TUNISIA,
    "MA": MOROCCO,
    "VN": VIETNAM,
}
