request-not_acceptable = Ответы выдаются как application/graphql-response+json или application/json в кодировке UTF-8.
request-media_type = Отправьте объект JSON с заголовком Content-Type: application/json, в UTF-8 и без Content-Encoding.
request-not_utf8 = Запрос не в кодировке UTF-8: ошибка в байте { $byte }.
request-not_json = { $place }: это не JSON: { $reason }
request-not_an_object = Тело запроса должно быть одним объектом JSON с полем «query»; получено: { $found }.
request-query_missing = Нет поля «query»: в нём передаётся документ GraphQL.
request-wrong_type = Поле «{ $parameter }» должно иметь тип { $expected }; получено: { $found }.
request-parameter_twice = Параметр «{ $parameter }» указан более одного раза.
request-bad_escape = В строке запроса есть знак %, за которым не следуют две шестнадцатеричные цифры.
request-method = Метод { $method } здесь не обслуживается. Допустимы: { $allowed }.
request-only_queries = Методом GET передаются только запросы на чтение; отправьте эту операцию методом POST.
request-subscription = Подписывайтесь через WebSocket (graphql-transport-ws) или с заголовком Accept: text/event-stream.
request-only_subscriptions = Здесь обслуживаются только подписки; запросы и мутации отправляйте методом POST.
request-single_root = Подписка запрашивает одно поле.
request-origin = Страницам с этого адреса не разрешено открывать здесь сокет.
request-subprotocol = Сокеты используют подпротокол graphql-transport-ws.
request-upgrade = Этот запрос не может стать соединением WebSocket версии 13.
request-no_such_path = По этому адресу ничего нет.
request-unknown_operation = В документе нет операции с именем «{ $name }».
request-operation_needed = В документе несколько операций: укажите одну из них в «operationName».
request-variable_missing = Переменная «${ $name }» типа «{ $kind }» обязательна, но не передана.
request-fragment_cycle = Фрагмент «{ $name }» включает сам себя.
request-introspection = Схема показывается вошедшим в систему; она также опубликована как schema.graphql.
request-bad_authorization = Заголовок Authorization должен один раз содержать «Bearer», пробел и токен доступа.
request-too_slow = Тело запроса не поступило за { $limit ->
       [one] { $limit } секунду
       [few] { $limit } секунды
       [many] { $limit } секунд
      *[other] { $limit } секунды
    }.
request-cut_off = Тело запроса оборвалось, не дойдя до конца.
request-document_and_id = Указаны и «query», и «documentId»: передайте что-то одно.
request-unknown_document = Документ с таким «documentId» здесь неизвестен: передайте сам документ в «query».
request-document_not_listed = Без входа в систему можно отправлять только документы из списка этой службы. Чтобы отправлять другие, войдите в систему.
