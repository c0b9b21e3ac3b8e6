import { memo } from "react";

import type { LocalisedFragment } from "../../gql/graphql";
import { Localised } from "../../widgets";

interface FormTextProps {
  text: LocalisedFragment | null | undefined;
  as?: "span" | "p";
  className?: string;
}

/**
 * A text of the form. All of a questionnaire is its editors' own wording, so that goes without saying beside each
 * question; a machine translation or another language does not.
 */
export const FormText = memo(function FormText({ text, ...props }: FormTextProps) {
  return <Localised text={text} isPlain={text?.status !== "MACHINE" && text?.isFallback !== true} {...props} />;
});
