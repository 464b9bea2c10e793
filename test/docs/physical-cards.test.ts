import { iso31661 } from 'iso-3166';
import { expect, test } from 'vitest';
import { isBlockedDestination } from '../../domain/card/destinations.ts';
import { readProjectFile } from '../support/source-tree.ts';

/** An error sends the reader to this list. */
test('the document lists the countries to which no card is sent, and no others', () => {
  const [, list = ''] =
    /### Where no card is sent\n([\s\S]+?)\n## /.exec(readProjectFile('docs/physical-cards.md')) ??
    [];
  const listed = list.match(/\b[A-Z]{2}\b/g) ?? [];
  const known = iso31661.map(({ alpha2 }) => alpha2);
  expect(listed.length).toBeGreaterThan(90);
  expect([...known, 'XK'].filter(isBlockedDestination).toSorted()).toEqual(listed.toSorted());
});
