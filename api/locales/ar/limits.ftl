limit-body = يتجاوز متن الطلب { FORM($limit) ->
       [zero] { $limit } بايت
       [one] بايت واحد
       [two] بايتين
       [few] { $limit } بايتات
       [many] { $limit } بايتًا
      *[other] { $limit } بايت
    }.
limit-query = يتجاوز طول المستند { FORM($limit) ->
       [zero] { $limit } بايت
       [one] بايت واحد
       [two] بايتين
       [few] { $limit } بايتات
       [many] { $limit } بايتًا
      *[other] { $limit } بايت
    }.
limit-nesting = يتجاوز تداخل الأقواس { FORM($limit) ->
       [zero] { $limit } مستوى
       [one] مستوى واحد
       [two] مستويين
       [few] { $limit } مستويات
       [many] { $limit } مستوى
      *[other] { $limit } مستوى
    }.
limit-tokens = يحتوي المستند على أكثر من { FORM($limit) ->
       [zero] { $limit } وحدة معجمية
       [one] وحدة معجمية واحدة
       [two] وحدتين معجميتين
       [few] { $limit } وحدات معجمية
       [many] { $limit } وحدة معجمية
      *[other] { $limit } وحدة معجمية
    }.
limit-operations = يحتوي المستند على أكثر من { FORM($limit) ->
       [zero] { $limit } عملية
       [one] عملية واحدة
       [two] عمليتين
       [few] { $limit } عمليات
       [many] { $limit } عملية
      *[other] { $limit } عملية
    }.
limit-fragments = يحتوي المستند على أكثر من { FORM($limit) ->
       [zero] { $limit } جزء
       [one] جزء واحد
       [two] جزأين
       [few] { $limit } أجزاء
       [many] { $limit } جزءًا
      *[other] { $limit } جزء
    }.
limit-fields = يذكر المستند أكثر من { FORM($limit) ->
       [zero] { $limit } حقل
       [one] حقل واحد
       [two] حقلين
       [few] { $limit } حقول
       [many] { $limit } حقلًا
      *[other] { $limit } حقل
    }.
limit-aliases = يحتوي المستند على أكثر من { FORM($limit) ->
       [zero] { $limit } اسم بديل
       [one] اسم بديل واحد
       [two] اسمين بديلين
       [few] { $limit } أسماء بديلة
       [many] { $limit } اسمًا بديلًا
      *[other] { $limit } اسم بديل
    }.
limit-directives = يحمل أحد عناصر الاختيار أكثر من { FORM($limit) ->
       [zero] { $limit } توجيه
       [one] توجيه واحد
       [two] توجيهين
       [few] { $limit } توجيهات
       [many] { $limit } توجيهًا
      *[other] { $limit } توجيه
    }.
limit-repeats = تطلب إحدى العمليات الحقل الجذري «{ $field }» أكثر من { FORM($limit) ->
       [zero] { $limit } مرة
       [one] مرة واحدة
       [two] مرتين
       [few] { $limit } مرات
       [many] { $limit } مرة
      *[other] { $limit } مرة
    }.
limit-depth = يتجاوز تداخل الحقول { FORM($limit) ->
       [zero] { $limit } مستوى
       [one] مستوى واحد
       [two] مستويين
       [few] { $limit } مستويات
       [many] { $limit } مستوى
      *[other] { $limit } مستوى
    }.
limit-size = بعد بسط الأجزاء، تضم إحدى العمليات أكثر من { FORM($limit) ->
       [zero] { $limit } عنصر
       [one] عنصر واحد
       [two] عنصرين
       [few] { $limit } عناصر
       [many] { $limit } عنصرًا
      *[other] { $limit } عنصر
    }.
limit-complexity = ستتجاوز كلفة العملية { FORM($limit) ->
       [zero] { $limit } وحدة
       [one] وحدة واحدة
       [two] وحدتين
       [few] { $limit } وحدات
       [many] { $limit } وحدة
      *[other] { $limit } وحدة
    }. اطلب عناصر أو حقولًا أقل.
limit-comparison = ستتضمن المقارنة أكثر من { FORM($limit) ->
       [zero] { $limit } إجابة
       [one] إجابة واحدة
       [two] إجابتين
       [few] { $limit } إجابات
       [many] { $limit } إجابة
      *[other] { $limit } إجابة
    }. اذكر دولًا أو أسئلة أقل.
limit-time = استغرق الرد أكثر من { FORM($limit) ->
       [zero] { $limit } ثانية
       [one] ثانية واحدة
       [two] ثانيتين
       [few] { $limit } ثوانٍ
       [many] { $limit } ثانية
      *[other] { $limit } ثانية
    } فأُوقف.
limit-levels = باحتساب الأجزاء، يتجاوز تداخل عناصر الاختيار { FORM($limit) ->
       [zero] { $limit } مستوى
       [one] مستوى واحد
       [two] مستويين
       [few] { $limit } مستويات
       [many] { $limit } مستوى
      *[other] { $limit } مستوى
    }.
limit-subscriptions = يحمل الاتصال الواحد في آن واحد ما لا يزيد على { FORM($limit) ->
       [zero] { $limit } اشتراك
       [one] اشتراك واحد
       [two] اشتراكين
       [few] { $limit } اشتراكات
       [many] { $limit } اشتراكاً
      *[other] { $limit } اشتراك
    }.
limit-account_subscriptions = للحساب الواحد في آن واحد ما لا يزيد على { FORM($limit) ->
       [zero] { $limit } اشتراك
       [one] اشتراك واحد
       [two] اشتراكين
       [few] { $limit } اشتراكات
       [many] { $limit } اشتراكاً
      *[other] { $limit } اشتراك
    }.
limit-streams = تُبقي الخدمة مفتوحاً ما لا يزيد على { FORM($limit) ->
       [zero] { $limit } اتصال
       [one] اتصال واحد
       [two] اتصالين
       [few] { $limit } اتصالات
       [many] { $limit } اتصالاً
      *[other] { $limit } اتصال
    } من هذا النوع. حاول لاحقاً.
limit-address_requests = لا يُجاب من عنوان واحد ومن دون تسجيل الدخول على أكثر من { $limit } من الطلبات في الدقيقة. أعد المحاولة بعد قليل أو سجِّل الدخول.
limit-account_requests = لا يمكن لحساب واحد أن يرسل أكثر من { $limit } من الطلبات في الدقيقة. أعد المحاولة بعد قليل.
limit-address_streams = تُبقي الخدمة مفتوحاً من عنوان واحد ما لا يزيد على { $limit } من المقابس وتدفقات الأحداث. أغلق أحدها أو حاول لاحقاً.
limit-socket_operations = يبدأ الاتصال الواحد ما لا يزيد على { $limit } من العمليات في الدقيقة. أعد المحاولة بعد قليل.
