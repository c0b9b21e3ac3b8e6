import { graphql } from "../../gql";
import type { ToldAnswerFragment } from "../../gql/graphql";
import { asAsked, type Said, saidOf } from "../survey/said";
import type { Asked } from "../survey/said-view";

// An answer on record with all that is needed to read it, without the form that it was given in.
graphql(`
  fragment ToldAnswer on FiledAnswer {
    id
    citation
    questionCode
    standing
    language
    value {
      ...AnswerValueParts
      ... on SingleChoiceValue {
        chosen {
          ...ChosenLabel
        }
      }
      ... on MultiChoiceValue {
        choices {
          ...ChosenLabel
        }
      }
    }
  }

  fragment ChosenLabel on ChosenOption {
    code
    option {
      code
      label {
        ...Localised
      }
    }
  }

  fragment ToldQuestion on Question {
    id
    code
    kind
    pattern
    prompt {
      ...Localised
    }
    bounds {
      unit
    }
  }
`);

interface OfKind {
  kind: string;
  bounds: { unit?: string | null | undefined };
}

type Chosen = Extract<ToldAnswerFragment["value"], { __typename: "SingleChoiceValue" }>["chosen"];

/** The options that an answer chose. */
function chosenOf({ value }: ToldAnswerFragment): readonly Chosen[] {
  switch (value?.__typename) {
    case "SingleChoiceValue":
      return [value.chosen];
    case "MultiChoiceValue":
      return value.choices;
    default:
      return [];
  }
}

/** An answer as the form would show it. */
export function toldOf(
  answer: ToldAnswerFragment,
  question: OfKind | null | undefined,
): { question: Asked; said: Said | null } {
  const options = chosenOf(answer).map(({ code, option }) => ({ code, label: option?.label }));
  return {
    question: { options, bounds: question?.bounds },
    said: question ? asAsked(saidOf(answer), question.kind) : saidOf(answer),
  };
}

/** An answer in a row of a table: its standing, the codes that it chose, and its words. */
export function rowOf(answer: ToldAnswerFragment): readonly [string, string | null, string | null] {
  const chosen = chosenOf(answer);
  const codes = chosen.map(({ code }) => code).join(" ");
  return [answer.standing, codes === "" ? null : codes, wordsOf(answer, chosen)];
}

function wordsOf({ value }: ToldAnswerFragment, chosen: readonly Chosen[]): string | null {
  switch (value?.__typename) {
    case undefined:
      return null;
    case "SingleChoiceValue":
    case "MultiChoiceValue":
      return chosen
        .map(({ code, text, option }) => [option?.label?.content ?? code, text].filter(Boolean).join(": "))
        .join("; ");
    case "ScaleValue":
      return String(value.step);
    case "BooleanValue":
      return value.isYes ? "yes" : "no";
    case "TextValue":
      return value.text;
    case "NumberValue":
      return value.number;
    case "DateValue":
      return value.date;
    case "UrlListValue":
      return value.urls.join(" ");
    case "EvidenceValue":
      return value.items.map(({ title, url, citation }) => [title, url, citation].filter(Boolean).join(" ")).join("; ");
    case "StateListValue":
      return value.states.map(({ code }) => code).join(" ");
    case "ContactValue":
      return [value.name, value.unit, value.email, value.telephone].filter(Boolean).join(", ");
  }
}
