import type { CDPSession } from "playwright-core";
import { describe, expect } from "vitest";

import { does, newcomer, PASSWORD, tokenOf } from "./harness/people";
import { EVERYWHERE, story, type Visitor } from "./harness/story";

const PLACES = EVERYWHERE.map((where) => ({ ...where, isKeyboardOnly: where.size === "desktop" }));

/** What is refused is answered with 4xx, and the browser says so. */
const REFUSED = /40[0-9]|status of 4/;

/** A device that keeps passkeys and knows its owner by the finger. */
class Device {
  private constructor(
    private readonly wire: CDPSession,
    private readonly id: string,
  ) {}

  static async of({ page }: Visitor): Promise<Device> {
    const wire = await page.context().newCDPSession(page);
    await wire.send("WebAuthn.enable");
    const { authenticatorId } = await wire.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(wire, authenticatorId);
  }

  /** Whether it takes whoever is there for its owner. */
  async knowsItsOwner(isUserVerified: boolean) {
    await this.wire.send("WebAuthn.setUserVerified", { authenticatorId: this.id, isUserVerified });
  }
}

async function signOutEverywhere(visitor: Visitor) {
  await visitor.hand.press(visitor.the("button", "security.sessions.everywhere"));
  await visitor.hand.press(visitor.the("button", "security.everywhere.now"));
  await visitor.page.waitForURL((url) => url.pathname === `/${visitor.tongue}`);
  await visitor.open(`/sign-in?next=${encodeURIComponent(`/${visitor.tongue}/security`)}`);
  await visitor.the("button", "session.passkey").waitFor();
}

describe("a passkey", () => {
  story.for(PLACES)(
    "is made, signs in alone and beside the password, is renamed and removed, in $tongue on a $size",
    async ({ tongue, size, isKeyboardOnly }, { visitor }) => {
      const email = `passkey.${tongue}.${size}@example.org`;
      await newcomer(await tokenOf("focal-point.qof@example.org"), "QOF", "READER", email);
      const owner = await visitor(tongue, size, { isKeyboardOnly });
      owner.forgive(REFUSED);
      const { page, hand } = owner;
      const device = await Device.of(owner);
      const dialog = page.getByRole("dialog");
      const named = (name: string) => page.locator("#passkeys ~ ul").getByText(name, { exact: true });
      const password = () => hand.type(dialog.getByLabel(owner.says("session.password"), { exact: true }), PASSWORD);
      await owner.signIn(email, "/security");
      await owner.text("security.passkeys.none").waitFor();

      // Made: with the password, a name, and the finger.
      await hand.press(owner.the("button", "security.passkeys.add"));
      await owner.the("heading", "security.addPasskey").waitFor();
      await password();
      await hand.press(owner.the("button", "security.continue"));
      const name = dialog.getByLabel(owner.says("security.addPasskey.name"), { exact: true });
      await name.waitFor();
      expect(await owner.barriers()).toEqual([]);
      await hand.type(name, "Office computer");
      await hand.press(owner.the("button", "security.addPasskey.now"));
      // The first second factor comes with recovery codes.
      await owner.the("heading", "security.codes.title").waitFor();
      await hand.tick(page.getByRole("checkbox", { name: owner.says("security.codes.kept"), exact: true }));
      await hand.press(owner.the("button", "security.codes.done"));
      await dialog.waitFor({ state: "detached" });
      await named("Office computer").waitFor();
      await owner.text("security.factor.byPasskey").waitFor();
      expect(await owner.barriers()).toEqual([]);

      // Alone: a finger that the device does not know signs nobody in.
      await signOutEverywhere(owner);
      await device.knowsItsOwner(false);
      await hand.press(owner.the("button", "session.passkey"));
      await page.getByRole("alert").getByText(owner.says("session.passkey.cancelled")).waitFor();
      expect(await owner.barriers()).toEqual([]);
      await device.knowsItsOwner(true);
      await hand.press(owner.the("button", "session.passkey"));
      await named("Office computer").waitFor();
      const here = page.locator("#sessions ~ ul > li").first();
      expect(await here.textContent()).toContain(owner.says("security.means.passkey"));

      // Beside the password, in the place of a code.
      await signOutEverywhere(owner);
      await hand.type(page.getByLabel(owner.says("session.email"), { exact: true }), email);
      await hand.type(page.getByLabel(owner.says("session.password"), { exact: true }), PASSWORD);
      await hand.press(owner.the("button", "session.signIn"));
      const second = owner.the("button", "session.passkey.second");
      await second.waitFor();
      expect(await owner.barriers()).toEqual([]);
      await hand.press(second);
      await named("Office computer").waitFor();
      expect(await here.textContent()).toContain(owner.says("security.means.passwordAndPasskey"));

      await hand.press(owner.the("button", "security.passkeys.renameOf", { name: "Office computer" }));
      await hand.type(name, "Portable computer");
      expect(await owner.barriers()).toEqual([]);
      await hand.press(owner.the("button", "security.rename.now"));
      await named("Portable computer").waitFor();

      // Removed by itself; since a role has come to need it, not before it is said what goes with it.
      const administrator = await tokenOf("administrator@example.org");
      const rule = (isNeeded: boolean) =>
        does(administrator, "setSecondFactorRule", { role: "READER", isNeeded }, "roles");
      await rule(true);
      try {
        await hand.press(owner.the("button", "security.passkeys.removeOf", { name: "Portable computer" }));
        await owner.the("button", "security.byPasskey").waitFor();
        await password();
        expect(await owner.barriers()).toEqual([]);
        await hand.press(owner.the("button", "security.byPasskey"));
        const role = owner.says("session.role.reader");
        await owner.text("security.removePasskey.last", { roles: role }).waitFor();
        expect(await owner.barriers()).toEqual([]);
        await hand.press(owner.the("button", "security.removePasskey.still"));
        await dialog.waitFor({ state: "detached" });
        await owner.text("security.passkeys.none").waitFor();
        await owner.text("security.missing", { roles: role }).waitFor();
      } finally {
        await rule(false);
      }
    },
  );
});
