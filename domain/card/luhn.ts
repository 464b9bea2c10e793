/** The digit that makes a number pass the Luhn check (ISO/IEC 7812-1, annex B). */
export function checkDigit(digits: string): string {
  const sum = luhnSum(`${digits}0`);
  return String((10 - (sum % 10)) % 10);
}

export const passesLuhn = (digits: string): boolean =>
  /^\d{2,}$/.test(digits) && luhnSum(digits) % 10 === 0;

/** From the right, every second digit counts twice, and what has two digits counts their sum. */
function luhnSum(digits: string): number {
  return digits
    .split('')
    .toReversed()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}
