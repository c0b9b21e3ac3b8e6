import { useIntl } from "react-intl";

import { OWN_NAMES } from "../i18n/language";
import { useTongue } from "../widgets/tongue";
import { Unfolding } from "./unfolding";

/** The same place in another language, each language by its own name. */
export function LanguageSwitch() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const label = `${formatMessage({ id: "shell.language" })}: ${OWN_NAMES[tongue]}`;
  return (
    <Unfolding menu="language" className="unfolds" label={label}>
      {OWN_NAMES[tongue]}
    </Unfolding>
  );
}
