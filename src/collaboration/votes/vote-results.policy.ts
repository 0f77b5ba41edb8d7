import type { VoteResults } from '../collaboration.events.js';

export interface CountedOption {
  id: number;
  text: string;
  ballots: number;
}

/** To one decimal, half up, in whole numbers, so that 0.5 is 0.5; 0 without ballots. */
export function percentage(ballots: number, total: number): number {
  if (total === 0) return 0;
  return Math.floor((2_000 * ballots + total) / (2 * total)) / 10;
}

/** The only option with the most ballots, of which there must be one; null for a tie. */
export function winnerOf(options: readonly CountedOption[]): CountedOption | null {
  const most = Math.max(...options.map(({ ballots }) => ballots));
  const leading = options.filter(({ ballots }) => ballots === most);
  return most > 0 && leading.length === 1 ? leading[0]! : null;
}

export function resultsOf(options: readonly CountedOption[], totalVotes: number): VoteResults {
  const winner = winnerOf(options);
  return {
    totalVotes,
    results: options.map(({ id, text, ballots }) => ({
      optionId: id,
      text,
      voteCount: ballots,
      percentage: percentage(ballots, totalVotes),
    })),
    winner: winner && { optionId: winner.id, text: winner.text },
  };
}
