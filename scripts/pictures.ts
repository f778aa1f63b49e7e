/** `node scripts/pictures.ts`: pictures of the sample's overview for the README, in `test/pictures`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chineseFont, launchBrowser, loadFont, serveSite } from "../test/support/browser.ts";
import { projectFolder } from "../test/support/project.ts";
import { smallPng } from "../test/support/small-png.ts";
import { buildSite } from "./build-site.ts";
import { endWithProblems } from "./end-with-problems.ts";

const WIDTH = 1280;
/** Two screens: the finding, the four numbers, what to do first, and said and did. */
const HEIGHT = 1480;

async function takePictures(): Promise<void> {
  await buildSite();
  const folder = join(projectFolder, "test", "pictures");
  mkdirSync(folder, { recursive: true });
  const [browser, served, fonts] = await Promise.all([
    launchBrowser(),
    serveSite(join(projectFolder, process.env["ZHIKE_OUT"] || "dist")),
    chineseFont(),
  ]);
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: HEIGHT },
    bypassCSP: true,
    colorScheme: "light",
  });
  for (const locale of ["zh-CN", "en"]) {
    await page.goto(`${served.url}/${locale}/`);
    await loadFont(page, fonts);
    const path = join(folder, `overview.${locale}.png`);
    const picture = smallPng(await page.screenshot());
    writeFileSync(path, picture);
    console.log(`${path.slice(projectFolder.length)} ${Math.round(picture.byteLength / 1000)} kB`);
  }
  await browser.close();
  await Promise.all([served.stop(), fonts.stop()]);
}

if (import.meta.main) await endWithProblems(takePictures);
