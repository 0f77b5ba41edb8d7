import type { Benchmark, Figure } from './figure.js';
import { calendars } from './figures/calendars.js';
import { contactsImport } from './figures/contacts-import.js';
import { booking } from './figures/p1-booking.js';
import { normalLoad } from './figures/p2-normal-load.js';
import { hotEvent } from './figures/p3-hot-event.js';
import { slotGrowth, slotSearch } from './figures/p4-slot-search.js';
import { slotsEndpoint } from './figures/p7-slots-endpoint.js';
import { contactLists } from './figures/p9-contacts.js';
import { lists } from './figures/p9-lists.js';
import { messageLists } from './figures/p9-messages.js';
import { paymentLists } from './figures/p9-payments.js';
import { ledger } from './figures/p10-ledger.js';
import { chat } from './figures/p11-chat.js';
import { fanOut } from './figures/p11-fan-out.js';
import { socketMemory } from './figures/p12-sockets.js';
import { relay } from './figures/p13-relay.js';
import { webhooks } from './figures/p13-webhooks.js';
import { overload } from './figures/p15-overload.js';
import { start } from './figures/p17-start.js';
import { memory } from './figures/p18-memory.js';
import { twoProcesses } from './figures/p19-two-processes.js';
import { statements } from './figures/p20-statements.js';
import { atRest } from './figures/p21-at-rest.js';
import { largeSets } from './figures/p22-large-sets.js';
import { benchOrder, type BenchOrder } from './order.js';
import { comparison, readFigures } from './reporting/comparison.js';
import { REPORT, report } from './reporting/report.js';
import { Stage } from './stage/stage.js';

const BENCHMARKS: Benchmark[] = [
  booking,
  normalLoad,
  hotEvent,
  slotSearch,
  slotGrowth,
  slotsEndpoint,
  lists,
  paymentLists,
  messageLists,
  contactLists,
  ledger,
  fanOut,
  chat,
  socketMemory,
  relay,
  webhooks,
  calendars,
  contactsImport,
  overload,
  start,
  memory,
  twoProcesses,
  statements,
  atRest,
  largeSets,
];

// npm run bench [-- P1 P17 …] [--long] [--loaded-minutes=30]: all figures, or the named ones.
// npm run bench -- --compare FILE: the last run beside the report of another; with names they are run first.
const { names, compareWith, ...options } = orderOrEnd();
const known = [...new Set(BENCHMARKS.map(({ id }) => id))];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) endWith(`Unknown: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
if (compareWith !== undefined && names.length === 0) {
  console.log(comparison(readFigures(compareWith), readFigures(REPORT)));
  process.exit();
}
const then = compareWith === undefined ? undefined : readFigures(compareWith);

const startedAt = performance.now();
const say = (text: string) => console.log(`${elapsed().padStart(4)} s  ${text}`);
const elapsed = () => ((performance.now() - startedAt) / 1000).toFixed(0);
const figures: Figure[] = [];
let failed = false;

const stage = await Stage.set(options);
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
  console.log(
    `\n${report(figures, Number(elapsed()))}\n\nWritten to reports/bench.json, bench.md and bench.svg.`,
  );
  if (then) console.log(`\n${comparison(then, figures)}`);
  // A goal that is missed is a finding, not a failure of the bench.
  process.exit(failed ? 1 : 0);
}

function orderOrEnd(): BenchOrder {
  try {
    return benchOrder(process.argv.slice(2));
  } catch (error) {
    return endWith((error as Error).message);
  }
}

function endWith(complaint: string): never {
  console.error(complaint);
  process.exit(2);
}
