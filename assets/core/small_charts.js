/* Small charts: the text of a year under the pointer; with the keyboard, the arrows lead from year to year of the chart in focus. */
(function () {
  const { element } = window.atlas;

  const stepsOf = (chart) => [...(chart.querySelector(".strip, .bars")?.children || [])];

  function tipOf(chart) {
    const tip = chart.querySelector(".small-tip") || element("p", { class: "small-tip", role: "status" });
    if (!tip.parentNode) chart.append(tip);
    return tip;
  }

  /* Shows what the step of a number says, above it and within the chart. */
  function show(chart, number) {
    const step = stepsOf(chart)[number], tip = tipOf(chart);
    clear(chart);
    if (!step) return;
    step.classList.add("at");
    tip.textContent = chart.querySelector("ol").children[number].textContent;
    tip.hidden = false;
    const box = chart.getBoundingClientRect(), at = step.getBoundingClientRect();
    const left = at.left + at.width / 2 - box.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(box.width - tip.offsetWidth, left))}px`;
  }

  function clear(chart) {
    chart.querySelector(".at")?.classList.remove("at");
    tipOf(chart).hidden = true;
  }

  const chartOf = ({ target }) => target.closest?.(".small-open")?.closest(".small-chart");
  const stepOf = (chart, { target }) => stepsOf(chart).indexOf(target.closest(".strip-step, .bar"));

  document.addEventListener("pointerover", (event) => { const chart = chartOf(event); if (chart) show(chart, stepOf(chart, event)); });
  document.addEventListener("pointerout", (event) => {
    const chart = chartOf(event);
    if (chart && !chart.contains(event.relatedTarget)) clear(chart);
  });
  document.addEventListener("focusin", (event) => {
    const chart = chartOf(event);
    if (chart && event.target.matches(":focus-visible")) show(chart, stepsOf(chart).length - 1);
  });
  document.addEventListener("focusout", (event) => { const chart = chartOf(event); if (chart) clear(chart); });
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key], chart = way && chartOf(event);
    if (!chart) return;
    const steps = stepsOf(chart), now = steps.findIndex((step) => step.classList.contains("at"));
    show(chart, Math.max(0, Math.min(steps.length - 1, (now < 0 ? steps.length : now) + way)));
    event.preventDefault();
  });
})();
