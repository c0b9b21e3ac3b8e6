import { useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { embedCode } from "./embed-code";
import style from "./embed-panel.module.css";
import { Words } from "./words";

interface Props {
  pathname: string;
  search: string;
  asOf: string;
}

/** The text to copy, and what it shows. */
export function EmbedPanel({ pathname, search, asOf }: Props) {
  const [isCopied, setCopied] = useState(false);
  const code = embedCode(window.location.origin, pathname, search, `${document.title} · ${asOf}`);
  return (
    <Words of="embed">
      <div className={style.panel}>
        <TextField value={code} isReadOnly>
          <Label>
            <FormattedMessage id="embed.code" />
          </Label>
          <TextArea dir="ltr" rows={5} spellCheck={false} />
        </TextField>
        <p className="small muted">
          <FormattedMessage id="embed.means" />
        </p>
        <Button onPress={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}>
          <FormattedMessage id="embed.copy" />
        </Button>{" "}
        <span role="status" className="small muted">
          {isCopied && <FormattedMessage id="embed.copied" />}
        </span>
      </div>
    </Words>
  );
}
