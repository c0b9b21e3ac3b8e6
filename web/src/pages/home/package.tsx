import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { rightsOf } from "../submissions/rights";
import { HomeFile } from "./documents";
import { HandingIn } from "./handing-in";
import { Keys } from "./keys";
import { Preview } from "./preview";

const route = getRouteApi("/$tongue/submissions/$id/package");

/** What the State filed at home is handed in, looked at, and filed here as the same document. */
export function PackagePage() {
  return (
    <Words of="home">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id } = route.useParams();
  const { package: handedIn } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error, fetching }, again] = useQuery({ query: HomeFile, variables: { id } });
  const file = data?.submission;
  const state = file?.state?.code;
  const rights = rightsOf(data?.viewer?.memberships ?? [], state ?? "");
  return (
    <Page
      title={formatMessage({ id: "home.title" })}
      above={
        file && (
          <p className="muted">
            <Localised text={file.state?.name} isPlain /> · <Localised text={file.round.title} isPlain />
          </p>
        )
      }
      intro={
        <p>
          <FormattedMessage id="home.intro" />
        </p>
      }
      actions={
        file && (
          <Link to="/$tongue/submissions/$id/review" params={{ tongue, id }} className="button">
            <FormattedMessage id="home.toReview" />
          </Link>
        )
      }
    >
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data && !file && (
        <Empty title={<FormattedMessage id="survey.missing" />} hint={<FormattedMessage id="survey.missingHint" />} />
      )}
      {file && state !== undefined && (
        <>
          {rights.amends ? (
            <HandingIn
              state={state}
              onTaken={(taken) => void navigate({ search: { package: taken }, replace: true, resetScroll: false })}
            />
          ) : (
            <p>
              <FormattedMessage id="home.whoHandsIn" />
            </p>
          )}
          {handedIn !== undefined && <Preview key={handedIn} id={handedIn} mayFile={rights.files} />}
          <Keys state={state} mayKeep={rights.files} />
        </>
      )}
    </Page>
  );
}
