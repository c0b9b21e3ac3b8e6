//! What the fictional States write, in the six languages: short, neutral, true of no State.
//!
//! Every row says the same in the order of [`Language::ALL`].

use domain::language::Language;

/// The same words in the six languages.
pub(crate) type Words = [&'static str; 6];

/// The wording in a language.
pub(crate) const fn said(words: &Words, language: Language) -> &'static str {
    words[language as usize]
}

/// What stands at the end of every invented text.
pub(crate) const INVENTED: Words = [
    "(مثال مختلق.)",
    "（虚构示例。）",
    "(Invented example.)",
    "(Exemple fictif.)",
    "(Вымышленный пример.)",
    "(Ejemplo ficticio.)",
];

/// A text that says of itself that it is invented.
pub(crate) fn invented(language: Language, words: &str) -> String {
    format!("{words} {}", said(&INVENTED, language))
}

/// Sentences about what a State does.
pub(crate) const MEASURES: &[Words] = &[
    [
        "ينسق المكتب الوطني لأمن تكنولوجيا المعلومات والاتصالات هذا العمل ويقدم تقريراً إلى الحكومة مرة في السنة.",
        "国家信通技术安全办公室负责协调这项工作，每年向政府报告一次。",
        "The national ICT security office coordinates this work and reports to the government once a year.",
        "Le bureau national de la sécurité des TIC coordonne ce travail et rend compte au gouvernement une fois par an.",
        "Национальное бюро по безопасности ИКТ координирует эту работу и раз в год отчитывается перед правительством.",
        "La oficina nacional de seguridad de las TIC coordina esta labor e informa al Gobierno una vez al año.",
    ],
    [
        "يجتمع فريق مشترك بين الوزارات كل ثلاثة أشهر ويتفق على الخطوات التالية.",
        "部际小组每季度举行一次会议，商定后续步骤。",
        "An interministerial group meets every quarter and agrees on the next steps.",
        "Un groupe interministériel se réunit chaque trimestre et convient des prochaines étapes.",
        "Межведомственная группа собирается каждый квартал и согласует дальнейшие шаги.",
        "Un grupo interministerial se reúne cada trimestre y acuerda los pasos siguientes.",
    ],
    [
        "يتلقى المشغلون إرشادات، ويساعدهم فريق الاستجابة عند الطلب.",
        "运营者会得到指导，应急小组可应请求提供协助。",
        "Operators receive guidance, and the response team helps them on request.",
        "Les exploitants reçoivent des orientations et l’équipe d’intervention les aide à leur demande.",
        "Операторы получают методические указания, а группа реагирования помогает им по их просьбе.",
        "Los operadores reciben orientaciones y el equipo de respuesta los ayuda cuando lo solicitan.",
    ],
    [
        "نُقحت القواعد بعد مشاورة عامة ودخلت حيز النفاذ في السنة التالية.",
        "相关规则经公开征求意见后修订，并于次年生效。",
        "The rules were revised after a public consultation and entered into force the following year.",
        "Les règles ont été révisées après une consultation publique et sont entrées en vigueur l’année suivante.",
        "После общественных обсуждений правила были пересмотрены и вступили в силу на следующий год.",
        "Las normas se revisaron tras una consulta pública y entraron en vigor al año siguiente.",
    ],
    [
        "يُجرى تمرينان كل سنة لاختبار كيفية نقل المعلومات ومن يتخذ القرار.",
        "每年举行两次演练，检验信息如何传递、由谁决策。",
        "Two exercises a year test how information is passed on and who decides.",
        "Deux exercices par an permettent de vérifier comment l’information circule et qui décide.",
        "Два учения в год показывают, как передается информация и кто принимает решения.",
        "Dos ejercicios al año permiten comprobar cómo se transmite la información y quién decide.",
    ],
    [
        "بدأ تدريب الموظفين بمجموعة صغيرة ويجري توسيعه ليشمل المناطق.",
        "官员培训从小范围开始，目前正推广到各地区。",
        "Training for officials began with a small group and is being extended to the regions.",
        "La formation des agents a commencé avec un petit groupe et s’étend progressivement aux régions.",
        "Обучение должностных лиц началось с небольшой группы и постепенно распространяется на регионы.",
        "La capacitación de funcionarios comenzó con un grupo pequeño y se está ampliando a las regiones.",
    ],
    [
        "اكتمل تقييم أولي، وستوجه نتائجه التدابير في السنوات المقبلة.",
        "首次评估已经完成，其结果将指导今后几年的措施。",
        "A first assessment is complete; its results will guide the measures of the coming years.",
        "Une première évaluation est achevée ; ses résultats guideront les mesures des prochaines années.",
        "Первая оценка завершена; ее результаты будут положены в основу мер на ближайшие годы.",
        "Se ha concluido una primera evaluación; sus resultados orientarán las medidas de los próximos años.",
    ],
];

/// Sentences about what has proved useful.
pub(crate) const PRACTICES: &[Words] = &[
    [
        "ساعدت قائمة مرجعية قصيرة بلغة بسيطة الجهات الصغيرة على المشاركة.",
        "一份简明易懂的核对清单帮助小型机构参与进来。",
        "A short checklist in plain language has helped small bodies to take part.",
        "Une liste de contrôle courte, rédigée en langage simple, a aidé les petites structures à participer.",
        "Краткий контрольный перечень, написанный простым языком, помог небольшим структурам принять участие.",
        "Una lista de verificación breve y en lenguaje sencillo ha ayudado a las entidades pequeñas a participar.",
    ],
    [
        "تُجمع الدروس المستفادة بعد كل تمرين ويُطلع عليها جميع المشاركين.",
        "每次演练后都会汇总经验教训，并与所有参与方分享。",
        "Lessons learned are collected after each exercise and shared with all who took part.",
        "Les enseignements sont recueillis après chaque exercice et communiqués à tous les participants.",
        "После каждого учения обобщаются извлеченные уроки, о которых сообщают всем участникам.",
        "Las enseñanzas se recopilan después de cada ejercicio y se comparten con todos los participantes.",
    ],
    [
        "أدى تخصيص رقم هاتف واحد يعمل ليلاً ونهاراً إلى تقصير مدة الاستجابة الأولى.",
        "设立一个昼夜有人接听的电话号码，缩短了首次响应时间。",
        "One telephone number, answered day and night, has shortened the first response.",
        "Un numéro de téléphone unique, joignable jour et nuit, a raccourci le délai de la première réponse.",
        "Единый круглосуточный телефонный номер сократил время первого ответа.",
        "Un número de teléfono único, atendido día y noche, ha acortado el plazo de la primera respuesta.",
    ],
];

/// Sentences about how a State sees the subject.
pub(crate) const VIEWS: &[Words] = &[
    [
        "تسهم المصطلحات المشتركة والتبادل المنتظم في منع سوء الفهم.",
        "共同的术语和定期交流有助于防止误解。",
        "Common terms and regular exchanges make it easier to prevent misunderstandings.",
        "Des termes communs et des échanges réguliers aident à prévenir les malentendus.",
        "Общая терминология и регулярный обмен мнениями помогают предотвращать недоразумения.",
        "Los términos comunes y los intercambios periódicos ayudan a prevenir malentendidos.",
    ],
    [
        "ينطلق التنفيذ من الظروف الوطنية ويتطور مع الخبرة.",
        "落实工作从本国国情出发，随着经验积累逐步深入。",
        "Implementation starts from national circumstances and grows with experience.",
        "La mise en œuvre part des circonstances nationales et progresse avec l’expérience.",
        "Осуществление исходит из национальных условий и развивается по мере накопления опыта.",
        "La aplicación parte de las circunstancias nacionales y avanza con la experiencia.",
    ],
    [
        "يعزز كل من بناء القدرات وبناء الثقة الآخر.",
        "能力建设与建立信任相互促进。",
        "Capacity-building and confidence-building support each other.",
        "Le renforcement des capacités et celui de la confiance se complètent.",
        "Укрепление потенциала и меры укрепления доверия дополняют друг друга.",
        "La creación de capacidad y el fomento de la confianza se refuerzan mutuamente.",
    ],
    [
        "يهم هذا الموضوع جميع المستخدمين، ولذلك ينبغي الاستماع إلى جميع الأطراف المعنية.",
        "这一议题关系到所有用户，因此应听取各有关方面的意见。",
        "The subject concerns all users, and so all interested parties should be heard.",
        "Le sujet concerne tous les utilisateurs ; toutes les parties intéressées devraient donc être entendues.",
        "Эта тема касается всех пользователей, поэтому следует выслушать все заинтересованные стороны.",
        "El tema concierne a todos los usuarios, por lo que debería escucharse a todas las partes interesadas.",
    ],
    [
        "تستحق الأولوية الخطوات العملية التي يمكن لكل دولة أن تتخذها بالوتيرة التي تناسبها.",
        "应优先采取各国可按自身节奏推进的务实步骤。",
        "Practical steps that every State can take at its own pace deserve priority.",
        "Il convient de donner la priorité aux mesures concrètes que chaque État peut prendre à son rythme.",
        "В первую очередь следует принимать практические меры, которые каждое государство может осуществлять в удобном для него темпе.",
        "Conviene dar prioridad a medidas prácticas que cada Estado pueda adoptar a su propio ritmo.",
    ],
];

/// Bodies of a State; its name is added.
pub(crate) const BODIES: &[Words] = &[
    [
        "وزارة الشؤون الرقمية",
        "数字事务部",
        "Ministry of Digital Affairs",
        "Ministère des affaires numériques",
        "Министерство по цифровым вопросам",
        "Ministerio de Asuntos Digitales",
    ],
    [
        "المكتب الوطني لأمن تكنولوجيا المعلومات والاتصالات",
        "国家信通技术安全办公室",
        "National ICT Security Office",
        "Bureau national de la sécurité des TIC",
        "Национальное бюро по безопасности ИКТ",
        "Oficina Nacional de Seguridad de las TIC",
    ],
    [
        "وزارة العلاقات الخارجية",
        "对外关系部",
        "Ministry of External Relations",
        "Ministère des relations extérieures",
        "Министерство внешних сношений",
        "Ministerio de Relaciones Exteriores",
    ],
    [
        "مجلس قدرة الشبكات على الصمود",
        "网络韧性委员会",
        "Council for Network Resilience",
        "Conseil pour la résilience des réseaux",
        "Совет по устойчивости сетей",
        "Consejo para la Resiliencia de las Redes",
    ],
];

/// What an answer names that no option does.
pub(crate) const OTHERS: &[Words] = &[
    [
        "المبادئ التوجيهية للرابطة المهنية",
        "行业协会指南",
        "Guidelines of the professional association",
        "Lignes directrices de l’association professionnelle",
        "Руководящие принципы профессиональной ассоциации",
        "Directrices de la asociación profesional",
    ],
    [
        "اتفاق طوعي مع المشغلين",
        "与运营者达成的自愿协议",
        "Voluntary agreement with operators",
        "Accord volontaire avec les exploitants",
        "Добровольное соглашение с операторами",
        "Acuerdo voluntario con los operadores",
    ],
    [
        "مشروع تجريبي في بلديتين",
        "在两个城镇开展的试点项目",
        "Pilot project in two municipalities",
        "Projet pilote dans deux communes",
        "Пилотный проект в двух муниципалитетах",
        "Proyecto piloto en dos municipios",
    ],
    [
        "اجتماع سنوي للممارسين",
        "从业人员年度会议",
        "Annual meeting of practitioners",
        "Réunion annuelle des praticiens",
        "Ежегодное совещание специалистов",
        "Reunión anual de profesionales",
    ],
];

/// Names of groups that States join in.
pub(crate) const GROUPS: &[Words] = &[[
    "أصدقاء التبادل المنتظم",
    "定期交流之友",
    "Friends of Regular Exchange",
    "Amis de l’échange régulier",
    "Друзья регулярного обмена",
    "Amigos del Intercambio Periódico",
]];

/// Titles of documents, and the last part of their addresses.
pub(crate) const DOCUMENTS: &[(Words, &str)] = &[
    (
        [
            "الاستراتيجية الوطنية",
            "国家战略",
            "National strategy",
            "Stratégie nationale",
            "Национальная стратегия",
            "Estrategia nacional",
        ],
        "strategy",
    ),
    (
        [
            "التقرير السنوي",
            "年度报告",
            "Annual report",
            "Rapport annuel",
            "Годовой отчет",
            "Informe anual",
        ],
        "annual-report",
    ),
    (
        [
            "المبادئ التوجيهية للمشغلين",
            "运营者指南",
            "Guidelines for operators",
            "Directives pour les exploitants",
            "Руководство для операторов",
            "Directrices para los operadores",
        ],
        "guidelines",
    ),
    (
        [
            "خلاصة تمرين",
            "演练总结",
            "Summary of an exercise",
            "Bilan d’un exercice",
            "Итоги учения",
            "Resumen de un ejercicio",
        ],
        "exercise",
    ),
];

/// Where in a document to look.
pub(crate) const PASSAGES: &[Words] = &[
    ["الفصل 2", "第2章", "Chapter 2", "Chapitre 2", "Глава 2", "Capítulo 2"],
    ["الصفحة 14", "第14页", "Page 14", "Page 14", "Страница 14", "Página 14"],
    [
        "الفقرات من 5 إلى 9",
        "第5至9段",
        "Paragraphs 5 to 9",
        "Paragraphes 5 à 9",
        "Пункты 5–9",
        "Párrafos 5 a 9",
    ],
];

/// The unit to ask.
pub(crate) const DESK: Words = [
    "وحدة الاستقصاء",
    "调查联络处",
    "Survey desk",
    "Bureau de l’enquête",
    "Отдел обследования",
    "Oficina de la encuesta",
];
