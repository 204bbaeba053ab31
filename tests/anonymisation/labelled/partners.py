"""Tables of partner cities: local languages, headers, identifiers, addresses and name orders."""

from dataclasses import dataclass

from labelled.numbers import body_number
from labelled.people import Author
from labelled.pieces import Cell, Labelled


@dataclass(frozen=True)
class Place:
    """How one country's town hall writes a register, complaints, grants and works."""

    languages: tuple[str, ...]
    register: str  # headers: name, identifier, birth, address, phone, e-mail, status
    name: str
    status: tuple[str, ...]
    complaint_headers: str
    complaints: tuple[str, ...]
    grant_headers: str
    bodies: tuple[str, ...]
    purposes: tuple[str, ...]


PLACES = {
    "BE-fr": Place(
        ("fr", "nl"),
        "nom_prenom numero_national date_naissance domicile gsm courriel statut",
        "{LF}",
        ("actif", "clôturé"),
        "ref description commune",
        (
            "Madame {L}, domiciliée {addr}, signale un avaloir bouché [@chaussée de Wavre].",
            "Appel de {P} (GSM {tel}) : sacs blancs non ramassés",
            "Registre national {id}, carte d'identité à renouveler pour {P}",
            "Potelet cassé devant l'athénée [=Paul Delvaux]",
            "bonjour, {bp}, {mail}, quand passe le recyparc mobile?",
            "Kot loué par {P} à {P2}, loyer {euros} €",
            "Maître {L}, avocat, conteste la taxe de {year}",
            "Versement CPAS sur le compte {iban}",
        ),
        "beneficiaire numero_entreprise objet montant",
        ("[=ASBL Les Amis de Félicien Rops]", "Unité scoute [=Saint-Paul]", "Centre culturel"),
        ("Prime énergie – {P}", "Fonctionnement {year}", "Chèque sport, enfant {F}"),
    ),
    "BE-nl": Place(
        ("nl", "fr"),
        "naam rijksregisternummer geboortedatum adres gsm email status",
        "{P}",
        ("actief", "afgesloten"),
        "nr omschrijving gemeente",
        (
            "Mevrouw {L}, wonende {addr}, meldt een kapotte straatlamp.",
            "Dhr. {P} vraagt teruggebeld te worden op {tel}",
            "Sluikstort in de [@Stationsstraat] ter hoogte van de school",
            "Rijksregisternummer {id} van {P}",
            "mail naar {mail} gestuurd op {date}",
            "Bibliotheek [=Hendrik Conscience] gesloten op maandag",
            "Klacht van de familie {L} over lawaai",
            "Put in het voetpad, [@Kerkstraat]",
        ),
        "begunstigde ondernemingsnummer omschrijving bedrag",
        ("[=vzw Vrienden van Guido Gezelle]", "[=Scouts Sint-Jan]", "Harmonie De Eendracht"),
        ("Renovatiepremie {P}", "Werking {year}", "Fietspremie voor {P}"),
    ),
    "ES": Place(
        ("es",),
        "apellidos_y_nombre dni fecha_nacimiento domicilio movil correo estado",
        "{LFm}",
        ("alta", "baja"),
        "expediente descripcion distrito",
        (
            "Vecina {P}, con domicilio en {addr}, denuncia ruidos nocturnos.",
            "D. {P}, DNI {id}, solicita licencia de vado",
            "Dª {P} – tfno {tel} – farola fundida en [@calle Mayor]",
            "Socavón frente al colegio [=Miguel de Cervantes]",
            "llamar a {bp} al {tel}",
            "Vehículo matrícula {plate} abandonado, titular {LFm}",
            "Obras en el polideportivo [=Rafa Nadal]",
            "Sr. {L}: queja por la recogida de basura, {mail}",
            "El interesado, nacido el {birth}, aporta IBAN {iban}",
        ),
        "beneficiario nif_beneficiario objeto importe",
        (
            "[=Peña Taurina Manolete]",
            "Asociación de Vecinos El Pilar",
            "[=Construcciones García SL]",
        ),
        ("Ayuda al alquiler – {P}", "Funcionamiento {year}", "Beca comedor de {P}"),
    ),
    "EU": Place(
        ("eu", "es"),
        "izen_abizenak nan jaiotze_data helbidea telefonoa eposta egoera",
        "{P}",
        ("aktibo", "itxita"),
        "zk deskribapena auzoa",
        (
            "{P} jaunak deitu du, {tel}, zarata dela eta",
            "Queja de {P}, {addr}, por el camión de la basura",
            "{P} andreak, NAN {id}, eskaera aurkeztu du",
            "Argia itzalita [@Zabalbide kalea]n",
            "Zuhaitza eroria [=Doña Casilda] parkean",
            "Remitido por {P} ({mail})",
            "Ikastola [=Karmengo Ama]: obrak {date}",
        ),
        "onuraduna ifz xedea zenbatekoa",
        ("[=Txomin Agirre Kultur Elkartea]", "Athletic Eskola", "[=Goikoetxea Eraikuntzak SL]"),
        ("Laguntza {P}", "Funtzionamendua {year}", "Alokairu laguntza: {P}"),
    ),
    "EC": Place(
        ("es",),
        "apellidos_nombres cedula fecha_nacimiento direccion celular correo_electronico estado",
        "{UP}",
        ("ACTIVO", "PASIVO"),
        "tramite detalle parroquia",
        (
            "Sra. {P}, C.I. {id}, solicita patente municipal",
            "Moradora {P} denuncia falta de agua en {addr}",
            "Bache en la [@Av. Mariscal Sucre] sector El Recreo",
            "Comunicarse con el Ing. {P} al {tel}",
            "Propietario: {LFm}, predio 1{num}",
            "Unidad Educativa [=Manuela Cañizares]: pintura",
            "Abg. {P}, {mail}",
            "vehiculo placa {plate} mal estacionado",
        ),
        "beneficiario ruc objeto monto",
        (
            "[=Liga Barrial San Juan]",
            "[=Fundación Guayasamín]",
            "[=Constructora Andrade Cía. Ltda.]",
        ),
        ("Bono vivienda {P}", "Funcionamiento {year}", "Ayuda social a {P}"),
    ),
    "MX": Place(
        ("es",),
        "nombre_completo curp fecha_nac domicilio celular correo estatus",
        "{P}",
        ("vigente", "baja"),
        "folio reporte colonia",
        (
            "C. {P} reporta fuga de agua en {addr}",
            "Bache en [@Av. Insurgentes Sur] esquina con Morelos",
            "Solicita {P}, CURP {id}, tel. {tel}",
            "Lic. {P} pide copia certificada, {mail}",
            "Luminaria apagada frente a la primaria [=Benito Juárez]",
            "auto con placas {plate} abandonado",
            "Familia {L} solicita poda de árbol",
        ),
        "beneficiario rfc concepto monto",
        (
            "[=Club Deportivo Pancho Villa]",
            "[=Grupo Constructor Hidalgo SA de CV]",
            "DIF Municipal",
        ),
        ("Beca {P}", "Operación {year}", "Apoyo funerario a {P}"),
    ),
    "SN": Place(
        ("fr",),
        "prenom_et_nom cni date_naissance adresse telephone email statut",
        "{FP}",
        ("en cours", "validé"),
        "num motif quartier",
        (
            "{P}, CNI n° {id}, sollicite un acte de naissance",
            "Doléance de Mme {L}, {addr}, inondation du domicile",
            "Délégué de quartier {P} joignable au {tel}",
            "Caniveau bouché [@avenue Blaise Diagne]",
            "El Hadj {P} se plaint du dépotoir",
            "Lycée [=Lamine Guèye] : latrines à réhabiliter",
            "Daara de Serigne {P}, 40 talibés",
            "GIE [=Takku Liggeey] – balayage du marché",
        ),
        "beneficiaire ninea objet montant",
        ("[=ASC Ndiambour]", "GIE Jappo", "[=Dahira Cheikh Ahmadou Bamba]"),
        ("Secours à {P}", "Appui {year}", "Bourse de {FP}"),
    ),
    "TN": Place(
        ("fr", "ar"),
        "nom_prenom num_cin date_naissance adresse gsm mail etat",
        "{P}",
        ("accepté", "rejeté"),
        "id plainte arrondissement",
        (
            "Citoyen {P}, CIN {id}, réclame l'éclairage de la rue",
            "Mme {P} – {tel} – égout bouché {addr}",
            "Si {P} demande une autorisation de bâtir",
            "Route dégradée [@avenue Habib Bourguiba]",
            "École primaire [=Tahar Haddad], clôture à refaire",
            "héritiers {L}, parcelle n° {num}",
            "envoyé par {mail}",
        ),
        "beneficiaire matricule_fiscal objet montant",
        (
            "[=Association Farhat Hached pour la culture]",
            "Étoile sportive",
            "[=Société Ben Ammar SARL]",
        ),
        ("Aide sociale {P}", "Fonctionnement {year}", "Aïd : famille de {P}"),
    ),
    "MA": Place(
        ("fr", "ar"),
        "nom_complet cin date_naissance adresse tel email statut",
        "{P}",
        ("ouvert", "fermé"),
        "ref reclamation quartier",
        (
            "M. {P}, CIN {id}, demeurant {addr}, demande une légalisation",
            "Réclamation de {P} ({tel}) : bennes pleines",
            "Lalla {P} sollicite une aide",
            "Nid de poule [@boulevard Zerktouni]",
            "Marché [=Sidi Youssef Ben Ali] à nettoyer",
            "Moqaddem informé par Haj {P}",
            "suite au mail {mail}",
        ),
        "beneficiaire ice objet montant",
        ("[=Association Ibn Battouta]", "Coopérative Argane", "[=Sté Bennani Frères SARL]"),
        ("Appui à {P}", "Fonctionnement {year}", "INDH – projet de {P}"),
    ),
    "VN": Place(
        ("vi",),
        "ho_va_ten so_cccd ngay_sinh dia_chi dien_thoai email trang_thai",
        "{P}",
        ("đang xử lý", "hoàn thành"),
        "ma noi_dung phuong",
        (
            "Ông {P}, trú tại {addr}, phản ánh tiếng ồn",
            "Bà {P} (CCCD {id}) đề nghị cấp lại giấy tờ",
            "Đèn đường hỏng tại [@phố Tràng Tiền]",
            "Liên hệ anh {P}, SĐT {tel}",
            "Trường tiểu học [=Trần Quốc Toản] sửa mái",
            "Chị {P}: {mail}",
        ),
        "don_vi_thu_huong ma_so_thue noi_dung so_tien",
        ("[=Quỹ Nguyễn Thái Bình]", "Hợp tác xã Tân Phú", "[=Công ty TNHH Hoàng Long]"),
        ("Hỗ trợ hộ nghèo: {P}", "Kinh phí {year}", "Học bổng cho em {P}"),
    ),
}
TOWNS = {
    "BE-fr": ["Namur", "Liège"],
    "BE-nl": ["Gent", "Antwerpen"],
    "ES": ["Centro", "Triana"],
    "EU": ["Deustu", "Egia"],
    "EC": ["La Magdalena", "Iñaquito"],
    "MX": ["Centro", "Del Valle"],
    "SN": ["Médina", "Ouakam"],
    "TN": ["El Menzah", "Bab Bhar"],
    "MA": ["Maârif", "Agdal"],
    "VN": ["Phường 5", "Bến Nghé"],
}


def register(a: Author, place: Place, rows: int) -> list[list[Cell]]:
    templates = [place.name, "{id}", "{birth}", "{addr}, {town}", "{tel}", "{mail}"]
    return [a.row(*templates, a.pick(list(place.status))) for _ in range(rows)]


def complaints(a: Author, place: Place, areas: list[str], rows: int) -> list[list[Cell]]:
    return [
        a.row(f"{a.random.randint(1, 99999)}", a.pick(list(place.complaints)), a.pick(areas))
        for _ in range(rows)
    ]


def grants(a: Author, place: Place, rows: int) -> list[list[Cell]]:
    """A body with its number, or a person without."""
    made = []
    for _ in range(rows):
        body = a.random.random() < 0.5
        name = a.pick(list(place.bodies)) if body else a.pick(["{P}", place.name])
        number = body_number(a.random, a.country) if body else ""
        made.append(a.row(name, number, a.pick(list(place.purposes)), "{euros}"))
    return made


def partners(authors: dict[str, Author], rows: int = 12) -> Labelled:
    """Three tables of each of the ten places; `authors` by country."""
    made = Labelled()
    for key, place in PLACES.items():
        country = key[:2]
        a = authors[country]
        where = {"country": "ES" if country == "EU" else country, "languages": place.languages}
        made.add(f"registre-{key}", place.register, register(a, place, rows), **where)
        notes = complaints(a, place, TOWNS[key], rows * 2)
        made.add(f"doleances-{key}", place.complaint_headers, notes, **where)
        made.add(f"aides-{key}", place.grant_headers, grants(a, place, rows), **where)
    return made
