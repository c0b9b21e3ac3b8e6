import type { CDPSession } from "playwright-core";

import type { Visitor } from "./story";

/** A connection of 64 kbit/s on which an answer takes 600 ms longer. */
const SLOW = { offline: false, latency: 600, downloadThroughput: 64_000 / 8, uploadThroughput: 64_000 / 8 };

/** What goes over the wire of a visitor, there and back, from now on. */
export class Wire {
  private readonly addresses = new Map<string, string>();
  private readonly bytes = new Map<string, number>();

  private constructor(private readonly session: CDPSession) {
    const add = (id: string, bytes: number) => this.bytes.set(id, (this.bytes.get(id) ?? 0) + bytes);
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      this.addresses.set(requestId, request.url);
      add(requestId, request.postData === undefined ? 0 : Buffer.byteLength(request.postData));
    });
    session.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) =>
      add(requestId, Buffer.byteLength(JSON.stringify(headers))),
    );
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  }

  static async of({ page }: Visitor): Promise<Wire> {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    return new Wire(session);
  }

  /** From here on the connection is slow. */
  async slow() {
    await this.session.send("Network.emulateNetworkConditions", SLOW);
  }

  /** Every request with what it took in both directions, and all of them together. */
  sum() {
    const rows = [...this.addresses].map(([id, address]) => ({
      address: new URL(address),
      bytes: this.bytes.get(id) ?? 0,
    }));
    return { requests: rows.length, bytes: rows.reduce((sum, row) => sum + row.bytes, 0), rows };
  }
}
