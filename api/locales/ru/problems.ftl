problem-wrong_kind = Это значение не того вида, которого требует вопрос.
problem-unknown_question = В этой редакции нет такого вопроса.
problem-unknown_option = В этом вопросе нет такого варианта ответа.
problem-too_many_words = В тексте { $words ->
       [one] { $words } слово
       [few] { $words } слова
       [many] { $words } слов
      *[other] { $words } слова
    }; подать можно не более { $limit }.
problem-too_long = В тексте { $length ->
       [one] { $length } знак
       [few] { $length } знака
       [many] { $length } знаков
      *[other] { $length } знака
    }; подать можно не более { $limit }.
problem-too_large = Значение занимает { $bytes ->
       [one] { $bytes } байт
       [few] { $bytes } байта
       [many] { $bytes } байт
      *[other] { $bytes } байта
    }; сохранить можно не более { $limit }.
problem-below_minimum = { $value } меньше наименьшего значения, допустимого в этом вопросе: { $limit }.
problem-above_maximum = { $value } больше наибольшего значения, допустимого в этом вопросе: { $limit }.
problem-impossible_date = Такого дня нет в календаре.
problem-date_too_fine = Дата точнее, чем требует вопрос: укажите { $precision ->
       [year] только год
       [month] только год и месяц
      *[day] год, месяц и день
    }.
problem-too_many_items = В списке { $count ->
       [one] { $count } пункт
       [few] { $count } пункта
       [many] { $count } пунктов
      *[other] { $count } пункта
    }; подать можно не более { $limit }.
problem-exclusive_option = Вариант «{ $option }» выбирается отдельно: его нельзя сочетать с другими.
problem-text_missing = К варианту «{ $option }» требуется пояснительный текст, а его нет.
problem-text_not_asked = К варианту «{ $option }» пояснительный текст не предусмотрен.
problem-text_without_option = Текст стоит рядом с невыбранным вариантом. Выберите вариант или уберите текст.
problem-silence_beside_value = Указаны одновременно значение и отказ от него. Оставьте одно из двух.
problem-duplicate_item = «{ $item }» указано в списке более одного раза.
problem-not_a_link = «{ $link }» не является веб-адресом, начинающимся с https:// или http://.
problem-unknown_state = «{ $state }» не является кодом государства в этом реестре.
problem-unknown_evidence = Пункт { $item } не является подтверждающим материалом, который хранит это государство.
problem-standing_not_permitted = Для этого вопроса не предусмотрена отметка { $standing ->
       [answered] «дан ответ»
       [none] «не имеется»
       [not_applicable] «не применимо»
       [exists_not_disclosed] «существует, не раскрывается»
       [declined] «предпочитает не отвечать»
      *[other] «{ $standing }»
    }.
problem-nul_character = Текст содержит символ U+0000, который нельзя сохранить.
problem-not_a_number = Это не десятичное число.
problem-too_many_digits = В числе { $digits ->
       [one] { $digits } цифра
       [few] { $digits } цифры
       [many] { $digits } цифр
      *[other] { $digits } цифры
    }; точно сохранить можно не более { $limit }.
problem-contact_incomplete = У контакта должны быть имя или подразделение и способ связи.
problem-not_an_email = «{ $email }» не является адресом электронной почты.
problem-hidden = Условие для этого вопроса сейчас не выполняется: ответ сохранён, но не подаётся, пока он скрыт.
problem-nothing_to_file = Пока нет ни одного ответа, который можно подать.
problem-ceiling = Вопрос не допускает столь широкого показа ответа.
problem-stale = За это время сохранена более новая версия этого ответа. Обе сохранены; выберите одну или объедините их.
problem-key_reused = Этот ключ идемпотентности уже использован с другим значением.
problem-bound = Этот вопрос отображает поле самого представления; измените его там.
