"""A dataset's own words pass through the same decision."""

from anonymisation import anonymise_dataset
from federation.model import Contact, Dataset, Distribution, Verdict


def dataset(**changes) -> Dataset:
    base = {"remote_id": "1", "identifier": "x", "title": {"fr": "Parcs"}}
    return Dataset(**{**base, **changes})


def clean(one: Dataset, policy, country="FR"):
    return anonymise_dataset(one, country=country, languages=("fr",), policy=policy)


def test_a_functional_contact_stays_and_a_personal_one_goes(policy):
    functional = Contact("Service Open Data", "opendata@lille.fr", "https://lille.fr")
    assert clean(dataset(contact=functional), policy)[0].contact == functional
    personal = Contact("Karim Belkacem", "kbelkacem@lille.fr", "mailto:kbelkacem@lille.fr")
    safe, report = clean(dataset(contact=personal), policy)
    assert safe.contact is None
    assert report.entities["EMAIL"] >= 1
    assert report.verdict is Verdict.PASS


def test_texts_are_masked_in_their_own_language(policy):
    one = dataset(
        title={"fr": "Rues de Lille", "es": "Calles"},
        description={
            "fr": "Tenu par Mme Anne Delmas, anne.delmas@lille.fr",
            "es": "Contacto: Sra. Nerea Etxebarria",
        },
        publisher="Ville de Lille",
        distributions=(Distribution("d", title={"fr": "Liste de M. Karim Belkacem"}),),
    )
    safe, report = clean(one, policy)
    assert safe.title == one.title
    assert safe.description == {
        "fr": "Tenu par [personne], [courriel]",
        "es": "Contacto: [persona]",
    }
    assert safe.publisher == "Ville de Lille"
    assert safe.distributions[0].title == {"fr": "Liste de [personne]"}
    assert {decision.column for decision in report.columns} == {"description", "distribution.title"}
    assert report.cells_changed == 3


def test_a_clean_dataset_is_returned_equal(policy):
    one = dataset(
        description={"fr": "Places, écoles Jean Jaurès, contact@lille.fr"}, publisher="Métropole"
    )
    safe, report = clean(one, policy)
    assert safe == one
    assert report.cells_changed == 0
    assert not report.entities
