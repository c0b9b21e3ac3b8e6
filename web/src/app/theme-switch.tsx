import { useIntl } from "react-intl";

import type { MessageId } from "../i18n/message-id";
import { useTheme, type Theme } from "./theme";
import { Unfolding } from "./unfolding";

export const THEME_LABELS: Record<Theme, MessageId> = {
  system: "shell.theme.system",
  light: "shell.theme.light",
  dark: "shell.theme.dark",
};

/** Light, dark, or as the reader's system; remembered on this device. */
export function ThemeSwitch() {
  const { formatMessage } = useIntl();
  const theme = useTheme();
  const label = `${formatMessage({ id: "shell.theme.label" })}: ${formatMessage({ id: THEME_LABELS[theme] })}`;
  return (
    <Unfolding menu="theme" className="shell-theme" label={label}>
      <svg className="shell-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="1.75" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </Unfolding>
  );
}
