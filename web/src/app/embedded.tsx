import { Outlet, useLoaderData, useLocation } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { FormattedMessage } from "react-intl";

import { Words } from "../widgets/words";
import { Demonstration } from "./demonstration";
import { isEmbeddable } from "./embedding";
import { NotFoundPage } from "./problem";
import { Providers } from "./providers";

/** What leads away from the view opens beside the page that it stands in: nothing else of ours is ever shown in a frame. */
function leadOutwards({ target }: MouseEvent) {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link === null || (link.origin === location.origin && link.pathname === location.pathname)) return;
  link.target = "_blank";
  link.rel = "noopener";
}

/** The frame of a view that stands in a page of somebody else. */
export function Embedded() {
  const { tongue, messages } = useLoaderData({ from: "/$tongue" });
  const { pathname, searchStr } = useLocation();
  return (
    <Providers tongue={tongue} messages={messages}>
      <div onClickCapture={leadOutwards}>
        <Demonstration />
        <main id="content" tabIndex={-1}>
          {isEmbeddable(pathname) ? <Outlet /> : <NotFoundPage />}
        </main>
        <footer className="shell-footer">
          <Words of="embed">
            <div className="shell-footer-words">
              <p>
                <strong>
                  <FormattedMessage id="shell.product" />
                </strong>
                {" · "}
                <a href={`${pathname}${searchStr}`} target="_blank" rel="noopener">
                  <FormattedMessage id="embed.full" />
                </a>
              </p>
              <p>
                <FormattedMessage id="shell.footer.neutral" />
              </p>
              <p>
                <FormattedMessage id="shell.footer.designations" />
              </p>
            </div>
          </Words>
        </footer>
      </div>
    </Providers>
  );
}
