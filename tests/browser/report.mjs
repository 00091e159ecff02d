// The cleanup report in a browser: navigation, filters, folding, partners, copying, directions, sizes, colours.
//
//   node tests/browser/report.mjs CHROMIUM REPORT.html HOSTILE.html [FOLDER FOR PICTURES]
//
// Prints a line for each check and exits with 1 if one failed.
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { open } from "./browser.mjs";

const [program, report, hostile, pictures] = process.argv.slice(2);
const url = pathToFileURL(resolve(report)).href;
const browser = await open(program);
let failed = 0;
const check = async (name, run) => {
  try {
    await run();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n        ${String(error.message).replaceAll("\n", "\n        ")}`);
  }
};
const picture = async (name, whole) => { if (pictures) await browser.screenshot(join(pictures, name + ".png"), whole); };
const fresh = async (hash = "") => {
  await browser.goto(url);
  await browser.eval("localStorage.clear()");
  await browser.goto(url + hash);
};
// What is copied arrives later; nothing may be left from before.
const copied = async (click) => {
  await browser.eval("navigator.clipboard.writeText('')");
  await browser.eval(click);
  return browser.until("navigator.clipboard.readText()");
};
// Text whose contrast with what lies behind it is under 4.5 to 1.
const CONTRAST = `(() => {
  const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); if (c.startsWith("color(")) return [n[0]*255, n[1]*255, n[2]*255, n[3] ?? 1]; return [n[0], n[1], n[2], n[3] ?? 1]; };
  const over = (a, b) => [0,1,2].map((i) => a[i]*a[3] + b[i]*(1-a[3])).concat(1);
  const back = (e) => { const layers = []; for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); layers.push(c); if (c[3] === 1) break; } return layers.reverse().reduce((b, c) => over(c, b), [255,255,255,1]); };
  const lum = (c) => { const [r,g,b] = c.map((v) => { v /= 255; return v <= .04045 ? v/12.92 : ((v+.055)/1.055)**2.4; }); return .2126*r + .7152*g + .0722*b; };
  const bad = [];
  let seen = 0;
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg, script, option, .said") || !e.checkVisibility()) continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    seen++;
    const bg = back(e), fg = over(parse(getComputedStyle(e).color), bg);
    const [x, y] = [lum(fg), lum(bg)].sort((p, q) => q - p);
    const ratio = (x + .05) / (y + .05);
    if (ratio < 4.5) bad.push(e.tagName + "." + e.className + " " + ratio.toFixed(2) + " " + e.textContent.slice(0, 30));
  }
  return { seen, bad: [...new Set(bad)].slice(0, 10) };
})()`;

try {
  await browser.allowClipboard();
  await browser.media({});
  await browser.size(1280, 900);

  await check("the page asks nobody for anything and logs no error", async () => {
    await fresh();
    const requests = browser.events.filter((e) => e.method === "Network.requestWillBeSent").map((e) => e.params.request.url);
    assert.deepEqual(requests, [url]);
    const errors = browser.events.filter((e) => ["Runtime.exceptionThrown", "Log.entryAdded"].includes(e.method));
    assert.deepEqual(errors.map((e) => JSON.stringify(e.params).slice(0, 300)), []);
    assert.equal(await browser.eval("getComputedStyle(document.querySelector('.row')).display"), "grid");
  });
  await check("notes are hidden until asked for", async () => {
    const [notes, loud] = await browser.eval("[document.querySelectorAll('.card.note:not([hidden])').length, document.querySelectorAll('.card:not([hidden])').length]");
    assert.equal(notes, 0);
    assert.ok(loud > 20, String(loud));
    await browser.eval("document.querySelector('[data-show=note]').click()");
    const [seen, all] = await browser.eval("[document.querySelectorAll('.card:not([hidden])').length, document.querySelectorAll('.card').length]");
    assert.equal(seen, all);
  });
  await check("n and p go from finding to finding, show where, and make a permalink", async () => {
    await fresh();
    await browser.key("n");
    const first = await browser.eval("document.activeElement.id");
    assert.match(first, /^f-[0-9a-f]{16}/);
    assert.equal(await browser.eval("location.hash"), "#" + first);
    assert.match(await browser.eval("document.querySelector('#position').textContent"), /^1 of \d+$/);
    await browser.key("n");
    assert.notEqual(await browser.eval("document.activeElement.id"), first);
    const inside = await browser.eval("(() => { const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; })()");
    assert.ok(inside, "the finding is in view");
    await browser.key("p");
    assert.equal(await browser.eval("document.activeElement.id"), first);
    await browser.key("p");
    assert.match(await browser.eval("document.querySelector('#position').textContent"), /^(\d+) of \1$/);
    await browser.eval("document.querySelector('#keys').click(); document.activeElement.blur()");
    const before = await browser.eval("location.hash");
    await browser.key("n");
    assert.equal(await browser.eval("location.hash"), before, "the keys can be turned off");
  });
  await check("filters by severity and by rule", async () => {
    await fresh();
    await browser.eval("document.querySelector('[data-show=warning]').click()");
    assert.equal(await browser.eval("document.querySelectorAll('.card.warning:not([hidden])').length"), 0);
    assert.ok(await browser.eval("document.querySelectorAll('.card.error:not([hidden])').length") > 5);
    await browser.eval("(() => { const s = document.querySelector('#rule'); s.value = 'stray-punctuation'; s.dispatchEvent(new Event('change', {bubbles: true})); })()");
    const rules = await browser.eval("[...new Set([...document.querySelectorAll('.card:not([hidden])')].map((c) => c.dataset.rule))]");
    assert.deepEqual(rules, ["stray-punctuation"]);
    const marks = await browser.eval("[...document.querySelectorAll('.cell mark:not(.quiet)')].every((m) => m.dataset.f.split(' ').some((n) => !document.querySelector(`.card[data-n=\"${n}\"]`).hidden))");
    assert.ok(marks, "marks of other findings are quiet");
  });
  await check("clean rows fold and unfold", async () => {
    await fresh();
    const counts = () => browser.eval("[document.querySelectorAll('.row:not([hidden])').length, document.querySelectorAll('.row').length, document.querySelectorAll('li.fold').length]");
    const [few, all, folds] = await counts();
    assert.ok(few < all / 2 && folds > 5, `${few} of ${all}, ${folds}`);
    await browser.eval("document.querySelector('li.fold button').click()");
    assert.equal((await counts())[2], folds - 1);
    await browser.key("f");
    assert.deepEqual(await counts(), [all, all, 0]);
    await browser.key("f");
    assert.equal((await counts())[2], folds);
  });
  await check("a permalink opens what is hidden", async () => {
    await fresh();
    const note = await browser.eval("document.querySelector('.card.note').id");
    await fresh("#" + note);
    assert.equal(await browser.eval("document.activeElement.id"), note);
    assert.ok(await browser.eval(`document.getElementById('${note}').checkVisibility()`));
  });
  await check("a permalink to a version leads to it once the rows are folded", async () => {
    await fresh("#slips-heatwave-zh");
    const inView = (top) => top >= 0 && top < 250;
    const top = await browser.until("document.querySelector('#slips-heatwave-zh').getBoundingClientRect().top", inView);
    assert.ok(inView(top), String(top));
  });
  await check("a version without findings is one line and a fold", async () => {
    await fresh();
    const heads = await browser.eval("[...document.querySelectorAll('section.version')].map((s) => [s.querySelector('.card:not([hidden])') !== null, s.querySelector('.heads').checkVisibility()])");
    assert.ok(heads.every(([busy, seen]) => busy === seen) && heads.some(([busy]) => busy), JSON.stringify(heads));
  });
  await check("the front shows on demand only what needs work", async () => {
    await fresh();
    const rows = () => browser.eval("[...document.querySelectorAll('.matrix tbody tr')].map((r) => [r.checkVisibility(), r.querySelector('td .error, td .warning') !== null])");
    assert.ok((await rows()).every(([seen]) => seen));
    await browser.eval("document.querySelector('#busy').click()");
    assert.ok((await rows()).every(([seen, loud]) => seen === loud), JSON.stringify(await rows()));
  });
  await check("an exception and a link are copied from a finding", async () => {
    await fresh();
    const card = "[...document.querySelectorAll('#slips-harbour-es .card')].find((c) => c.dataset.rule === 'number-mismatch')";
    const entry = await copied(`${card}.querySelector('.stet').click()`);
    assert.equal(entry, '[[stet]]\nfamily = "slips/harbour"\nlang = "es"\nrule = "number-mismatch"\ntext = "13"\nreason = ""\n');
    const link = await copied(`${card}.querySelector('.permalink').click()`);
    assert.equal(link, url + await browser.eval(`"#" + ${card}.id`));
  });
  await check("printed, the lists are open, tools are gone and paper is white", async () => {
    await browser.media({ dark: true, print: true });
    await fresh();
    await browser.eval("dispatchEvent(new Event('beforeprint'))");
    const [open, tools, paper] = await browser.eval("[[...document.querySelectorAll('.todo')].every((t) => t.open), document.querySelector('.tools').checkVisibility(), getComputedStyle(document.body).backgroundColor]");
    assert.deepEqual([open, tools, paper], [true, false, "rgb(255, 255, 255)"]);
    await browser.media({});
  });
  await check("the partner of a figure lights up under the pointer and the focus", async () => {
    await fresh();
    await browser.key("f");
    await browser.eval("(() => { const e = [...document.querySelectorAll('.cell.source .figure[data-p]')].find((e) => e.textContent.includes('240')); e.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})); })()");
    const lit = await browser.eval("[...document.querySelectorAll('.lit')].map((e) => e.closest('.cell').className + ' ' + e.textContent)");
    assert.equal(lit.length, 2, lit.join());
    assert.ok(lit.every((l) => l.includes("240")), lit.join());
    await browser.eval("[...document.querySelectorAll('.cell.version .name[data-p]')][0].focus()");
    const named = await browser.eval("[...document.querySelectorAll('.lit')].map((e) => e.closest('.cell').className)");
    assert.ok(named.includes("cell source") && named.includes("cell version"), named.join());
    await browser.key("ArrowRight");
    assert.ok(await browser.eval("document.activeElement.matches('.cell [data-p]')"));
  });
  await check("a finding lights up its words on both sides", async () => {
    await fresh();
    await browser.eval("[...document.querySelectorAll('.card')].find((c) => c.dataset.rule === 'number-mismatch').focus()");
    const sides = await browser.eval("[...document.querySelectorAll('.lit')].map((e) => e.closest('.cell').className)");
    assert.deepEqual([...new Set(sides)].sort(), ["cell source", "cell version"]);
  });
  await check("the cleaned text and the list are copied", async () => {
    await fresh();
    const expected = await browser.eval("JSON.parse(document.querySelector('#slips-harbour-es script.cleaned').textContent).text");
    assert.equal(await copied("document.querySelector('#slips-harbour-es .copy-text').click()"), expected);
    assert.ok(expected.length > 500 && !expected.includes(". ."), "the safe fix is applied");
    await browser.eval("document.querySelector('#slips-harbour-es .todo').open = true; document.querySelector('#slips-harbour-es .todo input').click()");
    const list = await copied("document.querySelector('#slips-harbour-es .copy-list').click()");
    assert.match(list, /^- \[x\] .*harbour\.es\.txt:\d+: error: /);
    assert.match(list, /\n- \[ \] /);
  });
  await check("what was ticked is remembered", async () => {
    await browser.goto(url);
    assert.ok(await browser.eval("document.querySelector('#slips-harbour-es .todo input').checked"));
  });
  await check("Arabic runs from the right, its source from the left", async () => {
    await fresh();
    const dirs = await browser.eval("['source', 'version'].map((s) => { const c = document.querySelector('#slips-harbour-ar .cell.' + s + '[lang]'); return [c.lang, getComputedStyle(c).direction, getComputedStyle(c).textAlign]; })");
    assert.deepEqual(dirs, [["en", "ltr", "start"], ["ar", "rtl", "start"]]);
  });
  await check("nothing is wider than the window at 360, 768 and 1280 pixels", async () => {
    for (const width of [360, 768, 1280]) {
      await browser.size(width, 900);
      await fresh();
      await browser.eval("for (const d of document.querySelectorAll('.todo')) d.open = true");
      await browser.key("f");
      const wide = await browser.eval("document.documentElement.scrollWidth");
      assert.ok(wide <= width, `${wide} at ${width}`);
    }
  });
  for (const dark of [false, true]) {
    await check(`text can be read in ${dark ? "dark" : "light"} colours: 4.5 to 1 and more`, async () => {
      await browser.media({ dark });
      await browser.size(1280, 900);
      await fresh();
      await browser.eval("document.querySelector('[data-show=note]').click(); for (const d of document.querySelectorAll('.todo')) d.open = true");
      await browser.key("f");
      const { seen, bad } = await browser.eval(CONTRAST);
      assert.ok(seen > 500, String(seen));
      assert.deepEqual(bad, []);
    });
  }
  await check("the button changes the colours and they stay", async () => {
    await browser.media({});
    await fresh();
    const paper = () => browser.eval("getComputedStyle(document.body).backgroundColor");
    const light = await paper();
    await browser.eval("document.querySelector('#theme').click()");
    const dark = await paper();
    assert.notEqual(light, dark);
    await browser.goto(url);
    assert.equal(await paper(), dark);
  });
  await check("on a telephone the steps stay in reach and the tools do not cover the text", async () => {
    await browser.media({});
    await browser.size(360, 800);
    await fresh();
    await browser.key("n");
    await browser.key("n");
    const [steps, tools] = await browser.eval("['.steps', '.severities'].map((s) => { const r = document.querySelector(s).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })");
    assert.deepEqual([steps, tools], [true, false]);
    await browser.size(1280, 900);
  });
  await check("on a telephone the front names the language of every count", async () => {
    await browser.size(360, 800);
    await fresh();
    const cells = await browser.eval("[...document.querySelectorAll('.matrix tbody td')].map((d) => [d.textContent !== '', d.checkVisibility(), getComputedStyle(d, '::before').content, d.getBoundingClientRect().right <= innerWidth])");
    assert.ok(cells.length > 20);
    for (const [full, seen, label, inside] of cells) assert.ok(full === seen && (!seen || /^"(source|[a-z]{2}(-[A-Z]{2})?)"$/.test(label) && inside), JSON.stringify([full, seen, label, inside]));
    await browser.eval("document.querySelector('#busy').click()");
    assert.equal(await browser.eval("[...document.querySelectorAll('.matrix tr.calm')].some((r) => r.checkVisibility())"), false);
    await browser.size(1280, 900);
  });
  await check("without scripts everything is there and no dead button", async () => {
    await browser.scripts(false);
    await browser.goto(url);
    const [rows, cards, buttons] = await browser.eval("[[...document.querySelectorAll('.row')].every((r) => r.checkVisibility()), [...document.querySelectorAll('.card')].every((c) => c.checkVisibility()), [...document.querySelectorAll('button')].filter((b) => b.checkVisibility()).length]");
    assert.deepEqual([rows, cards, buttons], [true, true, 0]);
    await browser.scripts(true);
  });
  await check("hostile texts run no script, load nothing and turn no lines", async () => {
    await browser.goto(pathToFileURL(resolve(hostile)).href);
    assert.equal(await browser.eval("window.hacked"), undefined);
    assert.equal(await browser.eval("document.querySelectorAll('main script:not([type=\"application/json\"]), main img, main iframe, [onerror], [onclick], [onmouseover]').length"), 0);
    assert.equal(browser.events.filter((e) => e.method === "Network.requestWillBeSent").length, 1);
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(await browser.eval("document.body.innerText")));
    const text = await browser.eval("JSON.parse(document.querySelector('script.cleaned').textContent).text");
    assert.ok(text.includes("</script>") && text.includes("\u202e"), "the copied text is untouched");
  });

  if (pictures) {
    for (const [name, width, dark] of [["wide", 1280, false], ["wide-dark", 1280, true], ["narrow", 360, false], ["middle", 800, false]]) {
      await browser.media({ dark });
      await browser.size(width, 1000);
      await fresh();
      await picture(name, true);
      await browser.eval("document.querySelector('#slips-harbour-ar').scrollIntoView({block: 'start'})");
      await picture(name + "-arabic");
      await browser.eval("document.querySelector('#slips-heatwave-de').scrollIntoView({block: 'start'})");
      await browser.eval("[...document.querySelectorAll('#slips-heatwave-de .card')].find((c) => c.dataset.rule === 'number-mismatch').focus({preventScroll: true})");
      await picture(name + "-german");
    }
    await browser.media({ print: true });
    await browser.size(800, 1100);
    await browser.goto(url);
    await picture("print");
  }
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;
