"""Invented people: names that are common in each city, joined by chance."""

from dataclasses import dataclass
from random import Random


def _names(text: str, separator: str | None = None) -> list[str]:
    return text.split(separator)


WOMEN = {
    "lille": _names(
        "Capucine Ludivine Séverine Amel Fatoumata Odile Maëlle Nadège Ghislaine Yasmina "
        "Bérengère Philomène Kenza Noémie Rolande Soizic Chloé Ingrid Sabah Éliane"
    ),
    "namur": _names(
        "Godelieve Bernadette Aurore Mégane Françoise Wivine Loubna Élodie Maud Nathalie "
        "Rosalie Ornella Christelle Véronique Zoé Marie-Ange"
    ),
    "dakar": _names(
        "Aminata Ndèye Coumba Fatou Rokhaya Khady Awa Mame Diarra Sokhna Marième Yacine "
        "Bineta Oumou Astou Dieynaba"
    ),
    "bilbao": _names(
        "Nekane Itziar Ainhoa Miren Begoña Leire Amaia Maite Garazi Idoia Rosario "
        "Encarnación Ane Zuriñe Olatz"
    ),
    "quito": _names(
        "Rosa Elena|María Fernanda|Nina|Guadalupe|Lucía|Digna|Carmen Amelia|Verónica|"
        "Mónica|Tránsito|Blanca Azucena|Paulina|Sisa",
        "|",
    ),
}
MEN = {
    "lille": _names(
        "Théophile Gontran Mehdi Loïc Augustin Bruno Ismaël Désiré Corentin Marcel Jordan "
        "Abdoulaye Rémi Wilfried Zacharie Côme Thierry Hervé Sofiane Gaël"
    ),
    "namur": _names(
        "Benoît Jean-Luc Thibaut Ludovic Gauthier Hakim Philippe Cédric Olivier Renaud Didier "
        "Guillaume Salvatore Aymeric Bastien"
    ),
    "dakar": _names(
        "Ousmane Cheikh Modou Ibrahima Pape Alioune Serigne Mamadou Assane Babacar Boubacar "
        "Souleymane Lamine Malick Thierno"
    ),
    "bilbao": _names(
        "Iker Gorka Unai Aitor Josu Koldo Eneko Asier Xabier Julián Iñaki Jon Ander "
        "Mikel Patxi Fermín"
    ),
    "quito": _names(
        "Luis Alfonso|Segundo|Ángel Rodrigo|Wilson|Édison|José Manuel|Byron|Inti|Galo|Marco "
        "Vinicio|Jaime|Nelson|Fausto",
        "|",
    ),
}
SURNAMES = {
    "lille": _names(
        "Verhaeghe Wattrelos Delannoy Carpentier Deroubaix Lepoutre Benchérif Vandamme "
        "Hennebelle Mazouz Duthoit Crombez Desrousseaux Leclercq Traoré Flament Wacquez Bouchart "
        "Delemazure Ziani Vanhoutte Poissonnier Degryse N'Diaye Chombart Lorthiois"
    ),
    "namur": _names(
        "Delvaux Gilsoul Lambotte Wéry Dessambre Collignon Piérard Mouchet El-Amrani "
        "Vandersmissen Jadoul Noël Hubinon Ransart Baivier Simonis Tasiaux Lurkin Etienne"
    ),
    "dakar": _names(
        "Ndiaye Diop Fall Sarr Gueye Faye Mbaye Sène Thiam Ba Cissé Diouf Seck Niang Sy Kane "
        "Ndour Touré Sagna Mané Badji Ngom"
    ),
    "bilbao": _names(
        "Etxebarria Goikoetxea Urrutia Aguirrezabala Zubizarreta Ibarretxe Larrazabal "
        "Mendizabal Gómez Arana Bilbao Olabarri Landeta Elorriaga Fernández Azkue Uriarte"
    ),
    "quito": _names(
        "Quishpe Guamán Chiluisa Toapanta Caiza Morales Yépez Pilataxi Simbaña Tipán Andrade "
        "Cevallos Farinango Iza Salazar Villacís Ñacato"
    ),
}
#: Two surnames, as written in Spain and Ecuador.
DOUBLE = {"bilbao", "quito"}


@dataclass(frozen=True)
class Person:
    """Someone who does not exist."""

    first: str
    last: str
    woman: bool

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def mailbox(self) -> str:
        """The local part of a personal address: first name, dot, surname, in ASCII."""
        plain = f"{self.first.split()[0]}.{self.last.split()[0]}".lower()
        return plain.translate(str.maketrans("àâçèéêëîïñôöùûüáíóú'", "aaceeeeiinoouuuaiou-"))


def person(random: Random, city: str) -> Person:
    """Somebody of a city."""
    woman = random.random() < 0.5
    first = random.choice((WOMEN if woman else MEN)[city])
    last = random.choice(SURNAMES[city])
    if city in DOUBLE:
        last += f" {random.choice(SURNAMES[city])}"
    return Person(first, last, woman)
