import { useEffect, useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { DocumentFormat } from "../gql/graphql";
import { LANGUAGES, OWN_NAMES, type Tongue } from "../i18n/language";
import type { MessageId } from "../i18n/message-id";
import { Choice } from "./choice";
import { FaultNote } from "./fault-note";
import { print, type Printable } from "./printing";
import { save } from "./save";
import { useTongue } from "./tongue";
import type { Unfolded } from "./unfolds";
import { Waiting } from "./waiting";
import { Words } from "./words";

const NAMES: Record<Printable["is"], MessageId> = {
  form: "printed.form",
  draft: "printed.draft",
  drafted: "printed.drafted",
  extract: "printed.extract",
  profile: "printed.profile",
};

const HELP: Record<Printable["is"], MessageId> = {
  form: "printed.formHelp",
  draft: "printed.draftHelp",
  drafted: "printed.draftedHelp",
  extract: "printed.extractHelp",
  profile: "printed.profileHelp",
};

const FORMATS: Record<DocumentFormat, string> = { PDF: "PDF", DOCX: "Word" };

/** How far a document is. */
type Progress =
  | { is: "idle" }
  | { is: "making"; format: DocumentFormat }
  | { is: "made"; name: string }
  | { is: "failed"; error: CombinedError | null };

interface DocumentDialogProps extends Unfolded {
  documents: readonly Printable[];
}

/** Which document, in which language, in which form; and how far it is, which it says when it is opened again, too. */
export function DocumentDialog({ button, documents }: DocumentDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const [progress, setProgress] = useState<Progress>({ is: "idle" });
  // It opens when the button has the focus, so that the focus finds back to it.
  useEffect(() => setOpen(true), []);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button {...button} autoFocus />
      <Popover placement="bottom end">
        <Dialog>
          <Words of="printed">
            <Choosing
              documents={documents}
              progress={progress}
              onProgress={(next) => {
                setProgress(next);
                // Somebody who has turned away meanwhile is told.
                if (next.is === "failed") setOpen(true);
              }}
            />
          </Words>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ChoosingProps {
  documents: readonly Printable[];
  progress: Progress;
  onProgress: (progress: Progress) => void;
}

function Choosing({ documents, progress, onProgress }: ChoosingProps) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const tongue = useTongue();
  const [chosen, setChosen] = useState<Printable["is"] | undefined>();
  const [language, setLanguage] = useState<Tongue>(tongue);
  const what = documents.find(({ is }) => is === chosen) ?? documents[0];
  if (what === undefined) return null;

  async function make(format: DocumentFormat, wanted: Printable) {
    onProgress({ is: "making", format });
    const { file, name, error } = await print(client, { what: wanted, format, language, tongue });
    if (file === undefined) return onProgress({ is: "failed", error });
    save(name, file, file.type);
    onProgress({ is: "made", name });
  }

  return (
    <div className="document-dialog">
      <Heading slot="title">
        <FormattedMessage id={documents.length === 1 ? NAMES[what.is] : "printed.title"} />
      </Heading>
      {documents.length > 1 && (
        <Choice
          label={formatMessage({ id: "printed.what" })}
          items={documents.map(({ is }) => ({ code: is, label: formatMessage({ id: NAMES[is] }) }))}
          value={what.is}
          onChoose={(is) => setChosen(is as Printable["is"])}
        />
      )}
      <p className="muted small">
        <FormattedMessage id={HELP[what.is]} />
      </p>
      <Choice
        label={formatMessage({ id: "printed.language" })}
        items={LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] }))}
        value={language}
        onChoose={(code) => setLanguage(code as Tongue)}
      />
      <div className="document-forms">
        {(["PDF", "DOCX"] as const).map((format) => (
          <Button
            key={format}
            isPending={progress.is === "making" && progress.format === format}
            isDisabled={progress.is === "making" && progress.format !== format}
            onPress={() => void make(format, what)}
          >
            {FORMATS[format]}
          </Button>
        ))}
      </div>
      {progress.is === "making" && (
        <Waiting label={formatMessage({ id: "printed.making" }, { format: FORMATS[progress.format] })} />
      )}
      <p role="status" className="small">
        {progress.is === "made" && (
          <FormattedMessage id="printed.made" values={{ name: <bdi key="name">{progress.name}</bdi> }} />
        )}
      </p>
      {progress.is === "failed" &&
        (progress.error === null ? (
          <p role="alert">
            <FormattedMessage id="printed.gone" />
          </p>
        ) : (
          <FaultNote error={progress.error} title={<FormattedMessage id="printed.failed" />} />
        ))}
    </div>
  );
}
