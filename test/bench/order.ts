/** What the command line asks of the bench. */
export interface BenchOrder {
  /** The benchmarks to run; none named: all of them. */
  names: string[];
  /** With what takes longer than twenty minutes in all. */
  isLong: boolean;
  loadedMinutes: number;
  /** The report of an earlier run. */
  compareWith?: string;
}

const LONG_MINUTES = 30;

export function benchOrder(argv: readonly string[]): BenchOrder {
  const names: string[] = [];
  let [isLong, minutes, compareWith] = [false, NaN, undefined as string | undefined];
  const left = [...argv];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const [option, value] = word.split(/=(.*)/s) as [string, string?];
    if (!word.startsWith('--')) names.push(word);
    else if (option === '--long') isLong = true;
    else if (option === '--loaded-minutes') minutes = Number(value ?? left.shift());
    else if (option === '--compare') compareWith = value ?? left.shift();
    else throw new Error(`Unknown option ${option}. There are --long, --loaded-minutes=N and --compare FILE.`);
  }
  if (argv.some((word) => word.startsWith('--compare')) && !compareWith)
    throw new Error('--compare needs the bench.json of an earlier run.');
  return { names, isLong, loadedMinutes: minutes || (isLong ? LONG_MINUTES : 1), compareWith };
}
