edition-duplicate_module = Another module before it has the same code.
edition-duplicate_section = Another section before it has the same code.
edition-duplicate_question = Another question before it has the same code.
edition-foreign_code = The code does not begin with “{ $expected }.”, the code of its section.
edition-no_module = There is no module.
edition-no_section = There is no section in it.
edition-no_question = There is no question in it.
edition-too_many_questions = Questions: { $questions }. That is more than an edition holds.
edition-translation_zero = Revisions of the translations are counted from 1.
edition-wording_missing = { $what ->
       [title] The title
       [prompt] The question
      *[label] The label
    } has no words in the source language ({ $language }).
edition-unknown_list = The list of options “{ $list }” does not exist.
edition-unused_list = No question uses the list.
edition-empty_list = The list has no option.
edition-duplicate_option = Another option of the list has the same code.
edition-bound_kind = “{ $bind }” is shown by a question of kind { $expected }, not { $found }.
edition-bound_twice = “{ $bind }” is shown by { $first } already.
edition-bound_with_condition = A question that shows a field of the submission has no condition.
edition-empty_condition = The condition tests nothing.
edition-condition_unknown = The condition refers to { $question }, which does not exist.
edition-condition_not_earlier = The condition refers to { $question }, which does not stand before it.
edition-condition_on_bound = The condition refers to { $question }, which shows a field of the submission and has no answer.
edition-operator_misfit = The comparison does not fit { $question }, which is of kind { $kind }.
edition-condition_option = The condition asks for the option “{ $option }”, which { $question } does not offer.
edition-second_lead = { $first } is the lead question of this section already.
edition-lead_not_core_expected = A lead question is core and expected.
edition-lead_kind = The pattern “{ $pattern }” needs the kind { $expected }, not { $found }.
edition-shown_beside_silent_lead = It would be shown although the lead question { $lead } is not answered.
edition-not_adopted_among_agreed = A lead question about { $provision }, whose text was not adopted, does not belong in the national survey.
edition-agreed_among_not_adopted = A lead question about the agreed provision { $provision } does not belong among texts that were not adopted.
edition-contact_ceiling = Contact details go to the secretariat and no further: the question needs that ceiling.
edition-short_path_module = The short path names the module “{ $module }”, which does not exist.
edition-short_path_too_long = Core questions on the short path: { $questions }; at most { $limit }.
edition-short_path_long_text = A long text does not belong on the short path.
edition-unknown_instrument = The instrument { $instrument } does not exist.
edition-unknown_provision = The provision { $provision } does not exist.
edition-duplicate_provision = The provision { $provision } is named twice.
edition-no_provision = The question names no provision.
edition-scale_bounds = The scale runs from { $min } to { $max }: the first step has to be below the last.
edition-number_bounds = The least value, { $min }, is above the greatest, { $max }.
edition-zero_limit = The limit is zero.
edition-lineage_nowhere = It continues { $code } of { $edition }, which does not exist.
edition-duplicate_lineage = It continues { $code } of { $edition } twice.
edition-not_comparable = It is not comparable with { $code } of { $edition }: { $difference ->
       [kind] the kind is another one
       [option] an option is gone
       [scale] the scale is another one
      *[unit] the unit is another one
    }.
