const SIDE = 10;
const COLOURS = ['a', 'b', 'c', 'sand', 'amber', 'rust'] as const;
type Colour = (typeof COLOURS)[number];
const GROUNDS: readonly Colour[] = ['a', 'a', 'b', 'b', 'c', 'c', 'sand', 'amber'];
const ON_GREEN: readonly Colour[] = ['amber', 'rust', 'sand', 'c', 'b'];
const ON_LIGHT: readonly Colour[] = ['rust', 'a', 'c'];

/** Quarters of a disc in each corner, halves at each side, and a whole one. */
const QUARTERS = [
  (r: number) => `h${r}a${r} ${r} 0 0 1-${r} ${r}z`,
  (r: number) => `h-${r}a${r} ${r} 0 0 0 ${r} ${r}z`,
  (r: number) => `h-${r}a${r} ${r} 0 0 1 ${r}-${r}z`,
  (r: number) => `h${r}a${r} ${r} 0 0 0-${r}-${r}z`,
];
const CORNERS = [
  [0, 0],
  [SIDE, 0],
  [SIDE, SIDE],
  [0, SIDE],
] as const;
const HALVES = ['M5 0a5 5 0 0 0 0 10z', 'M5 0a5 5 0 0 1 0 10z', 'M0 5a5 5 0 0 1 10 0z', 'M0 5a5 5 0 0 0 10 0z'];

type Layers = Record<Colour, string>[];

interface TilesProps {
  seed: number;
  columns: number;
  rows: number;
}

/** A pattern that is always the same for a number, where there is no picture. */
export function Tiles({ seed, columns, rows }: TilesProps) {
  const layers = layersOf(seed, columns, rows);
  return (
    <svg
      class="tiles"
      viewBox={`0 0 ${columns * SIDE} ${rows * SIDE}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {layers.flatMap((layer, height) =>
        COLOURS.map((colour) =>
          layer[colour] ? <path class={`tile-${colour}`} d={layer[colour]} key={`${height}${colour}`} /> : null,
        ),
      )}
    </svg>
  );
}

function layersOf(seed: number, columns: number, rows: number): Layers {
  const next = randomOf(seed);
  const pick = <T,>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!;
  const layers: Layers = Array.from({ length: 3 }, () => ({
    ...{ a: '', b: '', c: '', sand: '', amber: '', rust: '' },
  }));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * SIDE, row * SIDE];
      const ground = pick(GROUNDS);
      const ink = pick(
        ['sand', 'amber'].includes(ground) ? ON_LIGHT : ON_GREEN.filter((one) => one !== ground),
      );
      const corner = Math.floor(next() * 4);
      const [dx, dy] = CORNERS[corner]!;
      const quarter = (r: number) => `M${x + dx} ${y + dy}${QUARTERS[corner]!(r)}`;
      layers[0]![ground] += `M${x} ${y}h10v10h-10z`;
      const shape = next();
      if (shape < 0.3) layers[1]![ink] += `M${x + 1.8} ${y + 5}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z`;
      else if (shape < 0.5) layers[1]![ink] += quarter(10);
      else if (shape < 0.66) {
        layers[1]![ink] += quarter(10);
        layers[2]![ground] += quarter(5);
      } else if (shape < 0.86) layers[1]![ink] += at(pick(HALVES), x, y);
    }
  return layers;
}

const at = (path: string, x: number, y: number) =>
  path.replace(/^M(\d+) (\d+)/, (_, left, top) => `M${x + Number(left)} ${y + Number(top)}`);

/** Small and the same everywhere (mulberry32); nothing secret hangs on it. */
function randomOf(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
