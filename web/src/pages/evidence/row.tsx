import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useClient } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import type { Rights } from "../submissions/rights";
import { SharedWith } from "../survey/sharing";
import { SharingEditor } from "../survey/sharing-editor";
import { DescribeForm } from "./describe";
import { Share } from "./documents";
import { DownloadButton } from "./download";
import styles from "./evidence.module.css";
import { Facts, Name } from "./facts";
import { mayDo } from "./rights";
import { nameOf } from "./words";

interface RowProps {
  evidence: EvidencePartsFragment;
  rights: Rights;
  /** Whether it was just kept: then somebody will want to say what it is. */
  isNew?: boolean;
  /** It was described anew. */
  onDescribed?: (() => void) | undefined;
  /** What else can be done with it here. */
  children?: ReactNode;
}

/** One piece of evidence of one's own State: what it is, who reads it, and what can be done. */
export function EvidenceRow({ evidence, rights, isNew = false, onDescribed, children }: RowProps) {
  const client = useClient();
  const [open, setOpen] = useState<"description" | "sharing" | null>(isNew ? "description" : null);
  const may = mayDo(evidence, rights);
  const close = () => setOpen(null);
  const { sharing } = evidence;

  if (evidence.isRemoved) {
    return (
      <div className={styles.row}>
        <p className="muted">
          <FormattedMessage id="evidence.removed" />
        </p>
        <div className={styles.buttons}>{children}</div>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      <p className={styles.name}>
        <Name evidence={evidence} />
      </p>
      <Facts evidence={evidence} />
      {sharing && (
        <p className={styles.readers}>
          <FormattedMessage id="evidence.readBy" values={{ readers: <SharedWith sharing={sharing} /> }} />{" "}
          {evidence.isFiled === true && (
            <span className={styles.mark}>
              <FormattedMessage id="evidence.filed" />
            </span>
          )}
        </p>
      )}
      <div className={styles.buttons}>
        {evidence.kind === "DOCUMENT" && <DownloadButton id={evidence.id} name={nameOf(evidence)} />}
        {may.describes && (
          <Button
            data-variant="quiet"
            aria-expanded={open === "description"}
            onPress={() => setOpen(open === "description" ? null : "description")}
          >
            <FormattedMessage id="evidence.describe" />
          </Button>
        )}
        {may.shares && sharing && (
          <Button
            data-variant="quiet"
            aria-expanded={open === "sharing"}
            onPress={() => setOpen(open === "sharing" ? null : "sharing")}
          >
            <FormattedMessage id="evidence.changeReaders" />
          </Button>
        )}
        {children}
      </div>
      {open === "description" && may.describes && (
        <DescribeForm
          evidence={evidence}
          onDone={(isDescribed) => {
            close();
            if (isDescribed) onDescribed?.();
          }}
        />
      )}
      {open === "sharing" && sharing && (
        <>
          <p className={styles.hint}>
            <FormattedMessage id="evidence.readersHelp" />
          </p>
          <SharingEditor
            sharing={sharing}
            ceiling={null}
            isCountable={false}
            onSave={async ({ visibility, audience, embargoUntil }) => {
              const asked = { visibility, audience: audience ?? null, embargoUntil: embargoUntil ?? null };
              const input = { evidence: evidence.id, revision: evidence.revision ?? 0, sharing: asked };
              return (await client.mutation(Share, { input }).toPromise()).error ?? null;
            }}
            onDone={close}
          />
        </>
      )}
    </div>
  );
}
