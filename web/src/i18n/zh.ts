// What `widgets/words.tsx` fetches is not for everybody.
const parts = import.meta.glob<Record<string, string>>(
  [
    "../../messages/zh/*.json",
    "!**/{capacity,compilation,embed,guide,home,letters,open-data,pack,printed,program,questionnaire,reply,reports,rounds,search,security,unsent,update,webhook}.json",
  ],
  {
    eager: true,
    import: "default",
  },
);

export default Object.assign({}, ...Object.values(parts)) as Record<string, string>;
