import { AppError } from '../../domain/errors.ts';

/**
 * Who does not answer now is asked again by the workflow, which meanwhile listens to others: a retry of the
 * activity would keep everybody waiting, and a test clock too.
 */
export function toUnanswered(error: unknown): 'unanswered' {
  if (error instanceof AppError && error.code === 'service_unavailable') return 'unanswered';
  throw error;
}
