import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import type { Faults, Place, Plan } from "./plan";

/** What every part of the form gets. */
export interface PartProps {
  plan: Plan;
  faults: Faults;
  onChange: (changes: Partial<Plan>) => void;
}

interface Props {
  place: Place;
  fault: MessageId | undefined;
  children: ReactNode;
}

/** One thing that is asked for, with what is wrong about it beside it. */
export function Field({ place, fault, children }: Props) {
  return (
    <div data-place={place} role="group" aria-describedby={fault && `fault-${place}`}>
      {children}
      {fault && (
        <p className="react-aria-FieldError" id={`fault-${place}`}>
          <FormattedMessage id={fault} />
        </p>
      )}
    </div>
  );
}

/** Leads to the first thing that has to be mended. */
export function goTo(place: Place | undefined) {
  const inputs = "input:not([type=hidden]), select, textarea, button";
  document.querySelector(`[data-place="${place}"]`)?.querySelector<HTMLElement>(inputs)?.focus();
}
