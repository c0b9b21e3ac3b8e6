// What `widgets/words.tsx` fetches is not for everybody.
const parts = import.meta.glob<Record<string, string>>("../../messages/ru/*.json", {
  eager: true,
  import: "default",
});

export default Object.assign({}, ...Object.values(parts)) as Record<string, string>;
