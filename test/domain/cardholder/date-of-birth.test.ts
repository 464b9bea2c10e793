import { expect, test } from 'vitest';
import { dateOfBirth } from '../../../domain/cardholder/date-of-birth.ts';

const TODAY = '2026-11-23';
const born = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return dateOfBirth({ day, month, year }, TODAY, 'individual[dob]');
};

test.each(['1985-01-09', '2000-02-29', '1900-01-01', '2013-11-22'])('%s is accepted', (text) => {
  expect(born(text)).toBe(text);
});

test.each([
  ['2013-11-23', '[year]', 'on the thirteenth birthday nobody is older than thirteen'],
  ['2013-11-24', '[year]', 'a day too young'],
  ['2026-11-24', '[year]', 'not yet born'],
  ['1899-12-31', '[year]', 'a day too old'],
  ['2001-02-29', '[day]', 'no leap year'],
  ['1985-04-31', '[day]', 'no such day'],
  ['1985-13-01', '[day]', 'no such month'],
  ['1985-00-10', '[day]', 'no such month either'],
])('%s is refused at %s: %s', (text, part) => {
  expect(() => born(text)).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', param: `individual[dob]${part}` }),
  );
});

test('who was born on 29 February is thirteen on 1 March', () => {
  const leapDay = { day: 29, month: 2, year: 2012 };
  expect(() => dateOfBirth(leapDay, '2025-02-28', 'dob')).toThrow('older than 13');
  expect(() => dateOfBirth(leapDay, '2025-03-01', 'dob')).not.toThrow();
});
