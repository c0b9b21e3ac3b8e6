/** How long a text is, as the service counts: in characters, without what stands around it. */
export const lengthOf = (text: string): number => [...text.trim()].length;
