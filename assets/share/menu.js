/* "Cite", "Share" and "Download": three menus beside the title of a page. What they offer follows the state of the page
   without asking the server. */
(function () {
  const { atlas } = window, { element } = atlas;
  const FILES = [["csv", "CSV"], ["excel.csv", "CSV for Excel"], ["xlsx", "Excel workbook"], ["parquet", "Parquet"], ["json", "JSON"]];
  const BUNDLE = ["zip", ": data, citations, README (zip)"];
  const CITATIONS = [["txt", "Plain text"], ["bib", "BibTeX"], ["ris", "RIS"], ["csl.json", "CSL-JSON"]];
  const REACHED = "a[href], button:not(:disabled)";

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async function answerOf(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(await answer.text());
    return answer;
  }

  /* How far the reader has moved or zoomed a map of the page; nothing where it is no map, or as it was. */
  function movedOf(graph) {
    const geo = document.querySelector(`#${graph} .js-plotly-plot`)?.layout?.geo;
    if (!(geo?.projection?.scale > 1)) return null;
    return { center: geo.center, projection: { scale: geo.projection.scale, rotation: geo.projection.rotation } };
  }

  /* The permalink with the tab of the view, where the server's has none. */
  function withTabOf(permalink, link) {
    const tab = new URLSearchParams(link).get("tab");
    return tab && !new URL(permalink).searchParams.has("tab") ? `${permalink}&tab=${tab}` : permalink;
  }

  const group = (label, ...parts) => element("div", { class: "share-group", role: "group", "aria-label": label }, element("span", {}, label), ...parts);

  class Menu {
    constructor(home) {
      const { page, thing = "chart", framed, files = "true", behind, chosen = "" } = home.dataset;
      Object.assign(this, { home, page, link: "", files: [], thing, chosen: chosen.split(" ") });
      const download = this.download(behind), menus = [this.cite(), this.share(framed === "true"), ...(files === "true" ? [download] : [])];
      this.offerPictures();
      new MutationObserver(() => this.offerPictures()).observe(home, { attributeFilter: ["data-pictures"] });
      home.replaceChildren(...menus);
      document.addEventListener("click", ({ target }) => menus.forEach((menu) => { menu.open &&= menu.contains(target); }));
      menus.forEach((menu) => menu.addEventListener("keydown", (event) => this.key(event, menu)));
    }

    /* Pictures are offered where the view has something to draw. */
    offerPictures() { this.pictures.hidden = this.home.dataset.pictures !== "true"; }

    address(form) { return `/view/${this.page}.${form}${this.link}`; }

    /* Escape closes a menu, and arrows go through what it offers. */
    key(event, menu) {
      const head = menu.firstChild, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && menu.open) { menu.open = false; head.focus(); }
      if (!step) return;
      event.preventDefault();
      menu.open = true;
      const stops = [head, ...menu.querySelectorAll(REACHED)].filter((stop) => stop.checkVisibility());
      stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
    }

    /* Everything that a picture holds, from the same state as the links. */
    async view() {
      const view = await (await answerOf(this.address("picture.json"))).json();
      if (!view.parts.length) throw new Error("There is nothing to draw in this view. Its data can be downloaded below.");
      return { ...view, parts: view.parts.map((part) => ({ ...part, moved: movedOf(part.graph) })) };
    }

    /* Menus of one name close one another; each says below what became of a choice. */
    menu(title, ...parts) {
      const status = element("p", { class: "share-status", role: "status" });
      const box = element("div", { class: "share-box" }, ...parts, status);
      return element("details", { class: `share-menu share-${title.toLowerCase()}`, name: this.home.id }, element("summary", {}, title), box);
    }

    /* Say below the choices that one is worked on, and what became of it. */
    async report(chosen, work) {
      const box = chosen.closest(".share-box"), status = box.querySelector("[role=status]");
      box.querySelectorAll("[data-copied]").forEach((other) => delete other.dataset.copied);
      status.textContent = "Working …";
      try { status.textContent = await work(chosen); } catch (error) { status.textContent = String(error.message || error); }
    }

    button(label, work, name = label) {
      const button = element("button", { type: "button", ...(name !== label && { "aria-label": name }) }, label);
      button.addEventListener("click", async () => {
        button.disabled = true;
        await this.report(button, work);
        button.disabled = false;
        button.focus({ preventScroll: true });
      });
      return button;
    }

    copyButton(label, text) {
      return this.button(label, async (button) => {
        if (!(await atlas.copy(await text()))) return "The browser does not allow copying.";
        button.dataset.copied = "Copied";
        return `${label}: copied`;
      });
    }

    saveButton(label, preset, ending, content) {
      const { label: size } = atlas.contract.presets[preset];
      return this.button(label, async () => {
        const view = await this.view();
        save(await content(view), `${view.stem}_${preset}${ending}`);
        return `${size}: saved`;
      }, `${label}, ${size}`);
    }

    preset(name, { label, dpi }) {
      const { compose, png, print } = atlas.picture;
      const rasters = (dpi ? [1] : [1, 2]).map((scale) =>
        this.saveButton(scale === 1 ? "PNG" : `PNG ${scale}x`, name, scale === 1 ? ".png" : `_${scale}x.png`, (view) => png(view, name, scale)));
      const vector = this.saveButton("SVG", name, ".svg", async (view) => new Blob([(await compose(view, name)).svg], { type: "image/svg+xml" }));
      const paper = dpi ? [this.button("PDF (print dialog)", async () => { await print(await this.view(), name); return "In the print dialog choose “Save as PDF”."; })] : [];
      return group(label, ...rasters, vector, ...paper);
    }

    /* A file is asked for here, so that a server that is busy can say so. */
    file([form, label]) {
      const anchor = element("a", { download: "" }, label);
      anchor.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.report(anchor, async () => {
          const answer = await answerOf(anchor.href), [, name = ""] = /filename="([^"]*)"/.exec(answer.headers.get("Content-Disposition")) || [];
          save(await answer.blob(), name);
          return `${name}: saved`;
        });
      });
      this.files.push([form, anchor]);
      return anchor;
    }

    download(behind) {
      const presets = Object.entries(atlas.contract.presets).map(([name, preset]) => this.preset(name, preset));
      const alt = this.copyButton("Copy alt text", async () => (await this.view()).alt), heading = (text) => element("strong", {}, text);
      this.pictures = element("div", { class: "share-pictures" }, heading("Picture"), ...presets, alt);
      const data = [...FILES, ...(behind ? [["behind.csv", behind]] : [])].map((file) => this.file(file));
      return this.menu("Download", this.pictures, heading("Data"), element("div", { class: "share-files" }, ...data), this.file([BUNDLE[0], `This ${this.thing}${BUNDLE[1]}`]));
    }

    citations(label, of) {
      const text = (form) => async () => (await answerOf(this.address(form) + of)).text();
      return group(label, ...CITATIONS.map(([form, name]) => this.copyButton(name, text(form))));
    }

    cite() {
      this.mark = this.citations(this.chosen.includes("places") ? "The chosen place" : "The chosen mark", "&of=mark");
      const note = element("p", { class: "quiet" }, "Copy a citation: the primary source first, the atlas second.");
      return this.menu("Cite", note, this.mark, this.citations(`The ${this.thing}`, ""));
    }

    share(isFramed) {
      const permalink = async () => withTabOf((await (await answerOf(this.address("picture.json"))).json()).permalink, this.link);
      const frame = async () => atlas.frame.code(await permalink()), fitting = async () => atlas.frame.codeAndScript(await permalink());
      const frames = [this.copyButton("Copy code to embed", frame), this.copyButton("Copy code with a script that adjusts its height", fitting)];
      return this.menu("Share", this.copyButton("Copy the link", permalink), ...(isFramed ? frames : []));
    }

    follow(link) {
      this.link = link;
      const keys = new URLSearchParams(link);
      this.mark.hidden = keys.get("tab") === "chart" || !this.chosen.some((key) => keys.get(key));
      this.files.forEach(([form, anchor]) => anchor.setAttribute("href", this.address(form)));
      this.home.querySelectorAll("[role=status]").forEach((status) => { status.textContent = ""; });
    }
  }

  const followShare = (home, link) => (home.shareMenu ||= new Menu(home)).follow(link);
  Object.assign(atlas, { followShare, withTabOf, forms: { FILES: [...FILES, BUNDLE], CITATIONS } });
})();
