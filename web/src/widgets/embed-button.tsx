import { lazy, Suspense, useState } from "react";
import { useLocation } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { isEmbeddable } from "../app/embedding";

const Panel = lazy(async () => ({ default: (await import("./embed-panel")).EmbedPanel }));

interface Props {
  /** What the address says beside where it leads, with as of what. */
  search: string;
  /** As of what, in words. */
  asOf: string;
}

/** Gives the text that shows this view in a page of the reader's own. */
export function EmbedButton({ search, asOf }: Props) {
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  if (!isEmbeddable(pathname)) return null;
  return (
    <>
      <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        <FormattedMessage id="coverage.embed" />
      </Button>
      {isOpen && (
        <Suspense>
          <Panel pathname={pathname} search={search} asOf={asOf} />
        </Suspense>
      )}
    </>
  );
}
