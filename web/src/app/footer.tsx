import { FormattedMessage } from "react-intl";

/** What holds for every page. */
export function Footer() {
  return (
    <footer className="shell-footer">
      <div className="shell-footer-words">
        <p>
          <FormattedMessage id="shell.footer.neutral" />
        </p>
        <p>
          <FormattedMessage id="shell.footer.designations" />
        </p>
        <p className="no-print">
          <FormattedMessage
            id="shell.footer.programs"
            values={{ address: <code>/graphql</code>, contract: <a href="/schema.graphql">schema.graphql</a> }}
          />
        </p>
      </div>
    </footer>
  );
}
