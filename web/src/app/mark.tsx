/** The mark of the product: entries of a register, the newest filled. */
export function Mark() {
  return (
    <svg className="shell-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M3.5 4.5h4v3h-4zM3.5 10.5h4v3h-4zM11 6h10M11 12h10M11 18h10"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M2.75 15.75h5.5v4.5h-5.5z" fill="currentColor" />
    </svg>
  );
}
