const inspect = Symbol.for('nodejs.util.inspect.custom');

/** Holds what must never be printed. `expose()` is the only way out: one search finds every use. */
export class Secret<T> {
  readonly #value: T;
  readonly #mask: string;

  /** @param mask a constant. A mask made from a part of the value fails open on odd values. */
  constructor(value: T, mask: string) {
    this.#value = value;
    this.#mask = mask;
  }

  expose = (): T => this.#value;
  toString = (): string => this.#mask;
  toJSON = (): string => this.#mask;
  [inspect] = (): string => this.#mask;
}
