"""What column names mean, in the languages of the partner cities."""

import pytest

from anonymisation.policy.policy import Policy

NAMED = {
    "person": "Họ và tên;ho_ten;Nom complet;Nombre completo;nome_completo;aanvrager;demandeur;"
    "Nom du demandeur;solicitante;ciudadano;chủ hộ;ism_wa_laqab;الاسم الكامل;Nom et "
    "prénom;NomPrenom;Apellidos y nombres;requerente;quejoso;PETITIONNAIRE;"
    "izen_abizenak;full_name;nguoi_nop_don",
    "first-name": "Prénom;prenom;Nombres;voornaam;ten;ism;الاسم;first_name;primer_nombre",
    "surname": "Nom de famille;apellidos;Apellido paterno;sobrenome;laqab;اللقب;achternaam;"
    "surname;abizena;nom_naissance",
    "telephone": "Téléphone;tel_mobile;Số điện thoại;so_dien_thoai;SĐT;telefone;Celular;"
    "raqm_al_hatif;رقم الهاتف;GSM;n° de téléphone;telefonoa;whatsapp;Tel.;portable",
    "email": "Courriel;E-mail;adresse mail;correo electrónico;correo;البريد الإلكتروني;"
    "thu_dien_tu;barid;Adresse électronique;mail",
    "birth-date": "Date de naissance;date_naiss;Ngày sinh;fecha_nacimiento;Fecha nac.;"
    "data_nascimento;geboortedatum;dob;né(e) le;تاريخ الميلاد;tarikh_milad;DDN;"
    "jaiotze data;Année de naissance",
    "address": "Adresse;Địa chỉ;dia_chi;endereço;dirección;adres;العنوان;unwan;helbidea;"
    "adresse_complete",
    "identifier": "CIN;N° CNI;cedula;DNI;CCCD;Số CMND;can_cuoc;NISS;rijksregisternummer;"
    "passeport;N° passeport;permis de conduire;clave de elector;بطاقة التعريف;"
    "numéro fiscal;ho_chieu;NIN;carte nationale d'identité;nº documento",
    "social-number": "NIR;n° sécurité sociale;NSS;num_secu",
    "bank": "IBAN;RIB;CLABE;Cuenta bancaria;số tài khoản;n° de compte",
    "plate": "immatriculation;plaque;placa;matrícula;biển số;biển số xe;nummerplaat",
    "home-address": "domicile;adresse du demandeur;domicilio;nơi ở;morada;noi_thuong_tru;"
    "adresse_personnelle",
}
EACH = [(meaning, one) for meaning, names in NAMED.items() for one in names.split(";")]


@pytest.fixture(scope="module")
def policy():
    return Policy.load()


@pytest.mark.parametrize(("meaning", "header"), EACH)
def test_a_header_is_understood(meaning, header, policy):
    found = policy.meaning(header)
    assert found is not None
    assert found.id == meaning


#: Headers that resemble those of persons; what they hold may be scanned, never masked whole.
HARMLESS = [
    "nom_rue",
    "tên đường",
    "nom_station",
    "nombre de places",
    "type_permis",
    "permis_de_construire",
    "num_permis",
    "date_permis",
    "last_update",
    "last_modified",
    "plate_forme",
    "plaque_armoire",
    "ine_code_municipio",
    "codigo_ine",
    "ten_truong",
    "numéro de marché",
    "compte_rendu",
    "numero_lot",
    "tinh_trang",
    "student_count",
    "tel_pro",
    "telephone standard",
    "teléfono oficina",
]


@pytest.mark.parametrize("header", HARMLESS)
def test_a_look_alike_is_not_masked_whole(header, policy):
    found = policy.meaning(header)
    assert found is None or found.action in ("scan", "place", "keep")
