kind-form = Formulario en blanco
kind-draft = Borrador de una comunicación
kind-extract = Extracto de una presentación
mark-draft = BORRADOR, NO PRESENTADO
label-state = Estado
label-round = Ronda
label-edition = Edición
label-edition_hash = Huella de la edición
label-language = Idioma de este documento
label-questions = Preguntas
label-position = Posición en el registro
label-root = Raíz
label-citation = Cita
label-act = Acto
label-status = Situación
label-taken = Recibida por el registro
label-answers = Respuestas presentadas
label-opened = Respuestas abiertas aquí
label-bare = Solo compromisos (no abiertos aquí)
label-as_of = En la posición del registro
label-saved = A fecha de
label-answered = Preguntas con respuesta
act-filing = Presentación
act-amendment = Enmienda
act-withdrawal = Retirada
status-standing = vigente
status-superseded = sustituida por una presentación posterior
status-withdrawn = retirada
note-form = Nada es obligatorio. Cualquier pregunta puede dejarse abierta o responderse con una de las menciones de silencio indicadas.
note-draft = Este es un borrador de trabajo del Estado. No se ha presentado, puede cambiar y no puede citarse.
note-extract = Este extracto abre las respuestas que su lector puede ver. La raíz abarca todo lo presentado: con el extracto verificable y el registro, cualquiera puede comprobar que nada se ha modificado. Esta página por sí sola no prueba nada.
note-endorsement = Los textos que no fueron aprobados llevan una indicación al respecto. Responder sobre ellos no implica adhesión alguna a esos textos.
note-designations = Las denominaciones empleadas y la forma en que aparecen presentados los datos no implican juicio alguno sobre la condición jurídica de países, territorios, ciudades o zonas, o de sus autoridades, ni respecto de la delimitación de sus fronteras o límites.
note-fictional = Todos los Estados y todas las respuestas de esta base de datos son ficticios.
note-unconfirmed = Tomada de una presentación anterior, aún sin confirmar.
note-hidden = No se pregunta tal como está el expediente: la respuesta queda en el borrador.
note-kept_out = Un problema impide presentar esta respuesta.
note-section_unseen = Las respuestas de esta sección no se dan al lector de este documento.
badge-official = texto oficial
badge-unofficial = texto no oficial
badge-machine = traducción automática, no revisada
badge-translation = traducción del propio Estado
badge-language = en { $language }
adoption-draft = Proyecto, no aprobado
adoption-circulated = Distribuido, no aprobado
language-name = { $code ->
    [ar] árabe
    [zh] chino
    [en] inglés
    [fr] francés
    [ru] ruso
    [es] español
   *[other] { $code }
  }
hint-single_choice = Elija una opción.
hint-multi_choice = Elija todas las que correspondan.
hint-scale = Un número entero de { $min } a { $max }.
hint-boolean = Sí o no.
hint-short_text = Una línea. Máximo de caracteres: { $limit }.
hint-long_text = Texto. Máximo de palabras: { $limit }.
hint-number = Un número.
hint-between = De { $min } a { $max }.
hint-at_least = Al menos { $min }.
hint-at_most = Como máximo { $max }.
hint-unit = Unidad: { $unit }.
hint-date = { $precision ->
    [year] Un año.
    [month] Un mes o un año.
   *[other] Un día, un mes o un año.
  }
hint-url_list = Enlaces. Máximo de enlaces: { $limit }.
hint-evidence = Documentos o enlaces que apoyan las respuestas, con artículo o página. Máximo de elementos: { $limit }.
hint-state_list = Estados.
hint-contact = Nombre, dependencia, correo electrónico, teléfono.
hint-exclusive = excluye las demás
hint-specify = especifique
hint-instead = En lugar de una respuesta: { $silences }.
hint-when = Solo si { $conditions }.
join-all = { $left } y { $right }
join-list = { $left }; { $right }
join-any = { $left } o { $right }
condition-answered = { $question } tiene respuesta
condition-not_answered = { $question } no tiene respuesta
standing-answered = respondida
standing-none = ninguno
standing-not_applicable = no aplicable
standing-exists_not_disclosed = existe, no se divulga
standing-declined = prefiere no responder
not-answered = Sin respuesta
yes = Sí
no = No
contact-name = Nombre: { $text }
contact-unit = Dependencia: { $text }
contact-email = Correo electrónico: { $text }
contact-telephone = Teléfono: { $text }
evidence-kept = Documentación de apoyo conservada por el Estado, compromiso { $commitment }
qr-caption = Verifique esta presentación o búsquela en el registro:
