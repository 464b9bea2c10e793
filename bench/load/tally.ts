import type { HttpAnswer } from './http-connection.ts';

const DECLINED = Buffer.from('"approved":false');
const APPROVED = Buffer.from('"approved":true');
const PROBLEM_LENGTH_MAX = 2_000;

/** Counts what became of purchases. Only an approval with status 200 is what was asked for. */
export class Tally {
  readonly samplesMs: number[] = [];
  declined = 0;
  failed = 0;
  firstProblem: string | undefined;

  take({ status, body }: HttpAnswer, latencyMs: number): void {
    const isDeclined = body.includes(DECLINED);
    if (status === 200 && !isDeclined && body.includes(APPROVED)) {
      this.samplesMs.push(latencyMs);
      return;
    }
    if (status === 200 && isDeclined) this.declined += 1;
    else this.failed += 1;
    this.firstProblem ??= `${status} ${body.toString('utf8').slice(0, PROBLEM_LENGTH_MAX)}`;
  }

  takeError(error: unknown): void {
    this.failed += 1;
    this.firstProblem ??= String(error);
  }
}
