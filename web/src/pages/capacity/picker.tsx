import type { ComponentProps } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import { Picker as AnyPicker } from "../../widgets/picker";

type Props = Omit<ComponentProps<typeof AnyPicker>, "removeLabel" | "nothing">;

/** Several of a list, found by typing a part of their names. */
export function Picker(props: Props) {
  const { formatMessage } = useIntl();
  return (
    <AnyPicker
      {...props}
      removeLabel={(name) => formatMessage({ id: "capacity.remove" }, { name })}
      nothing={<FormattedMessage id="capacity.noSuchTerm" />}
    />
  );
}
