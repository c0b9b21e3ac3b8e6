edition-duplicate_module = توجد قبلها وحدة أخرى تحمل الرمز نفسه.
edition-duplicate_section = يوجد قبله قسم آخر يحمل الرمز نفسه.
edition-duplicate_question = يوجد قبله سؤال آخر يحمل الرمز نفسه.
edition-foreign_code = لا يبدأ الرمز بـ «{ $expected }.»، وهو رمز القسم الذي يضمه.
edition-no_module = لا توجد أي وحدة.
edition-no_section = لا يوجد فيها أي قسم.
edition-no_question = لا يوجد فيه أي سؤال.
edition-too_many_questions = عدد الأسئلة: { $questions }، وهو أكثر مما تتسع له الطبعة.
edition-translation_zero = تُرقَّم مراجعات الترجمات ابتداءً من 1.
edition-wording_missing = { $what ->
       [title] العنوان
       [prompt] السؤال
      *[label] نص الخيار
    } بلا نص في لغة الأصل ({ $language }).
edition-unknown_list = قائمة الخيارات «{ $list }» غير موجودة.
edition-unused_list = لا يستخدم القائمة أي سؤال.
edition-empty_list = القائمة خالية من الخيارات.
edition-duplicate_option = يوجد في القائمة خيار آخر يحمل الرمز نفسه.
edition-bound_kind = يُعرض «{ $bind }» بسؤال من نوع { $expected } وليس { $found }.
edition-bound_twice = يعرض { $first } بالفعل «{ $bind }».
edition-bound_with_condition = السؤال الذي يعرض حقلاً من حقول التقديم لا يحمل شرطاً.
edition-empty_condition = الشرط لا يتحقق من شيء.
edition-condition_unknown = يشير الشرط إلى { $question }، وهو غير موجود.
edition-condition_not_earlier = يشير الشرط إلى { $question }، وهو لا يسبقه.
edition-condition_on_bound = يشير الشرط إلى { $question }، وهو يعرض حقلاً من حقول التقديم ولا إجابة له.
edition-operator_misfit = المقارنة لا تناسب { $question }، وهو من نوع { $kind }.
edition-condition_option = يطلب الشرط الخيار «{ $option }» الذي لا يعرضه { $question }.
edition-second_lead = { $first } هو بالفعل السؤال الرئيسي لهذا القسم.
edition-lead_not_core_expected = السؤال الرئيسي سؤال أساسي ومتوقع.
edition-lead_kind = يتطلب النمط «{ $pattern }» النوع { $expected } وليس { $found }.
edition-shown_beside_silent_lead = سيُعرض السؤال مع أن السؤال الرئيسي { $lead } بلا إجابة.
edition-not_adopted_among_agreed = لا محل في الاستقصاء الوطني لسؤال رئيسي عن { $provision } الذي لم يُعتمد نصه.
edition-agreed_among_not_adopted = لا محل بين النصوص غير المعتمدة لسؤال رئيسي عن الحكم المتفق عليه { $provision }.
edition-contact_ceiling = بيانات الاتصال للأمانة دون غيرها: يلزم أن يحمل السؤال هذا السقف.
edition-short_path_module = يسمي المسار القصير الوحدة «{ $module }» وهي غير موجودة.
edition-short_path_too_long = الأسئلة الأساسية في المسار القصير: { $questions }؛ والحد الأقصى { $limit }.
edition-short_path_long_text = لا محل لنص طويل في المسار القصير.
edition-unknown_instrument = الصك { $instrument } غير موجود.
edition-unknown_provision = الحكم { $provision } غير موجود.
edition-duplicate_provision = سُمّي الحكم { $provision } مرتين.
edition-no_provision = لا يسمي السؤال أي حكم.
edition-scale_bounds = يمتد المقياس من { $min } إلى { $max }: يجب أن تكون الدرجة الأولى أدنى من الأخيرة.
edition-number_bounds = القيمة الدنيا { $min } أكبر من القيمة القصوى { $max }.
edition-zero_limit = الحد صفر.
edition-lineage_nowhere = يواصل السؤال { $code } من { $edition }، وهو غير موجود.
edition-duplicate_lineage = يواصل السؤال { $code } من { $edition } مرتين.
edition-not_comparable = لا تصح مقارنته مع { $code } من { $edition }: { $difference ->
       [kind] النوع مختلف
       [option] أحد الخيارات لم يعد موجوداً
       [scale] المقياس مختلف
      *[unit] الوحدة مختلفة
    }.
