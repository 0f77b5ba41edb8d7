/** Alone, so that a page without other scripts loads one: the rest comes after the first paint. */
requestAnimationFrame(() =>
  setTimeout(() => void import('../browser/waiting.js').then(({ watch }) => watch())),
);
