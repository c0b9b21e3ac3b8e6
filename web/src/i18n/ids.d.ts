import type { MessageId } from "./message-id";

declare global {
  namespace FormatjsIntl {
    // A message that English does not have does not compile; `npm run check` compares the other languages with English.
    interface Message {
      ids: MessageId;
    }
  }
}
