import { judgeAnswer, notReached, TIMEOUT } from '../../domain/real-time/answer.ts';
import type { Clock } from '../../infra/clock.ts';
import { signatureHeader } from '../../infra/signature.ts';
import { type HttpAnswer, openHttpClient } from '../http/client.ts';
import { HttpFailure } from '../http/failure.ts';
import type { DecisionEndpoint, DecisionQuestion, Heard } from './port.ts';

/** An answer has a word, an amount and some metadata: 50 pairs of 540 characters fit. */
const ANSWER_BYTES_MAX = 65_536;
/** To one endpoint: a purchase that waits for a connection spends the time it has for an answer. */
const CONNECTIONS_MAX = 256;

/** Asks over HTTP. Its connections are its own, so that a queue of webhooks never stands before a purchase. */
export function httpDecisionEndpoint(clock: Clock): DecisionEndpoint {
  const client = openHttpClient({ connections: CONNECTIONS_MAX });

  async function ask(question: DecisionQuestion): Promise<Heard> {
    const { url, livemode, body, secrets, timeoutMs } = question;
    const at = Math.floor(clock.nowMs() / 1_000);
    try {
      const answer = await client.post({
        url,
        livemode,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Stripe-Signature': signatureHeader({ body, at, secrets }),
        },
        body,
        timeoutMs,
        responseBytesMax: ANSWER_BYTES_MAX,
      });
      const raw = { status: answer.status, version: versionOf(answer), body: answer.body };
      return { answer: judgeAnswer(raw, question.asked), status: answer.status };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const answer = error.kind === 'timeout' ? TIMEOUT : notReached(error.message);
      return { answer, status: null };
    }
  }
  return { ask, close: client.close };
}

function versionOf({ headers }: HttpAnswer): string | undefined {
  const version = headers['stripe-version'];
  return typeof version === 'string' ? version : version?.[0];
}
