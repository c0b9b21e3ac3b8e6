import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { OneProgramFragment } from "../../gql/graphql";
import { Instant } from "../../widgets";
import { ROLES } from "../../widgets/role";
import styles from "../security/security.module.css";
import { EndProgramSecret } from "./documents";
import { DOES } from "./words";

/** So many secrets of a program are valid at a time. */
const MOST = 2;

interface RowProps {
  program: OneProgramFragment;
  onRenew: () => void;
  onEnd: () => void;
  onRefused: (error: CombinedError | undefined) => void;
}

export function Row({ program, onRenew, onEnd, onRefused }: RowProps) {
  const { formatDate, formatList, formatMessage } = useIntl();
  const [ending, endSecret] = useMutation(EndProgramSecret);
  const { id, name, clientId, scopes, membership, secrets } = program;
  const valid = secrets.filter(({ isValid }) => isValid);
  return (
    <li>
      <div>
        <p className={styles.name}>
          <bdi>{name}</bdi>
        </p>
        <p className="muted small">
          <FormattedMessage id={ROLES[membership.role]} />
          {" · "}
          {formatList(scopes.map((scope) => formatMessage({ id: DOES[scope] })))}
        </p>
        <p className="muted small">
          <FormattedMessage id="program.clientId" /> <code>{clientId}</code>
        </p>
        {valid.length === 0 && (
          <p className="notice">
            <FormattedMessage id="program.noSecret" />
          </p>
        )}
        <ul role="list" className={styles.secrets}>
          {valid.map((secret) => (
            <li key={secret.id} className="small">
              <FormattedMessage id="program.secretUntil" values={{ at: <Instant key="at" at={secret.expiresAt} /> }} />
              {" · "}
              {secret.usedAt === null ? (
                <FormattedMessage id="program.secretUnused" />
              ) : (
                <FormattedMessage id="program.secretUsed" values={{ at: <Instant key="at" at={secret.usedAt} /> }} />
              )}{" "}
              <Button
                data-variant="quiet"
                isPending={ending.fetching}
                aria-label={formatMessage(
                  { id: "program.endSecretOf" },
                  { name, at: formatDate(secret.expiresAt, { dateStyle: "long", timeStyle: "short" }) },
                )}
                onPress={async () => onRefused((await endSecret({ input: { id, secret: secret.id } })).error)}
              >
                <FormattedMessage id="program.endSecret" />
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <div>
        {valid.length < MOST && (
          <Button
            data-variant="quiet"
            aria-label={formatMessage({ id: "program.renewOf" }, { name })}
            onPress={onRenew}
          >
            <FormattedMessage id="program.renew" />
          </Button>
        )}
        <Button data-variant="quiet" aria-label={formatMessage({ id: "program.endOf" }, { name })} onPress={onEnd}>
          <FormattedMessage id="program.end" />
        </Button>
      </div>
    </li>
  );
}
