kind-form = Empty form
kind-draft = Draft of a submission
kind-extract = Extract of a filing
mark-draft = DRAFT, NOT FILED
label-state = State
label-round = Round
label-edition = Edition
label-edition_hash = Hash of the edition
label-language = Language of this document
label-questions = Questions
label-position = Position in the register
label-root = Root
label-citation = Citation
label-act = Act
label-status = Status
label-taken = Taken by the register
label-answers = Answers filed
label-opened = Answers opened here
label-bare = Bare commitments (not opened here)
label-as_of = As of position of the register
label-saved = As of
label-answered = Questions with an answer
act-filing = Filing
act-amendment = Amendment
act-withdrawal = Withdrawal
status-standing = stands
status-superseded = superseded by a later filing
status-withdrawn = withdrawn
note-form = Nothing here is mandatory. Any question can be left open, or met with one of the silences named below it.
note-draft = This is a working draft of the State. It was not filed, it can change, and nobody may cite it.
note-extract = This extract opens the answers that its reader may see. The root covers all that was filed: with the verifiable extract and the register, anyone can check that nothing was changed. This page by itself proves nothing.
note-endorsement = Texts that were not adopted are marked so. Answering about them implies no endorsement of them.
note-designations = The designations employed and the presentation of material do not imply the expression of any opinion whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries.
note-fictional = Every State and every answer in this database is fictional.
note-unconfirmed = Carried from an earlier filing, not confirmed yet.
note-hidden = Not asked as the file stands: the answer stays in the draft.
note-kept_out = A problem keeps this answer out of a filing.
note-section_unseen = The answers of this section are not given to the reader of this document.
badge-official = official wording
badge-unofficial = unofficial wording
badge-machine = machine translation, not reviewed
badge-translation = the State’s own translation
badge-language = in { $language }
adoption-draft = Draft, not adopted
adoption-circulated = Circulated, not adopted
language-name = { $code ->
    [ar] Arabic
    [zh] Chinese
    [en] English
    [fr] French
    [ru] Russian
    [es] Spanish
   *[other] { $code }
  }
hint-single_choice = Choose one.
hint-multi_choice = Choose all that apply.
hint-scale = A whole number from { $min } to { $max }.
hint-boolean = Yes or no.
hint-short_text = One line. Most characters: { $limit }.
hint-long_text = Text. Most words: { $limit }.
hint-number = A number.
hint-between = From { $min } to { $max }.
hint-at_least = At least { $min }.
hint-at_most = At most { $max }.
hint-unit = Unit: { $unit }.
hint-date = { $precision ->
    [year] A year.
    [month] A month, or a year.
   *[other] A day, a month or a year.
  }
hint-url_list = Links. Most links: { $limit }.
hint-evidence = Documents or links that support the answers, with article or page. Most items: { $limit }.
hint-state_list = States.
hint-contact = Name, unit, e-mail, telephone.
hint-exclusive = excludes the others
hint-specify = please specify
hint-instead = Instead of an answer: { $silences }.
hint-when = Only if { $conditions }.
join-all = { $left } and { $right }
join-list = { $left }; { $right }
join-any = { $left } or { $right }
condition-answered = { $question } is answered
condition-not_answered = { $question } is not answered
standing-answered = answered
standing-none = none
standing-not_applicable = not applicable
standing-exists_not_disclosed = exists, not disclosed
standing-declined = prefers not to say
not-answered = Not answered
yes = Yes
no = No
contact-name = Name: { $text }
contact-unit = Unit: { $text }
contact-email = E-mail: { $text }
contact-telephone = Telephone: { $text }
evidence-kept = Evidence kept by the State, commitment { $commitment }
qr-caption = Verify this filing, or look it up in the register:
