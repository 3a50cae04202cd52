// Pictures that the page's program draws itself (app/inside_sheet.go): it hands over an image file as bytes and gets an address for it.
"use strict";

muestra.image = (bytes) => URL.createObjectURL(new Blob([bytes], { type: "image/png" }));

// forget lets go of one that is no longer on the screen, when what takes its place has been drawn.
muestra.forget = (address) => setTimeout(() => URL.revokeObjectURL(address), 5000);

// observe tells the program whether an element can be seen, or nearly, whenever that changes. There is one at a time.
{
  let observer = null;
  muestra.observe = (id, tell) => {
    observer?.disconnect();
    const mine = (observer = new IntersectionObserver((entries) => tell(entries[entries.length - 1].isIntersecting), { rootMargin: "150px" }));
    const begin = () => {
      const element = document.getElementById(id);
      if (observer !== mine) return;
      if (element) mine.observe(element);
      else requestAnimationFrame(begin); // the program is still building the page
    };
    begin();
  };
}
