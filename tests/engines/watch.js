// The first script of every page that is driven: it keeps what the page complains of, for whoever asks, in every engine the same.
{
  const KEPT = "complaints"; // outlives a page that is left
  const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  const note = (/** @type {string} */ text) => sessionStorage.setItem(KEPT, JSON.stringify([...kept(), text]));
  const { error: say } = console;

  Object.assign(globalThis, {
    takeComplaints: () => {
      const all = kept();
      sessionStorage.removeItem(KEPT);
      return all;
    },
  });
  console.error = (...said) => {
    note(`console: ${said.join(" ")}`);
    say.apply(console, said);
  };
  addEventListener("unhandledrejection", ({ reason }) => note(`rejection: ${reason}`));
  addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    // No complaint of the page: Playwright adds an empty style whenever it takes a picture in Firefox.
    if (blockedURI === "inline" && effectiveDirective === "style-src-elem") return;
    note(`refused: ${effectiveDirective} ${blockedURI}`);
  });
  addEventListener(
    "error",
    ({ target, message }) => {
      // No failure: some are told their new sizes a frame later.
      if (message?.startsWith("ResizeObserver loop")) return;
      note(message ? `error: ${message}` : `not loaded: ${target.src ?? target.href}`);
    },
    { capture: true },
  );
  for (const type of ["load", "error"]) {
    // A load never reaches the window.
    document.addEventListener(
      type,
      ({ target }) => target instanceof HTMLScriptElement && (target.dataset.done = type),
      {
        capture: true,
      },
    );
  }
}
