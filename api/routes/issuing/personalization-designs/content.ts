/** What is printed: the part of a design that a person reviews, and that a bundle has to bear. */
import { getFile } from '../../../../db/files/find.ts';
import { getPhysicalBundle } from '../../../../db/physical-bundles/find.ts';
import type { DesignRow } from '../../../../db/tables/design.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import {
  CARRIER_LINES,
  type CarrierText,
  isEmpty,
  PRINTABLE_CHARACTERS,
  unprintable,
} from '../../../../domain/design/carrier-text.ts';
import { featureProblem } from '../../../../domain/design/features.ts';
import { failure } from '../../../../domain/errors.ts';
import type { FileId } from '../../../../domain/ids.ts';

export type Content = CarrierText & Pick<DesignRow, 'card_logo_id' | 'physical_bundle_id'>;

/** What a request says of it. Null clears; absent leaves it as it is. */
export interface ContentInput {
  readonly card_logo?: string | null | undefined;
  readonly carrier_text?:
    { readonly [line in keyof CarrierText]?: string | null | undefined } | null | undefined;
  readonly physical_bundle?: string | undefined;
}

const BLANK: CarrierText = {
  header_title: null,
  header_body: null,
  footer_title: null,
  footer_body: null,
};

/**
 * What is printed after the request, which fits together.
 *
 * @throws `resource_missing`, `invalid_characters` or `parameter_invalid`.
 */
export async function contentOf(
  work: UnitOfWork,
  input: ContentInput & { readonly physical_bundle: string },
  before: Content | undefined,
): Promise<Content> {
  const bundle = await getPhysicalBundle(work.trx, work.scope, input.physical_bundle);
  const logo = await logoOf(work, input.card_logo, before?.card_logo_id ?? null);
  const text = textOf(input.carrier_text, before ?? BLANK);
  if (bundle.status !== 'active')
    throw refused(`The physical bundle ${bundle.id} is ${bundle.status}.`, 'physical_bundle');
  for (const [feature, isGiven] of [
    ['card_logo', logo !== null],
    ['carrier_text', !isEmpty(text)],
  ] as const) {
    const problem = featureProblem(bundle, feature, isGiven);
    if (problem !== undefined) throw refused(problem, feature);
  }
  return { physical_bundle_id: bundle.id, card_logo_id: logo, ...text };
}

async function logoOf(
  { trx, scope }: UnitOfWork,
  asked: string | null | undefined,
  before: FileId | null,
): Promise<FileId | null> {
  if (asked === undefined || asked === null) return asked === null ? null : before;
  const file = await getFile(trx, scope, { id: asked, param: 'card_logo' });
  if (file.purpose === 'issuing_logo') return file.id;
  throw refused(
    `A card logo is a file with the purpose issuing_logo: ${file.id} is for ${file.purpose}.`,
    'card_logo',
  );
}

function textOf(asked: ContentInput['carrier_text'], before: CarrierText): CarrierText {
  const { header_title, header_body, footer_title, footer_body } = before;
  if (asked === null) return BLANK;
  const given = Object.entries(asked ?? {}).filter(([, line]) => line !== undefined);
  const text = {
    header_title,
    header_body,
    footer_title,
    footer_body,
    ...Object.fromEntries(given),
  };
  const line = unprintable(text);
  if (line === undefined) return text;
  const param = `carrier_text[${line}]`;
  throw failure('invalid_characters', { allowed: PRINTABLE_CHARACTERS }, { param });
}

/** Whether a person has to look again. */
export const isAnother = (one: Content, other: Content): boolean =>
  PARTS.some((part) => one[part] !== other[part]);

const PARTS: readonly (keyof Content)[] = ['physical_bundle_id', 'card_logo_id', ...CARRIER_LINES];

export const contentIn = ({
  physical_bundle_id,
  card_logo_id,
  header_title,
  header_body,
  footer_title,
  footer_body,
}: DesignRow): Content => ({
  physical_bundle_id,
  card_logo_id,
  header_title,
  header_body,
  footer_title,
  footer_body,
});

const refused = (problem: string, param: string) =>
  failure('parameter_invalid', { problem }, { param });
