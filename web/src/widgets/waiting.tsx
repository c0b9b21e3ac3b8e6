import { ProgressBar } from "react-aria-components";
import { useIntl } from "react-intl";

/** Shown while something is on its way; without a label, "Loading". */
export function Waiting({ label }: { label?: string }) {
  const intl = useIntl();
  const words = label ?? intl.formatMessage({ id: "shell.waiting" });
  return (
    <div role="status">
      <ProgressBar isIndeterminate aria-label={words} className="waiting">
        <div className="waiting-bar" aria-hidden="true">
          <div />
        </div>
        <span>{words}</span>
      </ProgressBar>
    </div>
  );
}
