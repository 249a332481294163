/* A button with data-copy copies the text of the element that it names, or selects it where the browser does not let it. */
(function () {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const home = document.getElementById(button.dataset.copy), copied = await window.atlas.copy(home.textContent);
    if (!copied) window.getSelection().selectAllChildren(home);
    button.textContent = copied ? "Copied" : "Selected: press Ctrl+C";
  });
})();
