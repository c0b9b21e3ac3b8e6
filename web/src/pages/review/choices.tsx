import { useState } from "react";
import { Checkbox } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { FaultNote } from "../../widgets";
import { useFields, useSurvey } from "../survey/context";
import { setFields, share } from "../survey/fields-of-file";
import type { Reviewed } from "./review";

/** What a State decides about the file as a whole, besides its answers. */
export function Choices({ reviewed }: { reviewed: Reviewed }) {
  const { file, rights } = useSurvey();
  const fields = useFields();
  const [error, setError] = useState<CombinedError | null>(null);
  return (
    <div>
      <Checkbox
        isSelected={fields.namesState}
        isDisabled={!rights.shares}
        onChange={(namesState) => void share(file, { namesState }).then(setError)}
      >
        <FormattedMessage id="submission.agreeToBeNamed" />
      </Checkbox>
      {reviewed.filings.length === 0 && (
        <Checkbox
          isSelected={fields.sharesProgress}
          isDisabled={!rights.setsFields}
          onChange={(sharesProgress) => void setFields(file, { sharesProgress }).then(setError)}
        >
          <FormattedMessage id="submission.shareProgress" />
        </Checkbox>
      )}
      <FaultNote error={error} />
    </div>
  );
}
