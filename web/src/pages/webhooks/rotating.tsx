import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation } from "urql";

import type { OneWebhookFragment } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import styles from "../security/security.module.css";
import { RotateWebhookSecret } from "./documents";

interface RotatingProps {
  webhook: OneWebhookFragment;
  onMade: (secret: string) => void;
  onClose: () => void;
}

/** Another secret, beside which the one before signs for a day. */
export function Rotating({ webhook, onMade, onClose }: RotatingProps) {
  const [{ fetching, error }, rotate] = useMutation(RotateWebhookSecret);
  const act = async () => {
    const { data } = await rotate({ input: { id: webhook.id } });
    if (data) onMade(data.rotateWebhookSecret.secret);
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="webhook.rotateTitle" />
      </Heading>
      <p>
        <code dir="ltr">{webhook.address}</code>
      </p>
      <p>
        <FormattedMessage id="webhook.rotateMeans" />
      </p>
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" isPending={fetching} onPress={() => void act()}>
          <FormattedMessage id="webhook.rotateNow" />
        </Button>
        <Button onPress={onClose}>
          <FormattedMessage id="security.cancel" />
        </Button>
      </div>
    </>
  );
}
