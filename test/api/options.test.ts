import { expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import type { GqlError, OpenOptions } from '../../src/index.ts';

it.each([
  { given: ['', { readonly: true }], message: /no option readonly/u, hint: /mean readOnly\?/u },
  { given: ['', { durability: 'none' }], message: /"none" is not a choice/u, hint: /'full'/u },
  { given: [42, {}], message: /a string, not number/u, hint: undefined },
])('refuses $given', async ({ given: [path, options], message, hint }) => {
  const error = await GraphLite.open(path as string, options as OpenOptions).then(
    () => undefined,
    (reason: unknown) => reason as GqlError,
  );
  expect(error?.gqlstatus).toBe('22G03');
  expect(error?.message).toMatch(message);
  if (hint !== undefined) expect(error?.hint).toMatch(hint);
});
