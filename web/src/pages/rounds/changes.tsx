import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { RoundPartsFragment } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { Day, Instant, Localised } from "../../widgets";
import { Invited, Mandate } from "./facts";
import type { Aspect, Changed } from "./revising";
import style from "./rounds.module.css";

const NAMES: Record<Aspect, MessageId> = {
  titles: "rounds.title",
  mandate: "rounds.mandate",
  zone: "rounds.zone",
  opensAt: "rounds.opening",
  closesOn: "rounds.closesOn",
  archivesAt: "rounds.readOnlyFrom",
  admitsObservers: "rounds.invited",
};

interface Props {
  /** The round as it stands now. */
  round: RoundPartsFragment;
  changed: readonly Changed[];
  onTake?: (aspect: Aspect) => void;
}

/** What somebody else has changed meanwhile, beside what was typed. */
export function Changes({ round, changed, onTake }: Props) {
  return (
    <div className="notice" role="alert">
      <p>
        <strong>
          <FormattedMessage id="rounds.meanwhile" />
        </strong>
      </p>
      <dl className={style.facts}>
        {changed.map(({ aspect, isBoth }) => (
          <div key={aspect}>
            <dt>
              <FormattedMessage id={NAMES[aspect]} />
            </dt>
            <dd>
              <Now aspect={aspect} round={round} />
              {isBoth && (
                <>
                  <p className={style.note}>
                    <FormattedMessage id="rounds.yoursDiffers" />
                  </p>
                  {onTake && (
                    <Button data-variant="quiet" onPress={() => onTake(aspect)}>
                      <FormattedMessage id="rounds.takeTheirs" />
                    </Button>
                  )}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** How it reads now. */
function Now({ aspect, round }: { aspect: Aspect; round: RoundPartsFragment }) {
  const { title, mandate, zone, opensAt, closesOn, archivesAt, admitsObservers } = round;
  switch (aspect) {
    case "titles":
      return <Localised text={title} as="p" />;
    case "mandate":
      return (
        <p>
          <Mandate mandate={mandate} />
        </p>
      );
    case "zone":
      return <p dir="ltr">{zone}</p>;
    case "opensAt":
      return (
        <p>
          <Instant at={opensAt} />
        </p>
      );
    case "closesOn":
      return <p>{closesOn ? <Day on={closesOn} /> : <FormattedMessage id="rounds.endless" />}</p>;
    case "archivesAt":
      return <p>{archivesAt ? <Instant at={archivesAt} /> : <FormattedMessage id="rounds.notSaid" />}</p>;
    case "admitsObservers":
      return (
        <p>
          <Invited round={round} />{" "}
          <FormattedMessage id={admitsObservers ? "rounds.observersAdmitted" : "rounds.observersNot"} />
        </p>
      );
  }
}
