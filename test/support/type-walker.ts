import ts from 'typescript';
import {
  EXTENSION_EVENTS,
  EXTENSION_FIELDS,
  EXTENSION_OBJECTS,
  EXTENSION_VALUES,
  FRACTIONAL_FIELDS,
} from './extension-fields.ts';
import type { StripeTypes } from './stripe-types.ts';
import { isDecimal, literalOf, shown, takesScalar, textOf } from './type-scalars.ts';

/** Where the walk stands. */
export interface Place {
  /** For the reader: `data[0].billing.address.city`. */
  readonly path: string;
  /** The `object` that this is a part of, and the way to here from it: `billing.address.city`. */
  readonly owner: string;
  readonly field: string;
  /** Inside `previous_attributes` only what changed is present. */
  readonly partial: boolean;
  /** What the parameter of a generic type stands for: the type of a list's entries. */
  readonly element?: ts.Type;
}

export const START: Place = { path: '', owner: '', field: '', partial: false };

type Problems = Generator<string, void>;
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Judges a JSON value against a type of the official SDK and tells every difference.
 *
 * TypeScript's own question, "is this assignable?", is too kind for a wire: it lets any text pass where
 * the SDK keeps its enumerations open, and does not mind extra keys in what it reads. So the walk is
 * ours and stricter: a key of the type is there (as `null` where it may be), a key beyond the type is
 * listed in `extension-fields.ts`, an enumeration has a listed value, a number is a safe integer.
 */
export class TypeWalker {
  readonly #types: StripeTypes;
  readonly #checker: ts.TypeChecker;

  constructor(types: StripeTypes) {
    this.#types = types;
    this.#checker = types.checker;
  }

  *judge(value: unknown, type: ts.Type, place: Place): Problems {
    // A key that was not there before, such as one of metadata, was null.
    if (place.partial && value === null) return;
    const variants = variantsOf(type);
    if (variants.length === 0) yield problem(place, 'expected no such key');
    else if (variants.some((variant) => variant.flags & ts.TypeFlags.TypeParameter))
      yield* this.#judgeEntry(value, place);
    else if (Array.isArray(value)) yield* this.#judgeArray(value, variants, place);
    else if (isObject(value)) yield* this.#judgeObject(value, variants, place);
    else yield* this.#judgeScalar(value, variants, place);
  }

  /** Judges what names its own kind: an answer as a whole, an event's object, the entry of a list. */
  *judgeByObject(value: unknown, place: Place): Problems {
    const object = isObject(value) ? value['object'] : undefined;
    if (!isObject(value) || typeof object !== 'string')
      yield problem(place, `expected an object that says its kind, got ${shown(value)}`);
    else if (!EXTENSION_OBJECTS.includes(object)) {
      const variants = this.#types.ofObject(object).flatMap(variantsOf);
      if (variants.length === 0) yield problem(place, `no type of the SDK is a "${object}"`);
      else if (isOurEvent(value)) yield* this.#judgeOurEvent(value, variants, place);
      else yield* this.#judgeObject(value, variants, place);
    }
  }

  /** The envelope is that of any event, and what it carries is judged by itself. */
  *#judgeOurEvent(value: JsonObject, variants: readonly ts.Type[], place: Place): Problems {
    const [first] = variants;
    const members = first === undefined ? [] : this.#checker.getPropertiesOfType(first);
    const envelope = members.filter(({ name }) => name !== 'data' && name !== 'type');
    yield* this.#judgeNamed(value, envelope, place);
    const data = value['data'];
    if (isObject(data)) yield* this.judgeByObject(data['object'], within(place, value, 'data'));
  }

  *#judgeEntry(value: unknown, place: Place): Problems {
    if (place.element === undefined) yield* this.judgeByObject(value, place);
    else yield* this.judge(value, place.element, place);
  }

  *#judgeArray(value: readonly unknown[], variants: readonly ts.Type[], place: Place): Problems {
    const array = variants.find((variant) => this.#checker.isArrayType(variant));
    const entry = array && this.#checker.getIndexTypeOfType(array, ts.IndexKind.Number);
    if (entry === undefined) yield this.#mismatch(value, variants, place);
    else
      for (const [index, each] of value.entries())
        yield* this.judge(each, entry, { ...place, path: `${place.path}[${index}]` });
  }

  /** By the variant whose literals (`object`, `type`, `deleted`) agree with the value; if several do, by the nearest. */
  *#judgeObject(value: JsonObject, variants: readonly ts.Type[], place: Place): Problems {
    const objects = variants.filter((variant) => this.#isObjectType(variant));
    const agreeing = objects.filter((variant) => this.#disagreements(value, variant).length === 0);
    const [best] = (objects.length === 1 ? objects : agreeing)
      .map((variant) => [...this.#judgeMembers(value, variant, place)])
      .toSorted((one, other) => one.length - other.length);
    if (objects.length === 0) yield this.#mismatch(value, variants, place);
    else yield* best ?? this.#noVariant(value, objects, place);
  }

  *#noVariant(value: JsonObject, objects: readonly ts.Type[], place: Place): Problems {
    const [first = [], ...others] = objects.map((variant) => this.#disagreements(value, variant));
    for (const name of first.filter((one) => others.every((names) => names.includes(one))))
      yield problem(within(place, value, name), `no variant of the type has ${shown(value[name])}`);
  }

  *#judgeMembers(value: JsonObject, type: ts.Type, place: Place): Problems {
    const named = this.#checker.getPropertiesOfType(type);
    const unnamed = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const kind = named.filter(({ name }) => name === 'object');
    const otherKind = [...this.#judgeNamed(value, kind, place)];
    if (otherKind.length > 0) yield* otherKind;
    else if (named.length > 0 || unnamed !== undefined) {
      yield* this.#judgeNamed(value, named, place);
      const names = new Set(named.map(({ name }) => name));
      for (const key of Object.keys(value).filter((name) => !names.has(name))) {
        const inner = within(place, value, key);
        // Among former values, null says that the key of a map was not there.
        const wasAbsent = inner.partial && value[key] === null;
        if (unnamed === undefined && !isExtension(inner))
          yield problem(inner, 'is not in the type');
        else if (unnamed !== undefined && !wasAbsent) yield* this.judge(value[key], unnamed, inner);
      }
    } else if (!place.partial) yield* this.judgeByObject(value, place);
  }

  *#judgeNamed(value: JsonObject, members: readonly ts.Symbol[], place: Place): Problems {
    for (const member of members) {
      const inner = within(place, value, member.name);
      const optional = inner.partial || member.flags & ts.SymbolFlags.Optional;
      if (Object.hasOwn(value, member.name))
        yield* this.judge(value[member.name], this.#checker.getTypeOfSymbol(member), inner);
      else if (!optional) yield problem(inner, 'is missing');
    }
  }

  *#judgeScalar(value: unknown, variants: readonly ts.Type[], place: Place): Problems {
    if (isExtensionValue(value, place)) return;
    if (!takesScalar(this.#checker, variants, value)) yield this.#mismatch(value, variants, place);
    else if (typeof value === 'number' && !isExact(value, place))
      yield problem(place, `expected a safe integer, got ${value}`);
  }

  #isObjectType(type: ts.Type): boolean {
    if (this.#checker.isArrayType(type) || isDecimal(this.#checker, type)) return false;
    return Boolean(type.flags & ts.TypeFlags.Object);
  }

  #disagreements(value: JsonObject, type: ts.Type): readonly string[] {
    const members = this.#checker.getPropertiesOfType(type).filter((member) => {
      const literal = literalOf(this.#checker, this.#checker.getTypeOfSymbol(member));
      return literal !== undefined && literal !== value[member.name];
    });
    return members.map(({ name }) => name);
  }

  #mismatch(value: unknown, variants: readonly ts.Type[], place: Place): string {
    return problem(place, `expected ${textOf(this.#checker, variants)}, got ${shown(value)}`);
  }
}

const isOurEvent = ({ object, type }: JsonObject): boolean =>
  object === 'event' && EXTENSION_EVENTS.some((name) => name === type);

/** What a value may be. `undefined` and `void` are not on the wire: a key that may only be that must be absent. */
const variantsOf = (type: ts.Type): readonly ts.Type[] =>
  (type.isUnion() ? type.types : [type]).filter(
    ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)),
  );

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = ({ path }: Place, text: string): string =>
  `${path === '' ? 'the answer' : path}: ${text}`;

/** The place of one key of `value`. What stands in an object with a kind of its own belongs to that kind. */
function within(place: Place, value: JsonObject, key: string): Place {
  const path = place.path === '' ? key : `${place.path}.${key}`;
  const { object } = value;
  const known = typeof object === 'string';
  const field = known || place.field === '' ? key : `${place.field}.${key}`;
  const inner = { ...place, path, field, owner: known ? object : place.owner };
  if (key !== 'previous_attributes') return inner;
  // It has the fields of the object beside it, as far as they changed.
  const changed = isObject(object) ? object['object'] : undefined;
  return { ...inner, partial: true, field: '', owner: typeof changed === 'string' ? changed : '' };
}

const isExtension = ({ owner, field }: Place): boolean =>
  EXTENSION_FIELDS[owner]?.includes(field) ?? false;

const isExtensionValue = (value: unknown, { owner, field }: Place): boolean =>
  EXTENSION_VALUES[owner]?.[field]?.some((listed) => listed === value) ?? false;

function isExact(value: number, { field }: Place): boolean {
  const name = field.split('.').at(-1) ?? '';
  return (
    Number.isSafeInteger(value) || (FRACTIONAL_FIELDS.includes(name) && Number.isFinite(value))
  );
}
