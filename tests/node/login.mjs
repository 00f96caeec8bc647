// Signs in from the explorer page as a reader does, in Chromium: node login.mjs CHROMIUM EXPLORER-ADDRESS ACCOUNT
// Prints what the page's operation was answered, whom it was asked as, and what the console said, as one line of JSON.
import { chromium } from "playwright-core";

const [executablePath, explorer, account] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  const told = [];
  // What the provider's own pages say of themselves is not ours to judge.
  const tell = (text) => page.url().startsWith(explorer) && told.push(text);
  page.on("console", (message) => tell(message.text()));
  page.on("pageerror", (error) => tell(String(error)));
  page.setDefaultTimeout(60_000);
  await page.goto(explorer);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.locator("input[name=login]").fill(account);
  await page.locator("input[name=password]").fill("peu importe");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(explorer);
  const role = await page.locator(".poincon-bar select option:checked").textContent();
  await page.locator(".graphiql-execute-button").click();
  const answer = page.locator(".result-window .CodeMirror-code");
  await answer.getByText('"viewer"').waitFor();
  const lines = await answer.locator(".CodeMirror-line").allTextContents();
  const stored = await page.evaluate(() => JSON.stringify({ ...window.sessionStorage, ...window.localStorage }));
  console.log(JSON.stringify({ address: page.url(), role, answer: lines.join("\n").replaceAll("\u00a0", " "), console: told, stored }));
} finally {
  await browser.close();
}
