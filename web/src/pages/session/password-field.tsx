import { useState, type ReactNode } from "react";
import { Checkbox, FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";

interface PasswordFieldProps {
  label: ReactNode;
  /** What a password manager is to do. */
  autoComplete: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** The least number of characters. */
  atLeast?: number;
  /** What is said where there is none, or too little of it. */
  missing: string;
}

/** A password, which its author may read while writing it. */
export function PasswordField({ label, autoComplete, value, onChange, hint, atLeast, missing }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <TextField
        type={isShown ? "text" : "password"}
        name="password"
        autoComplete={autoComplete}
        isRequired
        value={value}
        onChange={onChange}
        validate={(typed) => ([...typed].length < (atLeast ?? 1) ? missing : null)}
      >
        <Label>{label}</Label>
        {hint !== undefined && <Text slot="description">{hint}</Text>}
        <Input dir="ltr" spellCheck="false" autoCapitalize="none" />
        <FieldError>{missing}</FieldError>
      </TextField>
      <Checkbox isSelected={isShown} onChange={setShown}>
        <FormattedMessage id="session.password.show" />
      </Checkbox>
    </>
  );
}
