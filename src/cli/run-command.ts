import { errorText } from './report-error.ts';

/** Prints what a command answers; an error goes to standard error and sets exit status 1. */
export async function runCommand(answer: () => Promise<string>, query?: string): Promise<void> {
  try {
    const text = await answer();
    if (text !== '') process.stdout.write(`${text}\n`);
  } catch (error) {
    process.stderr.write(`${errorText(error, query)}\n`);
    process.exitCode = 1;
  }
}
