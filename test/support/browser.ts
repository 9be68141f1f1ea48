/** A headless Chromium for tests of pages; none where the machine has no Chromium, and that is said loudly. */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromiumPath = [process.env["CHROMIUM"], ...places].find((path) => path !== undefined && path !== "" && existsSync(path));

if (chromiumPath === undefined) {
  console.warn("\nNO CHROMIUM FOUND: the pages are not tested in a browser (apt-get install chromium, or set CHROMIUM).\n");
}

/** A browser of its own, without a network; whoever asks closes it. */
export async function openBrowser(): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "dtsen-browser-")), {
    executablePath: chromiumPath!,
    headless: true,
    acceptDownloads: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
