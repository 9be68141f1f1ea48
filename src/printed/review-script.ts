/**
 * The script of the review page. Rows are drawn when they come near the screen, so that thousands open at once. What has been
 * decided is remembered by the keys of the rulings alone, in the browser of whoever decides.
 */
export const reviewScript = String.raw`"use strict";
(() => {
  const { run, texts, rows } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const store = "dtsen-" + run;
  let rulings = {};
  try { rulings = JSON.parse(localStorage.getItem(store) || "{}"); } catch { rulings = {}; }
  const history = [];
  let shown = [], current = 0, choice = 0, unsaved = false;
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const idOf = (row, candidate) => candidate.kunci || row.file + ":" + row.row + ":" + candidate.dtsen_file + ":" + candidate.dtsen_row;
  const rulingOf = (row, candidate) => rulings[idOf(row, candidate)] || "";
  const isDecided = (row) => row.candidates.some((each) => rulingOf(row, each) === "SAMA" || rulingOf(row, each) === "TUNDA") || (row.candidates.length > 0 && row.candidates.every((each) => rulingOf(row, each) === "BEDA"));

  // Letters of b that are not in a: numbers place by place, words by the longest common subsequence.
  const marked = (a, b) => {
    const element = make("span");
    if (a === "" || b === "" || a.length * b.length > 20000) { element.textContent = b; return element; }
    const x = a.toUpperCase(), y = b.toUpperCase(), width = y.length + 1;
    // Numbers and dates of one length are compared place by place.
    if (x.length === y.length && /^[\d-]+$/.test(x + y)) {
      for (let at = 0; at < b.length; at++) element.append(x[at] === y[at] ? document.createTextNode(b[at]) : make("mark", "", b[at]));
      return element;
    }
    const longest = new Uint16Array((x.length + 1) * width);
    for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--)
      longest[i * width + j] = x[i] === y[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    let i = 0, j = 0, text = "", isMarked = false;
    const flush = () => { if (text !== "") element.append(isMarked ? make("mark", "", text) : document.createTextNode(text)); text = ""; };
    while (j < y.length) {
      const same = i < x.length && x[i] === y[j];
      if (!same && i < x.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) { i++; continue; }
      if (same === isMarked) { flush(); isMarked = !same; }
      text += b[j];
      if (same) i++;
      j++;
    }
    flush();
    return element;
  };

  const fields = [
    ["nik", "daftar_nik", "dtsen_nik"], ["name", "daftar_nama", "dtsen_nama"], ["born", "daftar_tanggal_lahir", "dtsen_tanggal_lahir"],
    ["place", "daftar_desa", "dtsen_desa"], ["card", "", "dtsen_no_kk"], ["sex", "", "dtsen_jenis_kelamin"], ["address", "", "dtsen_alamat"],
    ["head", "", "dtsen_kepala_keluarga"], ["decile", "", "dtsen_desil"],
  ];
  const draw = (element, row, at) => {
    element.textContent = "";
    element.classList.toggle("current", at === current);
    element.append(make("div", "head", row.file + " : " + row.row + " · " + row.status + " · " + row.desa), make("p", "why", row.explanation));
    const table = make("table");
    const top = table.insertRow();
    top.append(make("th"), make("th", "", texts.list));
    row.candidates.forEach((candidate, n) => {
      const th = make("th", at === current && n === choice ? "chosen" : "", (n + 1) + " · " + candidate.probability + " ");
      th.append(make("b", "ruling " + rulingOf(row, candidate), rulingOf(row, candidate)));
      th.dataset.choice = n;
      top.append(th);
    });
    const first = row.candidates[0] || {};
    for (const [word, left, right] of fields) {
      if (!row.candidates.some((each) => each[right]) && !(left && first[left])) continue;
      const line = table.insertRow();
      const mine = left ? first[left] || "" : "";
      line.append(make("th", "", texts[word]), make("td", "", mine));
      row.candidates.forEach((candidate, n) => {
        const td = make("td", at === current && n === choice ? "chosen" : "");
        const value = word === "address" ? [candidate.dtsen_alamat, candidate.dtsen_rt && "RT " + candidate.dtsen_rt, candidate.dtsen_rw && "RW " + candidate.dtsen_rw].filter(Boolean).join(" ") : candidate[right] || "";
        td.append(marked(mine, value));
        td.dataset.choice = n;
        line.append(td);
      });
    }
    for (const [word, column] of [["agrees", "sama"], ["differs", "beda"]]) {
      const line = table.insertRow();
      line.append(make("th", "", texts[word]), make("td"));
      row.candidates.forEach((candidate, n) => { const td = make("td", "small" + (at === current && n === choice ? " chosen" : ""), candidate[column] || ""); td.dataset.choice = n; line.append(td); });
    }
    element.append(table);
    if (at === current) {
      const buttons = make("div", "buttons");
      for (const [word, ruling] of [["same", "SAMA"], ["different", "BEDA"], ["later", "TUNDA"]]) {
        const button = make("button", ruling, texts[word]);
        button.addEventListener("click", (event) => { event.stopPropagation(); decide(ruling); });
        buttons.append(button);
      }
      element.append(buttons);
    }
  };
  const elementAt = (at) => $("rows").children[at];
  const redraw = (at) => { const element = elementAt(at); if (element && shown[at]) draw(element, shown[at], at); };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const at = Number(entry.target.dataset.at);
      if (entry.isIntersecting) { if (entry.target.childElementCount === 0) draw(entry.target, shown[at], at); }
      else if (at !== current) entry.target.textContent = "";
    }
  }, { rootMargin: "800px" });

  const list = () => {
    const village = $("village").value, status = $("status").value, onlyOpen = $("open").checked;
    shown = rows.filter((row) => (village === "" || row.desa === village) && (status === "" || row.status === status) && (!onlyOpen || !isDecided(row)));
    observer.disconnect();
    const fragment = document.createDocumentFragment();
    shown.forEach((row, at) => { const section = make("section"); section.dataset.at = at; fragment.append(section); });
    $("rows").replaceChildren(fragment);
    if (shown.length === 0) $("rows").append(make("p", "", texts.nothing));
    for (const section of $("rows").querySelectorAll("section")) observer.observe(section);
    current = 0; choice = 0;
    redraw(0);
    progress();
  };
  const progress = () => { $("progress").textContent = rows.filter(isDecided).length + " / " + rows.length + " " + texts.progress; };
  const goTo = (at, candidate) => {
    if (at < 0 || at >= shown.length) return;
    const before = current;
    current = at; choice = candidate || 0;
    if (before !== at) redraw(before);
    redraw(at);
    elementAt(at).scrollIntoView({ block: "nearest" });
  };
  const remember = () => { try { localStorage.setItem(store, JSON.stringify(rulings)); } catch { /* A browser that keeps nothing: the file is saved all the same. */ } };
  const decide = (ruling) => {
    const row = shown[current];
    const candidate = row && row.candidates[choice];
    if (!candidate) return;
    const id = idOf(row, candidate);
    history.push([id, rulings[id], current, choice]);
    rulings[id] = ruling;
    unsaved = true;
    remember();
    redraw(current);
    progress();
    if (ruling === "BEDA" && choice + 1 < row.candidates.length) goTo(current, choice + 1);
    else goTo(current + 1, 0);
  };
  const undo = () => {
    const last = history.pop();
    if (!last) return;
    const [id, before, at, candidate] = last;
    if (before === undefined) delete rulings[id]; else rulings[id] = before;
    remember();
    goTo(at, candidate);
    progress();
  };
  const columns = ["kunci", "PUTUSAN", "NIK BENAR", "KETERANGAN", "DASAR", "PETUGAS", "TANGGAL", "status", "source_file", "source_row",
    "daftar_nik", "daftar_nama", "daftar_tanggal_lahir", "daftar_desa", "dtsen_nik", "dtsen_no_kk", "dtsen_nama", "dtsen_tanggal_lahir", "dtsen_jenis_kelamin", "dtsen_label", "dtsen_tanggal"];
  const cell = (text) => {
    const value = /^[\s]*[=@]/.test(text) || /^[+-](?![\d\s]*$)/.test(text) ? "'" + text : text;
    return /[",;\r\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value;
  };
  const save = () => {
    const lines = [columns.join(",")];
    for (const row of rows) for (const candidate of row.candidates) {
      const ruling = rulingOf(row, candidate);
      if (ruling === "") continue;
      const values = { ...candidate, PUTUSAN: ruling, status: row.status, source_file: row.file, source_row: row.row };
      lines.push(columns.map((column) => cell(String(values[column] || ""))).join(","));
    }
    const link = make("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "putusan.csv";
    link.click();
    unsaved = false;
  };
  const options = (select, all, values) => {
    select.append(new Option(all, ""));
    for (const value of [...new Set(values)].filter(Boolean).sort()) select.append(new Option(value, value));
    select.addEventListener("change", () => { list(); select.blur(); });
  };
  options($("village"), texts.village, rows.map((row) => row.desa));
  options($("status"), texts.status, rows.map((row) => row.status));
  $("open").addEventListener("change", list);
  $("save").addEventListener("click", save);
  $("rows").addEventListener("click", (event) => {
    const section = event.target.closest("section");
    if (!section) return;
    const chosen = event.target.closest("[data-choice]");
    goTo(Number(section.dataset.at), chosen ? Number(chosen.dataset.choice) : 0);
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
    const key = event.key.toLowerCase();
    const actions = {
      s: () => decide("SAMA"), b: () => decide("BEDA"), t: () => decide("TUNDA"), u: undo,
      arrowdown: () => goTo(current + 1, 0), arrowup: () => goTo(current - 1, 0),
      arrowright: () => shown[current] && goTo(current, Math.min(choice + 1, shown[current].candidates.length - 1)), arrowleft: () => goTo(current, Math.max(choice - 1, 0)),
    };
    if (!actions[key]) return;
    event.preventDefault();
    actions[key]();
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  list();
})();
`;
