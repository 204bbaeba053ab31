"""Catalogues: complete, faithful to the code, typeset; messages in three languages."""

import importlib.util
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from federation import codec
from federation.i18n import LOCALE_DIR, LOCALES, Message, counted, msg, translations

SCRIPT = Path(__file__).parents[2] / "scripts" / "i18n.py"
PLACE = re.compile(r"%\(\w+\)[a-z]|%%")
#: The letter between the date and the time, in the custom format a spreadsheet asks for.
FORMAT_CODE = '"T"'
#: English sentences of four words or more that another language would keep as they are: none.
WORDS = 4


@pytest.fixture(scope="module")
def i18n():
    spec = importlib.util.spec_from_file_location("partage_i18n_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(i18n):
    return i18n.build()


def catalogue(locale: str) -> Catalog:
    body = (LOCALE_DIR / locale / "LC_MESSAGES" / "partage.po").read_bytes()
    return read_po(BytesIO(body), locale=locale)


def forms(value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def sentences(locale: str):
    """Identifier forms and translated forms of every sentence."""
    return [(forms(m.id), forms(m.string)) for m in catalogue(locale) if m.id]


def entries(body: bytes) -> dict:
    """What a compiled catalogue says, without the header (Babel dates it)."""
    return {forms(m.id): forms(m.string) for m in read_mo(BytesIO(body)) if m.id}


def test_no_sentence_of_the_code_lacks_its_translation(i18n):
    assert i18n.missing() == []


def test_catalogues_hold_the_sentences_of_the_code(built):
    texts = {path: body for path, body in built.items() if path.suffix in (".po", ".pot")}
    assert len(texts) == len(LOCALES) + 1
    stale = [path.name for path, body in texts.items() if path.read_bytes() != body]
    assert stale == [], "run: make i18n"


def test_compiled_catalogues_say_what_the_texts_say(built):
    compiled = {path: body for path, body in built.items() if path.suffix == ".mo"}
    assert len(compiled) == len(LOCALES)
    for path, body in compiled.items():
        assert entries(path.read_bytes()) == entries(body), "run: make i18n"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_whole_and_sure(locale):
    assert [m.id for m in catalogue(locale) if m.id and m.fuzzy] == []
    lacking = [ids for ids, strings in sentences(locale) if not all(strings)]
    assert lacking == []
    assert len(sentences(locale)) > 400


@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_of_a_sentence_is_kept(locale):
    for ids, strings in sentences(locale):
        allowed = [set(PLACE.findall(one)) for one in ids]
        for string in strings:
            # A singular may say "the first row" where the plural gives a number.
            assert set(PLACE.findall(string)) in allowed, string
            assert not re.search(r"[^%]%[^%(]", PLACE.sub("", string)), string


@pytest.mark.parametrize("locale", ["fr", "es"])
def test_sentences_are_not_left_in_english(locale):
    left = [
        ids[0]
        for ids, strings in sentences(locale)
        if ids == strings and len(re.findall(r"[A-Za-z]{2,}", PLACE.sub("", ids[0]))) >= WORDS
    ]
    assert left == []


@pytest.mark.parametrize("locale", ["fr", "es"])
def test_sentences_end_as_the_english_ones_do(locale):
    for ids, strings in sentences(locale):
        for string in strings:
            assert string == string.strip()
            assert "  " not in string
            for end in ".:?":
                assert string.endswith(end) or not ids[-1].endswith(end), string


def test_french_is_typeset_as_french():
    for _, strings in sentences("fr"):
        for string in strings:
            plain = string.replace(FORMAT_CODE, "")
            assert '"' not in plain, string
            assert "'" not in plain, string
            assert not re.search(r" [:;?!»]|« ", plain), f"needs a non-breaking space: {string}"
            assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", plain), string


def test_spanish_opens_its_questions():
    for _, strings in sentences("es"):
        for string in strings:
            assert string.count("¿") == string.count("?"), string
            assert not re.search(r" [:;?!]", string), string


def test_a_message_is_told_in_three_languages():
    message = msg("no city of this file is called “%(id)s”", id="pikine")
    assert {locale: message.render(locale) for locale in LOCALES} == {
        "fr": "aucune ville de ce fichier ne s’appelle «\u00a0pikine\u00a0»",
        "en": "no city of this file is called “pikine”",
        "es": "ninguna ciudad de este archivo se llama “pikine”",
    }


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fr", "federation.yaml, ligne 4, cities\u00a0: écrivez ici un nombre"),
        ("en", "federation.yaml, line 4, cities: write a number here"),
        ("es", "federation.yaml, línea 4, cities: escriba aquí un número"),
    ],
)
def test_a_message_inside_a_message_speaks_the_same_language(locale, words):
    where = {"file": "federation.yaml", "line": 4, "key": "cities"}
    outer = "%(file)s, line %(line)s, %(key)s: %(what)s"
    live = msg(outer, **where, what=msg("write a number here"))
    stored = msg(outer, **where, what={"msgid": "write a number here", "params": {}})
    assert live.render(locale) == stored.render(locale) == words


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr", ["0 jeu de données", "1 jeu de données", "2 jeux de données"]),
        ("en", ["0 datasets", "1 dataset", "2 datasets"]),
        ("es", ["0 conjuntos de datos", "1 conjunto de datos", "2 conjuntos de datos"]),
    ],
)
def test_each_language_counts_in_its_own_way(locale, said):
    count = translations(locale).ngettext
    found = [count("%(shown)s dataset", "%(shown)s datasets", n) % {"shown": n} for n in range(3)]
    assert found == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr", ["0 ligne sans erreur", "1 ligne sans erreur", "2 lignes sans erreur"]),
        ("en", ["0 rows without error", "1 row without error", "2 rows without error"]),
        ("es", ["0 filas sin errores", "1 fila sin errores", "2 filas sin errores"]),
    ],
)
def test_a_message_agrees_with_its_number_also_once_it_was_stored(locale, said):
    made = [counted("%(n)s row without error", "%(n)s rows without error", n) for n in range(3)]
    kept = [codec.loads(Message, codec.dumps(one)) for one in made]
    assert [one.render(locale) for one in made] == said
    assert [one.render(locale) for one in kept] == said


def test_a_sentence_of_one_form_may_have_a_parameter_called_n():
    sentence = "and others like these: %(count)s"
    assert msg(sentence, count=3, n=3).render("es") == "y otros como estos: 3"


def test_titles_of_the_table_of_a_run_stay_short():
    titles = (
        "Seen",
        "New",
        "Changed",
        "Unchanged",
        "Published",
        "Quarantined",
        "Rejected",
        "Failed",
        "Seconds",
    )
    for locale in ("fr", "es"):
        for title in titles:
            assert len(msg(title).render(locale)) <= len("Quarantined"), title
