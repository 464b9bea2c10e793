import type { RateTable } from '../../domain/exchange/rates.ts';

/** Near what the markets paid once, and rounded: good to reckon with, and nothing to trade on. */
const FIRST: RateTable = {
  date: '2026-01-01',
  perDollar: {
    aed: '3.6725',
    ars: '1450',
    aud: '1.50',
    bhd: '0.376',
    brl: '5.40',
    cad: '1.38',
    chf: '0.80',
    clp: '940',
    cny: '7.05',
    cop: '3900',
    czk: '20.80',
    dkk: '6.40',
    egp: '47.50',
    eur: '0.86',
    gbp: '0.75',
    hkd: '7.78',
    huf: '332',
    idr: '16600',
    ils: '3.25',
    inr: '89',
    isk: '125',
    jod: '0.709',
    jpy: '155',
    krw: '1450',
    kwd: '0.307',
    mad: '9.25',
    mxn: '18.30',
    myr: '4.13',
    nok: '10.10',
    nzd: '1.74',
    omr: '0.385',
    pen: '3.37',
    php: '58.80',
    pln: '3.65',
    pyg: '7000',
    qar: '3.64',
    ron: '4.38',
    sar: '3.75',
    sek: '9.40',
    sgd: '1.30',
    thb: '32.00',
    tnd: '2.94',
    try: '42.50',
    twd: '31.20',
    uah: '42.20',
    usd: '1',
    vnd: '26350',
    xof: '564',
    xpf: '102.60',
    zar: '17.10',
  },
};

/**
 * The tables of the sandbox, oldest first. Each applies until the next one does: what is authorized before
 * such a day and captured after it shows what the change of rates costs the card.
 */
export const SANDBOX_TABLES: readonly [RateTable, ...RateTable[]] = [
  FIRST,
  {
    date: '2027-01-01',
    perDollar: { ...FIRST.perDollar, eur: '0.88', gbp: '0.77', jpy: '150', mxn: '18.90' },
  },
  {
    date: '2028-01-01',
    perDollar: { ...FIRST.perDollar, eur: '0.85', gbp: '0.74', jpy: '148', mxn: '19.20' },
  },
];
