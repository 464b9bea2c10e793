import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The types that the `stripe` package ships, ready to be asked. */
export interface StripeTypes {
  readonly checker: ts.TypeChecker;
  /** The type of that name in the namespace `Stripe`, such as `Issuing.Card`. */
  readonly named: (name: string) => ts.Type;
  /** All types whose `object` is that literal: more than one where a deleted variant exists. */
  readonly ofObject: (object: string) => readonly ts.Type[];
}

const ESM = ts.ModuleKind.ESNext;

let loaded: StripeTypes | undefined;

/** Loads them once in a process: reading the package takes most of a second. */
export function stripeTypes(): StripeTypes {
  loaded ??= load();
  return loaded;
}

function load(): StripeTypes {
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es5.d.ts'],
    types: [],
  };
  const here = fileURLToPath(import.meta.url);
  const found = ts.resolveModuleName('stripe', here, options, ts.sys, undefined, undefined, ESM);
  const entry = found.resolvedModule?.resolvedFileName;
  if (entry === undefined) throw new Error('the types of the stripe package were not found');

  const host = ts.createCompilerHost(options);
  // The package is mostly comments, and half of the time would go into them.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const program = ts.createProgram([entry], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} exports nothing`);
  const stripe = new Namespace(checker, module).within('Stripe');
  let byObject: ReadonlyMap<string, readonly ts.Type[]> | undefined;
  return {
    checker,
    named: (name) => stripe.type(name),
    ofObject: (object) => (byObject ??= stripe.typesByObject()).get(object) ?? [],
  };
}

/** A namespace of declarations, looked into by name. */
class Namespace {
  readonly #checker: ts.TypeChecker;
  readonly #symbol: ts.Symbol;

  constructor(checker: ts.TypeChecker, symbol: ts.Symbol) {
    this.#checker = checker;
    this.#symbol = symbol;
  }

  within(name: string): Namespace {
    return new Namespace(this.#checker, this.#member(name));
  }

  /** @throws when no such type exists: a test that asks for a type that is not there proves nothing. */
  type(name: string): ts.Type {
    const [first = '', ...rest] = name.split('.');
    if (rest.length > 0) return this.within(first).type(rest.join('.'));
    return this.#checker.getDeclaredTypeOfSymbol(this.#member(first));
  }

  typesByObject(): Map<string, ts.Type[]> {
    const found = new Map<string, ts.Type[]>();
    for (const type of this.#types()) {
      const object = type.getProperty('object');
      const literal = object && this.#checker.getTypeOfSymbol(object);
      if (!literal?.isStringLiteral()) continue;
      found.set(literal.value, [...(found.get(literal.value) ?? []), type]);
    }
    for (const [object, types] of found) found.set(object, wholes(types));
    return found;
  }

  *#types(): Generator<ts.Type> {
    for (const symbol of this.#members()) {
      const { flags } = symbol;
      if (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))
        yield this.#checker.getDeclaredTypeOfSymbol(symbol);
      else if (flags & ts.SymbolFlags.Namespace)
        yield* new Namespace(this.#checker, symbol).#types();
    }
  }

  #member(name: string): ts.Symbol {
    const symbol = this.#members().find((member) => member.name === name);
    if (symbol === undefined) throw new Error(`the stripe package has no type ${name}`);
    return symbol;
  }

  #members(): readonly ts.Symbol[] {
    const checker = this.#checker;
    return checker
      .getExportsOfModule(this.#symbol)
      .map((symbol) =>
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      );
  }
}

/** Where a union of the variants is declared (`Event`), the variants alone would only repeat it. */
function wholes(types: readonly ts.Type[]): ts.Type[] {
  const unions = types.filter((type) => type.isUnion());
  return unions.length > 0 ? unions : [...types];
}
