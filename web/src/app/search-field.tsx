import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";

import { useTongue } from "../widgets/tongue";

/** Asks for words from wherever somebody is. On the page of what is found there is a field of its own. */
export function SearchField() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const isThere = useLocation({ select: ({ pathname }) => pathname.split("/")[2] === "search" });
  const [words, setWords] = useState("");
  if (isThere) return null;
  const label = formatMessage({ id: "shell.search" });
  return (
    <form
      role="search"
      className="shell-search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = words.trim();
        setWords("");
        void navigate({ to: "/$tongue/search", params: { tongue }, search: q === "" ? {} : { q } });
      }}
    >
      <input
        type="search"
        className="react-aria-Input"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
    </form>
  );
}
