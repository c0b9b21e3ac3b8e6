limit-body = El cuerpo de la solicitud supera { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
limit-query = El documento supera { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
limit-nesting = Los paréntesis y llaves están anidados en más de { $limit ->
       [one] { $limit } nivel
      *[other] { $limit } niveles
    }.
limit-tokens = El documento tiene más de { $limit ->
       [one] { $limit } elemento léxico
      *[other] { $limit } elementos léxicos
    }.
limit-operations = El documento tiene más de { $limit ->
       [one] { $limit } operación
      *[other] { $limit } operaciones
    }.
limit-fragments = El documento tiene más de { $limit ->
       [one] { $limit } fragmento
      *[other] { $limit } fragmentos
    }.
limit-fields = El documento menciona más de { $limit ->
       [one] { $limit } campo
      *[other] { $limit } campos
    }.
limit-aliases = El documento tiene más de { $limit ->
       [one] { $limit } alias
      *[other] { $limit } alias
    }.
limit-directives = Una selección lleva más de { $limit ->
       [one] { $limit } directiva
      *[other] { $limit } directivas
    }.
limit-repeats = Una operación pide el campo raíz «{ $field }» más de { $limit ->
       [one] { $limit } vez
      *[other] { $limit } veces
    }.
limit-depth = Los campos están anidados en más de { $limit ->
       [one] { $limit } nivel
      *[other] { $limit } niveles
    }.
limit-size = Una vez desplegados sus fragmentos, una operación tiene más de { $limit ->
       [one] { $limit } selección
      *[other] { $limit } selecciones
    }.
limit-complexity = La operación costaría más de { $limit ->
       [one] { $limit } unidad
      *[other] { $limit } unidades
    }. Pida menos elementos o menos campos.
limit-comparison = La comparación contendría más de { $limit ->
       [one] { $limit } respuesta
      *[other] { $limit } respuestas
    }. Indique menos Estados o menos preguntas.
limit-time = La respuesta tardó más de { $limit ->
       [one] { $limit } segundo
      *[other] { $limit } segundos
    } y se abandonó.
limit-levels = Contando los fragmentos, las selecciones están anidadas en más de { $limit ->
       [one] { $limit } nivel
      *[other] { $limit } niveles
    }.
limit-subscriptions = Una conexión admite como máximo { $limit ->
       [one] { $limit } suscripción
      *[other] { $limit } suscripciones
    } a la vez.
limit-account_subscriptions = Una cuenta tiene como máximo { $limit ->
       [one] { $limit } suscripción
      *[other] { $limit } suscripciones
    } a la vez.
limit-streams = El servicio mantiene abiertas como máximo { $limit ->
       [one] { $limit } conexión
      *[other] { $limit } conexiones
    } de este tipo. Inténtelo más tarde.
limit-address_requests = Desde una misma dirección se responden como máximo { $limit } llamadas por minuto sin iniciar sesión. Vuelva a intentarlo dentro de un momento o inicie sesión.
limit-account_requests = Una cuenta puede hacer como máximo { $limit } llamadas por minuto. Vuelva a intentarlo dentro de un momento.
limit-address_streams = Desde una misma dirección el servicio mantiene abiertos como máximo { $limit } sockets y flujos de eventos. Cierre uno o inténtelo más tarde.
limit-socket_operations = Una conexión inicia como máximo { $limit } operaciones por minuto. Vuelva a intentarlo dentro de un momento.
