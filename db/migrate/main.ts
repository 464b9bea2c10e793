import { migrate } from './migrate.ts';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  process.stderr.write(
    'Set DATABASE_URL to the Postgres whose schema is to be brought up to date.\n',
  );
  process.exitCode = 78;
} else {
  const applied = await migrate(url);
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  process.stdout.write(applied.length === 0 ? 'The schema is up to date.\n' : 'Done.\n');
}
