import { useMemo, useState, type ReactNode } from "react";
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

import type { Choosable } from "../../widgets/choice";
import style from "./capacity.module.css";

interface Props {
  /** What is chosen, as it stands above what was. */
  chosenLabel: string;
  /** How one is added; none, where there is nothing yet to choose from. */
  addLabel: string | null;
  items: readonly Choosable[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  /** How one that was chosen is shown, where that is more than its label. */
  show?: (code: string) => ReactNode;
  nameOf?: (code: string) => string;
}

/** Several of a list, found by typing a part of their names. */
export function Picker({ chosenLabel, addLabel, items, chosen, onChoose, show, nameOf }: Props) {
  const { formatMessage } = useIntl();
  // Whatever was chosen stands above: the field begins anew, closed and empty, with the focus still in it.
  const [count, setCount] = useState(0);
  const name = (code: string) => nameOf?.(code) ?? items.find((item) => item.code === code)?.label ?? code;
  const offered = useMemo(() => items.filter(({ code }) => !chosen.includes(code)), [items, chosen]);
  return (
    <div className={style.picker}>
      {chosen.length > 0 && (
        <TagGroup
          aria-label={chosenLabel}
          onRemove={(removed) => onChoose(chosen.filter((code) => !removed.has(code)))}
        >
          <TagList>
            {chosen.map((code) => (
              <Tag key={code} id={code} textValue={name(code)}>
                <span>{show?.(code) ?? name(code)}</span>
                <Button slot="remove" aria-label={formatMessage({ id: "capacity.remove" }, { name: name(code) })}>
                  ×
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      {addLabel !== null && (
        <ComboBox
          key={count}
          autoFocus={count > 0}
          onChange={(code) => {
            if (code === null) return;
            onChoose([...chosen, String(code)]);
            setCount(count + 1);
          }}
          defaultItems={offered}
          menuTrigger="input"
          allowsEmptyCollection
        >
          <Label>{addLabel}</Label>
          <Input className="react-aria-Input" />
          <Popover>
            <ListBox
              renderEmptyState={() => (
                <p className={style.nothing}>
                  <FormattedMessage id="capacity.noSuchTerm" />
                </p>
              )}
            >
              {(item: Choosable) => (
                <ListBoxItem id={item.code} textValue={item.label}>
                  {item.label}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
      )}
    </div>
  );
}
