/** Where README.md shows the newest results. What stands between is made, and never written by hand. */
const BEGIN = '<!-- made by `npm run bench`: begin -->';
const END = '<!-- made by `npm run bench`: end -->';

/** What stands between the markers now. Throws when they are not there. */
export function publishedIn(readme: string): string {
  const [begin, end] = placesIn(readme);
  return readme.slice(begin, end).trim();
}

/** The page with other results between its markers. */
export function withResults(readme: string, markdown: string): string {
  const [begin, end] = placesIn(readme);
  return `${readme.slice(0, begin)}\n\n${markdown.trim()}\n\n${readme.slice(end)}`;
}

function placesIn(readme: string): readonly [begin: number, end: number] {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md has no ${BEGIN} before ${END}.`);
  return [begin + BEGIN.length, end];
}
