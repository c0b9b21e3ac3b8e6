# What letters about rounds say. Neutral words: nobody is pressed, and nothing is said of other States.
for-the-attention = For the attention of the focal points and publishing authorities of { $state }
invitation-subject = { $round }: invitation to take part
invitation-what = { $state } is invited to take part in the round “{ $round }”.
reminder-subject = { $round }: the round is open
reminder-what = The round “{ $round }” is open. No reply of { $state } is on record in it so far. Where none is intended, nothing has to be done.
mandate = The round rests on { $mandate }.
period = It opens on { $opens }. Its last day is { $closes }, which ends at midnight in the time zone { $zone }.
opens-only = It opens on { $opens }.
period-open = It has been open since { $opens }. Its last day is { $closes }, which ends at midnight in the time zone { $zone }.
open-only = It has been open since { $opens }.
voluntary = Taking part is voluntary, and so is every single answer. What a State drafts is read by nobody else before the State files it.
automatic = This letter was sent by a program. You receive it as a focal point or publishing authority of { $state }.

# The letter that brings a person the link of their invitation.
account-subject = Invitation: { $role }, { $place }
account-what = You are invited to take up a role in Normtrack, where States report, voluntarily, how they implement norms of responsible behaviour in the use of ICTs. The role: { $role }, { $place }.
account-how = The link below leads to a page on which you choose your name and a password. If this address has an account already, its present password is asked for there. The link works once, until { $until }.
account-whose = The link is for you alone: whoever has it can use it. If you did not expect this letter, nothing has to be done.
account-automatic = This letter was sent by a program. You receive it because somebody who invites people to this role gave this address.
secretariat = Secretariat
role-contributor = Contributor
role-clearer = Clearer
role-focal-point = Focal point
role-publishing-authority = Publishing authority
role-reader = Reader
role-secretariat-officer = Secretariat officer
role-catalogue-editor = Catalogue editor
role-analyst = Analyst
role-auditor = Auditor
role-administrator = Administrator
role-accredited-reader = Accredited reader

# Letters about reviews and proposals: what happened and where it is read. No word of any text.
review-invited-subject = { $state }: invitation to review
review-invited-what = { $state } invites { $reviewer } to review chosen answers of what it filed in the round “{ $round }”.
review-invited-until = Until { $until } the invitation can be taken up and a text handed in.
review-invited-voluntary = Taking it up is voluntary. What is written stays between the two sides until both agree to publish both texts.
review-invited-account = The link opens an account for this address, and then leads to the invitation. Keep it to yourself: whoever has it can open the account.
review-declined-subject = { $state }: an invitation to review was declined
review-declined-what = { $reviewer } has declined to review chosen answers of what { $state } filed in the round “{ $round }”. No answer was opened.
review-nothing = Nothing has to be done.
review-delivered-subject = { $state }: a review was handed in
review-delivered-what = { $reviewer } has handed in a text about chosen answers of what { $state } filed in the round “{ $round }”.
review-delivered-until = { $state } has the right of reply, until { $until }. Both texts are published together, and only where both sides agree.
review-published-subject = { $state }: a review and the reply to it are published
review-published-what = The text of { $reviewer } about chosen answers of what { $state } filed in the round “{ $round }”, and the reply of { $state }, are published, as both sides agreed.
automatic-unit = This letter was sent by a program. You receive it because you read for { $organisation }.
automatic-person = This letter was sent by a program. You receive it because { $state } named this address as that of the person who reviews.
proposal-joined-subject = A State has put its name under a proposal of { $state }
proposal-joined-what = Another State has put its name under a proposal that { $state } leads. Which one, and under which version, stands on the page of the proposal.
proposal-commented-subject = A State has commented on a proposal of { $state }
proposal-commented-what = Another State has commented on a proposal that { $state } leads. What it says stands on the page of the proposal.
proposal-once = Nothing has to be done. Whatever else happens to this proposal on the same day brings no further letter.
