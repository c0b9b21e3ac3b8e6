import { Input, Label, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { Instant } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { instantOf } from "../survey/readers";

interface Props {
  label: MessageId;
  value: string;
  onChange: (local: string) => void;
}

/** An instant as the clock of whoever types it shows it, told again with its zone. */
export function UntilField({ label, value, onChange }: Props) {
  const at = instantOf(value);
  return (
    <>
      <TextField value={value} onChange={onChange}>
        <Label>
          <FormattedMessage id={label} />
        </Label>
        <Input type="datetime-local" />
      </TextField>
      <p className={shared.note} role="status">
        {at && <FormattedMessage id="reviews.inYourTime" values={{ at: <Instant key="at" at={at} /> }} />}
      </p>
    </>
  );
}
