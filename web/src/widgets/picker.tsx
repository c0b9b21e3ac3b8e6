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

import type { Choosable } from "./choice";
import style from "./picker.module.css";

interface Props {
  /** What is chosen, as it stands above what was. */
  chosenLabel: string;
  /** How one is added; none, where there is nothing to choose from, or enough is chosen. */
  addLabel: string | null;
  /** How one is taken out again. */
  removeLabel: (name: string) => string;
  /** What is said where nothing has what was typed in its name. */
  nothing: ReactNode;
  items: readonly Choosable[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  /** How one that was chosen is shown, where that is more than its label. */
  show?: (code: string) => ReactNode;
  nameOf?: (code: string) => string;
}

/** Several of a list, found by typing a part of their names. */
export function Picker({ chosenLabel, addLabel, removeLabel, nothing, items, chosen, onChoose, show, nameOf }: Props) {
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
                <Button slot="remove" aria-label={removeLabel(name(code))}>
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
            <ListBox renderEmptyState={() => <p className={style.nothing}>{nothing}</p>}>
              {(item: Choosable) => (
                <ListBoxItem id={item.code} textValue={item.label}>
                  <bdi>{item.label}</bdi>
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
      )}
    </div>
  );
}
