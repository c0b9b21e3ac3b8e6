import type { ReactNode } from "react";

import style from "./reports.module.css";

interface Props {
  count: number;
  /** The denominator: the whole length. */
  of: number;
  /** The same in words. */
  children: ReactNode;
}

/** How many of how many, in words and as a length. */
export function Measure({ count, of, children }: Props) {
  return (
    <div className={style.measure}>
      <span>{children}</span>
      <span className={style.bar} aria-hidden="true">
        <span style={{ inlineSize: `${of > 0 ? (count * 100) / of : 0}%` }} />
      </span>
    </div>
  );
}
