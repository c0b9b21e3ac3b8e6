// Lighthouse on the pages that matter, as a desktop and as a phone on a slow connection see them. It wants a newer Node than the console
// does, so it lies in a folder of its own, which `script/bench console` fills:
//   node scripts/lighthouse.mjs FOLDER SERVER
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, server] = process.argv.slice(2);
const resolve = createRequire(join(folder, "x.js")).resolve;
const { default: lighthouse, desktopConfig } = await import(pathToFileURL(resolve("lighthouse")).href);
const puppeteer = await import(pathToFileURL(resolve("puppeteer-core")).href);

const LEAST = 95;
const TRIES = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const browser = await puppeteer.launch({
  executablePath: process.env["NORMTRACK_CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const flags = { logLevel: "error", onlyCategories: CATEGORIES, disableStorageReset: true };
let isGood = true;

/** What somebody filed, opened by the focal point of their State in this tab. */
async function survey(page) {
  await page.goto(`${server}/en/sign-in?next=${encodeURIComponent("/en/submissions")}`);
  await page.locator("input[name=email]").fill("focal-point.qma@example.org");
  await page.locator("input[name=password]").fill("only fictional States");
  await page.locator("button[type=submit]").click();
  const link = await page.locator('a[href*="/survey"]').waitHandle();
  return link.evaluate((element) => element.href);
}

const places = [
  ["start", () => `${server}/en`],
  ["provisions", () => `${server}/en/provisions`],
  ["provision", () => `${server}/en/provisions/A-70-174%2F13.c`],
  ["coverage", () => `${server}/en/coverage/fictional-survey-1`],
  ["guide", () => `${server}/en/guide`],
  ["questionnaires", () => `${server}/en/questionnaires`],
  ["proposals", () => `${server}/en/proposals`],
  ["needs and offers", () => `${server}/en/needs`],
  ["register", () => `${server}/en/register`],
  ["participation", () => `${server}/en/participation`],
  ["profile", () => `${server}/ar/states/QMA`],
  ["search", () => `${server}/en/search?q=critical`],
  ["survey", survey],
];

/** Why Lighthouse itself could not find something out: then a category has no score, which says nothing about the page. */
function failures({ audits }) {
  const failed = Object.values(audits).filter(({ scoreDisplayMode }) => scoreDisplayMode === "error");
  return new Set(failed.map(({ errorMessage = "" }) => /[A-Z]+(?:_[A-Z]+)+/.exec(errorMessage)?.[0] ?? errorMessage));
}

/** A page as Lighthouse sees it; again, where Lighthouse failed. */
async function measure(address, config, page) {
  for (let tries = 1; ; tries += 1) {
    const { lhr } = await lighthouse(address, flags, config, page);
    const failed = failures(lhr);
    if (failed.size === 0 || tries === TRIES) return lhr;
    console.log(`  Lighthouse failed, and measures again: ${[...failed].join(", ")}`);
  }
}

function tell(name, { categories, audits }) {
  const scores = CATEGORIES.map((category) => Math.round((categories[category].score ?? 0) * 100));
  const counts = CATEGORIES.flatMap((category) => categories[category].auditRefs).filter(({ weight }) => weight > 0);
  const lost = counts.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 0.9);
  console.log(`${name}: ${CATEGORIES.map((category, at) => `${category} ${scores[at]}`).join(", ")}`);
  for (const { title, displayValue } of lost) console.log(`  ${title}${displayValue ? `: ${displayValue}` : ""}`);
  isGood &&= scores.every((score) => score >= LEAST);
}

try {
  for (const [device, config] of [
    ["desktop", desktopConfig],
    ["phone", undefined],
  ]) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    for (const [name, find] of places) {
      tell(`${device}, ${name}`, await measure(await find(page), config, page));
    }
    await context.close();
  }
} finally {
  await browser.close();
}
if (!isGood) {
  console.error(`a score is under ${LEAST}`);
  process.exitCode = 1;
}
