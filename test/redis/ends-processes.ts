/** Half of the faults that need Redis, by time: those in which processes end and start again. */
export const endsProcesses = (name: string): boolean => /^r(16|17|22)-/.test(name);
