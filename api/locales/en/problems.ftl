problem-wrong_kind = This value is not of the kind that the question asks for.
problem-unknown_question = The edition has no such question.
problem-unknown_option = The question does not offer this option.
problem-too_many_words = The text has { $words ->
       [one] { $words } word
      *[other] { $words } words
    }; at most { $limit } can be filed.
problem-too_long = The text has { $length ->
       [one] { $length } character
      *[other] { $length } characters
    }; at most { $limit } can be filed.
problem-too_large = The value takes { $bytes ->
       [one] { $bytes } byte
      *[other] { $bytes } bytes
    }; at most { $limit } can be saved.
problem-below_minimum = { $value } is below the lowest value that the question takes, { $limit }.
problem-above_maximum = { $value } is above the highest value that the question takes, { $limit }.
problem-impossible_date = There is no such day in the calendar.
problem-date_too_fine = The date is finer than the question asks for: give { $precision ->
       [year] the year only
       [month] the year and the month only
      *[day] the year, the month and the day
    }.
problem-too_many_items = The list has { $count ->
       [one] { $count } item
      *[other] { $count } items
    }; at most { $limit } can be filed.
problem-exclusive_option = “{ $option }” stands alone: it cannot be chosen together with other options.
problem-text_missing = “{ $option }” asks for a text of its own, and there is none.
problem-text_not_asked = “{ $option }” does not take a text of its own.
problem-text_without_option = The text stands beside an option that is not chosen. Choose the option, or take the text out.
problem-silence_beside_value = There is a value and a silence at once. Keep one of them.
problem-duplicate_item = “{ $item }” is listed more than once.
problem-not_a_link = “{ $link }” is not a web address that begins with https:// or http://.
problem-unknown_state = “{ $state }” is not the code of a State in this register.
problem-unknown_evidence = Item { $item } is no evidence that this State keeps.
problem-standing_not_permitted = This question does not permit the standing { $standing ->
       [answered] “answered”
       [none] “none”
       [not_applicable] “not applicable”
       [exists_not_disclosed] “exists, not disclosed”
       [declined] “declined”
      *[other] “{ $standing }”
    }.
problem-nul_character = The text holds the character U+0000, which cannot be stored.
problem-not_a_number = This is not a decimal number.
problem-too_many_digits = The number has { $digits ->
       [one] { $digits } digit
      *[other] { $digits } digits
    }; at most { $limit } can be kept exactly.
problem-contact_incomplete = The contact needs a name or an office, and a way to reach it.
problem-not_an_email = “{ $email }” is not an e-mail address.
problem-hidden = The condition for this question does not hold at present: the answer is kept, and is not filed while it is hidden.
problem-nothing_to_file = There is no answer that can be filed yet.
problem-ceiling = The question does not permit an answer to be shown this widely.
problem-stale = A newer revision of this answer has been saved meanwhile. Both are kept; choose or merge.
problem-key_reused = This idempotency key was used before with another value.
problem-bound = This question shows a field of the submission itself; change it there.
