import * as z from 'zod';
import {
  LOGO_FAULTS,
  type Rejection,
  rejectionProblem,
  TEXT_FAULTS,
} from '../domain/design/rejection.ts';
import { failure } from '../domain/errors.ts';
import { list } from './input.ts';
import { refuse } from './parse-input.ts';

/** What a reviewer finds wrong with a design: at least one reason, none of them twice. */
export const rejectionReasons = () =>
  z
    .strictObject({
      card_logo: list(z.enum(LOGO_FAULTS), { max: LOGO_FAULTS.length }).optional(),
      carrier_text: list(z.enum(TEXT_FAULTS), { max: TEXT_FAULTS.length }).optional(),
    })
    .transform(({ card_logo, carrier_text }, ctx): Rejection => {
      const rejection = { cardLogo: card_logo ?? [], carrierText: carrier_text ?? [] };
      const problem = rejectionProblem(rejection);
      return problem === undefined
        ? rejection
        : refuse(ctx, failure('parameter_invalid', { problem }));
    });
