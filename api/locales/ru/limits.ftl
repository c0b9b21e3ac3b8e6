limit-body = Тело запроса больше { $limit ->
       [one] { $limit } байта
       [few] { $limit } байт
       [many] { $limit } байт
      *[other] { $limit } байта
    }.
limit-query = Документ длиннее { $limit ->
       [one] { $limit } байта
       [few] { $limit } байт
       [many] { $limit } байт
      *[other] { $limit } байта
    }.
limit-nesting = Вложенность скобок больше { $limit ->
       [one] { $limit } уровня
       [few] { $limit } уровней
       [many] { $limit } уровней
      *[other] { $limit } уровня
    }.
limit-tokens = В документе больше { $limit ->
       [one] { $limit } лексемы
       [few] { $limit } лексем
       [many] { $limit } лексем
      *[other] { $limit } лексемы
    }.
limit-operations = В документе больше { $limit ->
       [one] { $limit } операции
       [few] { $limit } операций
       [many] { $limit } операций
      *[other] { $limit } операции
    }.
limit-fragments = В документе больше { $limit ->
       [one] { $limit } фрагмента
       [few] { $limit } фрагментов
       [many] { $limit } фрагментов
      *[other] { $limit } фрагмента
    }.
limit-fields = В документе названо больше { $limit ->
       [one] { $limit } поля
       [few] { $limit } полей
       [many] { $limit } полей
      *[other] { $limit } поля
    }.
limit-aliases = В документе больше { $limit ->
       [one] { $limit } псевдонима
       [few] { $limit } псевдонимов
       [many] { $limit } псевдонимов
      *[other] { $limit } псевдонима
    }.
limit-directives = При одном из элементов выборки больше { $limit ->
       [one] { $limit } директивы
       [few] { $limit } директив
       [many] { $limit } директив
      *[other] { $limit } директивы
    }.
limit-repeats = Операция запрашивает корневое поле «{ $field }» больше { $limit ->
       [one] { $limit } раза
       [few] { $limit } раз
       [many] { $limit } раз
      *[other] { $limit } раза
    }.
limit-depth = Вложенность полей больше { $limit ->
       [one] { $limit } уровня
       [few] { $limit } уровней
       [many] { $limit } уровней
      *[other] { $limit } уровня
    }.
limit-size = После раскрытия фрагментов в операции больше { $limit ->
       [one] { $limit } элемента
       [few] { $limit } элементов
       [many] { $limit } элементов
      *[other] { $limit } элемента
    } выборки.
limit-complexity = Операция стоила бы больше { $limit ->
       [one] { $limit } единицы
       [few] { $limit } единиц
       [many] { $limit } единиц
      *[other] { $limit } единицы
    }. Запросите меньше элементов или полей.
limit-comparison = В сравнении было бы больше { $limit ->
       [one] { $limit } ответа
       [few] { $limit } ответов
       [many] { $limit } ответов
      *[other] { $limit } ответа
    }. Укажите меньше государств или вопросов.
limit-time = Ответ занял больше { $limit ->
       [one] { $limit } секунды
       [few] { $limit } секунд
       [many] { $limit } секунд
      *[other] { $limit } секунды
    }, и выполнение прекращено.
limit-levels = С учётом фрагментов вложенность выборки больше { $limit ->
       [one] { $limit } уровня
       [few] { $limit } уровней
       [many] { $limit } уровней
      *[other] { $limit } уровня
    }.
limit-subscriptions = По одному соединению идёт не более { $limit ->
       [one] { $limit } подписки
       [few] { $limit } подписок
       [many] { $limit } подписок
      *[other] { $limit } подписки
    } одновременно.
limit-account_subscriptions = У одной учётной записи не более { $limit ->
       [one] { $limit } подписки
       [few] { $limit } подписок
       [many] { $limit } подписок
      *[other] { $limit } подписки
    } одновременно.
limit-streams = Служба держит открытыми не более { $limit ->
       [one] { $limit } такого соединения
       [few] { $limit } таких соединений
       [many] { $limit } таких соединений
      *[other] { $limit } такого соединения
    }. Повторите попытку позже.
limit-address_requests = С одного адреса без входа в систему выполняется не более { $limit } запросов в минуту. Повторите попытку чуть позже или войдите в систему.
limit-account_requests = Одна учётная запись может сделать не более { $limit } запросов в минуту. Повторите попытку чуть позже.
limit-address_streams = С одного адреса служба держит открытыми не более { $limit } сокетов и потоков событий. Закройте один из них или повторите попытку позже.
limit-socket_operations = Одно соединение может начать не более { $limit } операций в минуту. Повторите попытку чуть позже.
