problem-wrong_kind = Cette valeur n’est pas du type attendu par la question.
problem-unknown_question = Cette édition ne comporte pas cette question.
problem-unknown_option = La question ne propose pas cette option.
problem-too_many_words = Le texte compte { $words ->
       [one] { $words } mot
      *[other] { $words } mots
    } ; le maximum pour le dépôt est de { $limit }.
problem-too_long = Le texte compte { $length ->
       [one] { $length } caractère
      *[other] { $length } caractères
    } ; le maximum pour le dépôt est de { $limit }.
problem-too_large = La valeur occupe { $bytes ->
       [one] { $bytes } octet
      *[other] { $bytes } octets
    } ; le maximum pour l’enregistrement est de { $limit }.
problem-below_minimum = { $value } est inférieur à la plus petite valeur admise par la question, { $limit }.
problem-above_maximum = { $value } est supérieur à la plus grande valeur admise par la question, { $limit }.
problem-impossible_date = Ce jour n’existe pas dans le calendrier.
problem-date_too_fine = La date est plus précise que ce que la question demande : indiquez { $precision ->
       [year] l’année seulement
       [month] l’année et le mois seulement
      *[day] l’année, le mois et le jour
    }.
problem-too_many_items = La liste compte { $count ->
       [one] { $count } élément
      *[other] { $count } éléments
    } ; le maximum pour le dépôt est de { $limit }.
problem-exclusive_option = « { $option } » se choisit seule : elle ne peut être combinée avec d’autres options.
problem-text_missing = « { $option } » demande un texte qui lui est propre, et il n’y en a pas.
problem-text_not_asked = « { $option } » n’admet pas de texte qui lui soit propre.
problem-text_without_option = Le texte accompagne une option qui n’est pas choisie. Choisissez l’option ou retirez le texte.
problem-silence_beside_value = Il y a à la fois une valeur et un silence. Ne gardez que l’un des deux.
problem-duplicate_item = « { $item } » figure plus d’une fois dans la liste.
problem-not_a_link = « { $link } » n’est pas une adresse web commençant par https:// ou http://.
problem-unknown_state = « { $state } » n’est pas le code d’un État dans ce registre.
problem-unknown_evidence = L’élément { $item } n’est pas un élément justificatif conservé par cet État.
problem-standing_not_permitted = Cette question n’admet pas la mention { $standing ->
       [answered] « répondu »
       [none] « néant »
       [not_applicable] « sans objet »
       [exists_not_disclosed] « existe, non divulgué »
       [declined] « ne souhaite pas répondre »
      *[other] « { $standing } »
    }.
problem-nul_character = Le texte contient le caractère U+0000, qui ne peut être enregistré.
problem-not_a_number = Ceci n’est pas un nombre décimal.
problem-too_many_digits = Le nombre compte { $digits ->
       [one] { $digits } chiffre
      *[other] { $digits } chiffres
    } ; au plus { $limit } peuvent être conservés exactement.
problem-contact_incomplete = Le contact doit comporter un nom ou un service, et un moyen de le joindre.
problem-not_an_email = « { $email } » n’est pas une adresse électronique.
problem-hidden = La condition de cette question n’est pas remplie à présent : la réponse est conservée, mais n’est pas déposée tant qu’elle est masquée.
problem-nothing_to_file = Il n’y a encore aucune réponse qui puisse être déposée.
problem-ceiling = La question ne permet pas que la réponse soit montrée aussi largement.
problem-stale = Une révision plus récente de cette réponse a été enregistrée entre-temps. Les deux sont conservées ; choisissez ou fusionnez.
problem-key_reused = Cette clé d’idempotence a déjà servi avec une autre valeur.
problem-bound = Cette question reprend un champ du dossier lui-même ; modifiez-le à cet endroit.
