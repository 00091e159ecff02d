// A headless Chromium driven over a pipe by its DevTools protocol: no driver, no package, no network.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars",
  "--disable-component-update", "--remote-debugging-pipe",
];

/** Starts the browser `program` and opens one page. */
export async function open(program) {
  const profile = mkdtempSync(join(tmpdir(), "copydesk-browser-"));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const gone = new Promise((resolve) => child.on("exit", resolve));
  const waiting = new Map();
  const events = [];
  let last = 0;
  let rest = "";
  child.stdio[4].setEncoding("utf8").on("data", (data) => {
    const messages = (rest + data).split("\0");
    rest = messages.pop();
    for (const message of messages.map((m) => JSON.parse(m))) {
      if (message.id === undefined) events.push(message);
      else waiting.get(message.id)?.(message);
    }
  });
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, (answer) => answer.error ? reject(new Error(`${method}: ${answer.error.message}`)) : resolve(answer.result));
    child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
  });
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => send(method, params, sessionId);
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await page(`${domain}.enable`);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const loaded = async (url) => {
    const expression = "document.readyState + location.href";
    for (let i = 0; i < 400; i++) {
      const { result } = await page("Runtime.evaluate", { expression });
      if (result.value === "complete" + url) return;
      await pause(25);
    }
    throw new Error(`${url} does not load`);
  };

  const evaluate = async (expression) => {
    const answer = await page("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true, userGesture: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };

  return {
    events,
    /** Opens a page anew, so that nothing of the one before is left. */
    async goto(url) {
      await page("Page.navigate", { url: "about:blank" });
      await loaded("about:blank");
      events.length = 0;
      await page("Page.navigate", { url });
      await loaded(url);
    },
    /** The value of an expression in the page. */
    eval: evaluate,
    /** The value of an expression once it is as wanted, or as it is after some seconds. */
    async until(expression, wanted = Boolean) {
      let value;
      for (let i = 0; i < 200; i++) {
        value = await evaluate(expression);
        if (wanted(value)) break;
        await pause(25);
      }
      return value;
    },
    async key(key) {
      const codes = { ArrowRight: 39, ArrowLeft: 37, Tab: 9, Enter: 13 };
      const text = key.length === 1 ? key : undefined;
      const code = { key, text, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) };
      await page("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...code });
      await page("Input.dispatchKeyEvent", { type: "keyUp", ...code });
      await pause(60);
    },
    async size(width, height) {
      await page("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    },
    async media({ dark = false, print = false }) {
      const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }, { name: "prefers-reduced-motion", value: "reduce" }];
      await page("Emulation.setEmulatedMedia", { media: print ? "print" : "", features });
    },
    async scripts(on) { await page("Emulation.setScriptExecutionDisabled", { value: !on }); },
    async allowClipboard() {
      await send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    },
    /** Writes a picture of what the window shows, or of the whole page. */
    async screenshot(path, whole = false) {
      const { data } = await page("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
      writeFileSync(path, Buffer.from(data, "base64"));
    },
    async close() {
      await send("Browser.close").catch(() => {});
      await Promise.race([gone, pause(3000)]);
      child.kill();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
