kind-form = Formulaire vierge
kind-draft = Projet de communication
kind-extract = Extrait d’un dépôt
mark-draft = PROJET, NON DÉPOSÉ
label-state = État
label-round = Cycle
label-edition = Édition
label-edition_hash = Empreinte de l’édition
label-language = Langue du présent document
label-questions = Questions
label-position = Position au registre
label-root = Racine
label-citation = Citation
label-act = Acte
label-status = Situation
label-taken = Reçu par le registre
label-answers = Réponses déposées
label-opened = Réponses ouvertes ici
label-bare = Engagements seuls (non ouverts ici)
label-as_of = À la position du registre
label-saved = À la date du
label-answered = Questions avec réponse
act-filing = Dépôt
act-amendment = Modification
act-withdrawal = Retrait
status-standing = en vigueur
status-superseded = remplacé par un dépôt ultérieur
status-withdrawn = retiré
note-form = Rien n’est obligatoire. Toute question peut rester ouverte ou recevoir l’une des mentions de silence indiquées.
note-draft = Ceci est un projet de travail de l’État. Il n’a pas été déposé, il peut changer et ne peut être cité.
note-extract = Le présent extrait ouvre les réponses que son lecteur peut voir. La racine couvre tout ce qui a été déposé : avec l’extrait vérifiable et le registre, chacun peut contrôler que rien n’a été modifié. Cette page ne prouve rien par elle-même.
note-endorsement = Les textes qui n’ont pas été adoptés portent une mention à cet effet. Répondre à leur sujet n’implique aucune approbation de ces textes.
note-designations = Les appellations employées et la présentation des données n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières ou limites.
note-fictional = Tous les États et toutes les réponses de cette base de données sont fictifs.
note-unconfirmed = Reprise d’un dépôt antérieur, pas encore confirmée.
note-hidden = Question non posée en l’état du dossier : la réponse reste dans le projet.
note-kept_out = Un problème empêche cette réponse d’être déposée.
note-section_unseen = Les réponses de cette section ne sont pas données au lecteur du présent document.
badge-official = libellé officiel
badge-unofficial = formulation non officielle
badge-machine = traduction automatique, non relue
badge-translation = traduction de l’État lui-même
badge-language = en { $language }
adoption-draft = Projet, non adopté
adoption-circulated = Distribué, non adopté
language-name = { $code ->
    [ar] arabe
    [zh] chinois
    [en] anglais
    [fr] français
    [ru] russe
    [es] espagnol
   *[other] { $code }
  }
hint-single_choice = Choisir une seule réponse.
hint-multi_choice = Choisir toutes les réponses pertinentes.
hint-scale = Un nombre entier de { $min } à { $max }.
hint-boolean = Oui ou non.
hint-short_text = Une ligne. Maximum de caractères : { $limit }.
hint-long_text = Texte. Maximum de mots : { $limit }.
hint-number = Un nombre.
hint-between = De { $min } à { $max }.
hint-at_least = Au moins { $min }.
hint-at_most = Au plus { $max }.
hint-unit = Unité : { $unit }.
hint-date = { $precision ->
    [year] Une année.
    [month] Un mois, ou une année.
   *[other] Un jour, un mois ou une année.
  }
hint-url_list = Liens. Maximum de liens : { $limit }.
hint-evidence = Documents ou liens à l’appui des réponses, avec l’article ou la page. Maximum d’éléments : { $limit }.
hint-state_list = États.
hint-contact = Nom, service, courriel, téléphone.
hint-exclusive = exclut les autres
hint-specify = préciser
hint-instead = Au lieu d’une réponse : { $silences }.
hint-when = Seulement si { $conditions }.
join-all = { $left } et { $right }
join-list = { $left } ; { $right }
join-any = { $left } ou { $right }
condition-answered = { $question } a reçu une réponse
condition-not_answered = { $question } n’a pas reçu de réponse
standing-answered = répondu
standing-none = néant
standing-not_applicable = sans objet
standing-exists_not_disclosed = existe, non divulgué
standing-declined = ne souhaite pas répondre
not-answered = Sans réponse
yes = Oui
no = Non
contact-name = Nom : { $text }
contact-unit = Service : { $text }
contact-email = Courriel : { $text }
contact-telephone = Téléphone : { $text }
evidence-kept = Pièce justificative conservée par l’État, engagement { $commitment }
qr-caption = Vérifier ce dépôt ou le retrouver au registre :
