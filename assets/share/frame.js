/* What another site needs to show a view: the code of a frame, whose height does for any width, and a script by which the frame
   gets the very height that it reports, also when something is opened in it. */
(function () {
  const { atlas } = window;

  /* The script trusts the atlas alone, and each frame for itself. */
  const script = (origin) => `<script>
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== "${origin}" || data?.type !== "${atlas.contract.embed.message}" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = \`\${Math.min(data.height, 20000)}px\`;
  }
});
</script>`;

  /* The code for a column of any width, as the server makes it of the address of a view. */
  async function code(permalink) {
    const answer = await fetch(`/oembed?url=${encodeURIComponent(permalink)}`);
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).fluid_html;
  }

  atlas.frame = { code, script, codeAndScript: async (permalink) => `${await code(permalink)}\n${script(new URL(permalink).origin)}` };
})();
