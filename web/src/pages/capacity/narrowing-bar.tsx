import type { ReactNode } from "react";
import { Button, Checkbox } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { Choice, type Choosable } from "../../widgets/choice";
import style from "./capacity.module.css";
import { ProvisionsOfText } from "./documents";

/** What an address narrows a list to: one of each, and whether what is over is wanted too. */
type View<Name extends string> = { [name in Name]?: string } & { over?: true };

interface Props<Name extends string, Narrowed> {
  /** What can be chosen, in this order. The provisions of a text stand beside that text, once it is chosen. */
  ways: readonly { name: Name; label: MessageId; items: readonly Choosable[] }[];
  view: Narrowed;
  isNarrowed: boolean;
  /** What is over is called; nothing where the list has all of it. */
  also?: MessageId;
  onChange: (view: Narrowed) => void;
  /** What stands before the lists to choose from. */
  children?: ReactNode;
}

/** Narrows a list of what people release: by some of its facts, all of which hold together. */
export function NarrowingBar<Name extends string, Narrowed extends View<Name | "provision">>({
  ways,
  view,
  isNarrowed,
  also,
  onChange,
  children,
}: Props<Name, Narrowed>) {
  const { formatMessage } = useIntl();
  const { over, ...chosen }: View<string> = view;
  const change = (next: object) => onChange({ ...next, ...(over && { over }) } as Narrowed);
  const set = (name: string) => (code: string | undefined) => {
    const { [name]: _, ...others } = chosen;
    // Another text has other provisions.
    if (name === "instrument") delete others["provision"];
    change(code === undefined ? others : { ...others, [name]: code });
  };
  return (
    <div className={`no-print ${style.narrowing}`} role="search" aria-label={formatMessage({ id: "capacity.narrow" })}>
      {children}
      {ways.map(({ name, label, items }) => (
        <Way key={name} label={label} items={items} value={chosen[name]} onChoose={set(name)} />
      ))}
      {chosen["instrument"] !== undefined && (
        <Provisions of={chosen["instrument"]} value={chosen["provision"]} onChoose={set("provision")} />
      )}
      {also !== undefined && (
        <Checkbox
          isSelected={over === true}
          onChange={(isOver) => onChange({ ...chosen, ...(isOver && { over: true }) } as Narrowed)}
        >
          <FormattedMessage id={also} />
        </Checkbox>
      )}
      {isNarrowed && (
        <Button data-variant="quiet" onPress={() => change({})}>
          <FormattedMessage id="provisions.clear" />
        </Button>
      )}
    </div>
  );
}

interface WayProps {
  label: MessageId;
  items: readonly Choosable[];
  value: string | undefined;
  onChoose: (code: string | undefined) => void;
}

function Way({ label, ...choice }: WayProps) {
  const { formatMessage } = useIntl();
  return <Choice label={formatMessage({ id: label })} none={formatMessage({ id: "provisions.all" })} {...choice} />;
}

/** Chooses one of the provisions of a text. */
function Provisions({ of, ...choice }: { of: string } & Pick<WayProps, "value" | "onChoose">) {
  const [{ data }] = useQuery({ query: ProvisionsOfText, variables: { code: of } });
  const items = (data?.instrument?.provisions ?? []).map(({ code, paragraph, title }) => ({
    code,
    label: title ? `${paragraph}: ${title.content}` : paragraph,
  }));
  return <Way label="coverage.provision" items={items} {...choice} />;
}
