kind-form = 空白表格
kind-draft = 提交材料草稿
kind-extract = 提交摘录
mark-draft = 草稿，尚未提交
label-state = 国家
label-round = 轮次
label-edition = 版本
label-edition_hash = 版本哈希值
label-language = 本文件语言
label-questions = 问题数
label-position = 登记册位次
label-root = 根值
label-citation = 引注
label-act = 行为
label-status = 状态
label-taken = 登记册接收时间
label-answers = 已提交答复数
label-opened = 此处公开的答复数
label-bare = 仅列承诺值（此处不公开）
label-as_of = 截至登记册位次
label-saved = 截至
label-answered = 已答复的问题数
act-filing = 提交
act-amendment = 修正
act-withdrawal = 撤回
status-standing = 有效
status-superseded = 已由其后的提交取代
status-withdrawn = 已撤回
note-form = 本表没有必答题。任何问题均可不答，或以所列的一种沉默状态回应。
note-draft = 本文件是国家的工作草稿，尚未提交，可能更改，不得引用。
note-extract = 本摘录公开其读者可以看到的答复。根值涵盖全部提交内容：凭可核验的摘录和登记册，任何人均可查验内容未经改动。仅凭本页不能证明任何事项。
note-endorsement = 未获通过的案文均有标注。就其作答并不意味着认可这些案文。
note-designations = 所用名称及材料的编制方式，并不意味着对任何国家、领土、城市或地区或其当局的法律地位，或对其边界或界线的划分，表示任何意见。
note-fictional = 本数据库中的所有国家和所有答复均为虚构。
note-unconfirmed = 沿用先前提交的内容，尚未确认。
note-hidden = 按目前情况不提此问题：答复保留在草稿中。
note-kept_out = 因存在问题，此答复不能提交。
note-section_unseen = 本文件的读者不能阅读本节的答复。
badge-official = 正式文本
badge-unofficial = 非正式文本
badge-machine = 机器翻译，未经审校
badge-translation = 国家自己的译文
badge-language = 语言：{ $language }
adoption-draft = 草案，未经通过
adoption-circulated = 已分发，未经通过
language-name = { $code ->
    [ar] 阿拉伯文
    [zh] 中文
    [en] 英文
    [fr] 法文
    [ru] 俄文
    [es] 西班牙文
   *[other] { $code }
  }
hint-single_choice = 请选一项。
hint-multi_choice = 请选择所有适用项。
hint-scale = { $min }至{ $max }之间的整数。
hint-boolean = 是或否。
hint-short_text = 一行文字，最多字符数：{ $limit }。
hint-long_text = 文字，最多字数：{ $limit }。
hint-number = 数字。
hint-between = { $min }至{ $max }。
hint-at_least = 至少{ $min }。
hint-at_most = 至多{ $max }。
hint-unit = 单位：{ $unit }。
hint-date = { $precision ->
    [year] 年份。
    [month] 月份或年份。
   *[other] 日期、月份或年份。
  }
hint-url_list = 链接，最多：{ $limit }。
hint-evidence = 支持答复的文件或链接，请注明条款或页码，最多：{ $limit }。
hint-state_list = 国家。
hint-contact = 姓名、单位、电子邮件、电话。
hint-exclusive = 不与其他选项并选
hint-specify = 请说明
hint-instead = 可代替答复：{ $silences }。
hint-when = 仅在以下情况下作答：{ $conditions }。
join-all = { $left }且{ $right }
join-list = { $left }；{ $right }
join-any = { $left }或{ $right }
condition-answered = { $question } 已答复
condition-not_answered = { $question } 未答复
standing-answered = 已答复
standing-none = 无
standing-not_applicable = 不适用
standing-exists_not_disclosed = 存在，但不披露
standing-declined = 不愿答复
not-answered = 未答复
yes = 是
no = 否
contact-name = 姓名：{ $text }
contact-unit = 单位：{ $text }
contact-email = 电子邮件：{ $text }
contact-telephone = 电话：{ $text }
evidence-kept = 国家保存的佐证材料，承诺值 { $commitment }
qr-caption = 核验本提交或在登记册中查阅：
