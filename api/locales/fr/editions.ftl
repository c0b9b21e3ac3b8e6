edition-duplicate_module = Un autre module, placé avant, porte le même code.
edition-duplicate_section = Une autre section, placée avant, porte le même code.
edition-duplicate_question = Une autre question, placée avant, porte le même code.
edition-foreign_code = Le code ne commence pas par « { $expected }. », le code de sa section.
edition-no_module = Il n’y a aucun module.
edition-no_section = Il ne contient aucune section.
edition-no_question = Elle ne contient aucune question.
edition-too_many_questions = Questions : { $questions }. C’est plus qu’une édition ne peut en contenir.
edition-translation_zero = Les révisions des traductions sont numérotées à partir de 1.
edition-wording_missing = { $what ->
       [title] Le titre
       [prompt] La question
      *[label] Le libellé
    } n’a pas de texte dans la langue source ({ $language }).
edition-unknown_list = La liste d’options « { $list } » n’existe pas.
edition-unused_list = Aucune question n’utilise la liste.
edition-empty_list = La liste ne comporte aucune option.
edition-duplicate_option = Une autre option de la liste porte le même code.
edition-bound_kind = « { $bind } » est présenté par une question du type { $expected }, et non { $found }.
edition-bound_twice = « { $bind } » est déjà présenté par { $first }.
edition-bound_with_condition = Une question qui présente un champ de la communication ne porte pas de condition.
edition-empty_condition = La condition ne vérifie rien.
edition-condition_unknown = La condition renvoie à { $question }, qui n’existe pas.
edition-condition_not_earlier = La condition renvoie à { $question }, qui n’est pas placée avant.
edition-condition_on_bound = La condition renvoie à { $question }, qui présente un champ de la communication et n’a pas de réponse.
edition-operator_misfit = La comparaison ne convient pas à { $question }, qui est du type { $kind }.
edition-condition_option = La condition demande l’option « { $option } », que { $question } ne propose pas.
edition-second_lead = { $first } est déjà la question principale de cette section.
edition-lead_not_core_expected = Une question principale est essentielle et attendue.
edition-lead_kind = Le modèle « { $pattern } » exige le type { $expected }, et non { $found }.
edition-shown_beside_silent_lead = Elle s’afficherait alors que la question principale { $lead } est sans réponse.
edition-not_adopted_among_agreed = Une question principale sur { $provision }, dont le texte n’a pas été adopté, n’a pas sa place dans l’enquête nationale.
edition-agreed_among_not_adopted = Une question principale sur la disposition convenue { $provision } n’a pas sa place parmi les textes non adoptés.
edition-contact_ceiling = Les coordonnées vont au secrétariat et pas plus loin : la question doit porter ce plafond.
edition-short_path_module = Le parcours court nomme le module « { $module } », qui n’existe pas.
edition-short_path_too_long = Questions essentielles du parcours court : { $questions } ; au plus { $limit }.
edition-short_path_long_text = Un texte long n’a pas sa place dans le parcours court.
edition-unknown_instrument = L’instrument { $instrument } n’existe pas.
edition-unknown_provision = La disposition { $provision } n’existe pas.
edition-duplicate_provision = La disposition { $provision } est nommée deux fois.
edition-no_provision = La question ne nomme aucune disposition.
edition-scale_bounds = L’échelle va de { $min } à { $max } : le premier échelon doit être inférieur au dernier.
edition-number_bounds = La valeur minimale, { $min }, dépasse la valeur maximale, { $max }.
edition-zero_limit = La limite est nulle.
edition-lineage_nowhere = Elle continue { $code } de { $edition }, qui n’existe pas.
edition-duplicate_lineage = Elle continue deux fois { $code } de { $edition }.
edition-not_comparable = Elle n’est pas comparable à { $code } de { $edition } : { $difference ->
       [kind] le type est différent
       [option] une option a disparu
       [scale] l’échelle est différente
      *[unit] l’unité est différente
    }.
