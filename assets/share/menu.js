/* "Download and cite": the row under a figure that offers it as picture, data, citation, link and embed. Its links follow the
   state of the page without asking the server. */
(function () {
  const { atlas } = window, { element } = atlas;
  const FILES = [["csv", "CSV"], ["excel.csv", "CSV for Excel"], ["xlsx", "Excel workbook"], ["parquet", "Parquet"], ["json", "JSON"], ["zip", "Everything, as zip"]];
  const CITATIONS = [["txt", "Plain text"], ["bib", "BibTeX"], ["ris", "RIS"], ["csl.json", "CSL-JSON"]];

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

  class Menu {
    constructor(home) {
      const { page, pictures, behind } = home.dataset, files = [...FILES, ...(behind ? [["behind.csv", behind]] : [])];
      Object.assign(this, { home, page, link: "", status: element("p", { class: "share-status", role: "status" }) });
      this.files = files.map(([form, label]) => [form, element("a", { download: "" }, label)]);
      const data = this.box("Data", ...this.files.map(([, anchor]) => anchor));
      const boxes = [...(pictures === "true" ? [this.pictures()] : []), data, this.citations(), this.links()];
      home.replaceChildren(element("span", { class: "share-name" }, "Download and cite"), ...boxes, this.status);
      document.addEventListener("click", ({ target }) => boxes.forEach((box) => { box.open &&= box.contains(target); }));
      home.addEventListener("keydown", ({ key }) => {
        const open = key === "Escape" && boxes.find((box) => box.open);
        if (open) { open.open = false; open.firstChild.focus(); }
      });
    }

    address(form) { return `/view/${this.page}.${form}${this.link}`; }
    say(text) { this.status.textContent = text; }

    /* Everything that a picture holds, from the same state as the links. */
    async view() {
      const view = await (await answerOf(this.address("picture.json"))).json();
      return { ...view, parts: view.parts.map((part) => ({ ...part, moved: movedOf(part.graph) })) };
    }

    /* Boxes of one name close one another. */
    box(title, ...parts) {
      const box = element("div", { class: "share-box" }, ...parts);
      return element("details", { class: "share-menu", name: this.home.id }, element("summary", {}, title), box);
    }

    button(label, work) {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", async () => {
        button.disabled = true;
        try { this.say(await work()); } catch (error) { this.say(String(error.message || error)); }
        button.disabled = false;
      });
      return button;
    }

    copyButton(label, text) {
      return this.button(label, async () => ((await atlas.copy(await text())) ? `${label}: copied.` : "The browser does not allow copying."));
    }

    saveButton(label, preset, ending, content) {
      return this.button(label, async () => {
        const view = await this.view();
        save(await content(view), `${view.stem}_${preset}${ending}`);
        return `${atlas.contract.presets[preset].label}: saved.`;
      });
    }

    preset(name, { label, dpi }) {
      const { compose, png } = atlas.picture;
      const rasters = (dpi ? [1] : [1, 2, 3]).map((scale) =>
        this.saveButton(dpi ? "PNG" : `PNG ${scale}x`, name, scale === 1 ? ".png" : `_${scale}x.png`, (view) => png(view, name, scale)));
      const vector = this.saveButton("SVG", name, ".svg", async (view) => new Blob([(await compose(view, name)).svg], { type: "image/svg+xml" }));
      /* The server draws pages of paper where it can; else it says plainly why not. It knows nothing of a map that was moved. */
      const paper = this.saveButton("PDF", name, ".pdf", async () => {
        this.say("The server draws; this takes some seconds.");
        return (await answerOf(`${this.address("pdf")}&preset=${name}`)).blob();
      });
      return element("div", { class: "share-line", role: "group", "aria-label": label }, element("span", {}, label), ...rasters, vector, paper);
    }

    pictures() {
      const lines = Object.entries(atlas.contract.presets).map(([name, preset]) => this.preset(name, preset));
      return this.box("Picture", ...lines, this.copyButton("Copy the suggested alt text", async () => (await this.view()).alt));
    }

    citations() {
      const buttons = CITATIONS.map(([form, label]) => this.copyButton(label, async () => (await answerOf(this.address(form))).text()));
      return this.box("Citation", element("p", { class: "quiet" }, "Primary source first, atlas second."), ...buttons);
    }

    links() {
      const permalink = async () => withTabOf((await this.view()).permalink, this.link);
      const frame = async () => atlas.frame.code(await permalink()), fitting = async () => atlas.frame.codeAndScript(await permalink());
      const frames = [this.copyButton("Copy code to embed", frame), this.copyButton("Copy code with a script that fits its height", fitting)];
      return this.box("Link", this.copyButton("Copy the link", permalink), ...frames);
    }

    follow(link) {
      this.link = link;
      this.files.forEach(([form, anchor]) => anchor.setAttribute("href", this.address(form)));
      this.say("");
    }
  }

  const followShare = (home, link) => (home.shareMenu ||= new Menu(home)).follow(link);
  Object.assign(atlas, { followShare, withTabOf, forms: { FILES, CITATIONS } });
})();
