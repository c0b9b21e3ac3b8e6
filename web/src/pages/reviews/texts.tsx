import { FormattedMessage } from "react-intl";

import { directionOf, tongueOf } from "../../i18n/language";
import { Instant } from "../../widgets";
import { Folded } from "../../widgets/folded";
import type { Head, Reply, Text, Whole } from "./documents";
import { Reviewer } from "./reviewer";
import style from "./reviews.module.css";
import { Party } from "../capacity/party";

/** Words as they were received, in their own language and direction. */
function Said({ language, content }: Pick<Text, "language" | "content">) {
  const tongue = tongueOf(language);
  return (
    <div className={style.text} lang={tongue} dir={directionOf(tongue)}>
      {content}
    </div>
  );
}

function OfReview({ text, review }: { text: Text; review: Head }) {
  return (
    <>
      <p className={style.where}>
        <Reviewer of={review.reviewer} />
        {" · "}
        <FormattedMessage
          id="reviews.versionDelivered"
          values={{ version: text.version, at: <Instant key="at" at={text.deliveredAt} /> }}
        />
      </p>
      <Said {...text} />
    </>
  );
}

function OfReply({ text, review }: { text: Reply; review: Head }) {
  return (
    <>
      <p className={style.where}>
        <Party of={{ state: review.state }} />
        {" · "}
        <FormattedMessage
          id="reviews.replySent"
          values={{
            version: text.version,
            review: text.reviewVersion,
            at: <Instant key="at" at={text.sentAt} />,
          }}
        />
      </p>
      <Said {...text} />
    </>
  );
}

/** The text of the review and the reply to it, side by side; what came before is folded. */
export function Texts({ review }: { review: Whole }) {
  const { published, texts, replies } = review;
  const text = published?.review ?? texts.at(-1);
  const reply = published?.reply ?? replies.findLast(({ reviewVersion }) => reviewVersion === text?.version);
  if (!text) return null;
  const earlier = texts.filter(({ version }) => version !== text.version);
  const replied = replies.filter(({ version }) => version !== reply?.version);
  return (
    <>
      <div className={style.both}>
        <section aria-labelledby="text">
          <h2 id="text">
            <FormattedMessage id="reviews.text" />
          </h2>
          <OfReview text={text} review={review} />
        </section>
        <section aria-labelledby="reply">
          <h2 id="reply">
            <FormattedMessage id="reviews.reply" />
          </h2>
          {reply ? (
            <OfReply text={reply} review={review} />
          ) : (
            <p>
              <FormattedMessage id="reviews.noReply" />
            </p>
          )}
        </section>
      </div>
      {earlier.length + replied.length > 0 && (
        <Folded title={<FormattedMessage id="reviews.earlier" />}>
          {earlier.map((one) => (
            <section key={`text ${one.version}`} className={style.earlier}>
              <h3>
                <FormattedMessage id="reviews.text" />
              </h3>
              <OfReview text={one} review={review} />
            </section>
          ))}
          {replied.map((one) => (
            <section key={`reply ${one.version}`} className={style.earlier}>
              <h3>
                <FormattedMessage id="reviews.reply" />
              </h3>
              <OfReply text={one} review={review} />
            </section>
          ))}
        </Folded>
      )}
    </>
  );
}
