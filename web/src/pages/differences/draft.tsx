import { getRouteApi, Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";

import type { DraftChangesQuery } from "../../gql/graphql";
import { Empty, Page, useTongue } from "../../widgets";
import { Comparison } from "./comparison";
import { DraftChanges } from "./documents";

const route = getRouteApi("/$tongue/submissions/$id/changes");

/** What the draft says otherwise than what the State filed last. */
export function DraftDifferencePage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id } = route.useParams();
  return (
    <Page
      title={formatMessage({ id: "difference.draft" })}
      intro={<FormattedMessage id="difference.draftIntro" />}
      actions={
        <Link to="/$tongue/submissions/$id/survey/{-$section}" params={{ tongue, id }} className="button">
          <FormattedMessage id="submission.toSurvey" />
        </Link>
      }
    >
      <Comparison
        query={DraftChanges}
        sides={{ id }}
        pick={(read: DraftChangesQuery) => read.submission?.difference}
        nothing={
          <Empty
            title={<FormattedMessage id="difference.neverFiled" />}
            hint={<FormattedMessage id="difference.neverFiledHint" />}
          />
        }
      />
    </Page>
  );
}
