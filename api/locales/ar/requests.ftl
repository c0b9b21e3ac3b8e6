request-not_acceptable = تُقدَّم الردود بصيغة application/graphql-response+json أو application/json وبترميز UTF-8.
request-media_type = أرسل كائن JSON مع Content-Type: application/json بترميز UTF-8 ومن دون Content-Encoding.
request-not_utf8 = الطلب ليس بترميز UTF-8: الخطأ عند البايت رقم { $byte }.
request-not_json = { $place } ليس بصيغة JSON: { $reason }
request-not_an_object = يجب أن يكون متن الطلب كائن JSON واحدًا يتضمن «query»؛ والوارد هو { $found }.
request-query_missing = الحقل «query» غير موجود، وهو الذي يتضمن مستند GraphQL.
request-wrong_type = يجب أن يكون «{ $parameter }» من النوع { $expected }؛ والوارد هو { $found }.
request-parameter_twice = ورد «{ $parameter }» أكثر من مرة.
request-bad_escape = تتضمن سلسلة الاستعلام علامة % لا يليها رقمان ست عشريان.
request-method = الطريقة { $method } غير متاحة هنا. الطرق المتاحة: { $allowed }.
request-only_queries = لا تُرسل بطريقة GET إلا الاستعلامات؛ أرسل هذه العملية بطريقة POST.
request-subscription = اشترك عبر WebSocket (graphql-transport-ws) أو باستخدام Accept: text/event-stream.
request-only_subscriptions = لا تُقدَّم هنا إلا الاشتراكات؛ أرسل الاستعلامات والتعديلات بطريقة POST.
request-single_root = يطلب الاشتراك حقلاً واحداً.
request-origin = لا يُسمح لصفحات هذا العنوان بفتح مقبس هنا.
request-subprotocol = تستخدم المقابس البروتوكول الفرعي graphql-transport-ws.
request-upgrade = لا يمكن تحويل هذا الطلب إلى WebSocket من الإصدار 13.
request-no_such_path = لا يوجد شيء في هذا العنوان.
request-unknown_operation = لا يتضمن المستند عملية باسم «{ $name }».
request-operation_needed = يتضمن المستند عدة عمليات: اذكر واحدة منها في «operationName».
request-variable_missing = المتغير «${ $name }» من النوع «{ $kind }» إلزامي ولم يُقدَّم.
request-fragment_cycle = الجزء «{ $name }» يستدعي نفسه.
request-introspection = يُعرض المخطط على من سجّلوا الدخول؛ وهو منشور أيضًا باسم schema.graphql.
request-bad_authorization = يجب أن ترد الترويسة Authorization مرة واحدة وأن تتضمن «Bearer» ثم مسافة ثم رمز الدخول.
request-too_slow = لم يصل متن الطلب خلال { FORM($limit) ->
       [zero] { $limit } ثانية
       [one] ثانية واحدة
       [two] ثانيتين
       [few] { $limit } ثوانٍ
       [many] { $limit } ثانية
      *[other] { $limit } ثانية
    }.
request-cut_off = انقطع متن الطلب قبل اكتماله.
request-document_and_id = ورد كل من «query» و«documentId»: أرسل أحدهما فقط.
request-unknown_document = لا يُعرف هنا مستند بهذا «documentId»: أرسل المستند نفسه في «query».
request-document_not_listed = من دون تسجيل الدخول لا يمكن إرسال سوى المستندات المدرجة في قائمة هذه الخدمة. سجِّل الدخول لإرسال غيرها.
