(function () {
  "use strict";
  var zoek = document.getElementById("zoek");
  var trede = document.getElementById("trede");
  var staat = document.getElementById("staat");
  var aantal = document.getElementById("aantal");
  var rijen = Array.prototype.slice.call(document.querySelectorAll("#gemeenten tbody tr"));
  function toon() {
    var tekst = zoek.value.trim().toLowerCase();
    var zichtbaar = 0;
    rijen.forEach(function (rij) {
      var past = rij.dataset.naam.indexOf(tekst) >= 0 &&
        (!trede.value || rij.dataset.trede === trede.value) &&
        (!staat.value || rij.dataset.staat === staat.value);
      rij.hidden = !past;
      if (past) { zichtbaar += 1; }
    });
    aantal.textContent = zichtbaar === 0
      ? "Geen gemeente past bij dit filter."
      : zichtbaar + (zichtbaar === 1 ? " gemeente" : " gemeenten");
  }
  zoek.addEventListener("input", toon);
  trede.addEventListener("change", toon);
  staat.addEventListener("change", toon);
  document.getElementById("wis").addEventListener("click", function () {
    zoek.value = "";
    trede.value = "";
    staat.value = "";
    toon();
    zoek.focus();
  });
})();
