/* A picture on paper, or as PDF, by the browser's own print dialog: the sheet is a frame out of sight that holds nothing else. */
(function () {
  const { atlas } = window, { picture } = atlas;

  picture.print = async (view, preset) => {
    const { svg } = await picture.compose(view, preset), [width, height] = atlas.contract.presets[preset].paper;
    document.querySelector(".paper-sheet")?.remove();
    const frame = atlas.element("iframe", { class: "paper-sheet", title: view.title, tabindex: "-1" });
    document.body.append(frame);
    const { contentDocument: sheet, contentWindow } = frame;
    sheet.title = `${view.stem}_${preset}`;
    sheet.documentElement.lang = "en";
    sheet.head.append(atlas.element("style", {}, `@page{size:${width} ${height};margin:0}body{margin:0}svg{display:block;width:${width};height:${height}}`));
    sheet.body.innerHTML = svg;
    await sheet.fonts.ready;
    contentWindow.print();
  };
})();
