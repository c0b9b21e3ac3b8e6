problem-wrong_kind = Este valor no es del tipo que pide la pregunta.
problem-unknown_question = Esta edición no contiene esa pregunta.
problem-unknown_option = La pregunta no ofrece esta opción.
problem-too_many_words = El texto tiene { $words ->
       [one] { $words } palabra
      *[other] { $words } palabras
    }; el máximo para la presentación es { $limit }.
problem-too_long = El texto tiene { $length ->
       [one] { $length } carácter
      *[other] { $length } caracteres
    }; el máximo para la presentación es { $limit }.
problem-too_large = El valor ocupa { $bytes ->
       [one] { $bytes } byte
      *[other] { $bytes } bytes
    }; el máximo que se puede guardar es { $limit }.
problem-below_minimum = { $value } es inferior al valor mínimo que admite la pregunta, { $limit }.
problem-above_maximum = { $value } es superior al valor máximo que admite la pregunta, { $limit }.
problem-impossible_date = Ese día no existe en el calendario.
problem-date_too_fine = La fecha es más precisa de lo que pide la pregunta: indique { $precision ->
       [year] solo el año
       [month] solo el año y el mes
      *[day] el año, el mes y el día
    }.
problem-too_many_items = La lista tiene { $count ->
       [one] { $count } elemento
      *[other] { $count } elementos
    }; el máximo para la presentación es { $limit }.
problem-exclusive_option = «{ $option }» es excluyente: no puede elegirse junto con otras opciones.
problem-text_missing = «{ $option }» requiere un texto propio y no lo hay.
problem-text_not_asked = «{ $option }» no admite un texto propio.
problem-text_without_option = El texto acompaña a una opción que no está elegida. Elija la opción o retire el texto.
problem-silence_beside_value = Hay a la vez un valor y un silencio. Conserve solo uno de los dos.
problem-duplicate_item = «{ $item }» figura más de una vez en la lista.
problem-not_a_link = «{ $link }» no es una dirección web que comience por https:// o http://.
problem-unknown_state = «{ $state }» no es el código de un Estado en este registro.
problem-unknown_evidence = El elemento { $item } no es un documento justificativo que conserve este Estado.
problem-standing_not_permitted = Esta pregunta no admite la mención { $standing ->
       [answered] «respondida»
       [none] «ninguno»
       [not_applicable] «no aplicable»
       [exists_not_disclosed] «existe, no se divulga»
       [declined] «prefiere no responder»
      *[other] «{ $standing }»
    }.
problem-nul_character = El texto contiene el carácter U+0000, que no puede guardarse.
problem-not_a_number = Esto no es un número decimal.
problem-too_many_digits = El número tiene { $digits ->
       [one] { $digits } cifra
      *[other] { $digits } cifras
    }; como máximo pueden conservarse { $limit } con exactitud.
problem-contact_incomplete = El contacto debe tener un nombre o una oficina, y un medio para comunicarse con él.
problem-not_an_email = «{ $email }» no es una dirección de correo electrónico.
problem-hidden = La condición de esta pregunta no se cumple por ahora: la respuesta se conserva, pero no se presenta mientras esté oculta.
problem-nothing_to_file = Todavía no hay ninguna respuesta que pueda presentarse.
problem-ceiling = La pregunta no permite que la respuesta se muestre con tanta amplitud.
problem-stale = Entretanto se ha guardado una revisión más reciente de esta respuesta. Se conservan ambas; elija una o combínelas.
problem-key_reused = Esta clave de idempotencia ya se utilizó con otro valor.
problem-bound = Esta pregunta muestra un campo del propio expediente; modifíquelo allí.
