kind-form = استمارة فارغة
kind-draft = مسودة تقرير
kind-extract = مستخرج من إيداع
mark-draft = مسودة لم تودَع
label-state = الدولة
label-round = الجولة
label-edition = الإصدار
label-edition_hash = بصمة الإصدار
label-language = لغة هذه الوثيقة
label-questions = عدد الأسئلة
label-position = الموضع في السجل
label-root = الجذر
label-citation = الاستشهاد
label-act = الإجراء
label-status = الوضع
label-taken = تسلُّم السجل
label-answers = عدد الإجابات المودَعة
label-opened = عدد الإجابات المفتوحة هنا
label-bare = التزامات تشفيرية مجردة (غير مفتوحة هنا)
label-as_of = حتى موضع السجل
label-saved = حتى تاريخ
label-answered = الأسئلة التي أجيب عنها
act-filing = إيداع
act-amendment = تعديل
act-withdrawal = سحب
status-standing = قائم
status-superseded = حل محله إيداع لاحق
status-withdrawn = مسحوب
note-form = لا شيء هنا إلزامي. ويمكن ترك أي سؤال مفتوحا أو الاكتفاء بإحدى حالات عدم الإجابة المذكورة تحته.
note-draft = هذه مسودة عمل للدولة. وهي لم تودَع ويمكن أن تتغير ولا يجوز الاستشهاد بها.
note-extract = يفتح هذا المستخرج الإجابات التي يجوز لقارئه الاطلاع عليها. ويشمل الجذر كل ما أودع: فبالمستخرج القابل للتحقق وبالسجل يمكن لأي شخص أن يتحقق من أن شيئا لم يتغير. وهذه الصفحة وحدها لا تثبت شيئا.
note-endorsement = النصوص التي لم تُعتمد مشار إليها بذلك. والإجابة بشأنها لا تنطوي على تأييد لها.
note-designations = ليس في التسميات المستخدمة، ولا في طريقة عرض المادة، ما يتضمن التعبير عن أي رأي كان بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة، أو لسلطات أي منها، أو بشأن تعيين تخومها أو حدودها.
note-fictional = جميع الدول وجميع الإجابات في قاعدة البيانات هذه خيالية.
note-unconfirmed = منقولة من إيداع سابق ولم تؤكَّد بعد.
note-hidden = لا يُطرح هذا السؤال بحسب حالة الملف: تبقى الإجابة في المسودة.
note-kept_out = ثمة مشكلة تحول دون إيداع هذه الإجابة.
note-section_unseen = إجابات هذا القسم غير متاحة لقارئ هذه الوثيقة.
badge-official = نص رسمي
badge-unofficial = صيغة غير رسمية
badge-machine = ترجمة آلية غير مراجَعة
badge-translation = ترجمة الدولة نفسها
badge-language = اللغة: { $language }
adoption-draft = مشروع، لم يُعتمد
adoption-circulated = معمَّم، لم يُعتمد
language-name = { $code ->
    [ar] العربية
    [zh] الصينية
    [en] الإنكليزية
    [fr] الفرنسية
    [ru] الروسية
    [es] الإسبانية
   *[other] { $code }
  }
hint-single_choice = اختر إجابة واحدة.
hint-multi_choice = اختر كل ما ينطبق.
hint-scale = عدد صحيح من { $min } إلى { $max }.
hint-boolean = نعم أو لا.
hint-short_text = سطر واحد. الحد الأقصى لعدد المحارف: { $limit }.
hint-long_text = نص. الحد الأقصى لعدد الكلمات: { $limit }.
hint-number = عدد.
hint-between = من { $min } إلى { $max }.
hint-at_least = { $min } على الأقل.
hint-at_most = { $max } على الأكثر.
hint-unit = الوحدة: { $unit }.
hint-date = { $precision ->
    [year] سنة.
    [month] شهر أو سنة.
   *[other] يوم أو شهر أو سنة.
  }
hint-url_list = روابط. الحد الأقصى: { $limit }.
hint-evidence = وثائق أو روابط تدعم الإجابات، مع ذكر المادة أو الصفحة. الحد الأقصى: { $limit }.
hint-state_list = دول.
hint-contact = الاسم والوحدة والبريد الإلكتروني والهاتف.
hint-exclusive = لا يجتمع مع غيره
hint-specify = يرجى التحديد
hint-instead = بدلا من الإجابة: { $silences }.
hint-when = فقط إذا كان { $conditions }.
join-all = { $left } و { $right }
join-list = { $left }؛ { $right }
join-any = { $left } أو { $right }
condition-answered = { $question } مجابا عنه
condition-not_answered = { $question } غير مجاب عنه
standing-answered = تمت الإجابة
standing-none = لا يوجد
standing-not_applicable = لا ينطبق
standing-exists_not_disclosed = موجود ولا يُفصح عنه
standing-declined = يفضّل عدم الإجابة
not-answered = لم تتم الإجابة
yes = نعم
no = لا
contact-name = الاسم: { $text }
contact-unit = الوحدة: { $text }
contact-email = البريد الإلكتروني: { $text }
contact-telephone = الهاتف: { $text }
evidence-kept = مستند داعم تحفظه الدولة، الالتزام التشفيري { $commitment }
qr-caption = تحقق من هذا الإيداع أو ابحث عنه في السجل:
