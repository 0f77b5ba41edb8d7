/** What share of the marks call a review helpful: percent with one decimal, half up; 0 without any. */
export function percentageOf(helpful: number, unhelpful: number): number {
  const marks = helpful + unhelpful;
  return marks === 0 ? 0 : Math.round((helpful * 1000) / marks) / 10;
}

/** The mean of whole ratings with one decimal, half up; 0 without any. */
export function averageOf(sum: number, count: number): number {
  return count === 0 ? 0 : Math.round((sum * 10) / count) / 10;
}
