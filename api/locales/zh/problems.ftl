problem-wrong_kind = 该值的类型与问题的要求不符。
problem-unknown_question = 本版问卷中没有这个问题。
problem-unknown_option = 该问题没有这个选项。
problem-too_many_words = 文本共 { $words } 字；最多可提交 { $limit } 字。
problem-too_long = 文本共 { $length } 个字符；最多可提交 { $limit } 个。
problem-too_large = 该值占 { $bytes } 字节；最多可保存 { $limit } 字节。
problem-below_minimum = { $value } 低于该问题允许的最小值 { $limit }。
problem-above_maximum = { $value } 高于该问题允许的最大值 { $limit }。
problem-impossible_date = 日历中没有这一天。
problem-date_too_fine = 日期比问题要求的更精确：请{ $precision ->
       [year] 只填年份
       [month] 只填年份和月份
      *[day] 填写年、月、日
    }。
problem-too_many_items = 列表共 { $count } 项；最多可提交 { $limit } 项。
problem-exclusive_option = “{ $option }”只能单独选择，不能与其他选项同时选择。
problem-text_missing = 选择“{ $option }”须另附说明文字，但尚未填写。
problem-text_not_asked = “{ $option }”不需要另附说明文字。
problem-text_without_option = 说明文字旁的选项未被选中。请选择该选项，或删除文字。
problem-silence_beside_value = 同时填写了答复和代替答复的选项。请只保留其一。
problem-duplicate_item = “{ $item }”在列表中重复出现。
problem-not_a_link = “{ $link }”不是以 https:// 或 http:// 开头的网址。
problem-unknown_state = “{ $state }”不是本登记册中的国家代码。
problem-unknown_evidence = 第 { $item } 项不是该国保存的佐证材料。
problem-standing_not_permitted = 该问题不接受{ $standing ->
       [answered] “已答复”
       [none] “无”
       [not_applicable] “不适用”
       [exists_not_disclosed] “存在，但不披露”
       [declined] “不愿答复”
      *[other] “{ $standing }”
    }这一状态。
problem-nul_character = 文本含有无法保存的字符 U+0000。
problem-not_a_number = 这不是十进制数。
problem-too_many_digits = 该数共 { $digits } 位；最多可精确保存 { $limit } 位。
problem-contact_incomplete = 联系人须有姓名或单位，并有联系方式。
problem-not_an_email = “{ $email }”不是电子邮件地址。
problem-hidden = 该问题的条件目前不成立：答复予以保留，但在隐藏期间不提交。
problem-nothing_to_file = 目前尚无可以提交的答复。
problem-ceiling = 该问题不允许以如此大的范围公开答复。
problem-stale = 其间已保存了此答复的更新版本。两个版本均予保留，请选择其一或加以合并。
problem-key_reused = 此幂等键先前已用于另一个值。
problem-bound = 该问题显示的是报告本身的一个字段，请在该处修改。
