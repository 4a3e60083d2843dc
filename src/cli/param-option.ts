import type { Command } from 'commander';
import { GqlError } from '../base/errors.ts';

/** `--param name=value`, repeatable. */
export function addParamOption(command: Command): Command {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  const description = 'a parameter; the value as JSON, else as text';
  return command.option('--param <name=value>', description, collect);
}

/** The texts of the values by name. */
export function splitParams(flags: readonly string[]): Record<string, string> {
  return Object.fromEntries(flags.map(splitParam));
}

export function paramValues(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]): [string, unknown] => [name, jsonOrText(text)]),
  );
}

function splitParam(flag: string): [string, string] {
  const [, name, value] = /^([\p{ID_Start}_]\p{ID_Continue}*)=(.*)$/su.exec(flag) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new GqlError('42001', `cannot read "${flag}"`, {
    hint: 'It has the form --param name=value.',
  });
}

/** Integers beyond 2^53 stay exact; what is no JSON is text. */
function jsonOrText(value: string): unknown {
  if (/^-?[1-9][0-9]{15,}$/u.test(value)) return BigInt(value);
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
