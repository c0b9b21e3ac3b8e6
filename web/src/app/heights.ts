/**
 * What is out of sight keeps the height that it had when it was seen (`contain-intrinsic-size: auto`). In another width that
 * height is wrong, and where it is too low, what follows lies upon its end. So everything is laid out once when the width
 * changes, for the browser to remember how high it is now: while `data-width` stands, nothing is left out (`design/base.css`).
 */
export function remeasure() {
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    const { dataset } = document.documentElement;
    dataset["width"] = "changes";
    // The browser remembers at the end of the first frame.
    requestAnimationFrame(() => requestAnimationFrame(() => delete dataset["width"]));
  });
}
