/* The typefaces of pictures: those of the pages, put into the file, so that it looks the same wherever it is opened. */
(function () {
  const { picture } = window.atlas, known = new Map();

  async function load({ family, weight, address }) {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    document.fonts.add(await new FontFace(family, bytes, { weight: String(weight) }).load());
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/woff2;base64,${text}) format('woff2')}`;
  }

  /* The rules of a style sheet with the faces in them; texts can be measured once they are there. */
  picture.faces = async ({ fonts }) => {
    const rules = fonts.faces.map((face) => {
      if (!known.has(face.address)) known.set(face.address, load(face));
      return known.get(face.address);
    });
    return `${(await Promise.all(rules)).join("")}text{font-variant-numeric:lining-nums tabular-nums}`;
  };
})();
