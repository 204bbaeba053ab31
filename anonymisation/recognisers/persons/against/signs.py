"""Signs of shops, and programmes, that Spain and America call after somebody: "Tacos Don Beto".

The thing stands first, with its capital, then the honorific with its own and one given name, or a
legal form closes it all; who has a surname behind is somebody: "Beca Doña Nina Vardon Ruiz".
"""

import re

from anonymisation.lexicon import words
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.forms import FORM
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.tokens import Word, tokens

#: What is sold or made under a sign; what programmes give.
_SHOPS = frozenset(
    """tacos tamales tortas quesadillas gorditas carnitas mariscos antojitos birria elotes jugos
    licuados nieves paletas raspados churros dulces flores frutas verduras helados empanadas arepas
    salchipapas encebollados hornados pollos carnes quesos panes abarrotes miscelanea tlapaleria
    papeleria ferreteria panaderia panificadora pasteleria reposteria carniceria polleria pescaderia
    cremeria tortilleria loncheria fonda cocina comedor asadero parrilla picanteria cevicheria
    hueca soda pulperia bodega bodegon minimarket micromercado comercial comercializadora
    distribuidora importadora bazar boutique peluqueria estetica barberia mecanica vulcanizadora
    lubricadora lavanderia farmacia botica optica zapateria sastreria joyeria relojeria cerrajeria
    vidrieria muebleria floristeria floreria jardineria viveros transportes autocares gruas
    construcciones excavaciones limpiezas suministros fontaneria carpinteria piladora hacienda finca
    rancho granja hostal hosteria posada cabanas billar cantina bar cafe cafeteria restaurante grupo
    beca becas programa premio techo despensas despensa apoyo apoyos torneo copa escuelita
    guarderia""".split()  # noqa: SIM905
)
_HONOURS = frozenset(("don", "dona", "tio", "tia", "sor", "nino", "nina", "padre", "madre"))
#: Longer forms than those that `FORM` knows, and sons.
_FORM = re.compile(
    r"[ ,]{0,2}(?:C[IÍií][AÀa]\.?,? ?L(?:TDA|tda)|S\. ?A\. ?P\. ?I|S\. ?de ?R\. ?L"
    r"|S\.L\.[ULP]|SL[ULP]|S\. ?[Cc]oop"
    r"|A\. ?C\.|I\. ?A\. ?P\.|A\. ?B\. ?P\.|S\.A\.C|S\.A\. de C\. ?V|E\.I\.R\.L|C\.B\."
    r"|[eE] [Hh](?:IJ[OA]S|ij[oa]s)"
    r"|[yY] [Hh](?:ERMANOS|ermanos|NOS|nos))"
)


def shop(folded: str) -> bool:
    """Whether a word says what is sold or made: "Limpiezas del Valle"."""
    return folded in _SHOPS


def signed(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether the name behind an honorific, at `first`, is on a sign: one word, or a firm."""
    if first < 2 or found[first - 1].folded.rstrip(".") not in _HONOURS:
        return False
    head, honour = found[first - 2], found[first - 1]
    if head.shape not in ("Cap", "UPPER") or text[head.end : honour.start] != " ":
        return False
    firm = any(
        _FORM.match(text, word.end) or FORM.match(text, word.end) for word in found[first:last]
    )
    if not (head.folded in _SHOPS or speaks_against(head.folded)):
        return firm and head.folded in words("trades") | words("legal_forms")
    beside = first + 1 < len(found) and text[found[first].end : found[first + 1].start] == " "
    alone = not beside or found[first + 1].shape in ("lower", "particle")
    return firm or (honour.shape != "lower" and alone)


#: Schools and houses whose kind is several words, right before whom they are called after.
_HOUSE = re.compile(
    r"(?<!\w)(?:casa de (?:la )?cultura|jardin de (?:ninos|infantes|infancia)|esc(?:uela"
    r"|\.)? (?:sec|prim|tec)"
    r"\w*\.?(?: (?:gral|tec|fed|est)\w*\.?)?|(?:unidad|centro) (?:educativ[ao]"
    r"|deportiv[ao]|cultural|escolar)"
    r"|asociacion (?:cultural|vecinal|deportiva)|coliseo|polideportivo|casa (?:comunal|del pueblo)"
    r"|centro de (?:salud|dia|mayores|atencion)|(?:asociacion|asoc\.|federacion|comunidad|junta"
    r"|agrupacion|union|cooperativa|sociedad) de (?:vecin[oa]s|propietarios|padres|madres|regantes"
    r"|jubilad[oa]s|pensionistas|mayores|comerciantes|mujeres|jovenes|amas de casa|ganaderos"
    r"|agricultores|productores|usuarios|artesanos|transportistas)"
    r"|(?:quit|pong|pon|coloc|descubr|restaur|instal)\w{1,4} (?:la|una|esa) (?:placa|lapida|estatua"
    r"|escultura)(?: conmemorativa)?)"
    r" (?:(?:ninos|cultura|del?|la|sec\.?|gral\.?|don|dona|doctora?|dra?\.?|prof(?:esora?"
    r"|r?a?\.)|maestr[oa]) ){0,2}$"
)
#: Letters of a school, before the given name that it is called after: "I.E. Nina Vardon".
_PARENTS = ("ampa", "afa")
_LETTERED = re.compile(
    r"(?<![\w.])(?:I\.? ?E\.?(?: ?[DMRT]\.?)?|C\. ?E\.(?: ?[RID]\.)?|CER"
    r"|U\. ?E\.(?: ?[MF]\.)?|I\. ?E\. ?S\.?"
    r"|C\. ?P\.|C\. ?R\. ?A\.|E\. ?P\.|J\. ?N\.|C\. ?E\. ?I\. ?P\.?"
    r"|AMPA|AFA|A\. ?M\. ?P\. ?A\.?)\s(?:N\.?[°º.]?\s?\d{2,6}\s)?$"
)


def lettered(text: str, names: list[Word]) -> bool:
    """Whether a school's letters open a run, and a given name or a saint's stands behind."""
    for word in names[:4]:
        letters = word.folded.replace(".", "")
        if len(letters) < _SHORT or letters in _PARENTS:
            continue
        head = _LETTERED.search(text[max(0, word.start - 24) : word.start])
        return head is not None and is_first_name(word.folded)
    return False


def school(cell: str) -> bool:
    """Whether a cell begins with a school's letters and a given name: "I.E. Nina Vardon"."""
    if "." not in cell[:4]:
        return False
    found = tokens(cell)
    return len(found) > 2 and lettered(cell, found)


#: How far before a name these words are looked for.
_REACH = 60
#: Shorter words may be a school's letters.
_SHORT = 4


def housed(text: str, start: int) -> bool:
    """Whether a school or a house is called by what begins here: "Casa de Cultura Nina Vardon"."""
    return bool(_HOUSE.search(fold(text[max(0, start - _REACH) : start])))


__all__ = ["housed", "lettered", "school", "shop", "signed"]
