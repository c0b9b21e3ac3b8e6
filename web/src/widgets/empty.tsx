import type { ReactNode } from "react";

interface EmptyProps {
  /** What there is none of. */
  title: ReactNode;
  /** What to do, or when there will be something. */
  hint?: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing to show yet. */
export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {hint !== undefined && <p className="empty-hint">{hint}</p>}
      {action}
    </div>
  );
}
