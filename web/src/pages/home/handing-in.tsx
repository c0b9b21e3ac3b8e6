import { FormattedMessage } from "react-intl";

import { Upload } from "../../widgets/upload";
import style from "./home.module.css";
import { Refused } from "./refused";

/** Hands in what the State's own instance signed. It waits here to be looked at, and nothing is filed. */
export function HandingIn({ state, onTaken }: { state: string; onTaken: (id: string) => void }) {
  return (
    <section aria-labelledby="handing-in" className={style.part}>
      <h2 id="handing-in">
        <FormattedMessage id="home.handIn" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="home.handInMeans" />
      </p>
      <Upload
        address={() => `/packages?${new URLSearchParams({ state })}`}
        answer="id"
        words={{ choose: "home.choose", sending: "home.sending", breakOff: "home.breakOff" }}
        onTaken={onTaken}
        refused={(error) => <Refused error={error} title="home.notTaken" />}
      />
    </section>
  );
}
