import { chromium } from "@playwright/test";
import { BROWSER_ARGS } from "@/scripts/browser-args.mjs";
import { signIn } from "./served";

const TARGET = 180_000;

const { address, name, value } = await signIn("supervisor@heard.example");
const browser = await chromium.launch({ executablePath: process.env.HEARD_CHROMIUM || undefined, args: BROWSER_ARGS });
const context = await browser.newContext({ baseURL: address });
await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: "Lax" }]);
const page = await context.newPage();

// As the browser's network tells them: bytes as they came over the wire, compressed as the server compresses them.
const network = await context.newCDPSession(page);
await network.send("Network.enable");
await network.send("Network.setCacheDisabled", { cacheDisabled: true });
const scripts = new Map<string, { url: string; bytes: number }>();
network.on("Network.responseReceived", ({ requestId, type, response }) => {
  if (type === "Script") scripts.set(requestId, { url: response.url, bytes: 0 });
});
network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  const script = scripts.get(requestId);
  if (script) script.bytes = encodedDataLength;
});

await page.goto("/cases?tab=open");
await page.waitForLoadState("networkidle");
const loaded = [...scripts.values()].toSorted((a, b) => b.bytes - a.bytes);
const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
for (const { url, bytes } of loaded.slice(0, 8)) console.log(`  ${kilobytes(bytes)}  ${new URL(url).pathname}`);
console.log(
  `JavaScript of the queue page as a browser loads it: ${kilobytes(total)} compressed in ${loaded.length} files. ` +
    `Target: at most ${kilobytes(TARGET)}${total <= TARGET ? "" : ", which it is above"}.`,
);
await browser.close();
process.exit(0);
