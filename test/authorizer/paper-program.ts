import type { AuthorizationId } from '../../domain/ids.ts';
import {
  heldOnPaper,
  onPaper,
  type PaperAuthorization,
  paperAuthorization,
} from '../support/paper-authorization.ts';
import type { Command } from './commands.ts';

/** What Postgres did: the command, the authorization that it made or changed, and whether it refused. */
export interface Note {
  readonly command: Command;
  readonly id?: AuthorizationId;
  readonly refused: boolean;
}

/** An account with one balance and some cards, kept with paper and pencil. */
export class PaperProgram {
  readonly authorizations = new Map<AuthorizationId, PaperAuthorization>();
  readonly #funds: bigint;
  readonly #inactive = new Set<number>();

  constructor(funds: bigint) {
    this.#funds = funds;
  }

  get balance(): bigint {
    return [...this.authorizations.values()].reduce(
      (left, paper) => left - heldOnPaper(paper) - paper.captured,
      this.#funds,
    );
  }

  /** Does what Postgres noted, and says whether it would have refused it. */
  follow({ command, id }: Note): boolean {
    if (command.kind === 'set') {
      if (command.status === 'inactive') this.#inactive.add(command.card);
      else this.#inactive.delete(command.card);
      return false;
    }
    if (id === undefined) return false;
    if (command.kind === 'buy') {
      const { amount } = command;
      const affordable = amount === 0n || amount <= this.balance;
      const approved = !this.#inactive.has(command.card) && affordable;
      this.authorizations.set(id, paperAuthorization(amount, approved));
      return false;
    }
    const paper = this.authorizations.get(id);
    const next = paper && onPaper(paper, command.step);
    if (next) this.authorizations.set(id, next);
    return next === undefined;
  }
}
