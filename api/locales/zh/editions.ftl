edition-duplicate_module = 前面已有模块使用相同的代码。
edition-duplicate_section = 前面已有部分使用相同的代码。
edition-duplicate_question = 前面已有问题使用相同的代码。
edition-foreign_code = 代码没有以其所在部分的代码“{ $expected }.”开头。
edition-no_module = 没有任何模块。
edition-no_section = 其中没有任何部分。
edition-no_question = 其中没有任何问题。
edition-too_many_questions = 问题数：{ $questions }，超过一个版本所能容纳的数量。
edition-translation_zero = 译文的修订从 1 开始计数。
edition-wording_missing = { $what ->
       [title] 标题
       [prompt] 问题
      *[label] 选项文字
    }缺少源语言（{ $language }）的文本。
edition-unknown_list = 选项列表“{ $list }”不存在。
edition-unused_list = 没有问题使用该列表。
edition-empty_list = 该列表没有选项。
edition-duplicate_option = 列表中另一选项使用相同的代码。
edition-bound_kind = “{ $bind }”应由 { $expected } 类型的问题显示，而不是 { $found }。
edition-bound_twice = “{ $bind }”已由 { $first } 显示。
edition-bound_with_condition = 显示提交材料字段的问题不带条件。
edition-empty_condition = 该条件未检验任何内容。
edition-condition_unknown = 该条件引用的 { $question } 不存在。
edition-condition_not_earlier = 该条件引用的 { $question } 不在其前面。
edition-condition_on_bound = 该条件引用的 { $question } 显示提交材料的字段，没有答复。
edition-operator_misfit = 该比较方式不适用于 { $question }，其类型为 { $kind }。
edition-condition_option = 该条件要求选项“{ $option }”，而 { $question } 不提供该选项。
edition-second_lead = { $first } 已是本部分的主导问题。
edition-lead_not_core_expected = 主导问题应为核心且预期作答的问题。
edition-lead_kind = 模式“{ $pattern }”需要 { $expected } 类型，而不是 { $found }。
edition-shown_beside_silent_lead = 主导问题 { $lead } 未作答时，该问题仍会显示。
edition-not_adopted_among_agreed = 关于 { $provision } 的主导问题不应列入国家调查：其文本未获通过。
edition-agreed_among_not_adopted = 关于已商定条款 { $provision } 的主导问题不应列入未获通过的文本。
edition-contact_ceiling = 联系方式仅提供给秘书处：该问题需要设此上限。
edition-short_path_module = 简短路径所列模块“{ $module }”不存在。
edition-short_path_too_long = 简短路径的核心问题数：{ $questions }；最多 { $limit }。
edition-short_path_long_text = 长文本不应列入简短路径。
edition-unknown_instrument = 文书 { $instrument } 不存在。
edition-unknown_provision = 条款 { $provision } 不存在。
edition-duplicate_provision = 条款 { $provision } 被列出两次。
edition-no_provision = 该问题未列出任何条款。
edition-scale_bounds = 量表从 { $min } 到 { $max }：第一级必须低于最后一级。
edition-number_bounds = 最小值 { $min } 大于最大值 { $max }。
edition-zero_limit = 限值为零。
edition-lineage_nowhere = 其延续的 { $edition } 中的 { $code } 不存在。
edition-duplicate_lineage = 其两次延续 { $edition } 中的 { $code }。
edition-not_comparable = 与 { $edition } 中的 { $code } 不可比：{ $difference ->
       [kind] 类型不同
       [option] 缺少一个选项
       [scale] 量表不同
      *[unit] 单位不同
    }。
