problem-wrong_kind = هذه القيمة ليست من النوع الذي يطلبه السؤال.
problem-unknown_question = لا يوجد هذا السؤال في هذه الطبعة.
problem-unknown_option = لا يتيح السؤال هذا الخيار.
problem-too_many_words = يتألف النص من { FORM($words) ->
       [zero] { $words } كلمة
       [one] كلمة واحدة
       [two] كلمتين
       [few] { $words } كلمات
       [many] { $words } كلمة
      *[other] { $words } كلمة
    }؛ والحد الأقصى لما يمكن إيداعه هو { $limit }.
problem-too_long = يتألف النص من { FORM($length) ->
       [zero] { $length } محرف
       [one] محرف واحد
       [two] محرفين
       [few] { $length } محارف
       [many] { $length } محرفًا
      *[other] { $length } محرف
    }؛ والحد الأقصى لما يمكن إيداعه هو { $limit }.
problem-too_large = يبلغ حجم القيمة { FORM($bytes) ->
       [zero] { $bytes } بايت
       [one] بايت واحد
       [two] بايتين
       [few] { $bytes } بايتات
       [many] { $bytes } بايتًا
      *[other] { $bytes } بايت
    }؛ والحد الأقصى لما يمكن حفظه هو { $limit }.
problem-below_minimum = القيمة { $value } أدنى من أصغر قيمة يقبلها السؤال، وهي { $limit }.
problem-above_maximum = القيمة { $value } أعلى من أكبر قيمة يقبلها السؤال، وهي { $limit }.
problem-impossible_date = لا وجود لهذا اليوم في التقويم.
problem-date_too_fine = التاريخ أدق مما يطلبه السؤال: اذكر { $precision ->
       [year] السنة فقط
       [month] السنة والشهر فقط
      *[day] السنة والشهر واليوم
    }.
problem-too_many_items = تتألف القائمة من { FORM($count) ->
       [zero] { $count } عنصر
       [one] عنصر واحد
       [two] عنصرين
       [few] { $count } عناصر
       [many] { $count } عنصرًا
      *[other] { $count } عنصر
    }؛ والحد الأقصى لما يمكن إيداعه هو { $limit }.
problem-exclusive_option = يُختار «{ $option }» منفردًا، ولا يجوز الجمع بينه وبين خيارات أخرى.
problem-text_missing = يتطلب الخيار «{ $option }» نصًا خاصًا به، ولم يُقدَّم أي نص.
problem-text_not_asked = لا يقبل الخيار «{ $option }» نصًا خاصًا به.
problem-text_without_option = النص وارد بجانب خيار لم يُختر. اختاروا الخيار أو احذفوا النص.
problem-silence_beside_value = وردت قيمة وبديل عنها في آن واحد. أبقوا واحدا منهما.
problem-duplicate_item = ورد «{ $item }» في القائمة أكثر من مرة.
problem-not_a_link = «{ $link }» ليس عنوانًا على الشبكة يبدأ بـ https:// أو http://.
problem-unknown_state = «{ $state }» ليس رمزًا لدولة في هذا السجل.
problem-unknown_evidence = البند { $item } ليس مستندا داعما تحفظه هذه الدولة.
problem-standing_not_permitted = لا يقبل هذا السؤال الإشارة { $standing ->
       [answered] «تمت الإجابة»
       [none] «لا يوجد»
       [not_applicable] «لا ينطبق»
       [exists_not_disclosed] «موجود ولا يُفصح عنه»
       [declined] «يفضّل عدم الإجابة»
      *[other] «{ $standing }»
    }.
problem-nul_character = يتضمن النص المحرف U+0000 الذي لا يمكن حفظه.
problem-not_a_number = هذا ليس عددًا عشريًا.
problem-too_many_digits = يتألف العدد من { FORM($digits) ->
       [zero] { $digits } رقم
       [one] رقم واحد
       [two] رقمين
       [few] { $digits } أرقام
       [many] { $digits } رقمًا
      *[other] { $digits } رقم
    }؛ والحد الأقصى لما يمكن حفظه بدقة هو { $limit }.
problem-contact_incomplete = يجب أن تتضمن جهة الاتصال اسمًا أو مكتبًا، ووسيلة للاتصال بها.
problem-not_an_email = «{ $email }» ليس عنوان بريد إلكتروني.
problem-hidden = شرط هذا السؤال غير متحقق حاليًا: تُحفظ الإجابة ولا تُودَع ما دامت محجوبة.
problem-nothing_to_file = لا توجد بعد أي إجابة يمكن إيداعها.
problem-ceiling = لا يسمح السؤال بعرض الإجابة على هذا النطاق الواسع.
problem-stale = حُفظت في هذه الأثناء نسخة أحدث من هذه الإجابة. النسختان محفوظتان؛ اختر إحداهما أو ادمجهما.
problem-key_reused = سبق استخدام مفتاح منع التكرار هذا مع قيمة أخرى.
problem-bound = يعرض هذا السؤال حقلًا من التقرير نفسه؛ عدّله هناك.
