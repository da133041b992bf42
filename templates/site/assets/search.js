// Search in the page over Pagefind's static index: no server, nothing sent anywhere.
// Phrase first, then Pagefind's own reading of the words: measured on Chinese legal text, a phrase puts a right
// page first far more often than its default.

const base = new URL("..", import.meta.url);
const dialog = document.createElement("dialog");
dialog.className = "hm-search";
dialog.setAttribute("aria-label", "搜索");
dialog.innerHTML = `
  <form method="dialog" role="search">
    <input type="search" name="q" aria-label="搜索全站" placeholder="输入要找的话，例如：离职带走客户名单" autocomplete="off">
    <button type="submit">关闭</button>
  </form>
  <p class="hm-search__status" role="status"></p>
  <ol></ol>`;
document.body.append(dialog);

const form = dialog.querySelector("form");
const input = dialog.querySelector("input");
const status = dialog.querySelector(".hm-search__status");
const list = dialog.querySelector("ol");
let engine;
let latest = 0;

async function pagefind() {
  if (!engine) {
    engine = await import(new URL("pagefind/pagefind.js", base));
    await engine.options({ baseUrl: base.pathname, excerptLength: 40 });
    await engine.init();
  }
  return engine;
}

function open() {
  if (!dialog.open) dialog.showModal();
  input.focus();
  pagefind().catch(() => { status.textContent = "这里没有搜索索引。完整构建（make）之后就能搜索。"; });
}

// Pagefind marks matches with <mark>; everything else in an excerpt is text, whatever it looks like.
function excerpt(html) {
  const line = document.createElement("p");
  for (const part of html.split(/(<mark>.*?<\/mark>)/s)) {
    const match = /^<mark>(.*)<\/mark>$/s.exec(part);
    const node = match ? document.createElement("mark") : document.createTextNode("");
    node.textContent = plain(match ? match[1] : part);
    line.append(node);
  }
  return line;
}

function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

function row(data, hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = hit.url;
  const title = document.createElement("strong");
  title.textContent = hit.title === data.meta.title || !hit.title ? data.meta.title : `${data.meta.title}：${hit.title.replace("¶", "")}`;
  const kind = document.createElement("small");
  kind.textContent = data.meta.kind ?? "";
  link.append(title, kind, excerpt(hit.excerpt));
  item.append(link);
  return item;
}

async function search(text) {
  const turn = ++latest;
  const query = text.normalize("NFKC").trim().slice(0, 200);
  if (!query) { list.replaceChildren(); status.textContent = ""; return; }
  let index;
  try { index = await pagefind(); } catch { return; }
  let found = await index.search(`"${query.replaceAll('"', " ")}"`);
  if (!found.results.length) found = await index.search(query);
  if (turn !== latest) return;
  const pages = await Promise.all(found.results.slice(0, 12).map((result) => result.data()));
  if (turn !== latest) return;
  list.replaceChildren(...pages.map((data) => {
    const part = data.sub_results.find((one) => one.url.includes("#")) ?? data;
    const best = data.sub_results[0] ?? part;
    return row(data, { url: best.url ?? data.url, title: best.title, excerpt: best.excerpt ?? data.excerpt });
  }));
  status.textContent = found.results.length
    ? `找到${found.results.length}页`
    : "没有找到。换个说法，或拨打12315咨询。";
}

input.addEventListener("input", () => search(input.value));
form.addEventListener("submit", (event) => {
  const first = list.querySelector("a");
  if (event.submitter === null && first && input.value) { event.preventDefault(); first.click(); }
});
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
  event.preventDefault();
});
// Enter in the box opens the first hit instead of pressing the close button.
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  list.querySelector("a")?.click();
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-hm-search]")) open();
  if (event.target === dialog) dialog.close();
});
document.addEventListener("keydown", (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName ?? "");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); }
});
