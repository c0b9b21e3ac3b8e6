# 关于轮次的函件内容。
for-the-attention = 致{ $state }的联络人和发布主管
invitation-subject = { $round }：参加邀请
invitation-what = 谨邀请{ $state }参加“{ $round }”轮次。
reminder-subject = { $round }：轮次已开启
reminder-what = “{ $round }”轮次已开启。目前尚无{ $state }的答复记录。如无意提交，则无需采取任何行动。
mandate = 该轮次的依据是{ $mandate }。
period = 该轮次于{ $opens }开启，最后一天为{ $closes }，以{ $zone }时区的午夜为止。
opens-only = 该轮次于{ $opens }开启。
voluntary = 参加与否以及是否回答每一个问题均属自愿。在国家提交之前，任何他人都不会读到该国起草的内容。
automatic = 本函由程序发送。您作为{ $state }的联络人或发布主管收到此函。
