evidence-empty = الوثيقة فارغة.
evidence-too_large = يتجاوز حجم الوثيقة { $limit ->
       [zero] { $limit } بايت
       [one] بايتا واحدا
       [two] بايتين
       [few] { $limit } بايتات
       [many] { $limit } بايتا
      *[other] { $limit } بايت
    }.
evidence-full = بهذه الوثيقة يتجاوز ما تحفظه الدولة من مستندات داعمة { $limit ->
       [zero] { $limit } بايت
       [one] بايتا واحدا
       [two] بايتين
       [few] { $limit } بايتات
       [many] { $limit } بايتا
      *[other] { $limit } بايت
    }. يرجى حذف ما لم تعد هناك حاجة إليه.
evidence-unknown_type = لا تُحفظ وثائق من هذا النوع. تُقبل ملفات PDF، وملفات Office وOpenDocument الخالية من وحدات الماكرو، والنصوص العادية وCSV بترميز UTF-8، وصور PNG وJPEG وWebP.
evidence-extension = ينتهي الاسم بـ«{ $extension }» غير أن الوثيقة من نوع آخر. الامتداد المناسب: { $found }.
evidence-bomb = يتجاوز حجم الوثيقة بعد فك ضغطها حجمها الأصلي بكثير. يرجى حفظها من جديد كوثيقة عادية.
evidence-name = تحتاج الوثيقة إلى اسم لا يتجاوز 200 حرف وينتهي بامتداد ولا يتضمن مسارا ولا محارف تحكم.
evidence-link_over = انتهت صلاحية هذا الرابط. يرجى طلب رابط جديد.
evidence-removed = حُذف هذا المستند الداعم.
evidence-cited = لا يمكن حذف مستند داعم ما زال يستشهد به { $count ->
       [zero] { $count } رد أو رابط
       [one] رد أو رابط واحد
       [two] ردان أو رابطان
       [few] { $count } ردود أو روابط
       [many] { $count } ردا أو رابطا
      *[other] { $count } رد أو رابط
    }. يرجى إزالته من هناك أولا.
