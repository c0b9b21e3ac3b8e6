request-not_acceptable = Answers come as application/graphql-response+json or application/json, in UTF-8.
request-media_type = Send a JSON object with Content-Type: application/json, in UTF-8 and without Content-Encoding.
request-not_utf8 = The request is not UTF-8: it goes wrong at byte { $byte }.
request-not_json = { $place } is not JSON: { $reason }
request-not_an_object = The body must be one JSON object with “query”; it is { $found }.
request-query_missing = “query” is missing: it holds the GraphQL document.
request-wrong_type = “{ $parameter }” must be { $expected }; it is { $found }.
request-parameter_twice = “{ $parameter }” is given more than once.
request-bad_escape = The query string holds a % that two hexadecimal digits do not follow.
request-method = { $method } is not served here. Allowed: { $allowed }.
request-only_queries = Only queries come by GET; send this operation by POST.
request-subscription = Subscribe over a WebSocket (graphql-transport-ws), or with Accept: text/event-stream.
request-only_subscriptions = Only subscriptions are served here; send queries and mutations by POST.
request-single_root = A subscription asks for one field.
request-origin = Pages of this address may not open a socket here.
request-subprotocol = Sockets speak the subprotocol graphql-transport-ws.
request-upgrade = This request cannot become a WebSocket of version 13.
request-no_such_path = There is nothing at this address.
request-unknown_operation = The document has no operation named “{ $name }”.
request-operation_needed = The document has several operations: name one in “operationName”.
request-variable_missing = Variable “${ $name }” of type “{ $kind }” is required and was not given.
request-fragment_cycle = Fragment “{ $name }” spreads itself.
request-introspection = The schema is shown to callers who have signed in; it is also published as schema.graphql.
request-bad_authorization = The Authorization header must read “Bearer”, one space and the access token, once.
request-too_slow = The body did not arrive within { $limit ->
       [one] { $limit } second
      *[other] { $limit } seconds
    }.
request-cut_off = The body ended before it was complete.
request-document_and_id = “query” and “documentId” are both given: send one of them.
request-unknown_document = No document of this “documentId” is known here: send the document itself in “query”.
request-document_not_listed = Without signing in only the documents that this service lists can be sent. Sign in to send others.
