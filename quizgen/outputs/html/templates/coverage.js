"use strict";
(() => {
  const chapters = [...document.querySelectorAll("article details")];

  // A link leads into a chapter that may be folded.
  function reveal() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const chapter = place?.closest("details");
    if (!chapter || chapter.open) return;
    chapter.open = true;
    place.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  reveal();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = chapters.filter((chapter) => !chapter.open);
    folded.forEach((chapter) => { chapter.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((chapter) => { chapter.open = false; }));
})();
