(function () {
  "use strict";
  // Each list filters by the data field of the rows that bears its id.
  var zoek = document.getElementById("zoek");
  var lijsten = Array.prototype.slice.call(document.querySelectorAll(".zoekbalk select"));
  var aantal = document.getElementById("aantal");
  var rijen = Array.prototype.slice.call(document.querySelectorAll("#gemeenten tbody tr"));
  function toon() {
    var tekst = zoek.value.trim().toLowerCase();
    var zichtbaar = 0;
    rijen.forEach(function (rij) {
      var past = rij.dataset.naam.indexOf(tekst) >= 0 && lijsten.every(function (lijst) {
        return !lijst.value || rij.dataset[lijst.id] === lijst.value;
      });
      rij.hidden = !past;
      if (past) { zichtbaar += 1; }
    });
    // On paper the fields are gone: there the count says that rows were left out.
    var deel = zichtbaar < rijen.length;
    aantal.classList.toggle("gefilterd", deel);
    aantal.textContent = zichtbaar === 0
      ? "Geen gemeente past bij dit filter."
      : (deel ? zichtbaar + " van de " : "") + rijen.length +
        (rijen.length === 1 ? " gemeente" : " gemeenten");
  }
  zoek.addEventListener("input", toon);
  lijsten.forEach(function (lijst) { lijst.addEventListener("change", toon); });
  // Who comes back from a report finds the fields as they were left: the rows must agree.
  window.addEventListener("pageshow", toon);
  document.getElementById("wis").addEventListener("click", function () {
    zoek.value = "";
    lijsten.forEach(function (lijst) { lijst.value = ""; });
    toon();
    zoek.focus();
  });
})();
