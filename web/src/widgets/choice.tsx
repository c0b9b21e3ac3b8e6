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

/**
 * Chooses one of a list, or none. The browser's own list: a phone shows it in its own way, and a list of hundreds costs a
 * page nothing before it is opened.
 */
export function Choice({ label, items, value, none, onChoose }: Props) {
  return (
    <label className="choice">
      <span className="choice-label">{label}</span>
      <select
        value={value ?? NONE}
        onChange={({ target }) => onChoose(target.value === NONE ? undefined : target.value)}
      >
        {none !== undefined && <option value={NONE}>{none}</option>}
        {items.map((item) => (
          <option key={item.code} value={item.code}>
            {item.label}
          </option>
        ))}
      </select>
    </label>
  );
}
