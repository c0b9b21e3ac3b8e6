import {
  Checkbox,
  CheckboxGroup,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import shared from "../../widgets/entries/entries.module.css";
import { StatePicker } from "../survey/fields/state-list";
import style from "./capacity.module.css";
import type { Draft, Faults } from "./draft";
import { labelled } from "./labelled";
import { Picker } from "./picker";
import { type Choices, useGroups } from "./reading";

interface Props {
  draft: Draft;
  choices: Choices;
  faults: Faults;
  onChange: (changes: Partial<Draft>) => void;
}

/** On what terms an offer stands: its forms, whom it is open to, its days, and where more is said. */
export function TermFields({ draft, choices, faults, onChange }: Props) {
  const { formatMessage } = useIntl();
  const groups = useGroups(choices, !draft.isForEverybody);
  return (
    <>
      <CheckboxGroup value={[...draft.forms]} onChange={(forms) => onChange({ forms })}>
        <Label>
          <FormattedMessage id="capacity.forms" />
        </Label>
        <div className={style.columns}>
          {labelled(choices.forms).map(({ code, label }) => (
            <Checkbox key={code} value={code}>
              {label}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      <RadioGroup
        value={draft.isForEverybody ? "all" : "named"}
        onChange={(value) => onChange({ isForEverybody: value === "all" })}
        isInvalid={faults.openTo !== undefined}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="capacity.openTo" />
        </Label>
        <Radio value="all">
          <FormattedMessage id="capacity.openToAll" />
        </Radio>
        <Radio value="named">
          <FormattedMessage id="capacity.openToNamed" />
        </Radio>
        <FieldError>{faults.openTo && formatMessage({ id: faults.openTo })}</FieldError>
      </RadioGroup>
      {!draft.isForEverybody && (
        <div className={shared.nested}>
          <Picker
            chosenLabel={formatMessage({ id: "capacity.groups" })}
            addLabel={formatMessage({ id: "capacity.addGroup" })}
            items={groups}
            chosen={draft.groups}
            onChoose={(chosen) => onChange({ groups: chosen })}
          />
          <StatePicker codes={draft.states} onCodes={(states) => onChange({ states })} isReadOnly={false} />
        </div>
      )}
      <TextField value={draft.from} onChange={(from) => onChange({ from })}>
        <Label>
          <FormattedMessage id="capacity.firstDay" />
        </Label>
        <Input type="date" />
      </TextField>
      <TextField
        value={draft.until}
        onChange={(until) => onChange({ until })}
        isInvalid={faults.until !== undefined}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="capacity.lastDay" />
        </Label>
        <Input type="date" />
        <FieldError>{faults.until && formatMessage({ id: faults.until })}</FieldError>
      </TextField>
      <TextField
        value={draft.link}
        onChange={(link) => onChange({ link })}
        isInvalid={faults.link !== undefined}
        validationBehavior="aria"
      >
        <Label>
          <FormattedMessage id="capacity.link" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="capacity.linkHint" />
        </Text>
        <Input dir="ltr" inputMode="url" autoComplete="off" spellCheck={false} />
        <FieldError>{faults.link && formatMessage({ id: faults.link })}</FieldError>
      </TextField>
    </>
  );
}
