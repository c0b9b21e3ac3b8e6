request-not_acceptable = Les réponses sont fournies en application/graphql-response+json ou application/json, en UTF-8.
request-media_type = Envoyez un objet JSON avec Content-Type: application/json, en UTF-8 et sans Content-Encoding.
request-not_utf8 = La requête n’est pas en UTF-8 : l’erreur se trouve à l’octet { $byte }.
request-not_json = { $place } n’est pas du JSON : { $reason }
request-not_an_object = Le corps doit être un seul objet JSON contenant « query » ; il s’agit de : { $found }.
request-query_missing = « query » est absent : il contient le document GraphQL.
request-wrong_type = « { $parameter } » doit être de type { $expected } ; type reçu : { $found }.
request-parameter_twice = « { $parameter } » est indiqué plus d’une fois.
request-bad_escape = La chaîne de requête contient un % que ne suivent pas deux chiffres hexadécimaux.
request-method = { $method } n’est pas servi ici. Méthodes admises : { $allowed }.
request-only_queries = Seules les consultations passent par GET ; envoyez cette opération par POST.
request-subscription = Abonnez-vous par WebSocket (graphql-transport-ws) ou avec Accept: text/event-stream.
request-only_subscriptions = Seuls les abonnements sont servis ici ; envoyez les consultations et les mutations par POST.
request-single_root = Un abonnement demande un seul champ.
request-origin = Les pages de cette adresse ne peuvent pas ouvrir de socket ici.
request-subprotocol = Les sockets parlent le sous-protocole graphql-transport-ws.
request-upgrade = Cette requête ne peut pas devenir un WebSocket de version 13.
request-no_such_path = Il n’y a rien à cette adresse.
request-unknown_operation = Le document ne contient pas d’opération nommée « { $name } ».
request-operation_needed = Le document contient plusieurs opérations : nommez-en une dans « operationName ».
request-variable_missing = La variable « ${ $name } » de type « { $kind } » est requise et n’a pas été fournie.
request-fragment_cycle = Le fragment « { $name } » s’inclut lui-même.
request-introspection = Le schéma est montré aux personnes connectées ; il est aussi publié sous le nom schema.graphql.
request-bad_authorization = L’en-tête Authorization doit contenir une seule fois « Bearer », une espace et le jeton d’accès.
request-too_slow = Le corps n’est pas arrivé en { $limit ->
       [one] { $limit } seconde
      *[other] { $limit } secondes
    }.
request-cut_off = Le corps s’est interrompu avant d’être complet.
request-document_and_id = « query » et « documentId » sont tous deux donnés : n’envoyez que l’un des deux.
request-unknown_document = Aucun document de ce « documentId » n’est connu ici : envoyez le document lui-même dans « query ».
request-document_not_listed = Sans connexion, seuls les documents répertoriés par ce service peuvent être envoyés. Connectez-vous pour en envoyer d’autres.
