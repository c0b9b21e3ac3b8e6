request-not_acceptable = Las respuestas se entregan como application/graphql-response+json o application/json, en UTF-8.
request-media_type = Envíe un objeto JSON con Content-Type: application/json, en UTF-8 y sin Content-Encoding.
request-not_utf8 = La solicitud no está en UTF-8: el error se encuentra en el byte { $byte }.
request-not_json = { $place } no es JSON: { $reason }
request-not_an_object = El cuerpo debe ser un único objeto JSON con «query»; se recibió: { $found }.
request-query_missing = Falta «query», que contiene el documento GraphQL.
request-wrong_type = «{ $parameter }» debe ser de tipo { $expected }; tipo recibido: { $found }.
request-parameter_twice = «{ $parameter }» figura más de una vez.
request-bad_escape = La cadena de consulta contiene un % al que no siguen dos dígitos hexadecimales.
request-method = Aquí no se admite { $method }. Métodos admitidos: { $allowed }.
request-only_queries = Por GET solo se admiten consultas; envíe esta operación por POST.
request-subscription = Suscríbase por WebSocket (graphql-transport-ws) o con Accept: text/event-stream.
request-only_subscriptions = Aquí solo se atienden suscripciones; envíe las consultas y las mutaciones por POST.
request-single_root = Una suscripción pide un solo campo.
request-origin = Las páginas de esta dirección no pueden abrir aquí un socket.
request-subprotocol = Los sockets usan el subprotocolo graphql-transport-ws.
request-upgrade = Esta solicitud no puede convertirse en un WebSocket de la versión 13.
request-no_such_path = No hay nada en esta dirección.
request-unknown_operation = El documento no contiene ninguna operación llamada «{ $name }».
request-operation_needed = El documento contiene varias operaciones: indique una en «operationName».
request-variable_missing = La variable «${ $name }», de tipo «{ $kind }», es obligatoria y no se ha facilitado.
request-fragment_cycle = El fragmento «{ $name }» se incluye a sí mismo.
request-introspection = El esquema se muestra a quienes han iniciado sesión; también se publica como schema.graphql.
request-bad_authorization = La cabecera Authorization debe contener una sola vez «Bearer», un espacio y el token de acceso.
request-too_slow = El cuerpo no llegó en { $limit ->
       [one] { $limit } segundo
      *[other] { $limit } segundos
    }.
request-cut_off = El cuerpo se interrumpió antes de estar completo.
request-document_and_id = Se indican a la vez «query» y «documentId»: envíe solo uno.
request-unknown_document = Aquí no se conoce ningún documento con este «documentId»: envíe el propio documento en «query».
request-document_not_listed = Sin iniciar sesión solo pueden enviarse los documentos que figuran en la lista de este servicio. Inicie sesión para enviar otros.
