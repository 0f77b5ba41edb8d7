const own = document.currentScript as HTMLScriptElement;
const { origin } = new URL(own.src);
const PATH = /^[\w-]+(?:\/[\w-]+)?$/;
const FIRST_HEIGHT = 700;
const KEPT = ['lang', 'theme', 'timezone'];
const frames = new Map<Window | null, HTMLIFrameElement>();

/** Every `<div data-convoke="olivia/intro">` becomes a frame of that page, as high as what it shows. */
function show(place: HTMLElement): void {
  const path = place.dataset['convoke'] ?? '';
  if (!PATH.test(path) || place.querySelector('iframe')) return;
  const frame = document.createElement('iframe');
  const query = KEPT.flatMap((name) => (place.dataset[name] ? [`&${name}=${place.dataset[name]}`] : []));
  frame.src = `${origin}/${path}?embed=1${query.join('')}`;
  frame.title = place.dataset['title'] ?? path;
  frame.style.cssText = `display:block;width:100%;height:${FIRST_HEIGHT}px;border:0`;
  place.append(frame);
  frames.set(frame.contentWindow, frame);
}

addEventListener('message', ({ origin: from, source, data }: MessageEvent<unknown>) => {
  const frame = from === origin ? frames.get(source as Window) : undefined;
  const { type, height } = (data ?? {}) as { type?: string; height?: number };
  if (!frame) return;
  if (type === 'convoke:height' && Number.isFinite(height)) frame.style.height = `${height}px`;
  if (type === 'convoke:booked') frame.dispatchEvent(new CustomEvent(type, { bubbles: true }));
});

const begin = () => document.querySelectorAll<HTMLElement>('[data-convoke]').forEach(show);
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
else begin();
