"use strict";
// A bar above GraphiQL: example questions, the reader's key, the other language. The key stays in this tab.

const asked = new URLSearchParams(location.search).get("lang");
const language = asked === "zh" || asked === "en" ? asked : navigator.language.startsWith("zh") ? "zh" : "en";
const element = React.createElement;
document.documentElement.lang = language;

function fetcher(key) {
  return async (asked, options) => {
    const headers = { "content-type": "application/json", accept: "application/json", ...options?.headers };
    if (key && !headers.Authorization) headers.Authorization = `Bearer ${key}`;
    const response = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify(asked) });
    return response.json();
  };
}

function Bar({ labels, examples, example, choose, apiKey, setKey }) {
  const other = language === "zh" ? "en" : "zh";
  return element("header", { className: "bar" },
    element("strong", null, labels.title),
    element("label", null, labels.examples,
      element("select", { value: example, onChange: (event) => choose(Number(event.target.value)) },
        examples.map(({ title }, index) => element("option", { key: index, value: index }, title)))),
    element("label", { title: labels.key_hint }, labels.key,
      element("input", { type: "password", autoComplete: "off", placeholder: "gsk_…", defaultValue: apiKey,
        onChange: (event) => setKey(event.target.value.trim()) })),
    element("a", { href: `?lang=${other}` }, labels.other_language));
}

function Ide({ labels, examples }) {
  const [example, choose] = React.useState(0);
  const [apiKey, setKey] = React.useState(sessionStorage.getItem("graphsvc-key") ?? "");
  React.useEffect(() => sessionStorage.setItem("graphsvc-key", apiKey), [apiKey]);
  const ask = React.useMemo(() => fetcher(apiKey), [apiKey]);
  return element(React.Fragment, null,
    element(Bar, { labels, examples, example, choose, apiKey, setKey }),
    // a new key may see another schema: GraphiQL starts anew with it
    element(GraphiQL, { key: apiKey, fetcher: ask, query: examples[example].query, forcedTheme: "light" }));
}

fetch(`/ide/texts/${language}.json`).then((response) => response.json()).then((texts) => {
  document.title = texts.labels.title;
  ReactDOM.createRoot(document.getElementById("ide")).render(element(Ide, texts));
});
