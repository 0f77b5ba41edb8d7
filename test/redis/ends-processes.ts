/** Of the faults that need Redis those in which processes end and start again: about one half, by time. */
export const endsProcesses = (name: string): boolean => /^r(16|22)-/.test(name);

/** What a killed worker was about stays its own for a while: others use the machine meanwhile. */
export const endsWorkers = (name: string): boolean => /^r17-/.test(name);
