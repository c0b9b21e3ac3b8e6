/** What a downloaded extract is called: `normtrack-87-QMF-fictional-survey-2.json`. */
export function fileName(position: number, state: string | undefined, round: string | undefined): string {
  return `${["normtrack", position, state, round].filter((part) => part !== undefined).join("-")}.json`;
}

/** Hands a text over as a file, byte for byte: it has to verify. */
export function save(name: string, text: string, type = "application/json") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
