/* Texts as they are compared and read: folded for searches, numbers as the atlas writes them. */
(function () {
  const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  /* A name without accents, apostrophes and other signs, for searches. */
  const plainName = (text) => folded(text).replace(/['\u2019]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const number = (value) => value.toLocaleString("en");

  /* A number of people; a range where masked counts are among them: "565 people", "565 to 573 people". */
  function people(low, high) {
    if (low === null) return `at most ${number(high)} people`;
    if (high === null) return `at least ${number(low)} people`;
    return low === high ? `${number(low)} people` : `${number(low)} to ${number(high)} people`;
  }

  Object.assign(window.atlas, { folded, plainName, number, people });
})();
