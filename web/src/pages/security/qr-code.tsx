import { useMemo } from "react";
import { encode } from "uqr";

import { pathOf } from "./qr";
import styles from "./security.module.css";

/** A text as a picture for cameras. Dark on light whatever the page looks like: many cameras read nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encode(text, { ecc: "M", border: 4 }).data, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <path d={pathOf(rows)} fill="currentColor" />
    </svg>
  );
}
