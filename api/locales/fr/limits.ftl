limit-body = Le corps de la requête dépasse { $limit ->
       [one] { $limit } octet
      *[other] { $limit } octets
    }.
limit-query = Le document dépasse { $limit ->
       [one] { $limit } octet
      *[other] { $limit } octets
    }.
limit-nesting = Les parenthèses et accolades sont imbriquées sur plus de { $limit ->
       [one] { $limit } niveau
      *[other] { $limit } niveaux
    }.
limit-tokens = Le document compte plus de { $limit ->
       [one] { $limit } lexème
      *[other] { $limit } lexèmes
    }.
limit-operations = Le document compte plus de { $limit ->
       [one] { $limit } opération
      *[other] { $limit } opérations
    }.
limit-fragments = Le document compte plus de { $limit ->
       [one] { $limit } fragment
      *[other] { $limit } fragments
    }.
limit-fields = Le document cite plus de { $limit ->
       [one] { $limit } champ
      *[other] { $limit } champs
    }.
limit-aliases = Le document compte plus de { $limit ->
       [one] { $limit } alias
      *[other] { $limit } alias
    }.
limit-directives = Une sélection porte plus de { $limit ->
       [one] { $limit } directive
      *[other] { $limit } directives
    }.
limit-repeats = Une opération demande le champ racine « { $field } » plus de { $limit ->
       [one] { $limit } fois
      *[other] { $limit } fois
    }.
limit-depth = Les champs sont imbriqués sur plus de { $limit ->
       [one] { $limit } niveau
      *[other] { $limit } niveaux
    }.
limit-size = Une fois ses fragments développés, une opération compte plus de { $limit ->
       [one] { $limit } sélection
      *[other] { $limit } sélections
    }.
limit-complexity = L’opération coûterait plus de { $limit ->
       [one] { $limit } unité
      *[other] { $limit } unités
    }. Demandez moins d’éléments ou moins de champs.
limit-comparison = La comparaison contiendrait plus de { $limit ->
       [one] { $limit } réponse
      *[other] { $limit } réponses
    }. Indiquez moins d’États ou moins de questions.
limit-time = La réponse a pris plus de { $limit ->
       [one] { $limit } seconde
      *[other] { $limit } secondes
    } et a été abandonnée.
limit-levels = Fragments compris, les sélections sont imbriquées sur plus de { $limit ->
       [one] { $limit } niveau
      *[other] { $limit } niveaux
    }.
limit-subscriptions = Une connexion porte au plus { $limit ->
       [one] { $limit } abonnement
      *[other] { $limit } abonnements
    } à la fois.
limit-account_subscriptions = Un compte a au plus { $limit ->
       [one] { $limit } abonnement
      *[other] { $limit } abonnements
    } à la fois.
limit-streams = Le service garde ouvertes au plus { $limit ->
       [one] { $limit } connexion
      *[other] { $limit } connexions
    } de ce genre. Réessayez plus tard.
limit-address_requests = Depuis une même adresse, au plus { $limit } appels par minute reçoivent une réponse sans connexion. Réessayez dans un instant ou connectez-vous.
limit-account_requests = Un compte peut faire au plus { $limit } appels par minute. Réessayez dans un instant.
limit-address_streams = Depuis une même adresse, le service garde ouverts au plus { $limit } sockets et flux d’événements. Fermez-en un ou réessayez plus tard.
limit-socket_operations = Une connexion commence au plus { $limit } opérations par minute. Réessayez dans un instant.
