/** Tells the page around it, and nobody learns more than a height and that something was booked. */
function tell(message: { type: 'convoke:height'; height: number } | { type: 'convoke:booked' }): void {
  if (parent !== window) parent.postMessage(message, '*');
}

export function tellsHeight(element: Element): void {
  const report = () => tell({ type: 'convoke:height', height: Math.ceil(element.scrollHeight) });
  new ResizeObserver(report).observe(element);
}

export function toldOfBooking(): void {
  tell({ type: 'convoke:booked' });
}
