/* "Download and cite": the row under a figure that offers it as picture, data, citation, link and embed. Its links follow the
   state of the page without asking the server. */
(function () {
  const FILES = [["csv", "CSV"], ["excel.csv", "CSV for Excel"], ["xlsx", "Excel workbook"], ["parquet", "Parquet"], ["json", "JSON"], ["zip", "Everything, as zip"]];
  const CITED = [["txt", "Plain text"], ["bib", "BibTeX"], ["ris", "RIS"], ["csl.json", "CSL-JSON"]];

  const { atlas } = window;
  const make = atlas.element;

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async function fetched(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(await answer.text());
    return answer;
  }

  /* How far the reader has moved or zoomed a map of the page; nothing where it is no map, or as it was. */
  function moved(graph) {
    const drawn = document.querySelector(`#${graph} .js-plotly-plot`);
    const geo = drawn && drawn.layout && drawn.layout.geo;
    if (!geo || !geo.projection || !(geo.projection.scale > 1)) return null;
    return { center: geo.center, projection: { scale: geo.projection.scale, rotation: geo.projection.rotation } };
  }

  class Row {
    constructor(home, page) {
      Object.assign(this, { home, page, link: "", menus: [] });
      this.said = make("p", { class: "share-said", role: "status" });
      const pictures = home.dataset.pictures === "true" ? [this.picture()] : [];
      home.replaceChildren(make("span", { class: "share-name" }, "Download and cite"), ...pictures, this.data(), this.cite(), this.share(), this.said);
      document.addEventListener("click", (event) => this.menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
      home.addEventListener("keydown", (event) => {
        const open = event.key === "Escape" && this.menus.find((menu) => menu.open);
        if (open) { open.open = false; open.firstChild.focus(); }
      });
    }

    address(form) { return `/view/${this.page}.${form}${this.link}`; }

    /* Everything that a picture holds, from the same state as the links. */
    async panel() {
      const picture = await (await fetched(this.address("picture.json"))).json();
      return { ...picture, parts: picture.parts.map((part) => ({ ...part, moved: moved(part.graph) })) };
    }

    menu(title, ...parts) {
      const made = make("details", { class: "share-menu" }, make("summary", {}, title), make("div", { class: "share-box" }, ...parts));
      made.addEventListener("toggle", () => { if (made.open) this.menus.forEach((menu) => { if (menu !== made) menu.open = false; }); });
      this.menus.push(made);
      return made;
    }

    button(label, work) {
      const made = make("button", { type: "button" }, label);
      made.addEventListener("click", async () => {
        made.disabled = true;
        try { this.say(await work()); } catch (error) { this.say(String(error.message || error)); }
        made.disabled = false;
      });
      return made;
    }

    say(text) { this.said.textContent = text; }

    copy(label, find) {
      return this.button(label, async () => ((await atlas.copy(await find())) ? `${label}: copied.` : "The browser does not allow copying."));
    }

    picture() {
      const { PRESETS, compose, png } = window.atlasPicture;
      const rows = Object.entries(PRESETS).map(([name, preset]) => {
        const file = (picture, end) => `${picture.stem}_${name}${end}`;
        const raster = (scale) => this.button(preset.dpi ? "PNG" : `PNG ${scale}x`, async () => {
          const picture = await this.panel();
          save(await png(picture, name, scale), file(picture, preset.dpi || scale === 1 ? ".png" : `_${scale}x.png`));
          return `${preset.label}: saved.`;
        });
        const vector = this.button("SVG", async () => {
          const picture = await this.panel();
          save(new Blob([(await compose(picture, name)).svg], { type: "image/svg+xml" }), file(picture, ".svg"));
          return `${preset.label}: saved.`;
        });
        /* The server draws pages of paper where it can; else it says plainly why not. It knows nothing of a map that was moved. */
        const paper = this.button("PDF", async () => {
          this.say("The server draws; this takes some seconds.");
          const drawn = await (await fetched(`${this.address("pdf")}&preset=${name}`)).blob();
          save(drawn, file(await this.panel(), ".pdf"));
          return `${preset.label}: saved.`;
        });
        const label = make("span", {}, preset.label), rasters = (preset.dpi ? [1] : [1, 2, 3]).map(raster);
        return make("div", { class: "share-line", role: "group", "aria-label": preset.label }, label, ...rasters, vector, paper);
      });
      return this.menu("Picture", ...rows, this.copy("Copy the suggested alt text", async () => (await this.panel()).alt));
    }

    data() {
      const { behind } = this.home.dataset;
      this.files = [...FILES, ...(behind ? [["behind.csv", behind]] : [])].map(([form, label]) => [form, make("a", { download: "" }, label)]);
      return this.menu("Data", ...this.files.map(([, link]) => link));
    }

    cite() {
      const buttons = CITED.map(([form, label]) => this.copy(label, async () => (await fetched(this.address(form))).text()));
      return this.menu("Citation", make("p", { class: "quiet" }, "Primary source first, atlas second."), ...buttons);
    }

    share() {
      const tab = () => new URLSearchParams(this.link).get("tab");
      const pinned = async () => {
        const { permalink } = await this.panel();
        return tab() && !new URL(permalink).searchParams.has("tab") ? `${permalink}&tab=${tab()}` : permalink;
      };
      const embed = async () => {
        const { title } = await this.panel();
        const name = title.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
        const path = `${window.location.origin}/embed/${this.page}${this.link}`.replaceAll("&", "&amp;");
        return `<iframe src="${path}" title="${name}" width="100%" height="640" loading="lazy" style="border:0"></iframe>`;
      };
      return this.menu("Link", this.copy("Copy the link", pinned), this.copy("Copy code to embed", embed));
    }

    follow(link) {
      this.link = link;
      this.files.forEach(([form, element]) => element.setAttribute("href", this.address(form)));
      this.say("");
    }
  }

  atlas.followShare = (home, link) => {
    home.atlasRow = home.atlasRow || new Row(home, home.dataset.page);
    home.atlasRow.follow(link);
  };
})();
