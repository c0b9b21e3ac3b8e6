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
