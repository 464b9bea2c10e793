import { stopwatch } from './say.ts';

export interface Step {
  readonly name: string;
  readonly milliseconds: number;
}

/** Measures what a start is made of. Steps may run side by side: their sum is not the whole. */
export class Steps {
  readonly #taken: Step[] = [];

  get taken(): readonly Step[] {
    return this.#taken;
  }

  async time<T>(name: string, work: Promise<T>): Promise<T> {
    const elapsed = stopwatch();
    const result = await work;
    this.#taken.push({ name, milliseconds: elapsed() });
    return result;
  }
}
