// Search in the page over Pagefind's static index: no server, nothing sent anywhere.
// The index holds every Han character alone (see scripts/humi/render/pagefind.py), so a query is asked as a phrase
// of characters: what stands on a page is found. Phrase first, then the pieces of a question, ranked.

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

// The index puts a blank after every Han character; readers must not see them.
function joined(text) {
  return text.replace(/([\u3400-\u9fff]) +/g, "$1");
}

// Pagefind marks matches with <mark>; everything else in an excerpt is text, whatever it looks like.
function excerpt(html) {
  const line = document.createElement("p");
  const marked = html.replace(/<\/mark>\s*<mark>/g, " ");
  for (const part of marked.split(/(<mark>.*?<\/mark>)/s)) {
    const match = /^<mark>(.*)<\/mark>$/s.exec(part);
    const node = match ? document.createElement("mark") : document.createTextNode("");
    node.textContent = joined(plain(match ? match[1] : part));
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
  const [page, part] = [joined(data.meta.title), joined(hit.title ?? "")];
  title.textContent = !part || part === page ? page : `${page}：${part}`;
  const kind = document.createElement("small");
  kind.textContent = data.meta.kind ?? "";
  link.append(title, kind, excerpt(hit.excerpt));
  item.append(link);
  return item;
}

const HAN = /[\u3400-\u9fff]/g;

// Words of a question that say nothing of its subject.
const ASKING = /请问|怎么办|怎么样|怎么|怎样|如何|什么|哪些|哪个|哪里|多少|为什么|是不是|能不能|可不可以|可以|应该|需要|有没有|会不会|算不算|[吗呢吧啊的了是我你他她它们要能会被把将和与或在有没不算去]/g;

// A phrase of single characters, as the index holds them.
function phrase(text) {
  return `"${text.replace(HAN, " $& ").replace(/\s+/g, " ").trim()}"`;
}

// The whole phrase, else the pieces of the question: pages that hold more of them, and rank higher, come first.
async function find(index, query) {
  const whole = await index.search(phrase(query));
  if (whole.results.length) return whole.results;
  const pieces = query.replace(ASKING, " ").split(/[\s，。？！、；：,.?!;:]+/).filter((piece) => piece.length > 1);
  const scores = new Map();
  for (const piece of [...new Set(pieces.flatMap(parts))].slice(0, 14)) {
    const found = await index.search(phrase(piece));
    // A piece that few pages hold says more than one that all of them do.
    const weight = piece.length / Math.log(found.results.length + 2);
    found.results.slice(0, 60).forEach((result, rank) => {
      const known = scores.get(result.id) ?? { result, score: 0 };
      known.score += weight / (rank + 8);
      scores.set(result.id, known);
    });
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map((one) => one.result);
}

// A long piece and its overlapping parts of four and two characters, longest first.
function parts(piece) {
  const found = [piece];
  for (const size of [4, 2]) {
    for (let at = 0; piece.length > size && at + size <= piece.length; at += size / 2) found.push(piece.slice(at, at + size));
  }
  return found;
}

async function search(text) {
  const turn = ++latest;
  const query = text.normalize("NFKC").trim().slice(0, 200);
  if (!query) { list.replaceChildren(); status.textContent = ""; return; }
  let index;
  try { index = await pagefind(); } catch { return; }
  const results = await find(index, query.replaceAll('"', " "));
  if (turn !== latest) return;
  const pages = await Promise.all(results.slice(0, 12).map((result) => result.data()));
  if (turn !== latest) return;
  list.replaceChildren(...pages.map((data) => {
    const part = data.sub_results.find((one) => one.url.includes("#")) ?? data;
    const best = data.sub_results[0] ?? part;
    return row(data, { url: best.url ?? data.url, title: best.title, excerpt: best.excerpt ?? data.excerpt });
  }));
  status.textContent = results.length
    ? `找到${results.length}页`
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
