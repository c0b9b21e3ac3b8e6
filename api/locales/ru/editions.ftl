edition-duplicate_module = Другой модуль выше имеет тот же код.
edition-duplicate_section = Другой раздел выше имеет тот же код.
edition-duplicate_question = Другой вопрос выше имеет тот же код.
edition-foreign_code = Код не начинается с «{ $expected }.» — кода своего раздела.
edition-no_module = Нет ни одного модуля.
edition-no_section = В нём нет ни одного раздела.
edition-no_question = В нём нет ни одного вопроса.
edition-too_many_questions = Вопросов: { $questions }. Это больше, чем вмещает редакция.
edition-translation_zero = Версии переводов считаются с 1.
edition-wording_missing = { $what ->
       [title] У названия
       [prompt] У вопроса
      *[label] У варианта ответа
    } нет текста на исходном языке ({ $language }).
edition-unknown_list = Списка вариантов «{ $list }» не существует.
edition-unused_list = Список не используется ни в одном вопросе.
edition-empty_list = В списке нет вариантов.
edition-duplicate_option = Другой вариант списка имеет тот же код.
edition-bound_kind = «{ $bind }» показывает вопрос типа { $expected }, а не { $found }.
edition-bound_twice = «{ $bind }» уже показывает { $first }.
edition-bound_with_condition = У вопроса, который показывает поле представления, нет условия.
edition-empty_condition = Условие ничего не проверяет.
edition-condition_unknown = Условие ссылается на { $question }, которого не существует.
edition-condition_not_earlier = Условие ссылается на { $question }, который не стоит выше.
edition-condition_on_bound = Условие ссылается на { $question }, который показывает поле представления и не имеет ответа.
edition-operator_misfit = Сравнение не подходит к { $question }, это вопрос типа { $kind }.
edition-condition_option = Условие требует вариант «{ $option }», которого { $question } не предлагает.
edition-second_lead = { $first } уже является главным вопросом этого раздела.
edition-lead_not_core_expected = Главный вопрос является основным и ожидаемым.
edition-lead_kind = Для образца «{ $pattern }» нужен тип { $expected }, а не { $found }.
edition-shown_beside_silent_lead = Вопрос был бы показан, хотя на главный вопрос { $lead } нет ответа.
edition-not_adopted_among_agreed = Главному вопросу о { $provision }, текст которого не был принят, не место в национальном обследовании.
edition-agreed_among_not_adopted = Главному вопросу о согласованном положении { $provision } не место среди непринятых текстов.
edition-contact_ceiling = Контактные данные доступны секретариату и не далее: вопросу нужно это ограничение.
edition-short_path_module = Краткий путь называет модуль «{ $module }», которого не существует.
edition-short_path_too_long = Основных вопросов на кратком пути: { $questions }; не более { $limit }.
edition-short_path_long_text = Длинному тексту не место на кратком пути.
edition-unknown_instrument = Документа { $instrument } не существует.
edition-unknown_provision = Положения { $provision } не существует.
edition-duplicate_provision = Положение { $provision } названо дважды.
edition-no_provision = Вопрос не называет ни одного положения.
edition-scale_bounds = Шкала идёт от { $min } до { $max }: первая ступень должна быть ниже последней.
edition-number_bounds = Наименьшее значение { $min } больше наибольшего { $max }.
edition-zero_limit = Предел равен нулю.
edition-lineage_nowhere = Вопрос продолжает { $code } из { $edition }, которого не существует.
edition-duplicate_lineage = Вопрос дважды продолжает { $code } из { $edition }.
edition-not_comparable = Вопрос несопоставим с { $code } из { $edition }: { $difference ->
       [kind] другой тип
       [option] одного из вариантов больше нет
       [scale] другая шкала
      *[unit] другая единица
    }.
