import pytest

from federation.errors import SettingsError
from federation.loader import load_settings

GOOD = """
federation:
  id: essai
  titles: {fr: Essai}
cities:
  - id: lille
    names: {fr: Lille, nl: Rijsel}
    country: FR
    official_id: "215903501"
    official_id_kind: siren
    sources:
      - id: lille-ods
        connector: opendatasoft
        url: https://opendata.lillemetropole.fr
        schedule: {cron: "0 5 * * *", timezone: Europe/Paris}
  - id: dakar
    names: {fr: Dakar}
    country: SN
    sources:
      - {id: dakar-fichiers, connector: files, url: fichiers}
partnerships:
  - {id: lille-dakar, titles: {fr: Coopération}, cities: [lille, dakar], convention: C-1}
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "fichiers").mkdir()

    def write(text):
        file = tmp_path / "federation.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def faults(file, locale="en"):
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    return [fault.render(locale) for fault in caught.value.faults]


def test_a_right_file_is_read(write):
    settings = load_settings(write(GOOD))
    assert [source.id for _, source in settings.sources] == ["lille-ods", "dakar-fichiers"]
    assert settings.source("dakar-fichiers")[0].country == "SN"
    assert settings.local_path("fichiers").is_dir()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("titles: {fr: Essai}", "tittles: {fr: Essai}", 4, "did you mean “titles”"),
        ("id: essai", "id: Essai!", 3, "lower-case letters"),
        ('cron: "0 5 * * *"', 'cron: "0 25 * * *"', 15, "is not a schedule"),
        ("timezone: Europe/Paris", "timezone: Paris", 15, "Europe/Paris"),
        ("215903501", "215903502", 9, "SIREN"),
        ("id: dakar-fichiers", "id: lille-ods", 20, "used twice"),
        ("url: fichiers", "url: absent", 20, "does not exist"),
        ("cities: [lille, dakar]", "cities: [lille, pikine]", 22, "pikine"),
        ("https://opendata", "opendata", 14, "http"),
        ("connector: opendatasoft", "connector: opendatsoft", 13, "not one of"),
        ("country: SN", "country: Senegal", 18, "two capital letters"),
    ],
)
def test_a_fault_names_line_key_and_remedy(write, old, new, line, words):
    found = faults(write(GOOD.replace(old, new)))
    assert any(f"line {line}," in fault and words in fault for fault in found), found


def test_every_fault_is_told_at_once(write):
    text = GOOD.replace("titles: {fr: Essai}", "titles: {}").replace("country: SN", "country: sn")
    assert len(faults(write(text))) == 2


def test_faults_are_told_in_french_and_spanish(write):
    file = write(GOOD.replace("titles: {fr: Essai}", "tittles: {fr: Essai}"))
    assert any("ligne 4" in fault and "clé inconnue" in fault for fault in faults(file, "fr"))
    assert any("línea 4" in fault and "clave desconocida" in fault for fault in faults(file, "es"))


def test_broken_yaml_names_its_line(write):
    with pytest.raises(SettingsError) as caught:
        load_settings(write("federation:\n  id: [a\ncities: }\n"))
    assert "line 3" in caught.value.message.render("en")


def test_an_absent_file_says_how_to_write_one(tmp_path):
    with pytest.raises(SettingsError, match="partage init"):
        load_settings(tmp_path / "federation.yaml")


def test_secrets_come_from_the_environment(write, monkeypatch):
    text = GOOD.replace("url: https://opendata.lillemetropole.fr", "url: ${PORTAL}")
    assert any("PORTAL is not set" in fault for fault in faults(write(text)))
    monkeypatch.setenv("PORTAL", "https://portail.example")
    assert load_settings(write(text)).source("lille-ods")[1].url == "https://portail.example"


def test_secrets_are_not_printed(write):
    text = GOOD.replace(
        "connector: opendatasoft", "connector: opendatasoft\n        api_key: s3cr3t"
    )
    assert "s3cr3t" not in repr(load_settings(write(text)))
