import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation } from "urql";

import type { OneWebhookFragment } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import styles from "../security/security.module.css";
import { EndWebhook } from "./documents";

/** What ends with a webhook, before it ends. */
export function Ending({ webhook, onClose }: { webhook: OneWebhookFragment; onClose: () => void }) {
  const [{ fetching, error }, end] = useMutation(EndWebhook);
  const act = async () => {
    const { data } = await end({ input: { id: webhook.id } });
    if (data) onClose();
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="webhook.endTitle" />
      </Heading>
      <p>
        <code dir="ltr">{webhook.address}</code>
      </p>
      <p>
        <FormattedMessage id="webhook.endMeans" />
      </p>
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={onClose}>
          <FormattedMessage id="webhook.keep" />
        </Button>
        <Button isPending={fetching} onPress={() => void act()}>
          <FormattedMessage id="webhook.endNow" />
        </Button>
      </div>
    </>
  );
}
