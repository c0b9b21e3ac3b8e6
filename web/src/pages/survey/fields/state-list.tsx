import { useMemo, useState } from "react";
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Tag,
  TagGroup,
  TagList,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { Localised } from "../../../widgets";
import { valueOf } from "../said";
import { useStates } from "../states";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";

interface StatePickerProps {
  codes: readonly string[];
  onCodes: (codes: string[]) => void;
  isReadOnly: boolean;
  labelledBy?: string;
  describedBy?: string;
}

/** States, found by typing a part of their name in the reader's language. */
export function StatePicker({ codes, onCodes, isReadOnly, labelledBy, describedBy }: StatePickerProps) {
  const { formatMessage } = useIntl();
  const states = useStates(true);
  const [typed, setTyped] = useState("");
  const name = (code: string) => states.get(code)?.name?.content ?? code;
  const chosen = [...states.keys()].filter((code) => codes.includes(code));
  const unknown = codes.filter((code) => !states.has(code));
  const offered = useMemo(() => [...states.values()].filter(({ code }) => !codes.includes(code)), [states, codes]);
  const label = formatMessage({ id: "survey.statesChosen" });
  return (
    <div className={styles.states} role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {codes.length > 0 && (
        <TagGroup
          aria-label={label}
          {...(!isReadOnly && {
            onRemove: (removed: Set<string | number>) => onCodes(codes.filter((code) => !removed.has(code))),
          })}
        >
          <TagList>
            {[...chosen, ...unknown].map((code) => (
              <Tag key={code} id={code} textValue={name(code)}>
                <Localised text={states.get(code)?.name} isPlain />
                {!isReadOnly && (
                  <Button slot="remove" aria-label={formatMessage({ id: "survey.removeState" }, { state: name(code) })}>
                    ×
                  </Button>
                )}
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      {!isReadOnly && (
        <ComboBox
          value={null}
          inputValue={typed}
          onInputChange={setTyped}
          onChange={(code) => {
            if (code === null) return;
            onCodes([...codes, String(code)]);
            setTyped("");
          }}
          defaultItems={offered}
          menuTrigger="input"
          allowsEmptyCollection
        >
          <Label>
            <FormattedMessage id="survey.addState" />
          </Label>
          <Input className="react-aria-Input" />
          <Popover>
            <ListBox
              renderEmptyState={() => (
                <p className={styles.none}>
                  <FormattedMessage id="survey.noSuchState" />
                </p>
              )}
            >
              {(state: (typeof offered)[number]) => (
                <ListBoxItem id={state.code} textValue={state.name?.content ?? state.code}>
                  <Localised text={state.name} isPlain />
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
      )}
    </div>
  );
}

export function StateList({ answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  return (
    <StatePicker
      codes={valueOf(answer, "stateList") ?? []}
      onCodes={(stateList) => onChange({ stateList })}
      isReadOnly={isReadOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
