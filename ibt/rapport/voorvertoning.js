"use strict";
// Asks what is new, and shows it where the reader was.
(async () => {
  const blad = document.querySelector("#blad");
  const regel = document.querySelector("#regel");
  let getoond = -1;
  let na = -1;
  for (;;) {
    try {
      const stand = await (await fetch(`/stand?na=${na}`, { cache: "no-store" })).json();
      na = stand.nummer;
      regel.textContent = stand.regel;
      document.querySelector("header").classList.toggle("fout", stand.fout);
      if (stand.blad !== getoond && stand.blad > 0) {
        const hoogte = getoond < 0 ? 0 : blad.contentWindow.scrollY;
        getoond = stand.blad;
        blad.onload = () => blad.contentWindow.scrollTo(0, hoogte);
        blad.contentWindow.location.replace(`/blad?${getoond}`);
      }
    } catch {
      regel.textContent = "ibt preview is gestopt: dit is de laatste stand.";
      await new Promise((klaar) => setTimeout(klaar, 1000));
    }
  }
})();
