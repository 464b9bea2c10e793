import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import { type Review, reviewQuery } from '../../workflows/design-review/contract.ts';
import { upload } from '../api/files/upload.ts';
import { drawLogo } from '../support/logo.ts';
import { type ClockLab, openClockLab } from './clock-lab.ts';

type Design = Stripe.Issuing.PersonalizationDesign;

/** A clock lab whose account has a logo, and words for what happens to designs. */
export interface DesignLab extends ClockLab {
  readonly logo: string;
  /** One on the bundle that takes everything, as its workflow begins to wait. */
  readonly design: (
    params?: Partial<Stripe.Issuing.PersonalizationDesignCreateParams>,
  ) => Promise<Design>;
  readonly designs: Stripe['issuing']['personalizationDesigns'];
  /** The test helpers. */
  readonly say: Stripe['testHelpers']['issuing']['personalizationDesigns'];
  readonly standing: (design: Pick<Design, 'id'>) => Promise<Review>;
  readonly stands: (design: Pick<Design, 'id'>, expected: Partial<Review>) => Promise<void>;
  /** The events told about a design, oldest first, without what they have in common. */
  readonly told: (design: Pick<Design, 'id'>) => Promise<readonly string[]>;
}

/** @param wrap puts faults between the worker and its activities. */
export async function openDesignLab(
  wrap?: (activities: Activities) => Activities,
): Promise<DesignLab> {
  const lab = await openClockLab({ ...(wrap && { wrap }) });
  const { stripe, temporal, api } = lab;
  const { body } = await upload(api, { purpose: 'issuing_logo', content: drawLogo() });
  const logo = String(body.id);
  const { data: bundles } = await stripe.issuing.physicalBundles.list();
  const full = String(bundles.find(({ name }) => name === 'Standard')?.id);
  const designs = stripe.issuing.personalizationDesigns;
  const standing: DesignLab['standing'] = ({ id }) =>
    temporal.client.workflow.getHandle(workflowIdOf({ id })).query(reviewQuery);
  const stands: DesignLab['stands'] = (design, expected) =>
    expect
      .poll(() => standing(design).catch(() => undefined), { timeout: 20_000 })
      .toMatchObject(expected);
  return {
    ...lab,
    logo,
    designs,
    say: stripe.testHelpers.issuing.personalizationDesigns,
    standing,
    stands,
    design: async (params = {}) => {
      const made = await designs.create({ physical_bundle: full, card_logo: logo, ...params });
      await stands(made, { status: 'review' });
      // It has looked where the design stands, and waits.
      await expect.poll(() => lab.nextDueOf(workflowIdOf(made)), { timeout: 20_000 }).toBeDefined();
      return made;
    },
    told: async ({ id }) => {
      const { data } = await stripe.events.list({ limit: 100 });
      return data
        .filter(({ data: { object } }) => 'id' in object && object.id === id)
        .map(({ type }) => type.slice('issuing_personalization_design.'.length))
        .toReversed();
    },
  };
}

export const workflowIdOf = ({ id }: Pick<Design, 'id'>): string => `design-review:${id}`;

/** How the API says that it is not the time for something. */
export const refused = () => ({ statusCode: 400, code: 'status_transition_invalid' });
