# What letters about rounds say. Neutral words: nobody is pressed, and nothing is said of other States.
for-the-attention = For the attention of the focal points and publishing authorities of { $state }
invitation-subject = { $round }: invitation to take part
invitation-what = { $state } is invited to take part in the round “{ $round }”.
reminder-subject = { $round }: the round is open
reminder-what = The round “{ $round }” is open. No reply of { $state } is on record in it so far. Where none is intended, nothing has to be done.
mandate = The round rests on { $mandate }.
period = It opens on { $opens }. Its last day is { $closes }, which ends at midnight in the time zone { $zone }.
opens-only = It opens on { $opens }.
voluntary = Taking part is voluntary, and so is every single answer. What a State drafts is read by nobody else before the State files it.
automatic = This letter was sent by a program. You receive it as a focal point or publishing authority of { $state }.
