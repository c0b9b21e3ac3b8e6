import { useMemo } from "react";
import { Input, Label, Radio, RadioGroup, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { Instant } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Field, type PartProps } from "./field";
import type { Place } from "./plan";
import style from "./rounds.module.css";
import { endOfDay, instantIn, zonesWith } from "./zone";

interface Props extends PartProps {
  /** Whether it is announced already: then its opening is an instant. */
  isRevised?: boolean;
}

/** When it opens, ends and is archived: typed as clocks in the round's zone show it, and told in the reader's time too. */
export function PeriodFields({ plan, faults, onChange, isRevised = false }: Props) {
  const { formatMessage } = useIntl();
  const zones = useMemo(() => zonesWith(plan.zone).map((code) => ({ code, label: code })), [plan.zone]);
  const ends = endOfDay(plan.zone, plan.closesOn);
  const zone = <bdi dir="ltr">{plan.zone}</bdi>;
  return (
    <>
      <Field place="zone" fault={faults.zone}>
        <Choice
          label={formatMessage({ id: "rounds.zone" })}
          items={zones}
          value={plan.zone}
          onChoose={(chosen) => chosen !== undefined && onChange({ zone: chosen })}
        />
      </Field>
      {!isRevised && (
        <RadioGroup
          value={plan.isAtOnce ? "now" : "later"}
          onChange={(value) => onChange({ isAtOnce: value === "now" })}
        >
          <Label>
            <FormattedMessage id="rounds.opening" />
          </Label>
          <Radio value="now">
            <FormattedMessage id="rounds.atOnce" />
          </Radio>
          <Radio value="later">
            <FormattedMessage id="rounds.later" />
          </Radio>
        </RadioGroup>
      )}
      {plan.isAtOnce ? (
        <Field place="opensAt" fault={faults.opensAt}>
          {null}
        </Field>
      ) : (
        <Clock
          place="opensAt"
          label="rounds.opensAt"
          zone={plan.zone}
          value={plan.opensAt}
          fault={faults.opensAt}
          onChange={(opensAt) => onChange({ opensAt })}
        />
      )}
      <Field place="closesOn" fault={faults.closesOn}>
        <TextField
          value={plan.closesOn}
          onChange={(closesOn) => onChange({ closesOn })}
          isInvalid={faults.closesOn !== undefined}
          validationBehavior="aria"
        >
          <Label>
            <FormattedMessage id="rounds.closesOn" />
          </Label>
          <Input type="date" />
        </TextField>
        <p className={style.note} role="status">
          {ends && <FormattedMessage id="rounds.endsAt" values={{ zone, at: <Instant at={ends} /> }} />}
        </p>
      </Field>
      <Clock
        place="archivesAt"
        label="rounds.archivesAt"
        zone={plan.zone}
        value={plan.archivesAt}
        fault={faults.archivesAt}
        onChange={(archivesAt) => onChange({ archivesAt })}
      />
      <p className={style.note}>
        <FormattedMessage id="rounds.archiveMeans" />
      </p>
    </>
  );
}

interface ClockProps {
  place: Place;
  label: MessageId;
  zone: string;
  value: string;
  fault: MessageId | undefined;
  onChange: (local: string) => void;
}

/** An instant as clocks in the round's zone show it. */
function Clock({ place, label, zone, value, fault, onChange }: ClockProps) {
  const at = instantIn(zone, value);
  return (
    <Field place={place} fault={fault}>
      <TextField value={value} onChange={onChange} isInvalid={fault !== undefined} validationBehavior="aria">
        <Label>
          <FormattedMessage id={label} values={{ zone }} />
        </Label>
        <Input type="datetime-local" />
      </TextField>
      <p className={style.note} role="status">
        {at && <FormattedMessage id="rounds.yourTime" values={{ at: <Instant at={at} /> }} />}
      </p>
    </Field>
  );
}
