# ما تقوله الرسائل بشأن الجولات.
for-the-attention = عناية جهات التنسيق وجهات النشر للدولة التالية: { $state }
invitation-subject = { $round }: دعوة إلى المشاركة
invitation-what = الدولة { $state } مدعوة إلى المشاركة في الجولة «{ $round }».
reminder-subject = { $round }: الجولة مفتوحة
reminder-what = الجولة «{ $round }» مفتوحة. ولم يُسجَّل فيها حتى الآن رد من الدولة { $state }. وإذا لم تكن هناك نية لتقديم رد فلا يلزم القيام بأي شيء.
mandate = تستند الجولة إلى { $mandate }.
period = تُفتح الجولة في { $opens }. ويومها الأخير هو { $closes }، وينتهي عند منتصف الليل بتوقيت المنطقة الزمنية { $zone }.
opens-only = تُفتح الجولة في { $opens }.
period-open = الجولة مفتوحة منذ { $opens }. ويومها الأخير هو { $closes }، وينتهي عند منتصف الليل بتوقيت المنطقة الزمنية { $zone }.
open-only = الجولة مفتوحة منذ { $opens }.
voluntary = المشاركة طوعية، وكذلك كل إجابة على حدة. ولا يقرأ أحد سوى الدولة ما تعدّه قبل أن تقدمه.
automatic = أُرسلت هذه الرسالة بواسطة برنامج. وقد وصلت إليكم بصفتكم جهة تنسيق أو جهة نشر للدولة التالية: { $state }.

# الرسالة التي تحمل إلى الشخص رابط دعوته.
account-subject = دعوة: { $role }، { $place }
account-what = أنتم مدعوون إلى تولي دور في Normtrack، حيث تبلّغ الدول طوعًا عن كيفية تنفيذها لقواعد السلوك المسؤول في استخدام تكنولوجيا المعلومات والاتصالات. الدور: { $role }، { $place }.
account-how = يؤدي الرابط أدناه إلى صفحة تختارون فيها اسمكم وكلمة مرور. وإذا كان لهذا العنوان حساب من قبل فتُطلب هناك كلمة مروره الحالية. يعمل الرابط مرة واحدة، حتى { $until }.
account-whose = الرابط لكم وحدكم: فكل من يملكه يستطيع استخدامه. وإذا لم تكونوا تتوقعون هذه الرسالة فلا يلزم القيام بأي شيء.
account-automatic = أُرسلت هذه الرسالة بواسطة برنامج. وقد وصلت إليكم لأن شخصًا يدعو إلى هذا الدور ذكر هذا العنوان.
secretariat = الأمانة العامة
role-contributor = مساهم
role-clearer = مسؤول الموافقة
role-focal-point = جهة التنسيق
role-publishing-authority = جهة النشر
role-reader = قارئ
role-secretariat-officer = موظف الأمانة العامة
role-catalogue-editor = محرر الفهرس
role-analyst = محلل
role-auditor = مراجع
role-administrator = مدير النظام
role-accredited-reader = قارئ معتمد

# رسائل بشأن الاستعراضات والمقترحات: ما حدث وأين يُقرأ. ولا كلمة من أي نص.
review-invited-subject = { $state }: دعوة إلى إجراء استعراض
review-invited-what = تدعو الدولة { $state } { $reviewer } إلى استعراض إجابات مختارة مما قدمته في الجولة «{ $round }».
review-invited-until = يمكن قبول الدعوة وتسليم نص حتى { $until }.
review-invited-voluntary = قبولها طوعي. ويبقى ما يُكتب بين الطرفين إلى أن يوافقا معًا على نشر النصين.
review-declined-subject = { $state }: اعتُذر عن دعوة إلى إجراء استعراض
review-declined-what = اعتذر { $reviewer } عن استعراض إجابات مختارة مما قدمته الدولة { $state } في الجولة «{ $round }». ولم تُفتح أي إجابة.
review-nothing = لا يلزم القيام بأي شيء.
review-delivered-subject = { $state }: سُلّم استعراض
review-delivered-what = سلّم { $reviewer } نصًا بشأن إجابات مختارة مما قدمته الدولة { $state } في الجولة «{ $round }».
review-delivered-until = للدولة { $state } حق الرد حتى { $until }. ويُنشر النصان معًا، وبموافقة الطرفين فقط.
review-published-subject = { $state }: نُشر استعراض والرد عليه
review-published-what = نُشر نص { $reviewer } بشأن إجابات مختارة مما قدمته الدولة { $state } في الجولة «{ $round }»، ونُشر رد الدولة { $state }، كما وافق الطرفان.
automatic-unit = أُرسلت هذه الرسالة بواسطة برنامج. وقد وصلت إليكم لأنكم تقرؤون باسم { $organisation }.
automatic-person = أُرسلت هذه الرسالة بواسطة برنامج. وقد وصلت إليكم لأن الدولة { $state } ذكرت هذا العنوان بوصفه عنوان الشخص المستعرِض.
proposal-joined-subject = وضعت دولة اسمها على مقترح للدولة { $state }
proposal-joined-what = وضعت دولة أخرى اسمها على مقترح تقوده الدولة { $state }. وترد الدولة المعنية والنسخة في صفحة المقترح.
proposal-commented-subject = علّقت دولة على مقترح للدولة { $state }
proposal-commented-what = علّقت دولة أخرى على مقترح تقوده الدولة { $state }. ويرد ما قالته في صفحة المقترح.
proposal-once = لا يلزم القيام بأي شيء. وما يحدث غير ذلك لهذا المقترح في اليوم نفسه لا تُرسل بشأنه رسالة أخرى.
