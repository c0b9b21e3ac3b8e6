import { Menu, MenuItem } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { chooseTheme, THEMES, useTheme } from "./theme";
import { THEME_LABELS } from "./theme-switch";

export function ThemeMenu() {
  const { formatMessage } = useIntl();
  const theme = useTheme();
  return (
    <Menu
      aria-label={formatMessage({ id: "shell.theme.label" })}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onAction={(key) => {
        const chosen = THEMES.find((known) => known === key);
        if (chosen !== undefined) chooseTheme(chosen);
      }}
    >
      {THEMES.map((known) => (
        <MenuItem key={known} id={known}>
          <FormattedMessage id={THEME_LABELS[known]} />
        </MenuItem>
      ))}
    </Menu>
  );
}
