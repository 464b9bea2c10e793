import { type Features, secondLineProblem } from '../design/features.ts';
import { failure } from '../errors.ts';

/** What fits below the name. */
const SECOND_LINE_LENGTH_MAX = 24;

/** What the printer has: Latin letters, digits, spaces and what stands on a keyboard beside them. */
const PRINTABLE = /^[\p{Script=Latin}\p{M}\x20-\x7e]+$/u;

/**
 * Makes sure that a card can be printed with this second line, or without one.
 *
 * @param features of the bundle it is printed on; without a design nothing is asked.
 * @throws `parameter_invalid` or `invalid_characters`.
 */
export function checkSecondLine(line: string | undefined, features: Features | undefined): void {
  const param = 'second_line';
  const problem = secondLineProblem(features, line !== undefined) ?? lengthProblem(line);
  if (problem !== undefined) throw failure('parameter_invalid', { problem }, { param });
  if (line !== undefined && !PRINTABLE.test(line))
    throw failure(
      'invalid_characters',
      { allowed: 'Latin letters, digits, spaces and ASCII punctuation' },
      { param },
    );
}

const lengthProblem = (line: string | undefined): string | undefined =>
  line !== undefined && line.length > SECOND_LINE_LENGTH_MAX
    ? `The second line must have at most ${SECOND_LINE_LENGTH_MAX} characters.`
    : undefined;
