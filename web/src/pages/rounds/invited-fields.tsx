import { useMemo } from "react";
import { Checkbox } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Waiting } from "../../widgets";
import type { Choosable } from "../../widgets/choice";
import { Picker } from "../../widgets/picker";
import { Field, type PartProps } from "./field";
import { invitedBy, isFictional } from "./invited";
import type { Invitable } from "./reading";
import style from "./rounds.module.css";

interface Props extends PartProps {
  invitable: Invitable;
  /** Whether they are invited beside others: then it is said already whether observer States take part. */
  isFurther?: boolean;
}

/** Whom the round asks: every Member State, groups, States by name, and fictional ones apart. */
export function InvitedFields({ plan, faults, onChange, invitable, isFurther = false }: Props) {
  const { states, groups, isComplete, error, retry } = invitable;
  const items = useMemo(() => states.map(({ code, name }) => ({ code, label: name })), [states]);
  const real = useMemo(() => items.filter(({ code }) => !isFictional(code)), [items]);
  const fictional = useMemo(() => items.filter(({ code }) => isFictional(code)), [items]);
  const { all } = invitedBy(plan, states);
  const observers = all.filter(({ isObserver }) => isObserver).length;
  // Each picker keeps what the other one chose.
  const kept = (isOwn: (code: string) => boolean) => plan.states.filter((code) => !isOwn(code));
  if (plan.mandate === "ownRequest") {
    return (
      <Field place="invited" fault={faults.invited}>
        <p>
          <FormattedMessage id="rounds.nobodyInvited" />
        </p>
        <Observers plan={plan} onChange={onChange} />
      </Field>
    );
  }
  return (
    <>
      {!isFurther && <Observers plan={plan} onChange={onChange} />}
      <FaultNote error={error} retry={retry} />
      {!isComplete && !error && <Waiting />}
      <Field place="invited" fault={faults.invited}>
        <p>
          <Checkbox isSelected={plan.invitesAll} onChange={(invitesAll) => onChange({ invitesAll })}>
            <FormattedMessage id="rounds.allMembers" />
          </Checkbox>
        </p>
        <Several
          chosenLabel="rounds.groups"
          addLabel="rounds.addGroup"
          items={groups}
          chosen={plan.groups}
          onChoose={(chosen) => onChange({ groups: chosen })}
        />
        <Several
          chosenLabel="rounds.states"
          addLabel="rounds.addState"
          items={real}
          chosen={plan.states.filter((code) => !isFictional(code))}
          onChoose={(chosen) => onChange({ states: [...chosen, ...kept((code) => !isFictional(code))] })}
        />
        {fictional.length > 0 && (
          <Several
            chosenLabel="rounds.fictionalStates"
            addLabel="rounds.addFictionalState"
            items={fictional}
            chosen={plan.states.filter(isFictional)}
            onChoose={(chosen) => onChange({ states: [...kept(isFictional), ...chosen] })}
          />
        )}
      </Field>
      <p role="status" className={style.note}>
        {isComplete && (
          <FormattedMessage id="rounds.invitedCount" values={{ members: all.length - observers, observers }} />
        )}
      </p>
    </>
  );
}

export function Observers({ plan, onChange }: Pick<PartProps, "plan" | "onChange">) {
  return (
    <p>
      <Checkbox isSelected={plan.admitsObservers} onChange={(admitsObservers) => onChange({ admitsObservers })}>
        <FormattedMessage id="rounds.admitObservers" />
      </Checkbox>
    </p>
  );
}

interface SeveralProps {
  chosenLabel: MessageId;
  addLabel: MessageId;
  items: readonly Choosable[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

function Several({ chosenLabel, addLabel, items, chosen, onChoose }: SeveralProps) {
  const { formatMessage } = useIntl();
  return (
    <Picker
      chosenLabel={formatMessage({ id: chosenLabel })}
      addLabel={formatMessage({ id: addLabel })}
      removeLabel={(name) => formatMessage({ id: "rounds.remove" }, { name })}
      nothing={<FormattedMessage id="rounds.nothingFound" />}
      items={items}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
