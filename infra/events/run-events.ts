import { Administrator, Refused, tokenOf } from './administrator';
import { help, runEvents, UsageError } from './events-command';

/** Ends with status 1 when the platform refuses, 2 when the command line makes no sense. */
export async function events(args: readonly string[]): Promise<void> {
  const base = process.env['GATEWAY_URL'] || 'http://127.0.0.1:3000';
  try {
    for (const line of await runEvents(args, new Administrator(base, tokenOf(base, process.env)))) console.log(line);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${help}`);
      process.exitCode = 2;
      return;
    }
    const away = error instanceof TypeError ? `${base} does not answer.` : String(error);
    console.error(error instanceof Refused ? error.message : away);
    process.exitCode = 1;
  }
}
