edition-duplicate_module = Otro módulo anterior tiene el mismo código.
edition-duplicate_section = Otra sección anterior tiene el mismo código.
edition-duplicate_question = Otra pregunta anterior tiene el mismo código.
edition-foreign_code = El código no comienza por «{ $expected }.», el código de su sección.
edition-no_module = No hay ningún módulo.
edition-no_section = No contiene ninguna sección.
edition-no_question = No contiene ninguna pregunta.
edition-too_many_questions = Preguntas: { $questions }. Son más de las que admite una edición.
edition-translation_zero = Las revisiones de las traducciones se cuentan desde 1.
edition-wording_missing = { $what ->
       [title] El título
       [prompt] La pregunta
      *[label] La etiqueta
    } no tiene texto en el idioma original ({ $language }).
edition-unknown_list = La lista de opciones «{ $list }» no existe.
edition-unused_list = Ninguna pregunta utiliza la lista.
edition-empty_list = La lista no tiene opciones.
edition-duplicate_option = Otra opción de la lista tiene el mismo código.
edition-bound_kind = «{ $bind }» se muestra con una pregunta de tipo { $expected }, no { $found }.
edition-bound_twice = «{ $bind }» ya se muestra en { $first }.
edition-bound_with_condition = Una pregunta que muestra un campo de la comunicación no lleva condición.
edition-empty_condition = La condición no comprueba nada.
edition-condition_unknown = La condición se refiere a { $question }, que no existe.
edition-condition_not_earlier = La condición se refiere a { $question }, que no está antes.
edition-condition_on_bound = La condición se refiere a { $question }, que muestra un campo de la comunicación y no tiene respuesta.
edition-operator_misfit = La comparación no corresponde a { $question }, que es de tipo { $kind }.
edition-condition_option = La condición pide la opción «{ $option }», que { $question } no ofrece.
edition-second_lead = { $first } ya es la pregunta principal de esta sección.
edition-lead_not_core_expected = Una pregunta principal es básica y esperada.
edition-lead_kind = El modelo «{ $pattern }» requiere el tipo { $expected }, no { $found }.
edition-shown_beside_silent_lead = Se mostraría aunque la pregunta principal { $lead } no tenga respuesta.
edition-not_adopted_among_agreed = Una pregunta principal sobre { $provision }, cuyo texto no fue aprobado, no corresponde a la encuesta nacional.
edition-agreed_among_not_adopted = Una pregunta principal sobre la disposición acordada { $provision } no corresponde a los textos no aprobados.
edition-contact_ceiling = Los datos de contacto llegan a la secretaría y no más allá: la pregunta necesita ese límite.
edition-short_path_module = El recorrido breve nombra el módulo «{ $module }», que no existe.
edition-short_path_too_long = Preguntas básicas del recorrido breve: { $questions }; como máximo { $limit }.
edition-short_path_long_text = Un texto largo no corresponde al recorrido breve.
edition-unknown_instrument = El instrumento { $instrument } no existe.
edition-unknown_provision = La disposición { $provision } no existe.
edition-duplicate_provision = La disposición { $provision } se nombra dos veces.
edition-no_provision = La pregunta no nombra ninguna disposición.
edition-scale_bounds = La escala va de { $min } a { $max }: el primer escalón debe ser inferior al último.
edition-number_bounds = El valor mínimo, { $min }, supera al máximo, { $max }.
edition-zero_limit = El límite es cero.
edition-lineage_nowhere = Continúa { $code } de { $edition }, que no existe.
edition-duplicate_lineage = Continúa dos veces { $code } de { $edition }.
edition-not_comparable = No es comparable con { $code } de { $edition }: { $difference ->
       [kind] el tipo es otro
       [option] falta una opción
       [scale] la escala es otra
      *[unit] la unidad es otra
    }.
