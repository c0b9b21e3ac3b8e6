import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";

/** One of a few, by code. */
export interface Choosable {
  code: string;
  label: string;
}

interface Props {
  label: string;
  items: readonly Choosable[];
  value: string | undefined;
  /** What stands for no choice; without it one is always chosen. */
  none?: string;
  onChoose: (code: string | undefined) => void;
}

const NONE = "";

/** Chooses one of a list, or none. */
export function Choice({ label, items, value, none, onChoose }: Props) {
  const all = none === undefined ? items : [{ code: NONE, label: none }, ...items];
  return (
    <Select value={value ?? NONE} onChange={(key) => onChoose(key === null || key === NONE ? undefined : String(key))}>
      <Label>{label}</Label>
      <Button>
        <SelectValue />
      </Button>
      <Popover>
        <ListBox items={all}>
          {(item) => (
            <ListBoxItem id={item.code} textValue={item.label}>
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
