/** Hands something over as a file, byte for byte: what is proven has to verify. */
export function save(name: string, content: BlobPart, type = "application/json") {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
