import { describe, expect, test } from 'vitest';
import {
  BUNDLE_STATUSES,
  canMoveBundle,
  STANDARD_BUNDLES,
  standardBundleId,
} from '../../../domain/design/bundle.ts';
import { isEmpty, unprintable } from '../../../domain/design/carrier-text.ts';
import { featureProblem, secondLineProblem } from '../../../domain/design/features.ts';
import { rejectionProblem } from '../../../domain/design/rejection.ts';
import {
  afterDesignMove,
  canMoveDesign,
  DESIGN_STATUSES,
  isUsable,
} from '../../../domain/design/review.ts';
import { makeId, parseId } from '../../../domain/ids.ts';

test('each move leads from where it is lawful to where it belongs, and from nowhere else', () => {
  const lawful = (['activate', 'deactivate', 'reject'] as const).flatMap((move) =>
    DESIGN_STATUSES.filter((status) => canMoveDesign(move, status)).map(
      (status) => `${status} → ${afterDesignMove(move)}`,
    ),
  );
  expect(lawful.toSorted()).toEqual([
    'active → inactive',
    'inactive → active',
    'review → active',
    'review → rejected',
  ]);
  expect(DESIGN_STATUSES.filter(isUsable)).toEqual(['active', 'review']);
});

test('only a custom bundle is moved by a person', () => {
  for (const status of BUNDLE_STATUSES) {
    expect(canMoveBundle('activate', { type: 'standard', status })).toBe(false);
    expect(canMoveBundle('activate', { type: 'custom', status })).toBe(status !== 'active');
    expect(canMoveBundle('deactivate', { type: 'custom', status })).toBe(status !== 'inactive');
  }
});

test('a feature is there when it is required, and not when it is unsupported', () => {
  const features = {
    card_logo: 'required',
    carrier_text: 'optional',
    second_line: 'unsupported',
  } as const;
  expect(featureProblem(features, 'card_logo', true)).toBeUndefined();
  expect(featureProblem(features, 'card_logo', false)).toMatch(/requires a card logo/);
  for (const isGiven of [true, false])
    expect(featureProblem(features, 'carrier_text', isGiven)).toBeUndefined();
  expect(secondLineProblem(features, true)).toMatch(/does not support a second line/);
  expect(secondLineProblem(features, false)).toBeUndefined();
  // A card without a design is plain, and may have one.
  expect(secondLineProblem(undefined, true)).toBeUndefined();
});

test('the standard bundles of an account have ids of its own, by mode, and always the same', () => {
  const scope = { accountId: makeId('account', '0VbmJLtR00MNF8FB2uuQQU4k'), livemode: false };
  const ids = STANDARD_BUNDLES.flatMap((_bundle, place) => [
    standardBundleId(scope, place),
    standardBundleId({ ...scope, livemode: true }, place),
  ]);
  expect(new Set(ids).size).toBe(2 * STANDARD_BUNDLES.length);
  for (const id of ids) expect(parseId('physicalBundle', id)).toBe(id);
  expect(ids[0]).toBe('ipb_0VbmJLtR00MNF8FB2uuQQU4kt00');
});

describe('the words on the letter', () => {
  const none = { header_title: null, header_body: null, footer_title: null, footer_body: null };

  test('are what the letter’s fonts have', () => {
    for (const words of [
      'Hello',
      'Ça va? Ægir & Zoë',
      'Re\u0301sume\u0301',
      '100% — “yours”!',
      'A/B 1+1=2',
      '€5',
    ])
      expect(unprintable({ ...none, footer_body: words }), words).toBeUndefined();
    for (const words of ['日本', 'да', '😀', 'a\nb', 'a\u00A0b', 'a\u202Eb', '<b>', '{x}', ' '])
      expect(unprintable({ ...none, footer_body: words }), words).toBe('footer_body');
  });

  test('are empty when none of them is there', () => {
    expect(isEmpty(none)).toBe(true);
    expect(isEmpty({ ...none, header_title: 'A' })).toBe(false);
  });
});

test('a rejection has at least one known reason, and none twice', () => {
  expect(rejectionProblem({ cardLogo: ['non_binary_image'], carrierText: [] })).toBeUndefined();
  expect(
    rejectionProblem({ cardLogo: [], carrierText: ['other', 'inappropriate'] }),
  ).toBeUndefined();
  expect(rejectionProblem(undefined)).toMatch(/at least one/);
  expect(rejectionProblem({ cardLogo: [], carrierText: [] })).toMatch(/at least one/);
  expect(rejectionProblem({ cardLogo: ['other', 'other'], carrierText: [] })).toMatch(/card logo/);
  // A logo is not what words can be.
  const typed: unknown = { cardLogo: [], carrierText: ['non_binary_image'] };
  expect(rejectionProblem(JSON.parse(JSON.stringify(typed)))).toMatch(/carrier text/);
});
