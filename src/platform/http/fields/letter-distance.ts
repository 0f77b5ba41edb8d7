/** Whether at most `most` letters are to be added, dropped, replaced or swapped with their neighbour. */
export function isWithinLetters(most: number, one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        ...(isSwapped && row > 1 && column > 1 ? [beforeLast[column - 2]! + 1] : []),
      );
    }
    if (Math.min(...current) > most) return false;
    beforeLast = last;
    last = current;
  }
  return last[other.length]! <= most;
}
