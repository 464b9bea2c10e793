import { expect, test } from 'vitest';
import type { NetworkPayment, SettlementBank } from '../../../providers/settlement-bank/port.ts';

/** What any bank must keep to, whoever is behind the port. */
export function holdsForSettlementBank(
  bank: SettlementBank,
  { payment, at }: { readonly payment: NetworkPayment; readonly at: number },
): void {
  const submitted = async () => ({
    ...payment,
    ...(await bank.submit(payment, at)),
    submittedAt: at,
  });

  test('told again under the same key, it gives the same reference', async () => {
    const [one, other] = [await bank.submit(payment, at), await bank.submit(payment, at + 60)];
    expect(other).toEqual(one);
    expect(one.reference.length).toBeLessThanOrEqual(64);
  });

  test('nothing is on its statement before it has confirmed', async () => {
    expect(await bank.lookUp(await submitted(), at)).toMatchObject({ status: 'pending' });
    expect(await bank.statementLines(await submitted(), at)).toEqual([]);
  });

  test('when it says to look again it has confirmed, and its statement has the whole amount', async () => {
    const fate = await bank.lookUp(await submitted(), at);
    const later = fate.status === 'pending' ? fate.lookAgainAt : at;
    expect(later).toBeGreaterThan(at);
    expect(await bank.lookUp(await submitted(), later)).toEqual({ status: 'confirmed' });
    const lines = await bank.statementLines(await submitted(), later);
    expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(payment.amount);
  });
}
