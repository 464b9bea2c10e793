import { ApplicationFailure } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  Next,
} from '@temporalio/worker';
import { AppError, ERRORS } from '../domain/errors.ts';

/** The only place where an error becomes a Temporal failure: the catalogue says what is retried. */
export const appErrorInterceptor: ActivityInboundCallsInterceptor = {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ) {
    try {
      return await next(input);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message } = error;
      const nonRetryable = !ERRORS[code].retryable;
      throw ApplicationFailure.create({ message, type: code, nonRetryable, cause: error });
    }
  },
};
