import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { useWithheld } from "../../app/account-menu";
import type { CompilationsPageQuery } from "../../gql/graphql";
import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { Asking } from "./asking-form";
import { first, sameAs, type Wanted } from "./asking";
import { OneSeries } from "./one-series";
import { followable, inSeries } from "./series";
import { useCompilations } from "./use-compilations";

const route = getRouteApi("/$tongue/rounds/$round/compilations");

/** What States said in a round as documents of the secretariat: asked for, made meanwhile, and taken. */
export function CompilationsPage() {
  const { round } = route.useParams();
  return (
    <Words of="compilation">
      <Content key={round} round={round} />
    </Words>
  );
}

function Content({ round: key }: { round: string }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { data, error, again } = useCompilations(key);
  const withheld = useWithheld();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const isOfficer = data?.viewer?.memberships.some(
    ({ role }) => role === "SECRETARIAT_OFFICER" && !withheld.includes(role),
  );
  const round = data?.round;
  const isShown = isOfficer === true && round != null;
  return (
    <Page
      title={formatMessage({ id: "compilation.title" })}
      above={isShown && <Way round={round} />}
      intro={
        <p>
          <FormattedMessage id="compilation.intro" />
        </p>
      }
      actions={
        isShown && (
          <Button data-variant="primary" onPress={() => setWanted(first(tongue))}>
            <FormattedMessage id="compilation.ask" />
          </Button>
        )
      }
    >
      <FaultNote error={error} retry={again} />
      {!data && !error && <Waiting />}
      {data && !isShown && withheld.length === 0 && (
        <Empty
          title={<FormattedMessage id="compilation.nothingHere" />}
          hint={<FormattedMessage id="compilation.nothingHereHint" />}
        />
      )}
      {data && isShown && <Asked read={data} wanted={wanted} onWanted={setWanted} onAsked={again} />}
    </Page>
  );
}

function Way({ round: { key, title } }: { round: NonNullable<CompilationsPageQuery["round"]> }) {
  const tongue = useTongue();
  return (
    <p className="small">
      <Link to="/$tongue/coverage/$round" params={{ tongue, round: key }} search={{}}>
        {title ? <Localised text={title} isPlain /> : key}
      </Link>
      {" · "}
      <Link to="/$tongue/rounds/$round/status" params={{ tongue, round: key }}>
        <FormattedMessage id="coverage.toStatus" />
      </Link>
    </p>
  );
}

interface AskedProps {
  read: CompilationsPageQuery;
  /** What the dialog begins with; none where it is closed. */
  wanted: Wanted | null;
  onWanted: (wanted: Wanted | null) => void;
  onAsked: () => void;
}

/** What was asked for, document by document, and the dialog in which more is. */
function Asked({ read: { compilations, registerPosition, round }, wanted, onWanted, onAsked }: AskedProps) {
  const series = useMemo(() => inSeries(compilations), [compilations]);
  return (
    <>
      {series.length === 0 ? (
        <Empty
          title={<FormattedMessage id="compilation.none" />}
          hint={<FormattedMessage id="compilation.noneHint" />}
        />
      ) : (
        <>
          {series.map((one) => (
            <OneSeries key={one.key} series={one} onSame={(compilation) => onWanted(sameAs(compilation))} />
          ))}
          <p className="muted small">
            <FormattedMessage id="compilation.copies" />
          </p>
        </>
      )}
      <ModalOverlay isOpen={wanted !== null} onOpenChange={(isOpen) => !isOpen && onWanted(null)}>
        <Modal>
          <Dialog>
            {wanted && (
              <Asking
                round={round?.key ?? ""}
                begin={wanted}
                followable={followable(series)}
                newest={registerPosition}
                onAsked={onAsked}
                onClose={() => onWanted(null)}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}
