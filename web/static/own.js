// Pictures that a visitor brings: from a file, dropped, pasted, or from the camera (app/own_picture.go). Their middle square goes to the program as
// bytes, and nowhere else.
"use strict";

{
  const MAX_BYTES = 20 << 20;
  const MAX_SIDE = 8192;
  const SIDE = 512; // of what the program gets, at most

  const fault = (reason) => Object.assign(new Error(reason), { reason });

  // square draws the middle square of something and returns its pixels, [bytes, width, height].
  const square = (source, width, height) => {
    const side = Math.min(width, height);
    const n = Math.min(side, SIDE);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = n;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff"; // behind what can be seen through
    context.fillRect(0, 0, n, n);
    context.imageSmoothingQuality = "high";
    context.drawImage(source, (width - side) / 2, (height - side) / 2, side, side, 0, 0, n, n);
    return [new Uint8Array(context.getImageData(0, 0, n, n).data.buffer), n, n];
  };

  // measured is how large a picture file says it is, before anybody unfolds it.
  const measured = async (file) => {
    const address = URL.createObjectURL(file);
    try {
      const image = new Image();
      await new Promise((loaded, failed) => {
        image.onload = loaded;
        image.onerror = () => failed(fault("broken"));
        image.src = address;
      });
      return [image.naturalWidth, image.naturalHeight];
    } finally {
      URL.revokeObjectURL(address);
    }
  };

  // read makes pixels of a file. It is decoded beside the page's thread.
  const read = async (file) => {
    if (!file.type.startsWith("image/") || file.type.startsWith("image/svg")) throw fault("type");
    if (file.size > MAX_BYTES) throw fault("large");
    const [width, height] = await measured(file);
    if (width > MAX_SIDE || height > MAX_SIDE) throw fault("dimensions");
    const side = Math.min(width, height);
    const n = Math.min(side, SIDE);
    /** @type {ImageBitmapOptions} */
    const size = { resizeWidth: n, resizeHeight: n, resizeQuality: "high" };
    const bitmap = await createImageBitmap(file, (width - side) >> 1, (height - side) >> 1, side, side, size).catch(() => {
      throw fault("broken");
    });
    try {
      return square(bitmap, bitmap.width, bitmap.height);
    } finally {
      bitmap.close();
    }
  };

  const refusals = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" };

  // camera is one that is switched on when asked, and off when it has been used.
  const camera = (host, brought) => {
    const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
    let stream = null;
    let wanted = 0;
    const focus = (which) => host.querySelector(`[data-own="${which}"]`).focus();
    const off = () => {
      wanted++;
      stream?.getTracks().forEach((track) => track.stop());
      stream = video.srcObject = null;
      video.remove();
      host.classList.remove("lit");
    };
    const on = async () => {
      const mine = ++wanted;
      try {
        if (!navigator.mediaDevices) throw fault("insecure");
        const got = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (mine !== wanted) return got.getTracks().forEach((track) => track.stop()); // somebody has gone on meanwhile
        stream = video.srcObject = got;
        host.querySelector(".camera").append(video);
        host.classList.add("lit");
        await video.play();
        focus("take");
      } catch (error) {
        if (mine !== wanted) return;
        off();
        brought(error.reason || refusals[error.name] || "busy");
      }
    };
    const take = () => {
      if (!video.videoWidth) return;
      const picture = square(video, video.videoWidth, video.videoHeight);
      off();
      focus("camera");
      brought("", ...picture);
    };
    const does = { camera: on, take, off: () => (off(), focus("camera")) };
    return { off, do: (what) => does[what]?.() };
  };

  // bring tells the program of each picture that comes to an element: ("", bytes [height, width, 4], width, height), or of the reason why it is none.
  muestra.bring = (id, brought) => {
    const host = document.getElementById(id);
    const ended = new AbortController();
    const listen = (target, event, handle) => target.addEventListener(event, handle, { signal: ended.signal });
    const eye = camera(host, brought);
    let latest = 0;
    const take = async (file) => {
      const mine = ++latest;
      /** @type {[string, ...any]} */
      const answer = await (file ? read(file) : Promise.reject(fault("none"))).then(
        (picture) => ["", ...picture],
        (error) => [error.reason || "broken"],
      );
      if (mine === latest && !ended.signal.aborted) brought(...answer);
    };
    const picture = (transfer) => [...transfer.files].find((f) => f.type.startsWith("image/")) || transfer.files[0];

    listen(host, "change", (event) => {
      if (event.target.type !== "file" || !event.target.files.length) return;
      take(event.target.files[0]);
      event.target.value = ""; // so that the same file can be chosen again
    });
    listen(host, "click", (event) => {
      const button = event.target.closest("[data-own]");
      if (button) eye.do(button.dataset.own);
    });
    listen(host, "dragover", (event) => {
      event.preventDefault();
      host.classList.add("over");
    });
    listen(host, "dragleave", (event) => {
      if (!host.contains(event.relatedTarget)) host.classList.remove("over");
    });
    listen(host, "drop", (event) => {
      event.preventDefault();
      host.classList.remove("over");
      take(picture(event.dataTransfer));
    });
    listen(document, "paste", (event) => {
      if (event.target.closest?.("textarea, input:not([type=file], [type=checkbox], [type=range])")) return; // its text, also where a picture comes with it
      const file = event.clipboardData && picture(event.clipboardData);
      if (!file || !file.type.startsWith("image/")) return; // a text, for somebody else
      event.preventDefault();
      take(file);
    });
    return {
      detach() {
        ended.abort();
        eye.off();
      },
    };
  };
}
