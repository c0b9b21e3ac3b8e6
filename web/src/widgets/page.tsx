import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useIntl } from "react-intl";

import { useHeightsOfWidth } from "./heights";

interface PageProps {
  /** The name of the page: in the title of the window, and in the heading if that says nothing else. */
  title: string;
  /** The heading where it is more than plain words, a text in another language for instance. */
  heading?: ReactNode;
  /** What stands above the heading: where one is. */
  above?: ReactNode;
  /** What the page is for, in a sentence or two. */
  intro?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** The place that had the focus last, without its language: a switch of language leaves the focus where it is. */
let settled: string | null = null;

/** A page: its title, its heading, and the focus on it when a reader comes from another page. */
export function Page({ title, heading, above, intro, actions, children }: PageProps) {
  const { formatMessage } = useIntl();
  // The address changes when a reader sets out, the resolved one when they have arrived.
  const place = useRouterState({
    select: ({ resolvedLocation, location }) =>
      (resolvedLocation ?? location).pathname.replace(/^\/[a-z]{2}(?=\/|$)/, ""),
  });
  const whole = useRef<HTMLDivElement>(null);
  useHeightsOfWidth(whole);
  const top = useRef<HTMLHeadingElement>(null);
  const product = formatMessage({ id: "shell.product" });

  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`;
  }, [title, product]);

  useEffect(() => {
    if (settled !== null && settled !== place) top.current?.focus({ preventScroll: true });
    settled = place;
  }, [place]);

  return (
    <div className="page" ref={whole}>
      <header className="page-head">
        <div className="page-words">
          {above}
          <h1 ref={top} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {intro !== undefined && <div className="page-intro">{intro}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
