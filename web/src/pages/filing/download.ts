/** What a downloaded extract is called: `normtrack-87-QMF-fictional-survey-2.json`. */
export function fileName(position: number, state: string | undefined, round: string | undefined): string {
  return `${["normtrack", position, state, round].filter((part) => part !== undefined).join("-")}.json`;
}
