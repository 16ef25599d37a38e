"use strict";
(() => {
  const form = document.getElementById("filters");
  const told = document.getElementById("shown");
  const articles = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll("section.group")].reverse();
  const visible = () => articles.filter((a) => !a.hidden);

  // The filter stands in the address, so that a view can be kept or sent to somebody.
  function fromAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (![...wanted.keys()].some((k) => form.elements[k])) return;
    for (const box of form.querySelectorAll("[name=level]")) box.checked = !wanted.has("level") || wanted.getAll("level").includes(box.value);
    for (const name of ["rule", "report", "text"]) form.elements[name].value = wanted.get(name) ?? "";
  }

  function apply() {
    const data = new FormData(form);
    const levels = data.getAll("level");
    const [rule, report] = [data.get("rule"), data.get("report")];
    const words = data.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    for (const a of articles) {
      const text = words.length ? a.textContent.toLowerCase() : "";
      a.hidden = !levels.includes(a.dataset.level) || (rule && a.dataset.rule !== rule) ||
        (report && a.dataset.report !== report) || !words.every((w) => text.includes(w));
    }
    for (const g of groups) g.hidden = ![...g.querySelectorAll("article")].some((a) => !a.hidden);
    told.textContent = `${visible().length} of ${articles.length} shown`;
  }

  function toAddress() {
    const kept = new URLSearchParams();
    const boxes = [...form.querySelectorAll("[name=level]")];
    if (boxes.some((b) => !b.checked)) boxes.filter((b) => b.checked).forEach((b) => kept.append("level", b.value));
    for (const name of ["rule", "report", "text"]) if (form.elements[name].value) kept.set(name, form.elements[name].value);
    history.replaceState(null, "", `#${kept}`);
  }

  function step(by) {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement.closest("article"));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "start" });
  }

  form.addEventListener("input", () => { apply(); toAddress(); });
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); toAddress(); }));
  addEventListener("hashchange", () => { fromAddress(); apply(); });
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea")) return;
    if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "/") { e.preventDefault(); form.elements.text.focus(); }
  });
  form.hidden = false;
  fromAddress();
  apply();
})();
