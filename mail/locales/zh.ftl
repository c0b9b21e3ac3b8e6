# 关于轮次的函件内容。
for-the-attention = 致{ $state }的联络人和发布主管
invitation-subject = { $round }：参加邀请
invitation-what = 谨邀请{ $state }参加“{ $round }”轮次。
reminder-subject = { $round }：轮次已开启
reminder-what = “{ $round }”轮次已开启。目前尚无{ $state }的答复记录。如无意提交，则无需采取任何行动。
mandate = 该轮次的依据是{ $mandate }。
period = 该轮次于{ $opens }开启，最后一天为{ $closes }，以{ $zone }时区的午夜为止。
opens-only = 该轮次于{ $opens }开启。
period-open = 该轮次已于{ $opens }开启，最后一天为{ $closes }，以{ $zone }时区的午夜为止。
open-only = 该轮次已于{ $opens }开启。
voluntary = 参加与否以及是否回答每一个问题均属自愿。在国家提交之前，任何他人都不会读到该国起草的内容。
automatic = 本函由程序发送。您作为{ $state }的联络人或发布主管收到此函。

# 向个人送达邀请链接的函件。
account-subject = 邀请：{ $role }，{ $place }
account-what = 谨邀请您在 Normtrack 中担任一个角色。各国在该系统中自愿报告其如何执行使用信息通信技术的负责任行为规范。角色：{ $role }，{ $place }。
account-how = 下面的链接通往一个页面，您可在其中填写姓名并设置密码。如果此地址已有账户，则该页面会要求输入其现有密码。该链接只能使用一次，有效期至{ $until }。
account-whose = 该链接仅供您本人使用：任何持有链接的人都可以使用它。如果您并未预期收到此函，则无需采取任何行动。
account-automatic = 本函由程序发送。您收到此函，是因为邀请他人担任此角色的人提供了此地址。
secretariat = 秘书处
role-contributor = 撰稿人
role-clearer = 会签人
role-focal-point = 联络人
role-publishing-authority = 发布主管
role-reader = 读者
role-secretariat-officer = 秘书处干事
role-catalogue-editor = 目录编辑
role-analyst = 分析员
role-auditor = 审计员
role-administrator = 管理员
role-accredited-reader = 经认可的读者

# 关于评议和提案的函件：发生了什么、在何处阅读。不引述任何文本。
review-invited-subject = { $state }：评议邀请
review-invited-what = { $state }邀请{ $reviewer }评议其在“{ $round }”轮次中所提交内容的选定答复。
review-invited-until = { $until }之前可以接受邀请并提交文本。
review-invited-voluntary = 是否接受纯属自愿。在双方同意公布两份文本之前，所写内容仅限双方之间。
review-invited-account = 该链接为此地址开立账户，随后转至邀请。请勿转交他人：持有该链接者即可开立该账户。
review-declined-subject = { $state }：评议邀请已被谢绝
review-declined-what = { $reviewer }已谢绝评议{ $state }在“{ $round }”轮次中所提交内容的选定答复。未开放任何答复。
review-nothing = 无需采取任何行动。
review-delivered-subject = { $state }：评议已提交
review-delivered-what = { $reviewer }已就{ $state }在“{ $round }”轮次中所提交内容的选定答复提交一份文本。
review-delivered-until = { $state }在{ $until }之前有权作出回应。两份文本同时公布，且须经双方同意。
review-published-subject = { $state }：评议及其回应已公布
review-published-what = 经双方同意，{ $reviewer }就{ $state }在“{ $round }”轮次中所提交内容的选定答复所写的文本以及{ $state }的回应均已公布。
automatic-unit = 本函由程序发送。您因代表{ $organisation }阅读而收到此函。
automatic-person = 本函由程序发送。您收到此函，是因为{ $state }将此地址列为评议人的地址。
proposal-joined-subject = 一国已在{ $state }的提案上署名
proposal-joined-what = 另一国已在{ $state }牵头的提案上署名。是哪个国家、在哪个版本上署名，见提案页面。
proposal-commented-subject = 一国已就{ $state }的提案发表意见
proposal-commented-what = 另一国已就{ $state }牵头的提案发表意见。意见内容见提案页面。
proposal-once = 无需采取任何行动。该提案当天的其他动态不再另行发函。
