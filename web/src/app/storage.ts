/**
 * What the browser keeps for us, where it lets us: some forbid it, and then everything works but nothing is remembered.
 */
function over(storage: () => Storage) {
  return {
    read(place: string): string | null {
      try {
        return storage().getItem(place);
      } catch {
        return null;
      }
    },
    /** Keeps the text; with null, forgets what was kept. */
    write(place: string, text: string | null) {
      try {
        if (text === null) storage().removeItem(place);
        else storage().setItem(place, text);
      } catch {
        // Forbidden, or full: the choice holds until the page is left.
      }
    },
  };
}

/** Kept until this tab is closed. */
export const tab = over(() => sessionStorage);

/** Kept on this device. */
export const device = over(() => localStorage);
