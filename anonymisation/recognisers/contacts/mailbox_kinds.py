"""What the mailboxes of bodies begin with, glued to a name, and what they are called."""

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
    *("unionsportive", "unionmusicale", "amisde", "lesamis", "troupe", "compagnie", "batucada"),
    *("associaci", "asociacion", "agrupacion", "clubdeportivo", "vereniging", "associacao"),
    *("solidarite", "entraide", "fraternite", "ensemblevocal", "ecolede", "scouts", "gwoka"),
    *("gemeente", "school", "bakkerij", "harmonie", "apotheek", "udala", "ikastola", "truong"),
)

#: What bodies do and how they are called, as a word of their mailboxes, whoever provides them.
ACTIVITIES = frozenset(
    """amap aep adil admr adapei ape apel aappma acca adcv adra ajl asbl vzw ampa afa anpa apa
    jumelage jumelages twinning hermanamiento pointjeunes pij bij espacejeunes localjeunes
    accueiljeunes
    cyclo cyclos cyclotourisme cyclistes vtt randonneurs randonnees marcheurs petanque boules
    boulistes judo karate aikido taekwondo escrime athle athletisme gym gymnastique danse
    chorale choeur fanfare harmonie orchestre philharmonie majorettes batterie bagad
    batucada comparsa charanga peña banda coral dantza trikitixa txistulari abesbatza koor
    fanfares toneel theatre theatres scrabble echecs bridge tarot philatelie genealogie modelisme
    jardins jardinsfamiliaux jardinspartages potagers ruchers apiculture chasseurs pecheurs
    chasse peche boulodrome tennisclub handball volley basket football futsal rugby badminton
    natation aviron voile canoe kayak plongee equitation roller skate escalade alpinisme
    speleo twirling petitsloups ptitsloups bambins doudous creche micro-creche multiaccueil
    halte garderie periscolaire peri alsh clsh alae centreaere centredeloisirs ludo ludotheque
    biblio
    bibli mediatheque mediath cinema cine fetes comitedesfetes comitefetes carnaval kermesse
    parents parentseleves fcpe peep donneurs dondesang secouristes croixrouge restosducoeur
    secours emmaus epicerie epiceriesolidaire recyclerie ressourcerie repaircafe amicalelaique
    anciens combattants unc fnaca aines seniors clubdesaines ecomusee bibliobus
    avenir espoir vaillante jeanne-darc olympique sporting racing etoile
    huerto huertos vecinos vecinal asociacion fundacion cofradia hermandad pena peñas ampas
    deportivo futbol baloncesto ciclista montana senderismo ajedrez
    wijk wijkraad buurt jeugdhuis scouts chiro fietsers wielerclub wandelclub turnkring
    associacao junta rancho grupo desportivo recreativo
    associacio colla castellers veins esplai
    auzo auzoa elkarte elkartea gazte gaztetxe
    jamiya jam3iya amicales cooperative coop coope scop gie mutuelle syndicat syndic copropriete
    copro
    residents locataires riverains collectif conseildequartier comitedequartier quartier
    cau hoi doan clb""".split()  # noqa: SIM905 - words are read
)
#: Letters and short words for services, at the host of a body that is no provider's.
OFFICES = frozenset(
    """urba urb pm polmun pmun st stm dst dstm dgst ctm sg dg dgs dga dgas drh rh daf dap dsi dsp
    dpe dej djs dac dcp ddd dsit dmp dcl daj ep ev ent em ec eci elec cni bo boc bco bm bma sec sgr
    pe rpe ram lape pmi mds mdph cms ssiad saad clic cmp acm pij bij emm emmd crd crr ccas cias cdas
    plu plui scot ads sig spanc siom siaep smur dpo rgpd cil com comm dircom cab dircab cabmaire
    cme cmj csu mfs msap msp ot oti osc oms crij cri odp tlpe regie regies compta fact achat
    marp mp cda eq asvp sav sim sti sti2 snt snu bac bdc bat
    oac omic oirs pac sac siac ssb ibi iae iivtnu padron avaluos catastro rentas tesoreria
    patentes permisos predios comisaria comisarias obras aseo ornato agua aguapotable alumbrado
    transito mercados rastro panteones proteccioncivil ecologia sindicatura regiduria contraloria
    oficialia cabildo dif implan smapa junta juntadistrito juntavecinal distrito distritos tenencia
    tenenciapolitica registropropiedad juntaparroquial bienestar igualdad mujer mayores juventud
    consumo sanidad licencias multas recaudacion intervencion personal nominas
    bz rup bis dc ocmw cpas ruimte vergunningen vergunning handhaving
    vth pz brandweer cultuur jeugd welzijn
    gap dpu dgu drhu sas smas smpc gnr psp ambiente urbanistica fiscalizacao licenciamento
    vpub ttpv bpmc kt tckh tnmt qldt ktxh
    becas ayudas subvenciones contratacion contrataciones licitaciones empadronamiento tributos
    hacienda escolarizacion matrimonios bodas cooperacion internacional participacion vivienda
    bourses aides subventions cooperation international jumelages relationsinternationales
    subsidies toelagen beurzen aanvragen bolsas apoios subsidios habitacao beques ajuts subvencions
    bekak laguntzak diru-laguntzak grants bursaries scholarships hocbong troxa
    ba bh be bec sdi dri dao dhp dtx arrondissement arrondissements wilaya baladia baladiya
    commune hygiene hay mohtassib""".split()  # noqa: SIM905 - words are read
)

__all__ = ["ACTIVITIES", "KINDS", "OFFICES"]
