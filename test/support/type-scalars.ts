import ts from 'typescript';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether one of the variants of a type is this text, number, truth value or `null`. */
export function takesScalar(
  checker: ts.TypeChecker,
  variants: readonly ts.Type[],
  value: unknown,
): boolean {
  const listed = variants.filter((variant) => variant.flags & ts.TypeFlags.StringLiteral);
  return variants.some((variant) => {
    if (variant.flags & ts.TypeFlags.Any) return true;
    if (value === null) return Boolean(variant.flags & ts.TypeFlags.Null);
    if (typeof value === 'number') return Boolean(variant.flags & ts.TypeFlags.Number);
    if (typeof value === 'boolean') return literalOf(checker, variant) === value;
    if (typeof value !== 'string') return false;
    if (isDecimal(checker, variant)) return DECIMAL.test(value);
    // `'a' | 'b' | OtherString`: the SDK is ready for more, but what we send is listed.
    if (isOtherString(variant)) return listed.length === 0;
    return Boolean(variant.flags & ts.TypeFlags.String) || literalOf(checker, variant) === value;
  });
}

/** The one value of a literal type. */
export function literalOf(checker: ts.TypeChecker, type: ts.Type): string | boolean | undefined {
  if (type.isStringLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === 'true';
  return undefined;
}

/** A number with a fraction in an object of the SDK, text on the wire. */
export const isDecimal = (checker: ts.TypeChecker, type: ts.Type): boolean =>
  checker.typeToString(type) === 'Decimal';

const isOtherString = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);

/** What was expected, for a person: `"active" | "canceled" | null`. */
export const textOf = (checker: ts.TypeChecker, variants: readonly ts.Type[]): string =>
  variants
    .filter((variant, _index, all) => all.length === 1 || !isOtherString(variant))
    .map((variant) => checker.typeToString(variant))
    .join(' | ')
    .replace('false | true', 'boolean');

/** What came, for a person: scalars as they are, structures by their kind. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object')
    return 'object' in value ? `an object ${JSON.stringify(value.object)}` : 'an object';
  return typeof value === 'string'
    ? JSON.stringify(value)
    : `${typeof value} ${JSON.stringify(value)}`;
}
