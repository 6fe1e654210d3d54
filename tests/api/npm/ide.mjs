// Opens the query editor as a browser would: node ide.mjs FOLDER URL; prints what a reader gets to see, as JSON.
import { createRequire } from "node:module";

const [folder, url] = process.argv.slice(2);
const { JSDOM, VirtualConsole } = createRequire(`${folder}/`)("jsdom");
const faults = [];
let fetched = 0;
const console_ = new VirtualConsole();
console_.on("jsdomError", (error) => faults.push(error.message));

function furnish(window) { // what jsdom lacks of a browser: layout, and what Node has as well
  const box = { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 };
  const listening = { addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} };
  Object.assign(window, { TextDecoder, TextEncoder, structuredClone });
  window.fetch = (address, options) => fetch(new URL(address, url), options).finally(() => (fetched += 1));
  window.matchMedia = () => ({ matches: false, ...listening });
  window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
  window.Range.prototype.getBoundingClientRect = () => box;
  window.Range.prototype.getClientRects = () => [];
}

const dom = await JSDOM.fromURL(url, {
  resources: "usable", runScripts: "dangerously", pretendToBeVisual: true, virtualConsole: console_, beforeParse: furnish,
});
const { document, Event } = dom.window;
const editor = (place) => document.querySelector(`${place} .CodeMirror`)?.CodeMirror?.getValue();

async function until(what) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`in vain: ${what}; ${faults}`);
}

const query = await until(() => editor(".graphiql-query-editor"));
const button = await until(() => document.querySelector(".graphiql-execute-button"));
await until(() => fetched >= 2); // the texts, the schema
await new Promise((resolve) => setTimeout(resolve, 300));
button.click();
const answer = await until(() => editor(".result-window"));
const select = document.querySelector("select");
select.selectedIndex = 1;
select.dispatchEvent(new Event("change", { bubbles: true }));
const second = await until(() => editor(".graphiql-query-editor") !== query && editor(".graphiql-query-editor"));
const examples = [...select.options].map((option) => option.textContent);
console.log(JSON.stringify({ faults, examples, query, answer, second }));
process.exit(0);
