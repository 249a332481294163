/* The claims of the Compare page: found from its head, opened without leaving the page, cited by a button. */
(function () {
  const { atlas } = window;

  async function copy(button) {
    const home = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(home.textContent);
      button.textContent = "Copied";
    } catch {
      window.getSelection().selectAllChildren(home);
      button.textContent = "Selected: copy it now";
    }
  }

  const searchOf = (field) => field?.value.trim() || "";

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.find")) return;
    event.preventDefault();
    const search = searchOf(event.target.elements.search);
    atlas.go("/compare?" + new URLSearchParams({ v: "1", mode: "claims", ...(search && { search }) }));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) { copy(button); return; }
    const link = event.target.closest?.(".rows a[href^='/compare']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const search = searchOf(document.querySelector("#claims-table .table-search"));
    atlas.go(link.getAttribute("href") + (search ? "&search=" + encodeURIComponent(search) : ""));
  });
})();
