"""What one person does, and what firms do: words of trades in the languages of the cities."""

#: What one person does, as it stands before or behind who does it.
PROFESSIONS = frozenset(
    """paysagiste jardinier jardiniere elagueur elagueuse fleuriste pepinieriste horticulteur
    horticultrice maraicher maraichere agriculteur agricultrice eleveur eleveuse apiculteur
    apicultrice viticulteur viticultrice vigneron vigneronne ostreiculteur arboriculteur
    cultivateur cultivatrice berger bergere pecheur pecheuse boulanger boulangere boucher bouchere
    charcutier patissier patissiere fromager fromagere poissonnier poissonniere chocolatier
    confiseur brasseur torrefacteur traiteur cuisinier cuisiniere restaurateur restauratrice
    cafetier primeur epicier epiciere caviste macon plombier electricien electricienne menuisier
    menuisiere charpentier couvreur zingueur peintre carreleur platrier plaquiste serrurier
    chauffagiste vitrier terrassier etancheur facadier ferronnier forgeron ramoneur soudeur
    ebeniste tapissier tapissiere tonnelier tourneur luthier luthiere potier potiere ceramiste
    vitrailliste verrier graveur graveuse relieur relieuse imprimeur encadreur doreur mosaiste
    bijoutier bijoutiere joaillier horloger horlogere couturier couturiere cordonnier maroquinier
    modiste styliste coiffeur coiffeuse barbier estheticien estheticienne maquilleuse photographe
    videaste realisateur realisatrice cineaste cameraman graphiste maquettiste illustrateur
    illustratrice dessinateur dessinatrice plasticien plasticienne sculpteur sculptrice artiste
    musicien musicienne pianiste guitariste violoniste chanteur chanteuse comedien comedienne
    conteur conteuse marionnettiste clown magicien danseur danseuse choregraphe scenographe
    costumiere auteur autrice ecrivain ecrivaine redacteur redactrice correcteur correctrice
    journaliste traducteur traductrice interprete calligraphe webmaster webdesigner designer
    developpeur developpeuse informaticien informaticienne consultant consultante formateur
    formatrice coach conferencier conferenciere mediateur mediatrice animateur animatrice
    moniteur monitrice guide architecte urbaniste geometre topographe ingenieur diagnostiqueur
    metreur economiste geologue archeologue ecologue botaniste avocat avocate notaire
    huissier comptable expert-comptable infirmier infirmiere kinesitherapeute osteopathe
    orthophoniste ergotherapeute psychologue psychomotricien psychomotricienne psychotherapeute
    sophrologue naturopathe dieteticien dieteticienne podologue sage-femme dentiste opticien
    veterinaire toiletteuse brocanteur brocanteuse antiquaire libraire bouquiniste
    garagiste mecanicien carrossier depanneur ambulancier ambulanciere demenageur taxi chauffeur
    transporteur colporteur forain foraine
    fotografo fotografa paisajista jardinero jardinera florista agricultor agricultora ganadero
    ganadera apicultor apicultora panadero panadera carnicero pescadero frutero albanil fontanero
    electricista carpintero carpintera cerrajero pintor pintora escultor escultora ilustrador
    ilustradora disenador disenadora traductor traductora arquitecto arquitecta abogado abogada
    notario consultor consultora formador formadora musico cuentacuentos ceramista alfarero
    peluquero peluquera mecanico veterinario psicologo psicologa fisioterapeuta logopeda
    photographer landscaper gardener florist farmer beekeeper baker butcher fishmonger
    plumber electrician joiner roofer plasterer decorator sculptor illustrator designer
    translator interpreter architect surveyor solicitor consultant trainer musician storyteller
    potter hairdresser mechanic physiotherapist psychologist
    fotograaf tuinman tuinarchitect hovenier bloemist landbouwer imker slager visboer loodgieter
    elektricien timmerman dakwerker schilder beeldhouwer illustrator ontwerper vertaler tolk
    architect landmeter advocaat muzikant verteller pottenbakker kapper garagist kinesist
    eletricista canalizador carpinteiro jardineiro padeiro talhante tradutor tradutora arquiteto
    arquiteta advogado advogada cabeleireiro""".split()  # noqa: SIM905
)
#: What firms do, in words whose ending does not say it.
ACTIVITIES = frozenset(
    """tp btp vrd gtb cvc materiaux mobilier mobiliers fournitures negoce charpente charpentes
    couverture couvertures toitures pompes fonderie fonderies laboratoires laboratoire carrieres
    sables granulats beton betons metaux acier aciers fioul combustibles carburants
    pieux sondages forages levage engins semences graines espaces voiries assainissement
    ascenseurs piscines clotures portails stores volets fermetures isolation ravalement
    electromobilite mobilites logiciels informatique gardiennage enrobes telecoms
    proprete hygiene textiles confection boissons surgeles viandes volailles legumes
    obras suministros materiales muebles reformas excavaciones maderas aceros alimentacion
    bebidas piensos construcao obras materiais moveis bouw bouwmaterialen meubelen grondwerken
    dakwerken schrijnwerken drukwerk supplies furniture groundworks roofing joinery plumbing
    timber catering""".split()  # noqa: SIM905
)
#: What companies deal in or how they are built: theirs even behind a person's full name.
GOODS = frozenset(
    """materiaux mobilier mobiliers meubles fournitures negoce carrieres granulats beton betons
    fioul combustibles carburants acier aciers metaux boissons surgeles semences distribution
    industrie industries logistique international automobiles engins muebles materiales
    distribuciones suministros bebidas industrias furniture supplies materials logistics
    holdings bouwmaterialen meubelen moveis materiais""".split()  # noqa: SIM905
)

__all__ = ["ACTIVITIES", "GOODS", "PROFESSIONS"]
