import pg from 'pg';

/** The constraint that refused a statement. Its name is ours and stays; the message's words are not. */
export const constraintOf = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.constraint : undefined;
