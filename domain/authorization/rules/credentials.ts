/**
 * What was presented beside the number (contract §3.2, rule 11). Wrong declines; not given does not,
 * but for the PIN at a cash machine. An address that does not match is told to the merchant and
 * declines nothing (contract §3.7).
 */
import { check } from '../check.ts';
import { isCashMachine } from './cash.ts';

export const cvcMatches = check('cvc', {
  reads: ({ verification }) => ({ cvc: verification.cvc }),
  passes: ({ cvc }) => cvc !== 'mismatch',
  why: () => 'The CVC was wrong.',
});

export const expiryMatches = check('expiry', {
  reads: ({ verification }) => ({ expiry: verification.expiry }),
  passes: ({ expiry }) => expiry !== 'mismatch',
  why: () => 'The expiry date that was given is not the one of the card.',
});

export const pinMatches = check('pin', {
  reads: ({ verification }) => ({ pin: verification.pin }),
  passes: ({ pin }) => pin !== 'online_pin_mismatch' && pin !== 'offline_pin_mismatch',
  why: () => 'The PIN was wrong.',
});

export const cashMachineAsksPin = check('cash_machine_asks_pin', {
  reads: ({ verification, merchant }) => ({ pin: verification.pin, category: merchant.category }),
  passes: ({ pin, category }) => pin !== null || !isCashMachine(category),
  why: () => 'No PIN was entered, and a cash machine has to ask for it.',
});

export const threeDSecure = check('three_d_secure', {
  reads: ({ verification }) => ({ threeDSecure: verification.threeDSecure }),
  passes: (inputs) => inputs.threeDSecure !== 'failed' && inputs.threeDSecure !== 'required',
  why: (inputs) =>
    inputs.threeDSecure === 'failed'
      ? 'The cardholder failed the 3-D Secure challenge.'
      : 'The merchant has to try again with a 3-D Secure challenge.',
});
