kind-form = Незаполненная форма
kind-draft = Проект представления
kind-extract = Выписка из представления
mark-draft = ПРОЕКТ, НЕ ПОДАНО
label-state = Государство
label-round = Раунд
label-edition = Редакция
label-edition_hash = Хеш редакции
label-language = Язык настоящего документа
label-questions = Вопросы
label-position = Позиция в реестре
label-root = Корень
label-citation = Ссылка
label-act = Действие
label-status = Состояние
label-taken = Принято реестром
label-answers = Подано ответов
label-opened = Раскрыто здесь ответов
label-bare = Только обязательства (здесь не раскрыты)
label-as_of = По состоянию на позицию реестра
label-saved = По состоянию на
label-answered = Вопросы с ответом
act-filing = Подача
act-amendment = Изменение
act-withdrawal = Отзыв
status-standing = действует
status-superseded = заменено более поздней подачей
status-withdrawn = отозвано
note-form = Ничто здесь не обязательно. Любой вопрос можно оставить открытым или отметить одним из указанных видов молчания.
note-draft = Это рабочий проект государства. Он не подан, может измениться и не подлежит цитированию.
note-extract = Настоящая выписка раскрывает ответы, которые может видеть ее читатель. Корень охватывает все поданное: с помощью проверяемой выписки и реестра любой может удостовериться, что ничего не изменено. Сама по себе эта страница ничего не доказывает.
note-endorsement = Тексты, которые не были приняты, отмечены соответствующим образом. Ответ о них не означает их поддержки.
note-designations = Употребляемые обозначения и изложение материала не означают выражения какого бы то ни было мнения относительно правового статуса той или иной страны, территории, города или района или их властей либо относительно делимитации их границ.
note-fictional = Все государства и все ответы в этой базе данных вымышлены.
note-unconfirmed = Перенесено из более ранней подачи, еще не подтверждено.
note-hidden = В нынешнем виде вопрос не задается: ответ остается в проекте.
note-kept_out = Из-за имеющейся проблемы этот ответ не может быть подан.
note-section_unseen = Ответы этого раздела читателю настоящего документа не предоставлены.
badge-official = официальный текст
badge-unofficial = неофициальный текст
badge-machine = машинный перевод, не проверен
badge-translation = перевод самого государства
badge-language = на языке: { $language }
adoption-draft = Проект, не принят
adoption-circulated = Распространен, не принят
language-name = { $code ->
    [ar] арабский
    [zh] китайский
    [en] английский
    [fr] французский
    [ru] русский
    [es] испанский
   *[other] { $code }
  }
hint-single_choice = Выберите один вариант.
hint-multi_choice = Выберите все подходящие варианты.
hint-scale = Целое число от { $min } до { $max }.
hint-boolean = Да или нет.
hint-short_text = Одна строка. Максимум знаков: { $limit }.
hint-long_text = Текст. Максимум слов: { $limit }.
hint-number = Число.
hint-between = От { $min } до { $max }.
hint-at_least = Не менее { $min }.
hint-at_most = Не более { $max }.
hint-unit = Единица: { $unit }.
hint-date = { $precision ->
    [year] Год.
    [month] Месяц или год.
   *[other] День, месяц или год.
  }
hint-url_list = Ссылки. Максимум ссылок: { $limit }.
hint-evidence = Документы или ссылки в поддержку ответов, с указанием статьи или страницы. Максимум: { $limit }.
hint-state_list = Государства.
hint-contact = Имя, подразделение, электронная почта, телефон.
hint-exclusive = исключает остальные
hint-specify = уточните
hint-instead = Вместо ответа: { $silences }.
hint-when = Только если { $conditions }.
join-all = { $left } и { $right }
join-list = { $left }; { $right }
join-any = { $left } или { $right }
condition-answered = на { $question } дан ответ
condition-not_answered = на { $question } ответ не дан
standing-answered = дан ответ
standing-none = не имеется
standing-not_applicable = не применимо
standing-exists_not_disclosed = существует, не раскрывается
standing-declined = предпочитает не отвечать
not-answered = Ответа нет
yes = Да
no = Нет
contact-name = Имя: { $text }
contact-unit = Подразделение: { $text }
contact-email = Электронная почта: { $text }
contact-telephone = Телефон: { $text }
evidence-kept = Подтверждающий материал, хранимый государством, обязательство { $commitment }
qr-caption = Проверьте эту подачу или найдите ее в реестре:
