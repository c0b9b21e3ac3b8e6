import { FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";

interface NameFieldProps {
  label: MessageId;
  hint?: MessageId;
  value: string;
  onChange: (name: string) => void;
  autoFocus?: boolean;
}

/** What somebody calls a thing of theirs: not empty, and no longer than the service takes. */
export function NameField({ label, hint, value, onChange, autoFocus = false }: NameFieldProps) {
  const { formatMessage } = useIntl();
  const noName = formatMessage({ id: "security.noName" });
  return (
    <TextField
      autoFocus={autoFocus}
      isRequired
      maxLength={200}
      value={value}
      onChange={onChange}
      validate={(name) => (name.trim() === "" ? noName : null)}
    >
      <Label>
        <FormattedMessage id={label} />
      </Label>
      {hint !== undefined && (
        <Text slot="description">
          <FormattedMessage id={hint} />
        </Text>
      )}
      <Input dir="auto" />
      <FieldError>{noName}</FieldError>
    </TextField>
  );
}
