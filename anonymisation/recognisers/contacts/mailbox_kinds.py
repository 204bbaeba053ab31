"""What the mailboxes of bodies begin with, glued to a name."""

#: Kinds of body that mailboxes begin with, glued to a name of place or patron.
KINDS = (
    *("asso", "mairie", "ecole", "club", "chorale", "amicale", "comite", "fanfare", "tennis"),
    *("football", "basket", "rugby", "handball", "volley", "petanque", "cyclo", "rando", "theatre"),
    *("cinema", "musee", "biblio", "mediatheque", "ludotheque", "college", "lycee", "creche"),
    *(
        "paroisse",
        "boulangerie",
        "garage",
        "pharmacie",
        "restaurant",
        "hotel",
        "camping",
        "cabinet",
    ),
    *("syndic", "cercle", "orchestre", "federation", "fondation", "foyer", "secours", "ligue"),
    *(
        "escuela",
        "colegio",
        "farmacia",
        "tienda",
        "hostal",
        "parroquia",
        "ayuntamiento",
        "cofradia",
    ),
    *("casacultura", "casadelacultura", "casadecultura", "casajuventud", "centro", "polideportivo"),
    *("mercadomunicipal", "mercado-", "deportes", "guarderia", "cementerio", "ludoteca"),
    *("auditorio",),
    *("parquede", "unidaddeportiva", "jardindeninos", "estancia", "proteccioncivil", "oficinade"),
    *("bophan", "trungtam", "vanphong", "motcua", "tiepdan", "tiepnhan", "ttpv", "phongban"),
    *(
        "atencio",
        "atencion",
        "instalaci",
        "concello",
        "ajuntament",
        "oficinad",
        "bustia",
        "concejalia",
    ),
    *("gemeente", "school", "bakkerij", "harmonie", "apotheek", "udala", "ikastola", "truong"),
)

__all__ = ["KINDS"]
