import { type ReactNode, useState } from "react";

import styles from "./update.module.css";

/** What is there when somebody unfolds it: the browser's own, which brings no file with it. */
export function Unfolding({ title, children }: { title: ReactNode; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.unfolding} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
