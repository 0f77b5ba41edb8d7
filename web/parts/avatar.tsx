/** The first letters of a name: pictures from elsewhere are not loaded. */
export function Avatar({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return (
    <span class="avatar" aria-hidden="true">
      {ends
        .map((word) => [...word][0] ?? '')
        .join('')
        .toUpperCase()}
    </span>
  );
}
