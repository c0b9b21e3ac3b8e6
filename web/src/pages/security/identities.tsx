import { useState } from "react";
import { Button, Form, Input, Label, Text, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import type { SecurityOfQuery } from "../../gql/graphql";
import { Instant, useTongue } from "../../widgets";
import form from "../session/session.module.css";
import { LinkIdentity } from "./documents";
import { Refusal } from "./refusal";
import styles from "./security.module.css";

type Identity = NonNullable<SecurityOfQuery["viewer"]>["identities"][number];
type Provider = SecurityOfQuery["identityProviders"][number];

interface IdentitiesProps {
  identities: readonly Identity[];
  providers: readonly Provider[];
}

/** The identity providers that know the reader, and those that could. */
export function Identities({ identities, providers }: IdentitiesProps) {
  const { formatMessage } = useIntl();
  const [chosen, setChosen] = useState<Provider | null>(null);
  if (identities.length + providers.length === 0) return null;
  const open = providers.filter(({ key }) => identities.every(({ provider }) => provider?.key !== key));
  return (
    <section aria-labelledby="identities" className={styles.part}>
      <h2 id="identities">
        <FormattedMessage id="security.identities" />
      </h2>
      <p>
        <FormattedMessage id="security.identities.means" />
      </p>
      <ul role="list" className={styles.rows}>
        {identities.map(({ issuer, linkedAt, provider }) => (
          <li key={issuer}>
            <div>
              <p className={styles.name}>
                <bdi>{provider?.title ?? issuer}</bdi>
              </p>
              <p className="muted small">
                <FormattedMessage id="security.identities.since" values={{ at: <Instant key="at" at={linkedAt} /> }} />
              </p>
              {provider === null && (
                <p className="muted small">
                  <FormattedMessage id="security.identities.gone" />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {chosen === null ? (
        <div className={styles.buttons}>
          {open.map((provider) => (
            <Button key={provider.key} onPress={() => setChosen(provider)}>
              {formatMessage({ id: "security.identities.link" }, { title: provider.title })}
            </Button>
          ))}
        </div>
      ) : (
        <Linking provider={chosen} onCancel={() => setChosen(null)} />
      )}
    </section>
  );
}

/** The password once more; then the browser goes to the provider, and comes back to this page. */
function Linking({ provider, onCancel }: { provider: Provider; onCancel: () => void }) {
  const tongue = useTongue();
  const [{ fetching, error }, link] = useMutation(LinkIdentity);
  const [password, setPassword] = useState("");
  const submit = async () => {
    const { data } = await link({ input: { provider: provider.key, password, next: `/${tongue}/security` } });
    if (data) location.assign(data.linkIdentity.address);
  };
  return (
    <Form
      className={`react-aria-Form ${form.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!fetching) void submit();
      }}
    >
      <h3>
        <FormattedMessage id="security.identities.linkOf" values={{ title: <bdi key="title">{provider.title}</bdi> }} />
      </h3>
      <TextField
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      >
        <Label>
          <FormattedMessage id="session.password" />
        </Label>
        <Text slot="description">
          <FormattedMessage id="security.identities.password" />
        </Text>
        <Input dir="ltr" />
      </TextField>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" data-variant="primary" isPending={fetching}>
          <FormattedMessage id="security.identities.go" />
        </Button>
        <Button onPress={onCancel}>
          <FormattedMessage id="security.cancel" />
        </Button>
      </div>
    </Form>
  );
}
