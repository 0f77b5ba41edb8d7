import type { Benchmark, Figure } from './figure.js';
import { contactsImport } from './figures/contacts-import.js';
import { booking } from './figures/p1-booking.js';
import { normalLoad } from './figures/p2-normal-load.js';
import { hotEvent } from './figures/p3-hot-event.js';
import { slotGrowth, slotSearch } from './figures/p4-slot-search.js';
import { lists } from './figures/p9-lists.js';
import { messageLists } from './figures/p9-messages.js';
import { paymentLists } from './figures/p9-payments.js';
import { ledger } from './figures/p10-ledger.js';
import { chat } from './figures/p11-chat.js';
import { fanOut } from './figures/p11-fan-out.js';
import { relay } from './figures/p13-relay.js';
import { start } from './figures/p17-start.js';
import { memory } from './figures/p18-memory.js';
import { twoProcesses } from './figures/p19-two-processes.js';
import { statements } from './figures/p20-statements.js';
import { atRest } from './figures/p21-at-rest.js';
import { report } from './report.js';
import { Stage } from './stage/stage.js';

const BENCHMARKS: Benchmark[] = [
  booking,
  normalLoad,
  hotEvent,
  slotSearch,
  slotGrowth,
  lists,
  paymentLists,
  messageLists,
  ledger,
  fanOut,
  chat,
  relay,
  contactsImport,
  start,
  memory,
  twoProcesses,
  statements,
  atRest,
];

// npm run bench [-- P1 P17 …] [--loaded-minutes=30]: all figures, or the named ones.
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !BENCHMARKS.some(({ id }) => id === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are ${BENCHMARKS.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}
const minutes = process.argv.map((argument) => /^--loaded-minutes=([\d.]+)$/.exec(argument)?.[1]).find(Boolean);

const startedAt = performance.now();
const say = (text: string) => console.log(`${elapsed().padStart(4)} s  ${text}`);
const elapsed = () => ((performance.now() - startedAt) / 1000).toFixed(0);
const figures: Figure[] = [];
let failed = false;

const stage = await Stage.set({ loadedMinutes: Number(minutes ?? 1) });
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping = true;
    say(`${signal}: clearing up`);
    void stage.strike().finally(() => process.exit(130));
  });
}

for (const benchmark of BENCHMARKS.filter(({ id }) => names.length === 0 || names.includes(id))) {
  say(`${benchmark.id}: ${benchmark.what}`);
  try {
    figures.push(...(await benchmark.run(stage, (text) => say(`    ${text}`))));
  } catch (error) {
    if (stopping) break;
    failed = true;
    console.error(`${benchmark.id} failed:`, error);
    stage.complaints().forEach((line) => console.error(line));
  }
  await stage.clear();
}
await stage.strike();
if (!stopping) {
  console.log(`\n${report(figures, Number(elapsed()))}\n\nWritten to reports/bench.json and reports/bench.md.`);
  // A goal that is missed is a finding, not a failure of the bench.
  process.exit(failed ? 1 : 0);
}
